import { TrabeculaError } from '../errors.ts';
import type { Trial } from '../protocol/trial.ts';
import { COMMON, PARAMETERS } from './design-explanations.ts';
import type { DesignMethod } from './design-file.ts';

/**
 * A design file of one method with what the trial's record states, its levels, and null for everything else: it is not
 * valid before somebody has filled it in.
 *
 * @throws TrabeculaError (usage) when the trial has no levels
 */
export function emptyDesign(method: DesignMethod, { id, rules }: Pick<Trial, 'id' | 'rules'>): object {
  const rule = rules.find(({ kind }) => kind === 'volume-level');
  if (rule?.kind !== 'volume-level') {
    throw new TrabeculaError('usage', { what: `the trial ${id} states no levels`, expected: 'a trial with levels' });
  }
  const asked = Object.keys(PARAMETERS[method]);
  return {
    schema: 'trabecula/design/1',
    version: null,
    method,
    levels: rule.levels.map((level) => ({ id: level.id, percent: level.percent })),
    startLevel: rule.levels.find(({ start }) => start === true)?.id ?? null,
    maxSubjects: null,
    doseLimitingToxicity: { definition: null, windowDays: null },
    ...Object.fromEntries(asked.map((key) => [key, null])),
    explanations: { ...COMMON, ...PARAMETERS[method] },
  };
}
