import { boundsOf } from '../geometry/region-size.ts';
import type { BoundsMm, Region, Slab } from '../geometry/region.ts';
import { simplifyLoop } from '../geometry/simplify-loop.ts';
import { traceSlab } from '../geometry/trace-slab.ts';

/** Pictures of bone and lesions for a person to judge: axial slices, and the whole from the front. */
export interface MarrowPicture {
  readonly front: FrontView;
  readonly slices: readonly SlicePicture[];
  /** What a slice is drawn on, in words. */
  readonly backdrop: string;
}

/** Thickness of trabecular bone, or of whole bones where there is none, along the view, 0 to 255; lesions and their names over it. */
export interface FrontView extends GrayImage {
  readonly shapes: readonly DrawnShape[];
}

export interface SlicePicture {
  readonly zMm: number;
  readonly boundsMm: { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number };
  /** The CT of the slice; null without one. */
  readonly ct: GrayImage | null;
  readonly shapes: readonly DrawnShape[];
}

/** One byte a pixel, row by row from the top. */
export interface GrayImage {
  readonly columns: number;
  readonly rows: number;
  /** Left and right, top and bottom edges. */
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly pixels: Uint8Array;
}

export interface DrawnShape {
  readonly name: string;
  readonly kind: 'bone' | 'trabecular' | 'lesion' | 'proposed';
  /** Closed outlines as x0 y0 x1 y1 ... in mm; a hole is an outline within another. */
  readonly outlines: readonly Float64Array[];
}

export interface PictureRequest {
  readonly wholeBone: Region | null;
  readonly trabecular: Region;
  /** Whether the bone is made of voxels, which shares leave ragged at their edges. */
  readonly isRagged: boolean;
  readonly lesions: readonly { readonly id: string; readonly region: Region | null; readonly isProposed: boolean }[];
  /** Hounsfield units of the slice nearest to a height; null without a CT. */
  readonly ctAt: ((zMm: number) => CtSlice | null) | null;
}

export interface CtSlice {
  readonly columns: number;
  readonly rows: number;
  readonly columnSpacingMm: number;
  readonly rowSpacingMm: number;
  /** Centre of the first pixel. */
  readonly originMm: readonly [x: number, y: number];
  readonly hu: ArrayLike<number>;
}

const MOST_SLICES = 8;
const FRONT_PIXEL_MM = 3;
/** A bone window. */
const WINDOW_HU = [-200, 800] as const;
const MARGIN_MM = 12;
/** No slice shows less than this, in the shape of a picture. */
const LEAST_MM = [120, 90] as const;

export function marrowPicture(asked: PictureRequest): MarrowPicture | null {
  const { trabecular, lesions, wholeBone, ctAt } = asked;
  const box = enclosing([trabecular, wholeBone, ...lesions.map(({ region }) => region)]);
  if (box === null) return null;
  return {
    front: frontView(asked, box),
    slices: heights(asked, box).map((zMm) => slicePicture(asked, zMm)),
    backdrop: ctAt === null ? 'no CT given' : `CT, window ${WINDOW_HU[0]} to ${WINDOW_HU[1]} HU`,
  };
}

/** Slices through the middles of lesions, the rest spread over the bone. */
function heights({ lesions, trabecular }: PictureRequest, box: BoundsMm): number[] {
  const middles = lesions.flatMap(({ region }) => {
    const own = region === null ? null : boundsOf(region);
    return own === null ? [] : [0.5 * (own.z0 + own.z1)];
  });
  const bone = boundsOf(trabecular) ?? box;
  const spread = Array.from(
    { length: MOST_SLICES },
    (_, n) => bone.z0 + ((n + 0.5) / MOST_SLICES) * (bone.z1 - bone.z0),
  );
  const kept: number[] = [];
  const far = (bone.z1 - bone.z0) / (2 * MOST_SLICES);
  for (const z of [...middles, ...spread]) {
    if (kept.length < MOST_SLICES && kept.every((other) => Math.abs(other - z) > far)) kept.push(z);
  }
  return kept.sort((a, b) => b - a);
}

function slicePicture({ wholeBone, trabecular, isRagged, lesions, ctAt }: PictureRequest, zMm: number): SlicePicture {
  const ct = ctAt?.(zMm) ?? null;
  const shapes = [
    ...(wholeBone === null ? [] : [shapeAt('bone', 'bone', wholeBone, zMm, isRagged)]),
    shapeAt('trabecular bone', 'trabecular', trabecular, zMm, isRagged),
    ...lesions.flatMap(({ id, region, isProposed }) =>
      region === null ? [] : [shapeAt(id, isProposed ? 'proposed' : 'lesion', region, zMm)],
    ),
  ].filter(({ outlines }) => outlines.length > 0);
  return { zMm, boundsMm: frameAround(shapes), ct: ct === null ? null : windowed(ct), shapes };
}

/** All shapes with a margin, in the proportions of a picture. */
function frameAround(shapes: readonly DrawnShape[]): SlicePicture['boundsMm'] {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const outline of shapes.flatMap(({ outlines }) => outlines)) {
    for (let n = 0; n < outline.length; n += 2) {
      x0 = Math.min(x0, outline[n]!);
      x1 = Math.max(x1, outline[n]!);
      y0 = Math.min(y0, outline[n + 1]!);
      y1 = Math.max(y1, outline[n + 1]!);
    }
  }
  if (x0 > x1) [x0, x1, y0, y1] = [0, 0, 0, 0];
  const [leastX, leastY] = LEAST_MM;
  const height = Math.max(leastY, y1 - y0 + 2 * MARGIN_MM, ((x1 - x0 + 2 * MARGIN_MM) * leastY) / leastX);
  const width = (height * leastX) / leastY;
  const [x, y] = [0.5 * (x0 + x1), 0.5 * (y0 + y1)];
  return { x0: x - width / 2, x1: x + width / 2, y0: y - height / 2, y1: y + height / 2 };
}

function shapeAt(name: string, kind: DrawnShape['kind'], region: Region, zMm: number, isRagged = false): DrawnShape {
  const found = region.slabs.find(({ z0Mm, z1Mm }) => z0Mm <= zMm && zMm < z1Mm);
  const slab = found !== undefined && isRagged ? evened(found) : found;
  return { name, kind, outlines: slab === undefined ? [] : outlinesOf(slab) };
}

/** Finer than this is not seen. */
const FINE_MM = 0.15;

function outlinesOf(slab: Slab): Float64Array[] {
  return traceSlab(slab)
    .map(({ loop, areaMm2 }) => simplifyLoop(loop, areaMm2, FINE_MM))
    .filter((loop) => loop.length >= 6);
}

const EVENED_MM = 0.75;
/** About a voxel: what fills less than half of so wide a square is not drawn. */
const SQUARE_STEPS = 2;

/** The slab as it looks from afar: where at least half of a square of almost 4 mm around a place is filled. */
function evened(slab: Slab): Slab {
  const { rowEdgesMm, rowStart, endsMm } = slab;
  if (endsMm.length === 0) return slab;
  const x0 = endsMm.reduce((a, b) => Math.min(a, b)) - 2 * EVENED_MM * SQUARE_STEPS;
  const x1 = endsMm.reduce((a, b) => Math.max(a, b)) + 2 * EVENED_MM * SQUARE_STEPS;
  const y0 = rowEdgesMm[0]! - EVENED_MM * SQUARE_STEPS;
  const columns = Math.ceil((x1 - x0) / EVENED_MM);
  const rows = Math.ceil((rowEdgesMm.at(-1)! + EVENED_MM * SQUARE_STEPS - y0) / EVENED_MM);
  const filled = new Float64Array(columns * rows);
  for (let j = 0, row = 0; j < rows; j++) {
    const y = y0 + (j + 0.5) * EVENED_MM;
    if (y < rowEdgesMm[0]! || y >= rowEdgesMm.at(-1)!) continue;
    while (rowEdgesMm[row + 1]! <= y) row++;
    for (let n = rowStart[row]!; n < rowStart[row + 1]!; n++) {
      const [from, to] = [(endsMm[2 * n]! - x0) / EVENED_MM, (endsMm[2 * n + 1]! - x0) / EVENED_MM];
      for (let i = Math.floor(from); i < to; i++) {
        filled[j * columns + i]! += Math.min(to, i + 1) - Math.max(from, i);
      }
    }
  }
  const edges = Float64Array.from({ length: rows + 1 }, (_, j) => y0 + j * EVENED_MM);
  const start = [0];
  const ends: number[] = [];
  const means = squareMeans(filled, columns, rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const isIn = (at: number): boolean => at >= 0 && at < columns && means[j * columns + at]! >= 0.5;
      if (!isIn(i)) continue;
      if (!isIn(i - 1)) ends.push(x0 + i * EVENED_MM);
      if (!isIn(i + 1)) ends.push(x0 + (i + 1) * EVENED_MM);
    }
    start.push(ends.length / 2);
  }
  return { ...slab, rowEdgesMm: edges, rowStart: Uint32Array.from(start), endsMm: Float64Array.from(ends) };
}

/** Mean of the square around each cell. */
function squareMeans(filled: Float64Array, columns: number, rows: number): Float64Array {
  const means = new Float64Array(filled.length);
  const side = 2 * SQUARE_STEPS + 1;
  for (let j = SQUARE_STEPS; j + SQUARE_STEPS < rows; j++) {
    for (let i = SQUARE_STEPS; i + SQUARE_STEPS < columns; i++) {
      let sum = 0;
      for (let dj = -SQUARE_STEPS; dj <= SQUARE_STEPS; dj++) {
        for (let di = -SQUARE_STEPS; di <= SQUARE_STEPS; di++) sum += filled[(j + dj) * columns + i + di]!;
      }
      means[j * columns + i] = sum / side ** 2;
    }
  }
  return means;
}

function windowed({ columns, rows, columnSpacingMm, rowSpacingMm, originMm, hu }: CtSlice): GrayImage {
  const [low, high] = WINDOW_HU;
  const pixels = Uint8Array.from({ length: columns * rows }, (_, n) =>
    Math.max(0, Math.min(255, Math.round((255 * (hu[n]! - low)) / (high - low)))),
  );
  const x0 = originMm[0] - columnSpacingMm / 2;
  const y0 = originMm[1] - rowSpacingMm / 2;
  return { columns, rows, x0, x1: x0 + columns * columnSpacingMm, y0, y1: y0 + rows * rowSpacingMm, pixels };
}

/** Seen from the front: x to the right, z upwards. */
function frontView({ trabecular, wholeBone, lesions }: PictureRequest, box: BoundsMm): FrontView {
  const columns = Math.max(1, Math.ceil((box.x1 - box.x0) / FRONT_PIXEL_MM));
  const rows = Math.max(1, Math.ceil((box.z1 - box.z0) / FRONT_PIXEL_MM));
  const thickness = projected(
    boundsOf(trabecular) === null ? (wholeBone ?? trabecular) : trabecular,
    box,
    columns,
    rows,
  );
  const most = thickness.reduce((a, b) => Math.max(a, b), 1e-9);
  return {
    columns,
    rows,
    x0: box.x0,
    x1: box.x0 + columns * FRONT_PIXEL_MM,
    y0: -(box.z0 + rows * FRONT_PIXEL_MM),
    y1: -box.z0,
    pixels: Uint8Array.from(thickness, (depth) => (depth === 0 ? 0 : 40 + Math.round((215 * depth) / most))),
    shapes: lesions.flatMap(({ id, region, isProposed }) => {
      if (region === null) return [];
      const seen = projected(region, box, columns, rows);
      const outlines: Float64Array[] = [];
      for (let row = 0; row < rows; row++) {
        for (let from = 0; from < columns; from++) {
          if (!(seen[row * columns + from]! > 0)) continue;
          let to = from;
          while (to < columns && seen[row * columns + to]! > 0) to++;
          const top = -(box.z0 + (rows - row) * FRONT_PIXEL_MM);
          const [left, right] = [box.x0 + from * FRONT_PIXEL_MM, box.x0 + to * FRONT_PIXEL_MM];
          const bottom = top + FRONT_PIXEL_MM;
          outlines.push(Float64Array.of(left, top, right, top, right, bottom, left, bottom));
          from = to;
        }
      }
      return [{ name: id, kind: isProposed ? ('proposed' as const) : ('lesion' as const), outlines }];
    }),
  };
}

/** Volume behind each pixel, mm³; the first row is the highest. */
function projected(region: Region, box: BoundsMm, columns: number, rows: number): Float64Array {
  const sums = new Float64Array(columns * rows);
  for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of region.slabs) {
    const firstRow = Math.max(0, Math.floor((z0Mm - box.z0) / FRONT_PIXEL_MM));
    for (let k = firstRow; k < rows && box.z0 + k * FRONT_PIXEL_MM < z1Mm; k++) {
      const dz = Math.min(z1Mm, box.z0 + (k + 1) * FRONT_PIXEL_MM) - Math.max(z0Mm, box.z0 + k * FRONT_PIXEL_MM);
      if (dz <= 0) continue;
      for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
        const dy = rowEdgesMm[r + 1]! - rowEdgesMm[r]!;
        for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
          const [x0, x1] = [endsMm[2 * n]!, endsMm[2 * n + 1]!];
          for (let i = Math.max(0, Math.floor((x0 - box.x0) / FRONT_PIXEL_MM)); i < columns; i++) {
            const left = box.x0 + i * FRONT_PIXEL_MM;
            if (left >= x1) break;
            const dx = Math.min(x1, left + FRONT_PIXEL_MM) - Math.max(x0, left);
            if (dx > 0) sums[(rows - 1 - k) * columns + i]! += dx * dy * dz;
          }
        }
      }
    }
  }
  return sums;
}

function enclosing(regions: readonly (Region | null)[]): BoundsMm | null {
  const boxes = regions.flatMap((region) => (region === null ? [] : (boundsOf(region) ?? [])));
  if (boxes.length === 0) return null;
  return {
    x0: Math.min(...boxes.map(({ x0 }) => x0)),
    x1: Math.max(...boxes.map(({ x1 }) => x1)),
    y0: Math.min(...boxes.map(({ y0 }) => y0)),
    y1: Math.max(...boxes.map(({ y1 }) => y1)),
    z0: Math.min(...boxes.map(({ z0 }) => z0)),
    z1: Math.max(...boxes.map(({ z1 }) => z1)),
  };
}
