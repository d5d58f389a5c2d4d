import {
  type CohortNext,
  type CohortSubject,
  designShown,
  nextAssignment,
  NOTICE,
  readDesign,
} from '../../core/index.ts';
import { SOFTWARE } from './software.ts';

export interface CohortNextRequest {
  readonly designText: string;
  readonly designPath: string;
  /** In the order in which they were assigned. */
  readonly subjects: readonly CohortSubject[];
}

/** Where the next subject of a cohort goes under a design. */
export function cohortNext({ designText, designPath, subjects }: CohortNextRequest): CohortNext {
  const design = readDesign(designText, designPath);
  return {
    schema: 'trabecula/cohort-next/1',
    notice: NOTICE,
    software: SOFTWARE,
    design: designShown(design),
    next: nextAssignment(design, subjects),
  };
}
