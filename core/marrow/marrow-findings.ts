import type { Finding } from '../protocol/check-result.ts';
import type { Trial, VolumeLevelRule, ExclusionRule } from '../protocol/trial.ts';
import type { MarrowResult } from './marrow-result.ts';

/** Whose findings these are: of the patient, not of one lesion. */
const WHOLE_PATIENT = '';

/** What a marrow result says of the rules of a check that need it: the volume level and the exclusion. */
export function marrowFindings(result: MarrowResult, trial: Trial): Finding[] {
  return trial.rules.flatMap((rule) => {
    if (rule.kind === 'volume-level') return [levelFinding(result, rule)];
    return rule.kind === 'exclusion' ? [exclusionFinding(result, rule)] : [];
  });
}

function levelFinding({ level, readings, selection, trial }: MarrowResult, rule: VolumeLevelRule): Finding {
  const own = readings.find(({ reading, nodes }) => reading === level.reading && nodes === level.nodes) ?? readings[0];
  const open = trial.levels.find(({ id }) => id === selection.level);
  const implied = trial.levels.find(({ id }) => id === level.lowestNotExceeded);
  const asked = common(rule, `${own?.reading ?? 'irradiation volume'} / BMR`);
  const ratio = own?.ratioPercent ?? null;
  const values = { value: ratio?.value ?? null, low: ratio?.low ?? null, high: ratio?.high ?? null };
  if (level.lowestNotExceeded === 'not-evaluable') {
    return { ...asked, ...values, limit: null, outcome: 'not-evaluable', reason: level.reason, words: 'no level' };
  }
  if (level.lowestNotExceeded === 'above-all-levels') {
    const limit = trial.levels.at(-1)?.percent ?? null;
    return { ...asked, ...values, limit, outcome: 'not-met', reason: null, words: 'above all levels' };
  }
  const words = `lowest level not exceeded is ${level.lowestNotExceeded} (${implied?.percent ?? '?'} %), a level taken as a ceiling`;
  if (open === undefined || implied === undefined) {
    const reason = `${words}; which level is open is not said ("level" in the case)`;
    return {
      ...asked,
      ...values,
      limit: implied?.percent ?? null,
      outcome: 'not-evaluable',
      reason,
      words: 'no open level named',
    };
  }
  const outcome = implied.percent <= open.percent ? 'met' : 'not-met';
  const beside = `level ${open.id} (${open.percent} %) is open; ${words}`;
  return { ...asked, ...values, limit: open.percent, outcome, reason: null, words: beside };
}

function exclusionFinding({ exclusion, level }: MarrowResult, rule: ExclusionRule): Finding {
  const { ratioPercent, ratioRangePercent, limitPercent, outcome, reason } = exclusion;
  const asked = {
    ...common(rule, `high-risk and symptomatic ${level.reading ?? 'gtv'} / BMR`),
    value: ratioPercent,
    low: ratioRangePercent?.low ?? null,
    high: ratioRangePercent?.high ?? null,
    limit: limitPercent,
    reason,
  };
  switch (outcome) {
    case 'passes':
      return { ...asked, outcome: 'met', words: 'not excluded' };
    case 'fails':
      return { ...asked, outcome: 'not-met', words: 'exclusion criterion met' };
    case 'undecided':
      return { ...asked, outcome: 'undecided', between: ['not-met', 'met'], words: 'undecided' };
    case 'not-evaluable':
      return { ...asked, outcome: 'not-evaluable', words: 'not evaluable' };
  }
}

function common(
  rule: VolumeLevelRule | ExclusionRule,
  metric: string,
): Pick<Finding, 'rule' | 'lesion' | 'roiName' | 'metric' | 'unit' | 'between' | 'readings' | 'cite'> {
  const { registry, section, items } = rule.cite;
  return {
    rule: rule.id,
    lesion: WHOLE_PATIENT,
    roiName: null,
    metric,
    unit: '%',
    between: null,
    readings: [],
    cite: { registry, section, item: items.join(', ') },
  };
}
