/** Why mutants live on: each for those of a file, or of lines in which one of these pieces stands. The first that fits counts. */

export type Kind =
  /** No input can tell it from the original. */
  | 'equivalent'
  /** A guard against what the types or the caller rule out. */
  | 'guard'
  /** The words of a message, of which the tests hold only what the user acts on. */
  | 'message'
  /** The same numbers, by a slower or faster way. */
  | 'speed'
  /** The numbers change by less than the tolerance that is promised. */
  | 'tolerance'
  /** A test of another room holds it: the report, the command line, the readers. */
  | 'elsewhere';

export interface Reason {
  readonly file: string;
  readonly lines?: readonly string[];
  readonly mutators?: readonly string[];
  readonly replacement?: string;
  readonly kind: Kind;
  readonly why: string;
}

export const REASONS: readonly Reason[] = [
  {
    file: 'core/protocol/case-file.ts',
    lines: ['is used twice'],
    kind: 'message',
    why: 'the kind of the error, of which the tests hold the words',
  },
  {
    file: 'core/protocol/check-regimen.ts',
    lines: ['slackGy'],
    kind: 'tolerance',
    why: 'a dose that is off by exactly the tolerance and a billionth of a gray',
  },
  {
    file: 'core/protocol/format-number.ts',
    lines: ['crossed = limits.find'],
    kind: 'tolerance',
    why: 'a value exactly as far from a limit as the last decimal that is shown',
  },
  {
    file: 'core/protocol/hot-spots.ts',
    lines: ['node.doseGy > before.doseGy'],
    kind: 'equivalent',
    why: 'of two equally hot nodes either may be named',
  },
  {
    file: 'core/protocol/hot-spots.ts',
    lines: ['k < k1'],
    kind: 'equivalent',
    why: 'beyond the last plane there is no dose, and nothing is hotter than that',
  },
  {
    file: 'core/protocol/hot-spots.ts',
    lines: [
      'box !== null && !boundsHold',
      'if (box === null) return [0',
      '* axis[',
      'findIndex((at) => at >= low)',
      'first < 0 ?',
    ],
    kind: 'speed',
    why: 'more nodes are visited than need be; those outside the box are refused one by one',
  },
  {
    file: 'core/protocol/lesion-indices.ts',
    lines: ['d98 == null', 'dvh.maxGy === null'],
    kind: 'guard',
    why: 'a target without a dose has no indices at all; its metrics say so before',
  },
  {
    file: 'core/protocol/load-trial.ts',
    lines: [
      "throw new TrabeculaError('unreadable'",
      "attribute: 'extends'",
      'const place =',
      "unit: '%' }",
      "expected: 'exactly one band",
    ],
    kind: 'message',
    why: 'the kind of the error or its place, of which the tests hold the words',
  },
  {
    file: 'core/protocol/load-trial.ts',
    lines: ['?.options', '?.holds(value) ?? false', "typeof value === 'object'"],
    kind: 'guard',
    why: 'a reading that is not there is refused before its options are asked for, a band that is not there has no condition',
  },
  {
    file: 'core/protocol/load-trial.ts',
    lines: ['edge - step, edge, edge + step'],
    kind: 'equivalent',
    why: 'the point just above an edge lies in the stretch to the next one, which is looked at in its middle',
  },
  {
    file: 'core/protocol/measure-lesions.ts',
    lines: ['prescriptionReason : null', 'it has no volume'],
    kind: 'message',
    why: 'which of several reasons is given first',
  },
  {
    file: 'core/protocol/nearest-name.ts',
    lines: ['const swapped'],
    kind: 'equivalent',
    why: 'before the first letter there is none, and no letter is equal to that',
  },
  {
    file: 'core/protocol/nearest-name.ts',
    lines: ['beforeLast: number[] = []'],
    kind: 'equivalent',
    why: 'never read before it is replaced',
  },
  {
    file: 'core/protocol/overall-outcome.ts',
    lines: ["'no-deviation-found' : outcome"],
    kind: 'elsewhere',
    why: 'the outcome of a plan is asked of the worst finding only; trial-refusals.test.ts holds both words now',
  },
  {
    file: 'core/protocol/settled-by.ts',
    lines: ['mm < sliceNow', 'mm < doseSpacingMm', 'both < doseSpacingMm', 'both < sliceNow'],
    kind: 'equivalent',
    why: 'what there is already does not settle it, else nothing would be asked',
  },
  {
    file: 'core/protocol/settled-by.ts',
    lines: ['withinPoints < 0.05'],
    kind: 'tolerance',
    why: 'a distance of exactly 0.05 points',
  },
  {
    file: 'core/protocol/strict-json.ts',
    lines: ['issue === undefined', 'issue.keys[0]', '?.issues.length ?? 0', '?? schema'],
    kind: 'guard',
    why: 'against an issue that the schema library never reports: without a key, without a cause',
  },
  {
    file: 'core/protocol/strict-json.ts',
    lines: ['level !== undefined && quoted !== undefined', "key: '' }"],
    kind: 'guard',
    why: 'against JSON that is none, which was refused before',
  },
  {
    file: 'core/protocol/words.ts',
    lines: ['given.trabecularBone ?'],
    kind: 'message',
    why: 'why a rule was not checked, of which the report has the whole',
  },
  {
    file: 'core/protocol/propose-pairs.ts',
    lines: ['name === null ?', 'gtv === undefined', 'ptv === undefined'],
    kind: 'guard',
    why: 'against names and holders that an earlier line has taken out',
  },
  {
    file: 'core/protocol/compare-with-tps.ts',
    lines: ['words.length === 0'],
    kind: 'guard',
    why: 'a convention that explains a difference differs from the stated one, so there are words',
  },
];
