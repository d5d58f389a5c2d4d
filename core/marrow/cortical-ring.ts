/** More than this is metal or cement, not bone: dense cortical bone stays below 2000 HU. An assumption of this program. */
export const METAL_HU = 2500;

/**
 * The cortical reference of each pixel of bone in one slice: the mean Hounsfield number of the ring of `ringPixels` pixels
 * just inside the outline of the bone that it belongs to (after Sambuceti et al., EJNMMI 39:1326, 2012, where the ring has
 * two). A bone is what hangs together in the slice, corners included; the ring is what is peeled off edge by edge. Lesions
 * and metal do not count towards the mean unless nothing else is in the ring.
 *
 * @param isBone 1 or 0, the first index fastest
 * @returns HU; NaN outside bone
 */
export function corticalReference(
  isBone: Uint8Array,
  isLesion: Uint8Array,
  hu: Float32Array,
  [ni, nj]: readonly [number, number],
  ringPixels: number,
): Float32Array {
  const ring = ringOf(isBone, ni, nj, ringPixels);
  const reference = new Float32Array(isBone.length).fill(Number.NaN);
  const seen = new Uint8Array(isBone.length);
  const stack: number[] = [];
  for (let start = 0; start < isBone.length; start++) {
    if (isBone[start] === 0 || seen[start] === 1) continue;
    const members: number[] = [];
    stack.push(start);
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      members.push(at);
      const i = at % ni;
      const j = (at - i) / ni;
      for (let b = Math.max(0, j - 1); b <= Math.min(nj - 1, j + 1); b++) {
        for (let a = Math.max(0, i - 1); a <= Math.min(ni - 1, i + 1); a++) {
          const other = a + ni * b;
          if (isBone[other] === 0 || seen[other] === 1) continue;
          seen[other] = 1;
          stack.push(other);
        }
      }
    }
    const mean = meanOver(members, (at) => ring[at] === 1, isLesion, hu);
    for (const at of members) reference[at] = mean;
  }
  return reference;
}

function meanOver(
  members: readonly number[],
  isRing: (at: number) => boolean,
  isLesion: Uint8Array,
  hu: Float32Array,
): number {
  let [sum, count, sumOfAll, all] = [0, 0, 0, 0];
  for (const at of members) {
    if (!isRing(at)) continue;
    sumOfAll += hu[at]!;
    all++;
    if (isLesion[at] === 1 || hu[at]! > METAL_HU) continue;
    sum += hu[at]!;
    count++;
  }
  return count > 0 ? sum / count : sumOfAll / all;
}

/** What `pixels` peelings take off; each takes the pixels with an edge to the outside. */
function ringOf(isBone: Uint8Array, ni: number, nj: number, pixels: number): Uint8Array {
  const ring = new Uint8Array(isBone.length);
  let left = isBone.slice();
  for (let peel = 0; peel < pixels; peel++) {
    const next = left.slice();
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++) {
        const at = i + ni * j;
        if (left[at] === 0) continue;
        const isInner =
          i > 0 &&
          i + 1 < ni &&
          j > 0 &&
          j + 1 < nj &&
          left[at - 1] === 1 &&
          left[at + 1] === 1 &&
          left[at - ni] === 1 &&
          left[at + ni] === 1;
        if (isInner) continue;
        next[at] = 0;
        ring[at] = 1;
      }
    }
    left = next;
  }
  return ring;
}
