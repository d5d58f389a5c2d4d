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
  | 'elsewhere'
  /** A test that was written after the run holds it; it was not measured again. */
  | 'since';

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
  {
    file: 'core/dose/coverage-of.ts',
    lines: ["throw new TrabeculaError('usage'", 'prescriptionGy} Gy`', 'a dose above 0 Gy'],
    kind: 'since',
    why: 'refusals.test.ts holds the whole words now',
  },
  {
    file: 'core/dose/dose-extremes.kernel.ts',
    lines: ['const oneCell', 'else if (oneCell)'],
    kind: 'speed',
    why: 'edges in a cell that is known to hold no extreme are looked at all the same',
  },
  {
    file: 'core/dose/dose-extremes.kernel.ts',
    lines: ['zLow >= zHigh ||'],
    kind: 'guard',
    why: 'a grid of one node along an axis has no cell, and its slab lies beyond it',
  },
  {
    file: 'core/dose/dose-extremes.kernel.ts',
    lines: ['value < extremes.minGy'],
    kind: 'equivalent',
    why: 'the same number again is no new extreme',
  },
  {
    file: 'core/dose/dose-extremes.kernel.ts',
    lines: ['ON_RIM_MM'],
    kind: 'tolerance',
    why: 'exactly a ten-millionth of a millimetre beyond the rim',
  },
  {
    file: 'core/dose/dose-from-voxels.ts',
    lines: ['0 Gy or more'],
    kind: 'since',
    why: 'refusals.test.ts holds the whole words now',
  },
  {
    file: 'core/dose/dose-grid.ts',
    lines: ['the same planes, rows and columns'],
    kind: 'since',
    why: 'refusals.test.ts holds the whole words now',
  },
  {
    file: 'core/dose/dose-grid.ts',
    lines: ['p.length === q.length', 'a.axes![n]'],
    kind: 'since',
    why: 'grids of unlike size and turned grids: refusals.test.ts has both now',
  },
  {
    file: 'core/dose/dvh.ts',
    lines: ['minGy === null || maxGy === null'],
    kind: 'since',
    why: 'both extremes are known or neither is; refusals.test.ts asks for either now',
  },
  {
    file: 'core/dose/dvh.ts',
    lines: ['emptyDvh(stepGy', 'levelsGy.map((level) => [level, 0])'],
    kind: 'since',
    why: 'refusals.test.ts asks the histogram of nothing for its levels now',
  },
  {
    file: 'core/dose/evaluate-metric.ts',
    lines: ['level <= 0 ?'],
    kind: 'since',
    why: 'the volume at 0 Gy where a part lies beyond the dose: refusals.test.ts has it now',
  },
  {
    file: 'core/dose/evaluate-metric.ts',
    lines: ['SAME_VOLUME'],
    kind: 'tolerance',
    why: 'a billionth of the volume',
  },
  {
    file: 'core/dose/fractionation.ts',
    mutators: ['StringLiteral'],
    kind: 'since',
    why: 'refusals.test.ts holds the whole words now',
  },
  {
    file: 'core/dose/fractionation.ts',
    lines: ['fractions < 1'],
    kind: 'since',
    why: 'a single fraction: refusals.test.ts has it now',
  },
  {
    file: 'core/geometry/contours-of-region.ts',
    kind: 'elsewhere',
    why: 'contours-of-region.test.ts holds it; it takes 3 s and was left out of the run',
  },
  {
    file: 'core/protocol/case-file.ts',
    kind: 'since',
    why: 'case-trabecular-bone.test.ts holds these refusals now',
  },
  {
    file: 'core/protocol/check-coverage.ts',
    lines: ['settledBy('],
    kind: 'since',
    why: 'settled-by-hand.test.ts holds it now',
  },
  {
    file: 'core/protocol/check-coverage.ts',
    lines: ['rule.underReadings', 'other !== chosen'],
    kind: 'equivalent',
    why: 'the chosen reading gives the same outcome, which the next filter takes out: dead code, deleted since',
  },
  {
    file: 'core/protocol/check-isodose.ts',
    lines: ['stated !== null'],
    kind: 'since',
    why: 'trial-refusals.test.ts holds it now',
  },
  {
    file: 'core/protocol/check-plan.ts',
    lines: ['noVerdicts === null', 'isOfPatient', 'given.findings?.some'],
    kind: 'since',
    why: 'patient-findings.test.ts holds it now',
  },
  {
    file: 'core/protocol/check-plan.ts',
    lines: ['no reason given'],
    kind: 'guard',
    why: 'every answer that is not evaluable carries a reason',
  },
  {
    file: 'core/protocol/choose-readings.ts',
    lines: ['id.endsWith'],
    kind: 'equivalent',
    why: 'the last of the three conditions holds wherever the second does: dead code, deleted since',
  },
  {
    file: 'core/protocol/lesion-indices.ts',
    lines: ['D2cm', '0.02, 0.5, 0.98', "unit = ''"],
    kind: 'elsewhere',
    why: 'lesion-indices.test.ts asks while it is collected, which no mutant is active for',
  },
  {
    file: 'core/protocol/load-trial.ts',
    lines: ["case 'volume-level'", "case 'exclusion'", 'return [[rule.reading', 'return [', 'both hold at'],
    kind: 'since',
    why: 'trial-refusals.test.ts holds it now',
  },
  {
    file: 'core/protocol/settled-by.ts',
    kind: 'since',
    why: 'settled-by-hand.test.ts holds it now',
  },
  {
    file: 'core/protocol/hot-spots.ts',
    lines: ['return [u * x[0]'],
    kind: 'since',
    why: 'hot-spots-turned.test.ts holds it now',
  },
  {
    file: 'core/protocol/measure-lesions.ts',
    lines: ['lesionIndices(dose'],
    kind: 'guard',
    why: 'every lesion measured has its indices in the report, whose tests hold them',
  },
  {
    file: 'core/dose/level-in-runs.kernel.ts',
    lines: ['inverseX', 'room.states'],
    kind: 'speed',
    why: 'a first guess of the column, an array made anew',
  },
  {
    file: 'core/dose/level-in-runs.kernel.ts',
    lines: ['a + b + c + d'],
    kind: 'equivalent',
    why: 'asked only whether it is a number, which a difference answers as well',
  },
  {
    file: 'core/dose/isodose-volume.ts',
    lines: ['nearest.nearestTo'],
    kind: 'since',
    why: 'grids-by-formula.test.ts asks for the owner of each cell now',
  },
  {
    file: 'core/dose/dose-extremes.kernel.ts',
    lines: ['xMm[i]! <= x1', 'yMm[last]! > high'],
    kind: 'equivalent',
    why: 'the loops end at the last node, beyond which no dose is compared',
  },
  {
    file: 'core/dose/dvh.ts',
    lines: ['FACE_MM'],
    kind: 'tolerance',
    why: 'the faces of a shape between planes are looked at in a slab of next to no height, whatever its height',
  },
  {
    file: 'core/dose/dvh.ts',
    lines: ['fine.doseGy'],
    kind: 'elsewhere',
    why: 'dvh-properties.test.ts has absurdly hot nodes; it takes seconds and was left out of the run',
  },
  {
    file: 'core/dose/evaluate-metric.ts',
    lines: ["metric.kind === 'statistic'"],
    kind: 'equivalent',
    why: 'what is no statistic falls through the cases that follow',
  },
  {
    file: 'core/dose/level-in-runs.kernel.ts',
    lines: ['(a >= levelGy'],
    kind: 'since',
    why: 'exact-boxes.test.ts has slopes that fall now',
  },
];
