import { boundsOf } from '../geometry/region-size.ts';
import type { BoundsMm, Region, Slab } from '../geometry/region.ts';

/** Pictures of bone and lesions for a person to judge: axial slices, and the whole from the front. */
export interface MarrowPicture {
  readonly front: FrontView;
  readonly slices: readonly SlicePicture[];
  /** What a slice is drawn on, in words. */
  readonly backdrop: string;
}

/** Thickness of trabecular bone along the view, 0 to 255; lesions and their names over it. */
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
  /** Rows as x0, x1, y0, y1 in mm. */
  readonly bars: readonly (readonly [number, number, number, number])[];
}

export interface PictureRequest {
  readonly wholeBone: Region | null;
  readonly trabecular: Region;
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
const MARGIN_MM = 15;

export function marrowPicture(asked: PictureRequest): MarrowPicture | null {
  const { trabecular, lesions, wholeBone, ctAt } = asked;
  const box = enclosing([trabecular, wholeBone, ...lesions.map(({ region }) => region)]);
  if (box === null) return null;
  return {
    front: frontView(asked, box),
    slices: heights(asked, box).map((zMm) => slicePicture(asked, zMm, box)),
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

function slicePicture(
  { wholeBone, trabecular, lesions, ctAt }: PictureRequest,
  zMm: number,
  box: BoundsMm,
): SlicePicture {
  const boundsMm = { x0: box.x0 - MARGIN_MM, x1: box.x1 + MARGIN_MM, y0: box.y0 - MARGIN_MM, y1: box.y1 + MARGIN_MM };
  const ct = ctAt?.(zMm) ?? null;
  return {
    zMm,
    boundsMm,
    ct: ct === null ? null : windowed(ct),
    shapes: [
      ...(wholeBone === null ? [] : [shapeAt('bone', 'bone', wholeBone, zMm)]),
      shapeAt('trabecular bone', 'trabecular', trabecular, zMm),
      ...lesions.flatMap(({ id, region, isProposed }) =>
        region === null ? [] : [shapeAt(id, isProposed ? 'proposed' : 'lesion', region, zMm)],
      ),
    ].filter(({ bars }) => bars.length > 0),
  };
}

function shapeAt(name: string, kind: DrawnShape['kind'], region: Region, zMm: number): DrawnShape {
  const slab = region.slabs.find(({ z0Mm, z1Mm }) => z0Mm <= zMm && zMm < z1Mm);
  return { name, kind, bars: slab === undefined ? [] : barsOf(slab) };
}

/** One bar a millimetre: finer rows than that are not seen. */
const BAR_MM = 1;

function barsOf({ rowEdgesMm, rowStart, endsMm }: Slab): [number, number, number, number][] {
  const bars: [number, number, number, number][] = [];
  const last = rowEdgesMm.at(-1) ?? 0;
  let row = 0;
  for (let y0 = rowEdgesMm[0] ?? 0; y0 < last; y0 += BAR_MM) {
    const y1 = Math.min(y0 + BAR_MM, last);
    while (rowEdgesMm[row + 1]! < 0.5 * (y0 + y1)) row++;
    for (let n = rowStart[row]!; n < rowStart[row + 1]!; n++) bars.push([endsMm[2 * n]!, endsMm[2 * n + 1]!, y0, y1]);
  }
  return bars;
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
function frontView({ trabecular, lesions }: PictureRequest, box: BoundsMm): FrontView {
  const columns = Math.max(1, Math.ceil((box.x1 - box.x0) / FRONT_PIXEL_MM));
  const rows = Math.max(1, Math.ceil((box.z1 - box.z0) / FRONT_PIXEL_MM));
  const thickness = projected(trabecular, box, columns, rows);
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
      const bars: [number, number, number, number][] = [];
      for (let row = 0; row < rows; row++) {
        for (let from = 0; from < columns; from++) {
          if (!(seen[row * columns + from]! > 0)) continue;
          let to = from;
          while (to < columns && seen[row * columns + to]! > 0) to++;
          const top = -(box.z0 + (rows - row) * FRONT_PIXEL_MM);
          bars.push([box.x0 + from * FRONT_PIXEL_MM, box.x0 + to * FRONT_PIXEL_MM, top, top + FRONT_PIXEL_MM]);
          from = to;
        }
      }
      return [{ name: id, kind: isProposed ? ('proposed' as const) : ('lesion' as const), bars }];
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
