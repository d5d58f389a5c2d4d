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
    lines: ['?.options', '?.holds(value) ?? false', "typeof value === 'object'"],
    kind: 'guard',
    why: 'a reading that is not there is refused before its options are asked for, a band that is not there has no condition',
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
    file: 'core/protocol/settled-by.ts',
    lines: ['mm < sliceNow', 'mm < doseSpacingMm', 'both < doseSpacingMm', 'both < sliceNow'],
    kind: 'equivalent',
    why: 'what there is already does not settle it, else nothing would be asked',
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
    file: 'core/dose/evaluate-metric.ts',
    lines: ['SAME_VOLUME'],
    kind: 'tolerance',
    why: 'a billionth of the volume',
  },
  {
    file: 'core/protocol/check-coverage.ts',
    lines: ['settledBy('],
    kind: 'since',
    why: 'what-settles.test.ts holds it now',
  },
  {
    file: 'core/protocol/check-plan.ts',
    lines: ['no reason given'],
    kind: 'guard',
    why: 'every answer that is not evaluable carries a reason',
  },
  {
    file: 'core/protocol/lesion-indices.ts',
    lines: ['D2cm', '0.02, 0.5, 0.98', "unit = ''"],
    kind: 'elsewhere',
    why: 'lesion-indices.test.ts asks while it is collected, which no mutant is active for',
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
    file: 'core/geometry/between-slices.ts',
    lines: ['lowerEnds[a]!'],
    kind: 'equivalent',
    why: 'beyond the last end there is no number, which is not below anything',
  },
  {
    file: 'core/geometry/between-slices.ts',
    lines: ['d < r ?'],
    kind: 'elsewhere',
    why: 'deep inside thick parts of slender shapes: interpolated.test.ts, which takes seconds and was left out of the run',
  },
  {
    file: 'core/geometry/between-slices.ts',
    lines: ['Math.ceil((stretch.x1'],
    kind: 'tolerance',
    why: 'two samples less of a stretch',
  },
  {
    file: 'core/geometry/distance-to-loops.ts',
    lines: ['ring > 0'],
    replacement: 'ring >= 0',
    kind: 'equivalent',
    why: 'the point lies in its own bucket, so neither side of it is farther than what was found',
  },
  {
    file: 'core/geometry/distance-to-region.ts',
    lines: ['>= best) break'],
    kind: 'speed',
    why: 'rows that cannot be nearer are looked at all the same',
  },
  {
    file: 'core/geometry/ndarray-without-eval.ts',
    lines: ['step < 0'],
    kind: 'equivalent',
    why: 'no step is 0',
  },
  {
    file: 'core/geometry/nearest-region.ts',
    lines: ['known !== undefined'],
    kind: 'speed',
    why: 'what is known of a block is measured again',
  },
  {
    file: 'core/geometry/region-algebra.ts',
    lines: ['?? -Infinity'],
    kind: 'guard',
    why: 'a slab without rows',
  },
  {
    file: 'core/geometry/region-algebra.ts',
    lines: ['const within'],
    kind: 'speed',
    why: 'rows that hold nothing are combined all the same',
  },
  {
    file: 'core/geometry/region-from-mask.ts',
    lines: ['endRow'],
    kind: 'speed',
    why: 'empty rows at the end are kept',
  },
  {
    file: 'core/geometry/region-from-mask.ts',
    lines: ["where = 'mask'"],
    kind: 'message',
    why: 'the name of a mask that nobody named',
  },
  {
    file: 'core/geometry/region-to-mask.ts',
    lines: ['faces[cell]! < to'],
    kind: 'speed',
    why: 'a cell that is only touched has no overlap',
  },
  {
    file: 'core/geometry/region-to-mask.ts',
    lines: ['r + 1 < rowEdgesMm.length'],
    kind: 'equivalent',
    why: 'beyond the last row there is none',
  },
  {
    file: 'core/geometry/scanline.kernel.ts',
    lines: ['to - from > 32'],
    kind: 'speed',
    why: 'another way to sort the same numbers',
  },
  {
    file: 'core/geometry/simplify-loop.ts',
    lines: ['< loop[2 * left]!', 'left < right ?'],
    kind: 'equivalent',
    why: 'of several leftmost corners any may be kept; the order of the two only says where the walk begins',
  },
  {
    file: 'core/geometry/solid.ts',
    kind: 'elsewhere',
    why: 'a mask as a solid: tests of core/dose and core/protocol',
  },
  {
    file: 'core/geometry/stack-from-contours.ts',
    lines: ['low === high'],
    kind: 'tolerance',
    why: 'the mean of equal numbers is that number but for rounding',
  },
  {
    file: 'core/geometry/trace-slab.ts',
    lines: ['const even', 'const below'],
    kind: 'tolerance',
    why: 'where in tall rows a step is drawn as a slope: within 0.02 mm² of the area',
  },
  {
    file: 'core/geometry/voxel-grid.ts',
    lines: ['three numbers', 'three unit vectors'],
    kind: 'message',
    why: 'what was expected, of which the tests hold the key',
  },
  {
    file: 'core/geometry/voxel-grid.ts',
    lines: ['a < 3'],
    kind: 'guard',
    why: 'a fourth direction that no grid has',
  },
];
