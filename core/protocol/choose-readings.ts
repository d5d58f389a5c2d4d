import { TrabeculaError } from '../errors.ts';
import { nearestName } from './nearest-name.ts';
import type { Rule, Trial } from './trial.ts';

/** Option chosen for each reading of a trial, by the reading's name; null while it is open. */
export type Readings = ReadonlyMap<string, string | null>;

/**
 * The trial's default readings, and over them those of the case. A case names a reading
 * ({"isodoseOf": "of-maximum"}) or the rule that hangs on it ({"prescription-isodose": "of-maximum"}).
 *
 * @throws TrabeculaError (unreadable) naming the nearest reading or option
 */
export function chooseReadings(trial: Trial, chosen: Readonly<Record<string, string>> = {}, where = 'case'): Readings {
  const readings = new Map<string, string | null>(
    Object.entries(trial.readings).map(([name, reading]) => [name, reading.default]),
  );
  for (const [key, option] of Object.entries(chosen)) {
    const candidates = namesMeant(key, trial);
    if (candidates.length === 0) throw unknown('reading', key, [...readings.keys()], where);
    const name = candidates.find((candidate) => optionsOf(candidate, trial).includes(option));
    if (name === undefined)
      throw unknown(
        `option of ${key}`,
        option,
        candidates.flatMap((candidate) => optionsOf(candidate, trial)),
        where,
      );
    readings.set(name, option);
  }
  return readings;
}

function namesMeant(key: string, trial: Trial): readonly string[] {
  if (Object.hasOwn(trial.readings, key)) return [key];
  const rule = trial.rules.find(({ id }) => id === key || id.endsWith(`/${key}`));
  return rule === undefined ? [] : readingNamesOf(rule);
}

function readingNamesOf(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'coverage':
      return rule.underReadings.map(({ reading }) => reading);
    case 'isodose':
    case 'exclusion':
      return [rule.reading];
    case 'maximum':
      return [rule.statisticReading, rule.placeReading];
    case 'schedule':
      return [rule.weekReading, rule.scopeReading];
    case 'volume-level':
      return [rule.volumeReading, rule.nodesReading, rule.levelReading];
    default:
      return [];
  }
}

function optionsOf(name: string, trial: Trial): readonly string[] {
  return Object.keys(trial.readings[name]?.options ?? {});
}

function unknown(what: string, found: string, known: readonly string[], where: string): TrabeculaError {
  const nearest = nearestName(found, known);
  return new TrabeculaError('unreadable', {
    what: `unknown ${what} "${found}"${nearest === null ? '' : `, nearest is "${nearest}"`}`,
    where,
    attribute: 'readings',
    expected: known.length === 0 ? 'none: this trial has no readings' : `one of ${known.join(', ')}`,
  });
}
