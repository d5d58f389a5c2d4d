import { assignedSubjects, type CohortNext, type CohortStatus } from '../../core/index.ts';
import { cohortNext } from '../app/cohort-next.ts';
import { cohortStatus } from '../app/cohort-status.ts';
import { withLedger } from './ledger/with-ledger.ts';
import { readText } from './read-text.ts';

export async function runCohortStatus(word: string, trial: string | null): Promise<CohortStatus> {
  return cohortStatus(await withLedger(word, (ledger) => ledger.list()), trial);
}

/** The next assignment of the cohort that a ledger has. */
export async function runNextOfLedger(designPath: string, word: string, trial: string | null): Promise<CohortNext> {
  const designText = await readText(designPath);
  const status = await runCohortStatus(word, trial);
  return cohortNext({ designText, designPath, subjects: assignedSubjects(status) });
}
