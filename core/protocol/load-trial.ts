import { TrabeculaError } from '../errors.ts';
import { IRRADIATION_VOLUMES, NODES } from '../marrow/marrow-result.ts';
import type { ScreeningData } from '../trial/screening-file.ts';
import type { Condition } from './expression.ts';
import type * as ExpressionModule from './expression.ts';
import { nearestName } from './nearest-name.ts';
import { parseJson, readStrict } from './strict-json.ts';
import { trialExtensionSchema, trialSchema } from './trial-file.ts';
import type { BandData, RuleData, TrialData } from './trial-file.ts';
import type { Bands, Rule, Trial } from './trial.ts';

type Expressions = typeof ExpressionModule;
type Json = Readonly<Record<string, unknown>>;

export interface TrialSource {
  /** Text of the trial file, or its parsed value. */
  readonly source: string | object;
  /** What the file is called, for errors. */
  readonly where: string;
  /** The trials that ship, by id: what a site's file may extend. */
  readonly shipped?: Readonly<Record<string, object>>;
}

/**
 * A trial from its file: laid over the trial that it extends, checked as a whole, its conditions compiled.
 * Bands that leave a number without a class or give it two are an error here, not at the patient.
 *
 * @throws TrabeculaError (unreadable) with the place in the file, the rule and the nearest known key
 */
export async function loadTrial({ source, where, shipped = {} }: TrialSource): Promise<Trial> {
  // mathjs takes most of a second to load: only when rules are evaluated.
  const expressions = await import('./expression.ts');
  const json = typeof source === 'string' ? parseJson(source, where) : source;
  const { data, base, changed } =
    isObject(json) && 'extends' in json ? laidOver(json, where, shipped) : { data: json, base: null, changed: [] };
  const trial = readStrict(trialSchema, data, where);
  checkReferences(trial, where);
  return {
    id: trial.id,
    acronym: trial.acronym,
    title: trial.title,
    registry: trial.registry,
    recordDate: trial.recordDate,
    extends: base,
    changed,
    items: trial.items,
    readings: trial.readings,
    rules: trial.rules.map((rule) => compiled(rule, `${where}, rule ${rule.id}`, expressions)),
    noDoseRules: trial.noDoseRules ?? null,
    screening: screeningOf(trial),
  };
}

/** Read strictly before, so that only known keys are left. */
function screeningOf(trial: TrialData): ScreeningData {
  const { record, arms, allocation, lesionCounts, strata, criteria, excludesOtherStudies, screeningNotes } = trial;
  const all = { record, arms, allocation, lesionCounts, strata, criteria, excludesOtherStudies, screeningNotes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function laidOver(
  json: Json,
  where: string,
  shipped: Readonly<Record<string, object>>,
): { data: Json; base: string; changed: string[] } {
  const own = readStrict(trialExtensionSchema, json, where);
  const base = Object.hasOwn(shipped, own.extends) ? shipped[own.extends] : undefined;
  if (base === undefined) {
    const nearest = nearestName(own.extends, Object.keys(shipped));
    const what = `no trial "${own.extends}" ships with the program${nearest === null ? '' : `, nearest is "${nearest}"`}`;
    throw new TrabeculaError('unreadable', { what, where, attribute: 'extends' });
  }
  const below = readStrict(trialSchema, base, `trial ${own.extends}`);
  const { extends: baseId, rules = [], criteria = [], readings = {}, items = {}, ...top } = own;
  const data: Json = {
    ...below,
    ...top,
    items: { ...below.items, ...items },
    readings: {
      ...below.readings,
      ...Object.fromEntries(
        Object.entries(readings).map(([key, reading]) => [key, { ...below.readings[key], ...reading }]),
      ),
    },
    rules: rulesLaidOver(below.rules, rules, where),
    ...(criteria.length === 0 ? {} : { criteria: criteriaLaidOver(below.criteria ?? [], criteria, where) }),
  };
  return { data, base: baseId, changed: [...[...rules, ...criteria].map(({ id }) => id), ...Object.keys(readings)] };
}

function rulesLaidOver(
  below: readonly RuleData[],
  own: readonly ({ readonly id: string } & Json)[],
  where: string,
): unknown[] {
  const { ownById, added } = matched(below, own, where, 'rule');
  return [...below.map((rule) => ({ ...rule, ...ownById.get(rule.id) })), ...added];
}

const WAYS_OF_ANSWERING = ['when', 'question', 'reading'];

function criteriaLaidOver(
  below: readonly ({ readonly id: string } & Json)[],
  own: readonly ({ readonly id: string } & Json)[],
  where: string,
): unknown[] {
  const { ownById, added } = matched(below, own, where, 'criterion');
  const without = (criterion: Json, change: Json): Json =>
    WAYS_OF_ANSWERING.some((way) => way in change)
      ? Object.fromEntries(Object.entries(criterion).filter(([key]) => !WAYS_OF_ANSWERING.includes(key)))
      : criterion;
  const changed = below.map((criterion) => {
    const change = ownById.get(criterion.id);
    return change === undefined ? criterion : { ...without(criterion, change), ...change };
  });
  return [...changed, ...added];
}

function matched(
  below: readonly { readonly id: string }[],
  own: readonly ({ readonly id: string } & Json)[],
  where: string,
  what: 'rule' | 'criterion',
): { ownById: ReadonlyMap<string, Json>; added: readonly Json[] } {
  const known = new Set(below.map(({ id }) => id));
  const added = own.filter(({ id }) => !known.has(id));
  for (const each of added) {
    if ('kind' in each) continue;
    throw new TrabeculaError('unreadable', {
      what: `no ${what} "${each.id}" to change, nearest is "${nearestName(each.id, known) ?? ''}"`,
      where,
      attribute: what === 'rule' ? 'rules' : 'criteria',
      expected: `a known id, or a "kind" for a new ${what}`,
    });
  }
  return { ownById: new Map(own.map((each) => [each.id, each])), added };
}

/** Everything that one part of the file says of another. */
function checkReferences(trial: TrialData, where: string): void {
  const fail = (what: string, attribute: string): never => {
    throw new TrabeculaError('unreadable', { what, where, attribute });
  };
  const seen = new Set<string>();
  for (const [index, rule] of trial.rules.entries()) {
    const place = `rules[${index}]`;
    if (seen.has(rule.id)) fail(`the rule id "${rule.id}" is used twice`, place);
    seen.add(rule.id);
    for (const item of rule.cite.items) {
      if (!Object.hasOwn(trial.items, item))
        fail(`rule ${rule.id} cites item ${item}, which "items" does not explain`, `${place}.cite.items`);
    }
    for (const { item } of 'bands' in rule ? rule.bands : []) {
      if (item !== undefined && !rule.cite.items.includes(item))
        fail(`a band of rule ${rule.id} rests on item ${item}, which the rule does not cite`, `${place}.bands`);
    }
    for (const [reading, options] of readingsOf(rule)) {
      const known = Object.hasOwn(trial.readings, reading) ? trial.readings[reading] : undefined;
      if (known === undefined)
        return fail(`rule ${rule.id} hangs on a reading "${reading}" that is not in "readings"`, place);
      const strange = Object.keys(known.options).find((option) => options !== null && !options.includes(option));
      if (strange !== undefined)
        fail(`the reading "${strange}" is not known to rules of kind ${rule.kind}`, `readings.${reading}.options`);
    }
    if (rule.kind !== 'coverage') continue;
    for (const { reading, option } of rule.underReadings ?? []) {
      if (!Object.hasOwn(trial.readings[reading]?.options ?? {}, option))
        fail(`"${option}" is no option of ${reading}`, `${place}.underReadings`);
    }
  }
  for (const [reading, { options, default: chosen }] of Object.entries(trial.readings)) {
    if (chosen === null || Object.hasOwn(options, chosen)) continue;
    fail(
      `the default "${chosen}" is no option of ${reading}, nearest is "${nearestName(chosen, Object.keys(options)) ?? ''}"`,
      `readings.${reading}.default`,
    );
  }
  const hasDoseRule = trial.rules.some(({ kind }) => ['coverage', 'isodose', 'maximum', 'regimen'].includes(kind));
  if (hasDoseRule === (trial.noDoseRules !== undefined)) {
    fail(
      hasDoseRule ? '"noDoseRules" beside rules on dose' : 'no rule on dose: "noDoseRules" must say so',
      'noDoseRules',
    );
  }
}

export const ISODOSE_OPTIONS = ['of-maximum', 'of-point', 'of-near-maximum'] as const;
export const STATISTIC_OPTIONS = ['point-maximum', 'd0.035cc'] as const;
export const PLACE_OPTIONS = ['in-target', 'anywhere'] as const;
const WEEK_OPTIONS = ['calendar-week', 'rolling-seven-days'] as const;
const SCOPE_OPTIONS = ['lesion', 'patient'] as const;

/** The readings that a rule hangs on, with the options that the code knows; null where the options are the file's own. */
function readingsOf(rule: RuleData): readonly (readonly [string, readonly string[] | null])[] {
  switch (rule.kind) {
    case 'coverage':
      return (rule.underReadings ?? []).map(({ reading }) => [reading, null]);
    case 'isodose':
      return [[rule.reading, ISODOSE_OPTIONS]];
    case 'maximum':
      return [
        [rule.statisticReading, STATISTIC_OPTIONS],
        [rule.placeReading, PLACE_OPTIONS],
      ];
    case 'schedule':
      return [
        [rule.weekReading, WEEK_OPTIONS],
        [rule.scopeReading, SCOPE_OPTIONS],
      ];
    case 'volume-level':
      return [
        [rule.volumeReading, IRRADIATION_VOLUMES],
        [rule.nodesReading, NODES],
        [rule.levelReading, null],
      ];
    case 'exclusion':
      return [[rule.reading, null]];
    default:
      return [];
  }
}

function compiled(rule: RuleData, where: string, expressions: Expressions): Rule {
  const bandsOf = (variable: string, bands: readonly BandData[]): Bands =>
    totalBands(variable, bands, where, expressions);
  const formula = (
    text: string,
    names: readonly string[],
    unit: string,
  ): ((values: Readonly<Record<string, number>>) => number) =>
    expressions.compileFormula(
      text,
      names.map((name) => ({ name, unit: 'cm^3' })),
      unit,
      where,
    ).evaluate;
  switch (rule.kind) {
    case 'coverage': {
      const underReadings = (rule.underReadings ?? []).map(({ reading, option, bands }) => ({
        reading,
        option,
        ...bandsOf('coverage', bands),
      }));
      return { ...rule, ...bandsOf('coverage', rule.bands), underReadings };
    }
    case 'isodose':
      return { ...rule, ...bandsOf('isodose', rule.bands) };
    case 'maximum':
      return { ...rule, ...bandsOf('maximum', rule.bands) };
    case 'exclusion':
      return {
        ...rule,
        ...bandsOf('ratio', rule.bands),
        ratioPercent: formula(rule.ratioPercent, ['mustTreatVolume', 'boneMarrowReserve'], '%'),
      };
    case 'volume-level': {
      const { boneMarrowReserve, levelPercent, ...rest } = rule;
      return {
        ...rest,
        boneMarrowReserveCm3: formula(boneMarrowReserve, ['trabecularBone', 'trabecularBoneInGtvTotal'], 'cm^3'),
        levelPercent: formula(levelPercent, ['irradiationVolume', 'boneMarrowReserve'], '%'),
      };
    }
    default:
      return rule;
  }
}

/**
 * Compiled bands, of which exactly one holds for every number. The conditions can change only at their edges,
 * so looking below all, at each edge and beside it is a complete check.
 */
function totalBands(name: string, bands: readonly BandData[], where: string, expressions: Expressions): Bands {
  const conditions: Condition[] = bands.map(({ when }) =>
    expressions.compileCondition(when, { name, unit: '%' }, where),
  );
  const edges = [...new Set(conditions.flatMap((condition) => condition.edges))].sort((a, b) => a - b);
  for (const value of probes(edges)) {
    const holding = conditions.filter((condition) => condition.holds(value));
    if (holding.length === 1) continue;
    const found =
      holding.length === 0
        ? `no band holds at ${name} = ${value}`
        : `${holding.map(({ text }) => `"${text}"`).join(' and ')} both hold at ${name} = ${value}`;
    throw new TrabeculaError('unreadable', {
      what: 'the bands are not total and disjoint',
      where,
      attribute: 'bands',
      found,
      expected: 'exactly one band for every number',
    });
  }
  return {
    edges,
    bands: bands.map((band, index) => ({
      class: band.class,
      when: band.when,
      note: band.note ?? null,
      ...(band.item === undefined ? {} : { item: band.item }),
      holds: (value) => conditions[index]?.holds(value) ?? false,
    })),
  };
}

/** Below all edges, at each of them, and beside it, nearer than the next. */
function probes(edges: readonly number[]): number[] {
  const beside = edges.map((edge, n) => {
    const step = 1e-9 * Math.max(1, Math.abs(edge));
    return Math.min(edge + step, ((edges[n + 1] ?? Infinity) + edge) / 2);
  });
  return [-1e9, ...edges.flatMap((edge, n) => [edge, beside[n]!])];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
