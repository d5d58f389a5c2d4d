import { z } from 'zod';
import { TrabeculaError } from '../errors.ts';
import { parseJson, placeOf, readStrict, valueAt } from '../protocol/strict-json.ts';
import { explanationOf } from './design-explanations.ts';

/**
 * An escalation design as a file. No trial's record states one, so nothing here has a default: the method, its
 * parameters, what a dose-limiting toxicity is and how long it is looked for are all entered by whoever runs the trial.
 */

const name = z.string().min(1, 'a text that is not empty');
const count = z.int().positive('a whole number above 0');
const share = z.number().gt(0, 'a number between 0 and 1').lt(1, 'a number between 0 and 1');

export const levelSchema = z.strictObject({
  id: z.int().describe('as the record numbers it; there need be no level 0'),
  percent: z
    .number()
    .positive('a number above 0')
    .describe('irradiation volume over bone marrow reserve that the level stands for'),
});

const common = {
  schema: z.literal('trabecula/design/1'),
  version: name.describe('name of this version; a change of anything below is a new version'),
  levels: z.array(levelSchema).min(1, 'at least one level').describe('from the lowest to the highest'),
  startLevel: z.int(),
  maxSubjects: count.nullable().describe('subjects with an outcome or waiting for one; null: no limit'),
  doseLimitingToxicity: z.strictObject({
    definition: name.describe('what counts, in the words of the protocol'),
    windowDays: count.describe('how long after the start of treatment it is looked for'),
  }),
  stagger: z
    .strictObject({
      days: count.describe('days from the start of one subject to the start of the next'),
      of: z.enum(['first-at-level', 'every-subject']),
    })
    .optional()
    .describe('absent: the design asks for no pause'),
  fillsFromPercentOfLevel: z
    .number()
    .gt(0, 'a percentage above 0')
    .max(100, 'a percentage up to 100')
    .optional()
    .describe(
      'share of a level’s percentage from which a subject counts as having tested it; absent: only a ratio at or below the next lower level is said not to test it',
    ),
  explanations: z.record(z.string(), z.string()).optional().describe('not read by the program'),
};

const cohortSize = count.describe('subjects treated at a level before the next decision');
const targetToxicity = share.describe('probability of a dose-limiting toxicity that is aimed at');
const eliminateAbove = share.describe(
  'a level and those above it are closed when the probability that its toxicity exceeds the target is above this',
);

export const designSchema = z.discriminatedUnion('method', [
  z.strictObject({
    ...common,
    method: z.literal('3+3'),
    candidateSubjects: z
      .union([z.literal(3), z.literal(6)])
      .describe('subjects that a level must have before it can be chosen: 6 fills it up, 3 takes it as it stands'),
  }),
  z.strictObject({
    ...common,
    method: z.literal('rolling-six'),
    candidateSubjects: z.union([z.literal(3), z.literal(6)]),
  }),
  z.strictObject({
    ...common,
    method: z.literal('boin'),
    cohortSize,
    targetToxicity,
    eliminateAbove,
  }),
  z.strictObject({
    ...common,
    method: z.literal('mtpi'),
    cohortSize,
    targetToxicity,
    epsilonBelow: share.describe('how far below the target a toxicity counts as on target'),
    epsilonAbove: share.describe('how far above the target a toxicity counts as on target'),
    eliminateAbove,
  }),
  z.strictObject({
    ...common,
    method: z.literal('crm'),
    cohortSize,
    targetToxicity,
    skeleton: z.array(share).min(1, 'one per level').describe('guessed toxicity of each level, rising'),
    priorVariance: z.number().positive('a number above 0').describe('variance of the normal prior of the exponent'),
    maySkipLevels: z.boolean().describe('whether escalation may pass over a level that nobody was treated at'),
    stopAbove: share
      .nullable()
      .describe(
        'the trial stops when the probability that the lowest level exceeds the target is above this; null: never',
      ),
  }),
]);

export const DESIGN_METHODS = ['3+3', 'rolling-six', 'boin', 'mtpi', 'crm'] as const;

export type DesignFile = z.infer<typeof designSchema>;
export type DesignMethod = DesignFile['method'];
export type DesignOf<Method extends DesignMethod> = Extract<DesignFile, { readonly method: Method }>;

/**
 * A design file from its text, or from a value that was parsed already.
 *
 * @throws TrabeculaError (unreadable) with the key and its place, for one that is empty with what belongs there; for levels out of order and a start that is none of them
 */
export function readDesign(source: string | object, where: string): DesignFile {
  const value = typeof source === 'string' ? parseJson(source, where) : source;
  refuseEmpty(value, where);
  const design = readStrict(designSchema, value, where);
  const fail = (what: string, attribute: string, expected: string): never => {
    throw new TrabeculaError('unreadable', { what, where, attribute, expected });
  };
  design.levels.forEach((level, index) => {
    const below = design.levels[index - 1];
    if (below === undefined || (below.id < level.id && below.percent < level.percent)) return;
    fail(`level ${level.id} does not lie above level ${below.id}`, `levels[${index}]`, 'ids and percentages that rise');
  });
  if (!design.levels.some(({ id }) => id === design.startLevel)) {
    fail(
      `level ${design.startLevel} is none of the levels`,
      'startLevel',
      design.levels.map(({ id }) => id).join(', '),
    );
  }
  if (design.method !== 'crm') return design;
  const { skeleton } = design;
  if (skeleton.length !== design.levels.length) {
    fail(`${skeleton.length} toxicities for ${design.levels.length} levels`, 'skeleton', 'one per level');
  }
  if (skeleton.some((each, index) => index > 0 && each <= skeleton[index - 1]!)) {
    fail('the guessed toxicities do not rise', 'skeleton', 'each above the one before it');
  }
  return design;
}

/** A template that nobody has filled in, or not wholly: with what, and what else is empty. */
function refuseEmpty(value: unknown, where: string): void {
  const issues = designSchema.safeParse(value).error?.issues ?? [];
  if (issues.some(({ code }) => code === 'unrecognized_keys')) return;
  const method = valueAt(value, ['method']);
  const empty = issues.flatMap(({ path }) => {
    const [found, key] = [valueAt(value, path), placeOf(path)];
    const expected = found === null || found === '' ? explanationOf(method, key) : null;
    return expected === null ? [] : [{ key, found: JSON.stringify(found), expected }];
  });
  const [first, ...others] = empty;
  if (first === undefined) return;
  const also = others.length === 0 ? '' : `, nor in ${others.map(({ key }) => key).join(', ')}`;
  throw new TrabeculaError('unreadable', {
    what: `nothing is filled in here yet${also}`,
    where,
    attribute: first.key,
    found: first.found,
    expected: first.expected,
  });
}
