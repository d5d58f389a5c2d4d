import type { Loop } from './contour-stack.ts';
import { eachStay } from './mean-rows.kernel.ts';

/** Rows are at most this high, mm ... */
const COARSEST_ROW_MM = 2;
/** ... there are at least this many over the contours of a plane, and ... */
const ROWS_PER_PLANE = 64;
/** ... at least this many over every single contour, so that none falls between rows. */
const ROWS_PER_LOOP = 16;
/**
 * How slanted a contour may be in a row: the range of its x times the height of the row, per extent of all contours, mm.
 * A row is cut off straight where the contour is slanted, which puts up to an eighth of that area on the wrong side of an
 * isodose, and so shifts the isodose by up to 0.005 mm.
 */
const SLANT_MM = 0.04;
/** What a contour cuts off where it turns back inside a row is left out when it is less than this share of the squared extent. */
const NEGLIGIBLE = 2e-7;
/**
 * Near its top and bottom a contour widens like the root of the distance t, and a row of height h cut off straight moves
 * an isodose along y by up to h² / (16 t). Edges at this times n² keep that below 0.01 mm.
 */
const TOP_MM = 0.04;
/** Edges that differ by less are one, mm. */
const SAME_MM = 1e-9;
/** Rounds of refining: where a row has been divided, a smaller part may turn back in one of its new rows. */
const ROUNDS = 4;

/**
 * Edges of the rows that polygons are cut into: a lattice whose pitch is a power of two (so that solids drawn on the
 * same planes share their rows), refined at small contours, with an edge at the top and bottom of every contour, where a
 * contour turns back and along its flat edges, and with lower rows where contours are slanted.
 */
export function rowEdgesFor(loops: readonly Loop[], refine = 1): Float64Array {
  if (loops.length === 0) return new Float64Array(0);
  const extents = loops.map(extentY);
  const low = Math.min(...extents.map(([y0]) => y0));
  const high = Math.max(...extents.map(([, y1]) => y1));
  const pitch = Math.min(COARSEST_ROW_MM, 2 ** Math.floor(Math.log2((high - low) / ROWS_PER_PLANE))) / refine;
  const sharp: number[] = [];
  const even: number[] = [];
  const isHigh = pitch > 0 && Number.isFinite(pitch);
  if (isHigh) for (let n = Math.floor(low / pitch) + 1; n * pitch < high; n++) even.push(n * pitch);
  for (const [y0, y1] of extents) {
    sharp.push(y0, y1);
    const topMm = TOP_MM / refine;
    for (let n = 1; 2 * n * topMm < pitch && 2 * n * n * topMm < y1 - y0; n++) {
      even.push(y0 + n * n * topMm, y1 - n * n * topMm);
    }
    const own = ROWS_PER_LOOP * refine;
    if (y1 - y0 < own * pitch) for (let n = 1; n < own; n++) even.push(y0 + ((y1 - y0) * n) / own);
  }
  if (!isHigh) return merged(sharp, []);
  const slantMm2 = (SLANT_MM * (high - low)) / refine ** 2;
  for (const loop of loops) addFlatEdges(loop, slantMm2 / pitch, pitch / 4, sharp);
  return refined(loops, merged(sharp, even), slantMm2, (NEGLIGIBLE * (high - low) ** 2) / refine ** 2);
}

/** The y of every edge of a contour that is long in x and short in y. */
function addFlatEdges(loop: Loop, longMm: number, shortMm: number, edges: number[]): void {
  for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2) {
    const yA = loop[a + 1]!;
    const yB = loop[b + 1]!;
    if (Math.abs(yA - yB) < shortMm && Math.abs(loop[a]! - loop[b]!) > longMm) edges.push(yA, yB);
  }
}

/** Divides rows in which a contour turns back or is too slanted. */
function refined(loops: readonly Loop[], coarse: Float64Array, slantMm2: number, negligibleMm2: number): Float64Array {
  let edges = coarse;
  for (let round = 0; round < ROUNDS; round++) {
    const turns: number[] = [];
    const between: number[] = [];
    const parts = new Uint16Array(edges.length - 1).fill(1);
    for (const loop of loops) {
      eachStay(loop, edges, ({ row, passes, spanMm, turnMm, foldMm2 }) => {
        const heightMm = edges[row + 1]! - edges[row]!;
        if (foldMm2 > negligibleMm2) turns.push(turnMm);
        else if (passes && spanMm * heightMm > slantMm2) {
          parts[row] = Math.max(parts[row]!, Math.ceil(Math.sqrt((spanMm * heightMm) / slantMm2)));
        }
      });
    }
    parts.forEach((count, row) => {
      const heightMm = edges[row + 1]! - edges[row]!;
      for (let n = 1; n < count; n++) between.push(edges[row]! + (heightMm * n) / count);
    });
    if (turns.length + between.length === 0) break;
    edges = merged([...edges, ...turns], between);
  }
  return edges;
}

function extentY(loop: Loop): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let a = 1; a < loop.length; a += 2) {
    low = Math.min(low, loop[a]!);
    high = Math.max(high, loop[a]!);
  }
  return [low, high];
}

/** Edges where contours turn, and others between them: rows that are no thicker than rounding hold nothing. */
function merged(sharp: readonly number[], between: readonly number[]): Float64Array {
  const edges = Float64Array.from(sharp).sort();
  const others = Float64Array.from(between).sort();
  const out = new Float64Array(edges.length + others.length);
  let n = 0;
  let o = 0;
  for (const edge of edges) {
    for (; o < others.length && others[o]! < edge - SAME_MM; o++) {
      if (n > 0 && others[o]! > out[n - 1]! + SAME_MM) out[n++] = others[o]!;
    }
    if (n === 0 || edge > out[n - 1]!) out[n++] = edge;
  }
  return out.slice(0, n);
}
