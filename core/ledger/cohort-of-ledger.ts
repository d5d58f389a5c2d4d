import { TrabeculaError } from '../errors.ts';
import type { CohortSubject } from '../escalation/subjects-file.ts';
import type { CohortStatus, StatusSubject } from './cohort-status-result.ts';
import type { LedgerFact } from './entry.ts';
import { factsInForce } from './facts-in-force.ts';
import type { LedgerList } from './ledger-result.ts';

/**
 * What a ledger says of the cohort of a trial, after all corrections.
 *
 * @param trial null: the only trial that the ledger has subjects of
 * @throws TrabeculaError (usage) where there are several, or none of that id
 */
export function cohortOfLedger(
  { entries, head }: LedgerList,
  trial: string | null,
): Omit<CohortStatus, 'notice' | 'software'> {
  const inForce = factsInForce(entries);
  const facts = inForce.map(({ fact }) => fact);
  const chosen = theTrial(facts, trial);
  const ids = ofKind(facts, 'subject').flatMap((fact) => (fact.trial === chosen ? [fact.subject] : []));
  // In the order in which they were assigned; a level that was assigned anew keeps its subject's place.
  const assigned = [...new Set(ofKind(facts, 'level').map(({ subject }) => subject))].filter((id) => ids.includes(id));
  const waiting = ids.filter((id) => !assigned.includes(id));
  const warnings: string[] = [];
  const subjects = [...assigned, ...waiting].map((id) => subjectOf(id, chosen ?? '', facts, warnings));
  const levels = [...new Set(subjects.flatMap(({ level }) => (level === null ? [] : [level])))].sort((a, b) => a - b);
  return {
    schema: 'trabecula/cohort-status/1',
    trial: chosen,
    head,
    levels: levels.map((level) => {
      const here = subjects.filter((subject) => subject.level === level);
      const count = (toxicity: StatusSubject['toxicity']): number =>
        here.filter((subject) => subject.toxicity === toxicity).length;
      return {
        level,
        subjects: count('yes') + count('no'),
        toxicities: count('yes'),
        pending: count('pending'),
        notEvaluable: count('not-evaluable'),
      };
    }),
    subjects,
    decisions: inForce.flatMap(({ sequence, at, fact }) => {
      if (fact.kind !== 'decision') return [];
      const { subject = null, level = null, decision, reason } = fact;
      return [{ sequence, at, subject, level, decision, reason }];
    }),
    readings: ofKind(facts, 'reading').flatMap(({ trial: of, subject = null, reading, option, reason }) =>
      of === chosen ? [{ subject, reading, option, reason }] : [],
    ),
    corrections: entries.filter(({ content }) => content.kind === 'correction').length,
    warnings,
  };
}

/** The subjects that have a level, as an escalation design takes them. */
export function assignedSubjects({ subjects }: Pick<CohortStatus, 'subjects'>): readonly CohortSubject[] {
  return subjects.flatMap(({ id, level, toxicity, start, achievedPercent, attainablePercent }) =>
    level === null ? [] : [{ id, level, toxicity, start, achievedPercent, attainablePercent }],
  );
}

function theTrial(facts: readonly LedgerFact[], trial: string | null): string | null {
  const trials = [...new Set(ofKind(facts, 'subject').map((fact) => fact.trial))];
  if (trial === null && trials.length <= 1) return trials[0] ?? null;
  if (trial !== null && (trials.includes(trial) || trials.length === 0)) return trial;
  throw new TrabeculaError('usage', {
    what:
      trial === null ? 'the ledger has subjects of several trials; --trial says which' : `no subject is in "${trial}"`,
    expected: trials.join(', '),
  });
}

function subjectOf(id: string, trial: string, facts: readonly LedgerFact[], warnings: string[]): StatusSubject {
  const own = facts.filter((fact) => fact.subject === id);
  const level = ofKind(own, 'level').at(-1)?.level ?? null;
  const selection = ofKind(own, 'selection').at(-1);
  const percentOf = (cm3: number | undefined): number | null =>
    cm3 === undefined || selection === undefined ? null : (100 * cm3) / selection.reserveCm3;
  const fractions = ofKind(own, 'fraction');
  const starts = fractions.map(({ startedAt }) => startedAt).sort((a, b) => Date.parse(a) - Date.parse(b));
  const toxicities = ofKind(own, 'toxicity');
  return {
    id,
    level,
    screening: ofKind(own, 'screening').findLast((fact) => fact.trial === trial)?.outcome ?? null,
    planCheck: ofKind(own, 'plan-check').findLast((fact) => fact.trial === trial)?.outcome ?? null,
    lesions: [...(selection?.lesions ?? [])],
    achievedPercent: percentOf(selection?.irradiatedCm3),
    attainablePercent: percentOf(selection?.attainableCm3),
    start: starts[0]?.slice(0, 10) ?? null,
    fractions: fractions.length,
    toxicities: toxicities.map(({ term, grade, doseLimiting, onset }) => ({ term, grade, doseLimiting, onset })),
    toxicity: toxicityOf(id, toxicities, ofKind(own, 'evaluation').at(-1), warnings),
  };
}

/** One dose-limiting toxicity is enough, whenever it was seen. "No" needs somebody who says so of the whole window. */
function toxicityOf(
  id: string,
  toxicities: readonly Extract<LedgerFact, { kind: 'toxicity' }>[],
  evaluation: Extract<LedgerFact, { kind: 'evaluation' }> | undefined,
  warnings: string[],
): StatusSubject['toxicity'] {
  const said = evaluation?.doseLimitingToxicity ?? null;
  if (toxicities.some(({ doseLimiting }) => doseLimiting === 'yes')) {
    if (said !== null && said !== 'yes') {
      warnings.push(`${id}: evaluated as "${said}", but a dose-limiting toxicity is recorded; counted as one.`);
    }
    return 'yes';
  }
  if (said === 'no' && toxicities.some(({ doseLimiting }) => doseLimiting === 'unknown')) {
    warnings.push(`${id}: evaluated as "no" while a toxicity is not said to be dose-limiting or not; left pending.`);
    return 'pending';
  }
  return said ?? 'pending';
}

function ofKind<Kind extends LedgerFact['kind']>(
  facts: readonly LedgerFact[],
  kind: Kind,
): Extract<LedgerFact, { kind: Kind }>[] {
  return facts.filter((fact): fact is Extract<LedgerFact, { kind: Kind }> => fact.kind === kind);
}
