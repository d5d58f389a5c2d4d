import {
  evaluateMarrow,
  type MarrowPatient,
  type MarrowResult,
  type MarrowVerdict,
  type MarrowWish,
  NOTICE,
  type Readings,
  type Trial,
  trialNotice,
} from '../../core/index.ts';
import { SOFTWARE } from './software.ts';

/** The readings of a trial that say what the irradiation volume is. */
export function volumeReadings(
  trial: Trial,
  readings: Readings,
): Pick<MarrowResult['declared'], 'reading' | 'nodes'> & { readonly levelMeans: string | null } {
  const rule = trial.rules.find(({ kind }) => kind === 'volume-level');
  if (rule?.kind !== 'volume-level') return { reading: null, nodes: null, levelMeans: null };
  return {
    // What a trial file may offer here was checked when it was loaded.
    reading: (readings.get(rule.volumeReading) ?? null) as MarrowResult['declared']['reading'],
    nodes: (readings.get(rule.nodesReading) ?? null) as MarrowResult['declared']['nodes'],
    levelMeans: readings.get(rule.levelReading) ?? null,
  };
}

/** The whole result around the verdict on one patient. */
export function marrowResultOf(
  patient: MarrowPatient,
  trial: Trial,
  wish: MarrowWish,
  rest: Pick<MarrowResult, 'subject' | 'inputs' | 'trabecular'>,
  warnings: MarrowResult['warnings'] = [],
): MarrowResult {
  const verdict: MarrowVerdict = evaluateMarrow(patient, trial, wish);
  const rules = trial.rules.filter(({ kind }) => kind === 'volume-level' || kind === 'exclusion');
  const cited = new Set(rules.flatMap(({ cite }) => cite.items));
  const levels = rules.flatMap((rule) => (rule.kind === 'volume-level' ? rule.levels : []));
  return {
    schema: 'trabecula/marrow/1',
    notice: NOTICE,
    rulesNotice: trialNotice(trial),
    software: SOFTWARE,
    trial: {
      id: trial.id,
      registry: trial.registry,
      recordDate: trial.recordDate,
      title: trial.title,
      levels: levels.map(({ id, percent }) => ({ id, percent })).sort((a, b) => a.percent - b.percent),
      items: Object.entries(trial.items)
        .filter(([item]) => cited.has(item))
        .map(([item, words]) => ({ item, words })),
    },
    declared: patient.declared,
    ...rest,
    ...verdict,
    warnings: [...warnings, ...verdict.warnings],
  };
}
