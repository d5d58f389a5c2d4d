import { isAbsolute, join } from 'node:path';
import { TrabeculaError } from '../../../core/index.ts';

const PLAN = '{plan}';

/** Where the case of a plan is: the pattern with the plan's path in it, below the root unless it is absolute. */
export function casePathOf(root: string, pattern: string, plan: string): string {
  const path = pattern.replaceAll(PLAN, plan);
  return isAbsolute(path) ? path : join(root, path);
}

/** @throws TrabeculaError (usage) for a pattern that would give all plans one case */
export function refuseOneCaseForAll(pattern: string): void {
  if (pattern.includes(PLAN)) return;
  throw new TrabeculaError('usage', {
    what: 'every plan would have the same case',
    attribute: '--case-pattern',
    found: pattern,
    expected: `a path with ${PLAN} in it, such as ${PLAN}/case.json`,
  });
}
