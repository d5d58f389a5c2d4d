import type { Loop } from './contour-stack.ts';
import { loopAreaMm2 } from './loop-area.ts';

/**
 * Outlines with their holes as one polygon each, the way contours without a rule for holes have to say it (DICOM PS3.3
 * C.8.8.6.3, "keyhole"): from the leftmost corner of a hole a channel of no width runs left to the nearest boundary.
 * Outlines must run counter-clockwise and holes clockwise; coordinates added are rounded to `roundMm`.
 */
export function withKeyholes(loops: readonly Loop[], roundMm: number): Loop[] {
  const outlines = loops.filter((loop) => loopAreaMm2(loop) > 0);
  const holes = loops.filter((loop) => loopAreaMm2(loop) < 0).map((loop) => ({ loop, corner: leftmost(loop) }));
  // What lies left of a hole has then been joined already.
  holes.sort((a, b) => a.loop[a.corner]! - b.loop[b.corner]!);
  for (const { loop, corner } of holes) joinHole(outlines, loop, corner, roundMm);
  return outlines;
}

function joinHole(outlines: Loop[], hole: Loop, corner: number, roundMm: number): void {
  const [x, y] = [hole[corner]!, hole[corner + 1]!];
  let nearest = -Infinity;
  let joined = -1;
  let after = 0;
  outlines.forEach((loop, index) => {
    for (let b = loop.length - 2, a = 0; a < loop.length; b = a, a += 2) {
      const [yb, ya] = [loop[b + 1]!, loop[a + 1]!];
      if (yb <= y === ya <= y) continue;
      const crossing = loop[b]! + ((loop[a]! - loop[b]!) * (y - yb)) / (ya - yb);
      if (crossing > nearest && crossing <= x) [nearest, joined, after] = [crossing, index, a];
    }
  });
  const outline = outlines[joined];
  if (outline === undefined) return;
  const door = Math.round(nearest / roundMm) * roundMm;
  const rotated = [...hole.subarray(corner), ...hole.subarray(0, corner)];
  outlines[joined] = withoutRepeats([
    ...outline.subarray(0, after),
    door,
    y,
    ...rotated,
    x,
    y,
    door,
    y,
    ...outline.subarray(after),
  ]);
}

function leftmost(loop: Loop): number {
  let at = 0;
  for (let n = 2; n < loop.length; n += 2) if (loop[n]! < loop[at]!) at = n;
  return at;
}

function withoutRepeats(points: readonly number[]): Loop {
  const kept: number[] = [];
  for (let n = 0; n < points.length; n += 2) {
    if (kept.at(-2) !== points[n] || kept.at(-1) !== points[n + 1]) {
      kept.push(points[n]!, points[n + 1]!);
    }
  }
  return Float64Array.from(kept);
}
