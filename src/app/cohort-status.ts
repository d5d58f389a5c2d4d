import { type CohortStatus, cohortOfLedger, type LedgerList, NOTICE } from '../../core/index.ts';
import { SOFTWARE } from './software.ts';

/** What a ledger says of the cohort of a trial. */
export function cohortStatus(list: LedgerList, trial: string | null): CohortStatus {
  return { ...cohortOfLedger(list, trial), notice: NOTICE, software: SOFTWARE };
}
