import { assignedSubjects, factsInForce, isTrabeculaError, type LedgerList } from '../../core/index.ts';
import { cohortNext } from '../app/cohort-next.ts';
import { cohortStatus } from '../app/cohort-status.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { cohortNextJson } from '../report/cohort-next-json.ts';
import { cohortStatusJson } from '../report/cohort-status-json.ts';
import { contentWords, headLine } from '../report/ledger-text.ts';
import type { LedgerAsk, LedgerView, ShownEntry } from './ledger-messages.ts';
import { problemOf } from './problem-of.ts';

/** Everything that the page shows of a ledger at once, with the JSON of the commands. */
export async function ledgerView(
  ledger: Ledger,
  place: LedgerView['place'],
  { trial, designText }: LedgerAsk,
): Promise<LedgerView> {
  const list = await ledger.list();
  const trials = trialsOf(list);
  const chosen = trial !== null && trials.includes(trial) ? trial : (trials[0] ?? null);
  const status = cohortStatus(list, chosen);
  return {
    place,
    head: list.head,
    headLine: headLine(list.head),
    entries: shownEntries(list),
    trials,
    status: { result: status, json: cohortStatusJson(status) },
    next: designText === null ? null : nextOf(designText, status),
  };
}

function nextOf(designText: string, status: ReturnType<typeof cohortStatus>): LedgerView['next'] {
  try {
    const result = cohortNext({ designText, designPath: 'design', subjects: assignedSubjects(status) });
    return { result, json: cohortNextJson(result) };
  } catch (error) {
    if (!isTrabeculaError(error)) throw error;
    return problemOf(error);
  }
}

function trialsOf({ entries }: LedgerList): readonly string[] {
  const trials = factsInForce(entries).flatMap(({ fact }) => (fact.kind === 'subject' ? [fact.trial] : []));
  return [...new Set(trials)];
}

function shownEntries({ entries }: LedgerList): readonly ShownEntry[] {
  const corrected = new Map<number, number>();
  for (const { sequence, content } of entries) {
    if (content.kind === 'correction') corrected.set(content.corrects, sequence);
  }
  return entries.map(({ sequence, at, by, content }) => {
    const correctedBy = corrected.get(sequence) ?? null;
    return { sequence, at, by, words: contentWords(content), content, correctedBy };
  });
}
