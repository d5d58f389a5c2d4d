import { TrabeculaError } from '../errors.ts';
import { nearestName } from '../protocol/nearest-name.ts';
import type { ExclusionRule, Trial, VolumeLevelRule } from '../protocol/trial.ts';
import { evaluateExclusion, type Exclusion } from './exclusion.ts';
import {
  ALL_READINGS,
  type EvaluatedReading,
  evaluateReading,
  intervalOf,
  NO_LESIONS,
  reserveOf,
} from './irradiation-readings.ts';
import type { MarrowLesion, MarrowResult, Objective } from './marrow-result.ts';
import { type MarrowPatient, priorityOf, type VolumeReading } from './marrow-patient.ts';
import { judgePicked, unjudgedPick } from './picked-lesions.ts';
import { noSelection, type Selection, selectLesions } from './select-lesions.ts';
import { budgetCm3Of, levelsOfRule } from './volume-levels.ts';
import { volumeOfParts } from './volume-parts.ts';

export interface MarrowWish {
  /** Id of the open level; null: none is named. */
  readonly level: number | null;
  readonly objective: Objective;
  /** Ids in the user's own order; those not named follow in the order of the case. */
  readonly order: readonly string[];
  readonly must: readonly string[];
  readonly not: readonly string[];
  /** A set of the user's own, to be judged beside the proposal; absent or null: none. */
  readonly pick?: readonly string[] | null;
}

export type MarrowVerdict = Pick<
  MarrowResult,
  | 'trabecularCm3'
  | 'intersectionCm3'
  | 'reserveCm3'
  | 'lesions'
  | 'readings'
  | 'budgets'
  | 'level'
  | 'exclusion'
  | 'selection'
  | 'picked'
  | 'notChecked'
  | 'warnings'
>;

/** Trabecular bone of an adult man, cm³: mean ± two standard deviations of the intra-osseous volume (Sambuceti 2012), rounded. */
const PLAUSIBLE_CM3 = [1000, 3000] as const;
/** The same lesion in two frames of reference may differ by this share. */
const SAME_SHARE = 0.1;

/**
 * Reserve, levels, exclusion and choice. What is not declared or not known leads to `not-evaluable` with the reason, never
 * to a level.
 *
 * @throws TrabeculaError (contradiction) if no reserve is left; (usage) for an unknown level or lesion
 */
export function evaluateMarrow(patient: MarrowPatient, trial: Trial, wish: MarrowWish): MarrowVerdict {
  const levels = trial.rules.find((rule): rule is VolumeLevelRule => rule.kind === 'volume-level') ?? null;
  const exclusion = trial.rules.find((rule): rule is ExclusionRule => rule.kind === 'exclusion') ?? null;
  const undeclared = [
    ...missingDeclarations(patient),
    ...patient.obstacles,
    ...(patient.lesions.length === 0 ? [NO_LESIONS] : []),
  ];
  const isBoneGiven = patient.declared.kind === 'trabecular';
  if (isBoneGiven) refuseEmptyReserve(patient, levels);
  const evaluated = ALL_READINGS.map((reading) => evaluateReading(patient, reading, levels, undeclared));
  const candidates = candidatesOf(patient);
  const [stated] = patient.scenarios;
  const scenarios = patient.scenarios;
  return {
    trabecularCm3: isBoneGiven ? intervalOf(scenarios.map(({ trabecularCm3 }) => trabecularCm3)) : null,
    intersectionCm3: isBoneGiven ? intervalOf(scenarios.map(({ intersectionCm3 }) => intersectionCm3)) : null,
    reserveCm3:
      isBoneGiven && levels !== null ? intervalOf(scenarios.map((scenario) => reserveOf(levels, scenario))) : null,
    lesions: lesionResults(patient),
    readings: evaluated.map(({ levelReason: _, ...reading }) => ({
      ...reading,
      // Against whole bones a ratio is no ratio to the reserve.
      ratioPercent: isBoneGiven ? reading.ratioPercent : null,
    })),
    budgets: budgetsOf(patient, levels, undeclared),
    level: levelOf(patient, evaluated, candidates, levels, undeclared),
    exclusion: exclusionOf(patient, candidates, exclusion, levels, undeclared),
    selection: selectionOf(patient, candidates, levels, wish, undeclared),
    picked: pickedOf(patient, candidates, levels, wish, undeclared),
    notChecked: trial.rules.flatMap((rule) =>
      rule.kind === 'volume-level' || rule.kind === 'exclusion'
        ? []
        : [{ rule: rule.id, why: 'asks for a plan; see trabecula check' }],
    ),
    warnings: warningsOf(patient, isBoneGiven ? stated.trabecularCm3 : null),
  };
}

function missingDeclarations({ declared, hasBone }: MarrowPatient): string[] {
  const { kind, skeletonComplete, gtvTotalComplete } = declared;
  const ofBone = hasBone ? missingOfBone(kind, skeletonComplete) : [];
  return [
    ...ofBone,
    ...(gtvTotalComplete === null
      ? ['it is not declared whether all tumour is in GTV_Total ("gtvTotal": {"complete": ...})']
      : []),
    ...(gtvTotalComplete === false ? ['not all tumour is in GTV_Total'] : []),
  ];
}

function missingOfBone(
  kind: MarrowPatient['declared']['kind'],
  skeletonComplete: MarrowPatient['declared']['skeletonComplete'],
): string[] {
  return [
    ...(kind === null ? ['it is not declared whether the bone is trabecular ("kind")'] : []),
    ...(kind === 'whole-bone'
      ? ['whole bones are given, not trabecular bone: take the cortical shell off ("shell") and accept the result']
      : []),
    ...(skeletonComplete === null ? ['it is not declared whether the skeleton is complete ("skeletonComplete")'] : []),
    ...(skeletonComplete === false ? ['the skeleton is not complete'] : []),
  ];
}

function refuseEmptyReserve({ scenarios }: MarrowPatient, rule: VolumeLevelRule | null): void {
  if (rule === null) return;
  const reserves = scenarios.map((scenario) => reserveOf(rule, scenario));
  if (reserves.some((reserve) => reserve > 0)) return;
  const [{ trabecularCm3, intersectionCm3 }] = scenarios;
  throw new TrabeculaError('contradiction', {
    what: 'no bone marrow reserve is left: the lesions take all the trabecular bone',
    found: `trabecular bone ${trabecularCm3.toFixed(2)} cm³, of it in lesions ${intersectionCm3.toFixed(2)} cm³`,
    expected: 'a reserve above 0',
  });
}

/** The readings that the case leaves open; nodes matter only where there may be some. */
function candidatesOf({ declared, lesions }: MarrowPatient): VolumeReading[] {
  const hasNodes = lesions.some(({ site }) => site !== 'bone');
  const nodes = declared.nodes ?? (hasNodes ? null : 'with');
  return ALL_READINGS.filter(
    (each) => (declared.reading ?? each.reading) === each.reading && (nodes ?? each.nodes) === each.nodes,
  );
}

/** What the levels allow: told only where a level may be told. */
function budgetsOf(
  { scenarios, declared }: MarrowPatient,
  rule: VolumeLevelRule | null,
  undeclared: readonly string[],
): MarrowResult['budgets'] {
  if (rule === null) return [];
  const reserves = scenarios.map((scenario) => reserveOf(rule, scenario));
  const isTold = undeclared.length === 0 && declared.kind === 'trabecular' && reserves.every((reserve) => reserve > 0);
  return levelsOfRule(rule).map((level) => {
    const budgets = isTold ? reserves.map((reserveCm3) => budgetCm3Of(rule, level, reserveCm3)) : [];
    return {
      level: level.id,
      percent: level.percent,
      budgetCm3: budgets[0] ?? null,
      budgetRangeCm3: rangeOf(budgets),
    };
  });
}

/** The set that the user picked, in the one reading that the case names. */
function pickedOf(
  patient: MarrowPatient,
  candidates: readonly VolumeReading[],
  rule: VolumeLevelRule | null,
  wish: MarrowWish,
  undeclared: readonly string[],
): MarrowResult['picked'] {
  if (wish.pick == null) return null;
  const picked = indicesOf(patient, wish.pick, '--pick');
  const { order } = lesionsWished(patient, wish);
  const inOrder = order.filter((lesion) => picked.includes(lesion));
  const none = (reason: string): MarrowResult['picked'] => unjudgedPick(patient, inOrder, rule, wish.level, reason);
  if (rule === null) return none('no rule on volume levels in this record');
  if (undeclared.length > 0) return none(undeclared.join('; '));
  if (candidates.length > 1) return none(NAME_A_READING);
  const level = levelsOfRule(rule).find(({ id }) => id === wish.level) ?? null;
  return judgePicked(patient, candidates[0]!, rule, level, inOrder);
}

function levelOf(
  patient: MarrowPatient,
  evaluated: readonly EvaluatedReading[],
  candidates: readonly VolumeReading[],
  rule: VolumeLevelRule | null,
  undeclared: readonly string[],
): MarrowResult['level'] {
  const asked = candidates[0]!;
  const own = candidates.map((each) =>
    evaluated.find(({ reading, nodes }) => reading === each.reading && nodes === each.nodes)!,
  );
  const [first] = own;
  const none: MarrowResult['level'] = {
    lowestNotExceeded: 'not-evaluable',
    reading: candidates.length === 1 ? asked.reading : null,
    nodes: candidates.length === 1 ? asked.nodes : null,
    atLeastPercent: undeclared.length > 0 ? (first!.ratioPercent?.low ?? null) : null,
    holdsAboveTrabecularCm3: null,
    lowerFromTrabecularCm3: null,
    reason: null,
  };
  if (undeclared.length > 0) return { ...none, reason: undeclared.join('; ') };
  const open = own.find(({ levelReason }) => levelReason !== null);
  if (open !== undefined && own.every(({ levelReason }) => levelReason === open.levelReason)) {
    return { ...none, reason: open.levelReason };
  }
  const levels = [...new Set(own.map(({ lowestLevelNotExceeded }) => lowestLevelNotExceeded))];
  if (open !== undefined || levels.length > 1 || rule === null) return { ...none, reason: NAME_A_READING };
  return { ...none, ...asked, lowestNotExceeded: levels[0]!, ...marginOf(patient, first!, rule) };
}

const NAME_A_READING =
  'the case names no reading of the irradiation volume, and not all readings agree: add "readings": {"irradiationVolume": "gtv", "nodes": "with"}, or what your protocol says';

/** How far the trabecular volume may be wrong before the level changes, the lesions staying as they are. */
function marginOf(
  { scenarios: [stated] }: MarrowPatient,
  { volumeCm3, lowestLevelNotExceeded }: EvaluatedReading,
  rule: VolumeLevelRule,
): Pick<MarrowResult['level'], 'holdsAboveTrabecularCm3' | 'lowerFromTrabecularCm3'> {
  if (volumeCm3 === null) return { holdsAboveTrabecularCm3: null, lowerFromTrabecularCm3: null };
  const levels = levelsOfRule(rule);
  // A reserve of 1 cm³ has this budget; budgets grow in proportion.
  const needed = (n: number): number | null => {
    const level = levels[n];
    return level === undefined ? null : volumeCm3 / budgetCm3Of(rule, level, 1) + stated.intersectionCm3;
  };
  const at = levels.findIndex(({ id }) => id === lowestLevelNotExceeded);
  return at < 0
    ? { holdsAboveTrabecularCm3: null, lowerFromTrabecularCm3: needed(levels.length - 1) }
    : { holdsAboveTrabecularCm3: needed(at), lowerFromTrabecularCm3: needed(at - 1) };
}

function exclusionOf(
  patient: MarrowPatient,
  candidates: readonly VolumeReading[],
  rule: ExclusionRule | null,
  levels: VolumeLevelRule | null,
  undeclared: readonly string[],
): Exclusion {
  const none: Exclusion = {
    ratioPercent: null,
    ratioRangePercent: null,
    limitPercent: rule?.edges[0] ?? null,
    outcome: 'not-evaluable',
    reason: null,
  };
  if (rule === null || levels === null) return { ...none, reason: 'no such rule in this record' };
  if (patient.declared.kind !== 'trabecular') return { ...none, reason: undeclared.join('; ') };
  const all = candidates.map((asked) => evaluateExclusion(patient, asked, rule, levels));
  const [first] = all;
  if (undeclared.length > 0) return { ...first!, outcome: 'not-evaluable', reason: undeclared.join('; ') };
  if (all.every(({ outcome }) => outcome === first!.outcome)) return first!;
  return { ...first!, outcome: 'not-evaluable', reason: NAME_A_READING };
}

function selectionOf(
  patient: MarrowPatient,
  candidates: readonly VolumeReading[],
  rule: VolumeLevelRule | null,
  wish: MarrowWish,
  undeclared: readonly string[],
): Selection {
  const none = noSelection(wish.objective, null);
  const { order, must, not } = lesionsWished(patient, wish);
  if (rule === null) return { ...none, reason: 'no rule on volume levels in this record' };
  const levels = levelsOfRule(rule);
  const level = levels.find(({ id }) => id === wish.level);
  if (wish.level !== null && level === undefined) {
    throw new TrabeculaError('usage', {
      what: `the trial has no level ${wish.level}`,
      attribute: '--level',
      expected: levels.map(({ id, percent }) => `${id} (${percent} %)`).join(', '),
    });
  }
  if (undeclared.length > 0) return { ...none, level: wish.level, reason: undeclared.join('; ') };
  if (level === undefined) return { ...none, reason: 'no open level is named: --level, or "level" in the case' };
  const all = candidates.map((asked) => selectLesions(patient, asked, rule, { ...wish, level, order, must, not }));
  const [first] = all;
  const agree = all.every(
    ({ status, proposed }) => status === first!.status && proposed.join('\n') === first!.proposed.join('\n'),
  );
  if (all.length === 1 || (agree && first!.status !== 'not-evaluable')) return first!;
  return { ...none, level: wish.level, reason: NAME_A_READING };
}

function lesionsWished(
  patient: MarrowPatient,
  wish: MarrowWish,
): { readonly order: number[]; readonly must: number[]; readonly not: number[] } {
  const ids = patient.lesions.map(({ id }) => id);
  const first = indicesOf(patient, wish.order, '--order');
  const must = indicesOf(patient, wish.must, '--must');
  const not = indicesOf(patient, wish.not, '--not');
  const both = must.find((lesion) => not.includes(lesion));
  if (both !== undefined) {
    throw new TrabeculaError('usage', { what: `lesion ${ids[both]} is locked in by --must and out by --not` });
  }
  return { order: [...first, ...ids.map((_, n) => n).filter((n) => !first.includes(n))], must, not };
}

/** Lesions that an option names, each once. */
function indicesOf({ lesions }: MarrowPatient, named: readonly string[], option: string): number[] {
  const ids = lesions.map(({ id }) => id);
  const indices = named.map((id) => {
    const index = ids.indexOf(id);
    if (index >= 0) return index;
    const nearest = nearestName(id, ids);
    throw new TrabeculaError('usage', {
      what: `no lesion "${id}"${nearest === null ? '' : `, nearest is "${nearest}"`}`,
      attribute: option,
      expected: ids.join(', '),
    });
  });
  return [...new Set(indices)];
}

function lesionResults({ lesions, scenarios }: MarrowPatient): MarrowLesion[] {
  const [stated] = scenarios;
  return lesions.map((lesion, n) => {
    const ofReading = (reading: 'gtv' | 'ptv', scenario = stated): number | null =>
      scenario.volumes[reading].missing[n] === null
        ? volumeOfParts(scenario.volumes[reading].parts, (each) => each === n)
        : null;
    const volumes = scenarios.flatMap((scenario) => ofReading('gtv', scenario) ?? []);
    const inside = scenarios.flatMap((scenario) => scenario.inTrabecularCm3[n] ?? []);
    const isOpen = inside.length > 1 && Math.max(...inside) !== Math.min(...inside);
    return {
      id: lesion.id,
      site: lesion.site,
      volumeCm3: ofReading('gtv'),
      volumeRangeCm3: rangeOf(volumes),
      ptvCm3: ofReading('ptv'),
      inTrabecularCm3: stated.inTrabecularCm3[n] ?? null,
      inTrabecularRangeCm3: isOpen || inside.length > 0 ? rangeOf(inside) : null,
      planVolumeCm3: lesion.planVolumeCm3,
      longAxisMm: lesion.longAxisMm,
      shortAxisMm: lesion.shortAxisMm,
      nearest: lesion.nearest,
      priority: priorityOf(lesion),
      highRisk: lesion.highRisk,
      symptomatic: lesion.symptomatic,
      treated: lesion.treated,
      reason: lesion.reason,
    };
  });
}

function rangeOf(values: readonly number[]): { low: number; high: number } | null {
  return values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) };
}

function warningsOf(patient: MarrowPatient, trabecularCm3: number | null): MarrowResult['warnings'] {
  const [low, high] = PLAUSIBLE_CM3;
  const [stated] = patient.scenarios;
  return [
    ...(trabecularCm3 !== null && (trabecularCm3 < low || trabecularCm3 > high)
      ? [
          {
            code: 'trabecular-volume',
            message: `${trabecularCm3.toFixed(0)} cm³ of trabecular bone is outside what adult men have (${low}-${high} cm³)`,
          },
        ]
      : []),
    ...patient.lesions.flatMap(({ id, planVolumeCm3 }, n) => {
      const own =
        stated.volumes.gtv.missing[n] === null ? volumeOfParts(stated.volumes.gtv.parts, (each) => each === n) : null;
      if (planVolumeCm3 === null || own === null || Math.abs(planVolumeCm3 - own) <= SAME_SHARE * own) return [];
      const message = `${id} has ${own.toFixed(2)} cm³ beside the trabecular bone and ${planVolumeCm3.toFixed(2)} cm³ in the plan: more than 10 % apart`;
      return [{ code: 'lesion-volume', message }];
    }),
    ...(stated.unassignedCm3 > 1e-3
      ? [
          {
            code: 'unassigned-tumour',
            message: `${stated.unassignedCm3.toFixed(2)} cm³ of GTV_Total belong to no lesion of the case: they take from the reserve, but cannot be chosen, and whether they come first is not known`,
          },
        ]
      : []),
  ];
}
