import { computeDvh, DEFAULT_CONVENTION, type DoseGrid, regionOf, stackFromContours } from '../core/index.ts';
import { contoursOf, sphere } from '../core/phantom/shapes.ts';
import { medianOf, segmentsOf, timeS } from './speed-in-process.ts';

export interface GrowthRow {
  /** 1, 2, 4, 8, 16. */
  readonly factor: number;
  readonly points: number;
  readonly cells: number;
  readonly segments: number;
  readonly milliseconds: number;
}

const FACTORS = [1, 2, 4, 8, 16];
const RADIUS_MM = 40;

/** A sphere whose contours have ever more corners, from contours to histogram; nothing else changes. */
export function growthWithPoints(rounds: number): readonly GrowthRow[] {
  const dose = doseOf(2.5);
  return rowsOf(rounds, (factor) => [drawn(200 * factor), dose]);
}

/** The same sphere in a dose of ever more cells. */
export function growthWithCells(rounds: number): readonly GrowthRow[] {
  return rowsOf(rounds, (factor) => [drawn(200), doseOf(4 / Math.cbrt(factor))]);
}

type Contours = ReturnType<typeof contoursOf>;

function rowsOf(rounds: number, problem: (factor: number) => readonly [Contours, DoseGrid]): readonly GrowthRow[] {
  const problems = FACTORS.map((factor) => ({ factor, problem: problem(factor), times: [] as number[] }));
  // In turn, so that a slow moment of the machine does not fall on one size.
  for (let round = -2; round < rounds; round++) {
    for (const { problem, times } of problems) {
      const seconds = timeS(() => measure(...problem));
      if (round >= 0) times.push(seconds);
    }
  }
  return problems.map(({ factor, problem: [contours, dose], times }) => {
    const region = measure(contours, dose);
    return {
      factor,
      points: contours.reduce((sum, { pointsMm }) => sum + pointsMm.length / 3, 0),
      cells: Math.round(((4 / 3) * Math.PI * RADIUS_MM ** 3) / cellMm3(dose)),
      segments: segmentsOf(region, dose),
      milliseconds: 1000 * medianOf(times),
    };
  });
}

function measure(contours: Contours, dose: DoseGrid): ReturnType<typeof regionOf> {
  const { stack } = stackFromContours(contours);
  if (stack === null) throw new Error('the sphere has no contours');
  const region = regionOf({ kind: 'contours', stack, singlePlaneThicknessMm: null }, DEFAULT_CONVENTION);
  computeDvh(region, dose);
  return region;
}

/** A sphere cut every 2.5 mm; the sag is chosen for about so many corners at its widest. */
function drawn(corners: number): Contours {
  return contoursOf(sphere([0.3, -0.2, 0.4], RADIUS_MM, { sagMm: (RADIUS_MM * Math.PI ** 2) / (2 * corners ** 2) }), {
    spacingMm: 2.5,
  });
}

function doseOf(spacingMm: number): DoseGrid {
  const nodes = 2 * Math.ceil((RADIUS_MM + 10) / spacingMm) + 1;
  const along = Float64Array.from({ length: nodes }, (_, n) => (n - (nodes - 1) / 2) * spacingMm);
  const doseGy = new Float32Array(nodes ** 3);
  let at = 0;
  for (const z of along) {
    for (const y of along) for (const x of along) doseGy[at++] = 40 * Math.exp(-(x * x + y * y + 1.2 * z * z) / 3000);
  }
  return { xMm: along, yMm: along, zMm: along, doseGy, stepGy: 1e-4, axes: null };
}

function cellMm3({ xMm }: DoseGrid): number {
  return (xMm[1]! - xMm[0]!) ** 3;
}
