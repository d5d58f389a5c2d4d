import type { Loop } from './contour-stack.ts';
import { loopAreaMm2 } from './loop-area.ts';

/**
 * A closed polygon of fewer corners that strays from the given one by about `toleranceMm` and has the area asked for:
 * corners are dropped as Douglas and Peucker do (1973), then the rest is moved along its normals until the area fits.
 */
export function simplifyLoop(loop: Loop, areaMm2: number, toleranceMm: number): Loop {
  const corners = loop.length / 2;
  if (corners <= 4) return loop;
  const kept = new Uint8Array(corners);
  const [first, second] = anchors(loop);
  keepBetween(loop, first, second, toleranceMm, kept);
  keepBetween(loop, second, first + corners, toleranceMm, kept);
  const simpler = new Float64Array(2 * kept.reduce((sum, k) => sum + k, 0));
  let n = 0;
  for (let p = 0; p < corners; p++) {
    if (kept[p] !== 1) continue;
    simpler[n++] = loop[2 * p]!;
    simpler[n++] = loop[2 * p + 1]!;
  }
  return withArea(simpler.length < 6 ? loop : simpler, areaMm2, toleranceMm);
}

/** The leftmost and the rightmost corner. */
function anchors(loop: Loop): readonly [number, number] {
  let [left, right] = [0, 0];
  for (let p = 1; p < loop.length / 2; p++) {
    if (loop[2 * p]! < loop[2 * left]!) left = p;
    if (loop[2 * p]! > loop[2 * right]!) right = p;
  }
  return left < right ? [left, right] : [right, left];
}

function keepBetween(loop: Loop, from: number, to: number, toleranceMm: number, kept: Uint8Array): void {
  const corners = loop.length / 2;
  const stack: (readonly [number, number])[] = [[from, to]];
  for (let span = stack.pop(); span !== undefined; span = stack.pop()) {
    const [a, b] = span;
    // Its end is where another begins.
    kept[a % corners] = 1;
    const farthest = farthestFrom(loop, a, b, toleranceMm);
    if (farthest !== null) stack.push([a, farthest], [farthest, b]);
  }
}

/** The corner between two others that lies farthest from the stretch between them, if beyond the tolerance. */
function farthestFrom(loop: Loop, a: number, b: number, toleranceMm: number): number | null {
  const corners = loop.length / 2;
  const at = (p: number): readonly [number, number] => [loop[2 * (p % corners)]!, loop[2 * (p % corners) + 1]!];
  const [ax, ay] = at(a);
  const [bx, by] = at(b);
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  let farthest: number | null = null;
  let most = toleranceMm * toleranceMm;
  for (let p = a + 1; p < b; p++) {
    const [x, y] = at(p);
    const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared));
    const distance = (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2;
    if (distance > most) {
      most = distance;
      farthest = p;
    }
  }
  return farthest;
}

/** Moves every corner along its normal; the area grows by half the distance of its neighbours for each millimetre. */
function withArea(loop: Loop, wantedMm2: number, toleranceMm: number): Loop {
  let moved = loop;
  for (let round = 0; round < 3; round++) {
    const missing = wantedMm2 - loopAreaMm2(moved);
    const normals = normalsOf(moved);
    const growth = normals.reduce((sum, value, n) => (n % 3 === 2 ? sum + value / 2 : sum), 0);
    const step = missing / growth;
    // Slivers that would have to be moved farther than they were simplified stay as they are.
    if (!(Math.abs(step) <= toleranceMm)) return moved;
    moved = moved.map((value, n) => value + step * normals[3 * (n >> 1) + (n % 2)]!);
  }
  return moved;
}

/** For each corner the outward normal of a counter-clockwise polygon, and the distance of its neighbours. */
function normalsOf(loop: Loop): Float64Array {
  const corners = loop.length / 2;
  const normals = new Float64Array(3 * corners);
  for (let p = 0; p < corners; p++) {
    const before = 2 * ((p + corners - 1) % corners);
    const after = 2 * ((p + 1) % corners);
    const [dx, dy] = [loop[after]! - loop[before]!, loop[after + 1]! - loop[before + 1]!];
    const length = Math.hypot(dx, dy);
    if (length === 0) continue;
    normals[3 * p] = dy / length;
    normals[3 * p + 1] = -dx / length;
    normals[3 * p + 2] = length;
  }
  return normals;
}
