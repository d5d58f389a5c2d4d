/** A part of the skeleton: the closed polygons x0 y0 x1 y1 ... of its axial cut, for given centre and half-widths. */
type Cut = (zMm: number) => readonly Oval[];

/** A tilted ellipse, drawn at `points` corners. */
interface Oval {
  readonly xMm: number;
  readonly yMm: number;
  /** Half-widths along and across `tilt`. */
  readonly alongMm: number;
  readonly acrossMm: number;
  readonly tilt: number;
}

/** Distance between vertebrae, and the share of it that the disc takes. */
export const LEVEL_MM = 35;
const DISC = 0.18;

const oval = (xMm: number, yMm: number, alongMm: number, acrossMm: number, tilt = 0): Oval => ({
  xMm,
  yMm,
  alongMm,
  acrossMm,
  tilt,
});

/** Bodies with discs between them, and behind each an arch around the canal: a ring of two nested contours. */
const spine: Cut = (z) => {
  if (z < -245 || z > 350) return [];
  const inLevel = (z + 245) / LEVEL_MM - Math.floor((z + 245) / LEVEL_MM);
  const width = 24 - 10 * ((z + 245) / 595);
  const bulge = 1 + 0.12 * Math.cos(2 * Math.PI * inLevel);
  const body = inLevel > DISC ? [oval(0, 20, width * bulge, 0.7 * width * bulge)] : [];
  const arch =
    inLevel > 0.35 && inLevel < 0.85 ? [oval(0, 20 + 1.55 * width, 15, 13), oval(0, 20 + 1.55 * width, 9, 8)] : [];
  const spinous = inLevel > 0.4 && inLevel < 0.8 ? [oval(0, 20 + 2.7 * width, 10, 3, Math.PI / 2)] : [];
  return [...body, ...arch, ...spinous];
};

/** Twelve pairs of tubes that run down and forwards around the chest; an axial plane cuts each aslant. */
const ribs: Cut = (z) => {
  const found: Oval[] = [];
  for (let n = 0; n < 12; n++) {
    const top = 330 - 24 * n;
    const drop = 70;
    const share = (top - z) / drop;
    if (share < 0 || share > 1) continue;
    const angle = 0.25 + 2.3 * share;
    const chest = 0.75 + 0.25 * Math.sin((Math.PI * (n + 2)) / 15);
    for (const side of [-1, 1]) {
      const x = side * 150 * chest * Math.sin(angle);
      const y = 10 + 95 * chest * Math.cos(angle);
      const tilt = Math.atan2(-95 * Math.sin(angle), side * 150 * Math.cos(angle));
      found.push(oval(x, y, 17, 4.5, tilt));
    }
  }
  return found;
};

const sternum: Cut = (z) => (z > 130 && z < 290 ? [oval(0, -85, 20 - 0.05 * Math.abs(z - 210), 6)] : []);

/** Two wings, a row of discs each along a bow, that meet the sacrum with its four holes. */
const pelvis: Cut = (z) => {
  if (z < -355 || z > -215) return [];
  const height = (z + 355) / 140;
  const found: Oval[] = [];
  for (const side of [-1, 1]) {
    const reach = 62 + 50 * height;
    found.push(
      oval(side * reach, 5, 34 + 14 * height, 7 + 3 * (1 - height), Math.PI / 2 + side * (0.35 + 0.4 * height)),
    );
    if (height < 0.45) found.push(oval(side * 58, -48, 18, 8, side * 0.5));
  }
  if (height > 0.35) {
    const width = 22 + 26 * (height - 0.35);
    found.push(oval(0, 62, width, 0.5 * width));
    for (const side of [-1, 1]) {
      for (const out of [0.35, 0.65]) found.push(oval(side * out * width, 62, 2.4, 2.4));
    }
  }
  return found;
};

/** Heads, and shafts with their cavity. */
const femora: Cut = (z) => {
  if (z > -310 || z < -450) return [];
  return [-1, 1].flatMap((side) => {
    const down = (-310 - z) / 140;
    if (down < 0.3) return [oval(side * 95, 0, 23, 23)];
    const shaft = oval(side * (100 + 10 * down), 4, 18, 16);
    return down < 0.55 ? [shaft] : [shaft, oval(shaft.xMm, shaft.yMm, 9, 8)];
  });
};

/** A vault of two nested contours, closed at the top. */
const skull: Cut = (z) => {
  if (z < 362 || z > 450) return [];
  const round = Math.sqrt(Math.max(0, 1 - ((z - 362) / 100) ** 2));
  const outer = oval(0, 5, 74 * round, 92 * round);
  const inner = oval(0, 5, 74 * round - 6, 92 * round - 6);
  return inner.alongMm > 8 ? [outer, inner] : [outer];
};

const PARTS: readonly Cut[] = [spine, ribs, sternum, pelvis, femora, skull];
const Z0_MM = -450;
const Z1_MM = 450;

export interface LargeSkeleton {
  readonly volumeMm3: number;
  readonly planes: readonly { readonly zMm: number; readonly loops: readonly Float64Array[] }[];
}

/**
 * A skeleton of ovals over 900 mm, swollen or shrunk across until its cross-sections add up to the volume wanted.
 *
 * @param pointsPerLoop corners of every contour
 */
export function largeSkeleton(volumeCm3: number, spacingMm: number, pointsPerLoop = 64): LargeSkeleton {
  const build = (swell: number): LargeSkeleton => {
    const planes = Array.from({ length: Math.floor((Z1_MM - Z0_MM) / spacingMm) + 1 }, (_, n) => {
      const zMm = Z0_MM + n * spacingMm;
      const loops = PARTS.flatMap((part) => part(zMm)).map((each) => drawn(each, swell, pointsPerLoop));
      return { zMm, loops };
    }).filter(({ loops }) => loops.length > 0);
    return { planes, volumeMm3: planes.reduce((sum, { loops }) => sum + spacingMm * evenOddArea(loops), 0) };
  };
  // The volume goes with the square of the widths.
  const first = build(1);
  const second = build(Math.sqrt((1000 * volumeCm3) / first.volumeMm3));
  return second;
}

function drawn({ xMm, yMm, alongMm, acrossMm, tilt }: Oval, swell: number, points: number): Float64Array {
  const loop = new Float64Array(2 * points);
  const [c, s] = [Math.cos(tilt), Math.sin(tilt)];
  for (let p = 0; p < points; p++) {
    const u = swell * alongMm * Math.cos((2 * Math.PI * p) / points);
    const v = swell * acrossMm * Math.sin((2 * Math.PI * p) / points);
    loop[2 * p] = hundredth(xMm + c * u - s * v);
    loop[2 * p + 1] = hundredth(yMm + s * u + c * v);
  }
  return loop;
}

/** Contours inside another are holes here: those whose first corner lies within an odd number of others. */
function evenOddArea(loops: readonly Float64Array[]): number {
  return loops.reduce((sum, loop) => {
    const around = loops.filter((other) => other !== loop && holds(other, loop[0] ?? 0, loop[1] ?? 0)).length;
    return sum + (around % 2 === 0 ? 1 : -1) * areaOf(loop);
  }, 0);
}

function areaOf(loop: Float64Array): number {
  let twice = 0;
  for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
    twice += loop[b]! * loop[a + 1]! - loop[a]! * loop[b + 1]!;
  }
  return Math.abs(twice) / 2;
}

function holds(loop: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let a = 0, b = loop.length - 2; a < loop.length; b = a, a += 2) {
    const [ya, yb] = [loop[a + 1]!, loop[b + 1]!];
    if (ya > y !== yb > y && x < loop[a]! + ((y - ya) / (yb - ya)) * (loop[b]! - loop[a]!)) inside = !inside;
  }
  return inside;
}

/** As planning systems write coordinates. */
function hundredth(mm: number): number {
  return Math.round(mm * 100) / 100;
}
