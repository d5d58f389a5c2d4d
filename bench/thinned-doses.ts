import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  boundsOf,
  computeDvh,
  coverageOverConventions,
  DEFAULT_CONVENTION,
  doseAtVolume,
  type DoseGrid,
  gridBounds,
  regionOf,
  type SolidConvention,
  type Structure,
  volumeAtDose,
} from '../core/index.ts';
import { splineDose } from '../core/dose/spline-dose.ts';
import { type AccuracyRequest, type AccuracySection, table } from './accuracy-section.ts';
import { realExport } from './real-export.ts';

/** The coverages of one structure, or of several, on a dose of which an eighth of the nodes is left. */
interface ThinnedRow {
  readonly set: string;
  readonly what: string;
  readonly doseSpacing: string;
  readonly structures: number;
  readonly coverages: number;
  /** How many of them lie in the interval when the best estimate, or the stated value, on the full grid stands for the truth. */
  readonly bestInside: number;
  readonly statedInside: number;
  readonly medianWidth: number;
  readonly width90Percent: number;
  readonly farthestOutside: number;
  readonly rmsOfStated: number;
  readonly rmsOfBest: number;
}

const SETS = [
  { set: 'eclipse-prostate-phantom', files: ['RS.dcm', 'RD.dcm'] },
  { set: 'lung-sbrt-2018', files: ['RS.eclipse.dcm', 'RD.monaco_imrt.dcm'] },
  { set: 'brain-srs-2018', files: ['RS.raystation.dcm', 'RD.raystation_vmat.dcm'] },
  { set: 'raystation-proton-box', files: ['RS.dcm', 'RD.plan30.dcm'] },
  { set: 'nelms-2015', files: ['structures/Sphere_30_0.dcm', 'dose/Linear_SupInf_3mm_Aligned.dcm'] },
] as const;
/** Above this a structure is no target, and nothing about it hangs on the dose grid. */
const LARGEST_CM3 = 100;
/** The isodoses are those that cover these shares of a structure on the full grid. */
const SHARES_PERCENT = [98, 95, 90, 85, 80, 70, 50, 20];
/** That of the best estimate, with the dose by spline: all levels in one pass over the full grid. */
const BEST_SOLID: SolidConvention = { endCaps: 'rounded', betweenSlices: 'interpolated' };
const SIZES = [
  { what: 'below 1 cm³', holds: (cm3: number): boolean => cm3 < 1 },
  { what: '1 to 5 cm³', holds: (cm3: number): boolean => cm3 >= 1 && cm3 < 5 },
  { what: '5 cm³ and more', holds: (cm3: number): boolean => cm3 >= 5 },
];

export const THINNED: AccuracySection<readonly ThinnedRow[]> = {
  name: 'thinned',
  title: 'Real doses, thinned',
  measure,
  page,
};

interface Thinned {
  readonly width: number;
  readonly outsideBest: number;
  readonly outsideStated: number;
  readonly errorOfStated: number;
  readonly errorOfBest: number;
}

async function measure({ dataFolder, say }: AccuracyRequest): Promise<readonly ThinnedRow[] | null> {
  if (dataFolder === null) return null;
  const rows: ThinnedRow[] = [];
  const bySize = SIZES.map((): { structures: number; all: Thinned[] } => ({ structures: 0, all: [] }));
  for (const { set, files } of SETS) {
    const folder = join(dataFolder, set);
    if (!existsSync(folder)) continue;
    const { structures, dose } = await realExport(folder, files);
    const own: Thinned[] = [];
    let used = 0;
    for (const structure of structures) {
      const region = regionOf(structure.solid, DEFAULT_CONVENTION);
      const { volumeCm3, outsideDoseCm3 } = computeDvh(region, dose);
      if (volumeCm3 === 0 || volumeCm3 > LARGEST_CM3 || outsideDoseCm3 > 0) continue;
      say(`thinned doses: ${set}, ${structure.roiName}`);
      const thinned = thinnedCoverages(structure, dose);
      if (thinned.length === 0) continue;
      used++;
      own.push(...thinned);
      const size = bySize[SIZES.findIndex(({ holds }) => holds(volumeCm3))]!;
      size.structures++;
      size.all.push(...thinned);
    }
    rows.push(rowOf(set, 'all', spacingOf(dose), used, own));
  }
  return [...rows, ...bySize.map(({ structures, all }, n) => rowOf('all sets', SIZES[n]!.what, '', structures, all))];
}

function thinnedCoverages(structure: Structure, dose: DoseGrid): Thinned[] {
  const coarse = everySecond(dose);
  if (!holds(coarse, structure)) return [];
  const region = regionOf(structure.solid, DEFAULT_CONVENTION);
  const full = computeDvh(region, dose);
  const levels = SHARES_PERCENT.map((share) => Number(doseAtVolume(full, (share / 100) * full.volumeCm3)));
  const best = regionOf(structure.solid, BEST_SOLID);
  const onFull = computeDvh(region, dose, levels);
  const bestOnFull = computeDvh(best, splineDose(dose, boundsOf(best)!), levels);
  const onCoarse = computeDvh(region, coarse, levels);
  // Where the dose is flat many shares have the same isodose, and the coverage is that of a storage step.
  const distinct = levels.filter((level, n) => n === 0 || Math.abs(level - levels[n - 1]!) > 10 * dose.stepGy);
  return distinct.map((levelGy) => {
    const truth = (100 * volumeAtDose(bestOnFull, levelGy)) / bestOnFull.volumeCm3;
    const stated = (100 * volumeAtDose(onFull, levelGy)) / onFull.volumeCm3;
    const found = coverageOverConventions(structure.solid, coarse, levelGy, DEFAULT_CONVENTION, onCoarse);
    const { low, high, value } = found.percent;
    const outside = (percent: number): number => Math.max(low - percent, percent - high, 0);
    return {
      width: high - low,
      outsideBest: outside(truth),
      outsideStated: outside(stated),
      errorOfStated: value - truth,
      errorOfBest: found.bestEstimatePercent - truth,
    };
  });
}

/** Every second node of each axis, from the first on. Nothing of the program's own thinning is used. */
function everySecond(dose: DoseGrid): DoseGrid {
  const half = (nodes: Float64Array): Float64Array => nodes.filter((_, n) => n % 2 === 0);
  const [xMm, yMm, zMm] = [half(dose.xMm), half(dose.yMm), half(dose.zMm)];
  const [nx, ny] = [dose.xMm.length, dose.yMm.length];
  const doseGy = new Float32Array(xMm.length * yMm.length * zMm.length);
  let to = 0;
  for (let k = 0; k < dose.zMm.length; k += 2) {
    for (let j = 0; j < ny; j += 2) {
      for (let i = 0; i < nx; i += 2) doseGy[to++] = dose.doseGy[i + nx * (j + ny * k)]!;
    }
  }
  return { ...dose, xMm, yMm, zMm, doseGy };
}

/** Whether the thinned grid, which may lack the last node, still reaches around the structure. */
function holds(dose: DoseGrid, { solid }: Structure): boolean {
  if (solid.kind === 'mask' || dose.axes !== null) return false;
  const { x0, x1, y0, y1, z0, z1 } = gridBounds(dose);
  const slack = 5;
  return solid.stack.planes.every(
    ({ zMm, loops }) =>
      zMm - slack > z0 &&
      zMm + slack < z1 &&
      loops.every((loop) => loop.every((c, n) => (n % 2 === 0 ? c > x0 && c < x1 : c > y0 && c < y1))),
  );
}

function spacingOf({ xMm, yMm, zMm }: DoseGrid): string {
  return [xMm, yMm, zMm].map((nodes) => String(Number((nodes[1]! - nodes[0]!).toFixed(2)))).join('x');
}

function rowOf(
  set: string,
  what: string,
  doseSpacing: string,
  structures: number,
  all: readonly Thinned[],
): ThinnedRow {
  const widths = all.map(({ width }) => width).sort((a, b) => a - b);
  const rms = (errors: readonly number[]): number =>
    Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / Math.max(1, errors.length));
  return {
    set,
    what,
    doseSpacing,
    structures,
    coverages: all.length,
    bestInside: all.filter(({ outsideBest }) => outsideBest === 0).length,
    statedInside: all.filter(({ outsideStated }) => outsideStated === 0).length,
    medianWidth: widths[Math.floor(0.5 * (widths.length - 1))] ?? 0,
    width90Percent: widths[Math.floor(0.9 * (widths.length - 1))] ?? 0,
    farthestOutside: Math.max(0, ...all.map(({ outsideBest }) => outsideBest)),
    rmsOfStated: rms(all.map(({ errorOfStated }) => errorOfStated)),
    rmsOfBest: rms(all.map(({ errorOfBest }) => errorOfBest)),
  };
}

function page(rows: readonly ThinnedRow[]): string {
  const share = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
  return [
    'Every second node of each axis of a real dose is left out, and the coverage at the isodoses that cover ' +
      `${SHARES_PERCENT.join(', ')} % of a structure is asked for. The full grid stands for the truth: its best estimate, ` +
      `and, in the next column, its stated value. Structures up to ${LARGEST_CM3} cm³ that lie inside the dose. No goal: ` +
      'the full grid has errors of its own. Widths and errors in percentage points.',
    table(
      [
        'set',
        'structures',
        'full grid, mm',
        'number',
        'coverages',
        'best estimate in the interval',
        'farthest outside',
        'stated value in the interval',
        'median width',
        '90 % width',
        'rms of the stated value',
        'of the best estimate',
      ],
      rows.map((row) => [
        row.set,
        row.what,
        row.doseSpacing,
        String(row.structures),
        String(row.coverages),
        share(row.bestInside, row.coverages),
        ...(row.coverages === 0
          ? ['-', '-', '-', '-', '-', '-']
          : [
              row.farthestOutside.toFixed(1),
              share(row.statedInside, row.coverages),
              row.medianWidth.toFixed(1),
              row.width90Percent.toFixed(1),
              row.rmsOfStated.toFixed(1),
              row.rmsOfBest.toFixed(1),
            ]),
      ]),
    ),
  ].join('\n\n');
}
