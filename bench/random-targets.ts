import type { ContourStack, DoseGrid, Structure } from '../core/index.ts';
import { ballShareInEllipsoid } from './ellipsoid-share.ts';

/** A smooth target in a smooth dose, drawn and stored as coarsely as in practice, with its true coverage. */
export interface RandomTarget {
  readonly volumeCm3: number;
  readonly sliceSpacingMm: number;
  readonly doseSpacingMm: number;
  readonly fallOff: 'Gaussian' | 'error function';
  readonly structure: Structure;
  readonly dose: DoseGrid;
  readonly levelGy: number;
  readonly truePercent: number;
}

type Vector = readonly [number, number, number];

const SPACINGS_MM = [1, 1.5, 2, 2.5, 3];
/** Rings of points that shares are summed over while the level is sought, and for the true coverage at that level. */
const SEARCH_RINGS = 24;
const TRUTH_RINGS = 120;
/** Halvings of the range that the isodose is sought in. */
const HALVINGS = 24;

/** mulberry32: small, seeded, the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The target of this number under a seed; no other target needs to be drawn for it. */
export function randomTarget(index: number, seed: number): RandomTarget {
  return target(index, randomNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)));
}

/**
 * A sphere or an ellipsoid, every second one of 2-100 cm³ and the others of 0.03-2 cm³ (evenly in the logarithm), at a
 * random place relative to slices and dose grid, in a Gaussian or error-function fall-off with its own centre and
 * proportions: every isodose is an ellipsoid. The level is that of the one that covers between 70 and 99.5 %.
 */
function target(index: number, random: () => number): RandomTarget {
  const between = (low: number, high: number): number => low + (high - low) * random();
  const evenly = (low: number, high: number): number => Math.exp(between(Math.log(low), Math.log(high)));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const each = (value: (axis: number) => number): Vector => [value(0), value(1), value(2)];

  const volumeCm3 = index % 2 === 0 ? evenly(2, 100) : evenly(0.03, 2);
  const radius = Math.cbrt((3000 * volumeCm3) / (4 * Math.PI));
  const stretch: Vector = random() < 0.5 ? [1, 1, 1] : each(() => between(0.7, 1.4));
  const mean = Math.cbrt(stretch[0] * stretch[1] * stretch[2]);
  const semiAxes = each((a) => (stretch[a]! / mean) * radius);
  const sliceSpacingMm = pick(SPACINGS_MM);
  const doseSpacingMm = pick(SPACINGS_MM);
  const centre = each(() => between(-5, 5));

  const fallOff = random() < 0.5 ? 'Gaussian' : 'error function';
  const margin = between(0, 2);
  const doseAxes = each((a) => semiAxes[a]! + margin);
  const doseCentre = each((a) => centre[a]! + between(-0.7, 0.7) * Math.min(0.25 * semiAxes[a]!, 3));
  const field =
    fallOff === 'Gaussian'
      ? gaussian(doseCentre, doseAxes, between(1.18, 1.45))
      : penumbra(doseCentre, doseAxes, between(1.5, 4));
  const isodose = isodoseOf(between(70, 99.5), centre, semiAxes, doseCentre, doseAxes);
  return {
    volumeCm3,
    sliceSpacingMm,
    doseSpacingMm,
    fallOff,
    structure: {
      roiName: 'PTV',
      roiNumber: 1,
      interpretedType: 'PTV',
      remarks: [],
      solid: {
        kind: 'contours',
        stack: contours(centre, semiAxes, radius, random() * sliceSpacingMm, sliceSpacingMm),
        singlePlaneThicknessMm: sliceSpacingMm,
      },
    },
    dose: sampled(
      field,
      centre,
      semiAxes,
      doseSpacingMm,
      each(() => random() * doseSpacingMm),
    ),
    levelGy: field(doseCentre[0] + isodose.scale * doseAxes[0], doseCentre[1], doseCentre[2]),
    truePercent: isodose.coveredPercent,
  };
}

type Field = (x: number, y: number, z: number) => number;

/** `peak`: the dose at the centre over that on the ellipsoid with the given axes. */
function gaussian(centre: Vector, axes: Vector, peak: number): Field {
  const s2 = 1 / (2 * Math.log(peak));
  return (x, y, z) => 40 * Math.exp(-(scaledRadius(centre, axes, x, y, z) ** 2) / (2 * s2));
}

function penumbra(centre: Vector, axes: Vector, sigmaMm: number): Field {
  const radius = Math.cbrt(axes[0] * axes[1] * axes[2]);
  return (x, y, z) =>
    20 * complementaryError((scaledRadius(centre, axes, x, y, z) * radius - radius) / (Math.SQRT2 * sigmaMm));
}

function scaledRadius(centre: Vector, axes: Vector, x: number, y: number, z: number): number {
  return Math.hypot((x - centre[0]) / axes[0], (y - centre[1]) / axes[1], (z - centre[2]) / axes[2]);
}

/** Chebyshev fit with a relative error below 1.2e-7 (Press et al., Numerical Recipes, erfcc). */
function complementaryError(x: number): number {
  const z = Math.abs(x);
  const t = 1 / (1 + 0.5 * z);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const tail = t * Math.exp(-z * z + coefficients.reduceRight((sum, c) => sum * t + c, 0));
  return x >= 0 ? tail : 2 - tail;
}

/** The isodose, as a multiple of the dose's own axes, that covers about `percent`; and what it covers. */
function isodoseOf(
  percent: number,
  centre: Vector,
  semiAxes: Vector,
  doseCentre: Vector,
  doseAxes: Vector,
): { scale: number; coveredPercent: number } {
  const inUnits = (value: (axis: number) => number): Vector => [value(0), value(1), value(2)];
  const offset = inUnits((a) => (doseCentre[a]! - centre[a]!) / semiAxes[a]!);
  const covered = (scale: number, rings: number): number =>
    100 *
    ballShareInEllipsoid(
      offset,
      inUnits((a) => (scale * doseAxes[a]!) / semiAxes[a]!),
      rings,
    );
  let low = 0;
  let high = 4;
  for (let n = 0; n < HALVINGS; n++) {
    const middle = 0.5 * (low + high);
    if (covered(middle, SEARCH_RINGS) < percent) low = middle;
    else high = middle;
  }
  return { scale: high, coveredPercent: covered(high, TRUTH_RINGS) };
}

function contours(centre: Vector, semiAxes: Vector, radius: number, phaseMm: number, spacingMm: number): ContourStack {
  const planes: ContourStack['planes'][number][] = [];
  for (let n = Math.ceil((centre[2] - semiAxes[2] - phaseMm) / spacingMm); ; n++) {
    const zMm = phaseMm + n * spacingMm;
    if (zMm >= centre[2] + semiAxes[2]) break;
    const share = Math.sqrt(Math.max(0, 1 - ((zMm - centre[2]) / semiAxes[2]) ** 2));
    if (share < 0.01) continue;
    planes.push({ zMm, loops: [ellipse(centre, semiAxes, share, 2 * Math.PI * radius * share)] });
  }
  if (planes.length > 0) return { planes };
  // A target between two planes would not have been drawn: it is drawn on the plane nearest to its centre.
  return { planes: [{ zMm: centre[2], loops: [ellipse(centre, semiAxes, 1, 2 * Math.PI * radius)] }] };
}

/** A polygon with the area of the ellipse, a vertex about every 0.4 mm. */
function ellipse(centre: Vector, semiAxes: Vector, share: number, aroundMm: number): Float64Array {
  const vertices = Math.max(60, Math.min(240, Math.round(aroundMm / 0.4)));
  const turn = (2 * Math.PI) / vertices;
  const sameArea = Math.sqrt(turn / Math.sin(turn));
  const loop = new Float64Array(2 * vertices);
  for (let n = 0; n < vertices; n++) {
    loop[2 * n] = centre[0] + semiAxes[0] * share * sameArea * Math.cos(n * turn);
    loop[2 * n + 1] = centre[1] + semiAxes[1] * share * sameArea * Math.sin(n * turn);
  }
  return loop;
}

function sampled(field: Field, centre: Vector, semiAxes: Vector, spacingMm: number, phaseMm: Vector): DoseGrid {
  const nodes = (a: number): Float64Array => {
    const low = centre[a]! - semiAxes[a]! - 6 * spacingMm - 4;
    const high = centre[a]! + semiAxes[a]! + 6 * spacingMm + 4;
    const first = Math.floor((low - phaseMm[a]!) / spacingMm);
    const count = Math.ceil((high - low) / spacingMm) + 2;
    return Float64Array.from({ length: count }, (_, n) => phaseMm[a]! + (first + n) * spacingMm);
  };
  const [xMm, yMm, zMm] = [nodes(0), nodes(1), nodes(2)];
  const doseGy = new Float32Array(xMm.length * yMm.length * zMm.length);
  let to = 0;
  for (const z of zMm) for (const y of yMm) for (const x of xMm) doseGy[to++] = field(x, y, z);
  return { xMm, yMm, zMm, doseGy, stepGy: 0, axes: null };
}
