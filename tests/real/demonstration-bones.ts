import { regionFromMask, type Voxels } from '../../core/index.ts';
import type { CtImage } from '../../src/dicom/index.ts';

/**
 * A DEMONSTRATION mask of bones, for a CT that has none: everything above a threshold within the body, what is enclosed
 * by it in a slice filled, pieces of less than 1 cm³ left out. It is no segmentation: the couch, contrast and calcified
 * vessels are bone to it, and marrow that is open to the outside of a slice is not.
 */
export const DEMONSTRATION = { aboveHu: 180, leastCm3: 1 } as const;

export function demonstrationBones(ct: CtImage): {
  readonly mask: Voxels;
  readonly region: ReturnType<typeof regionFromMask>;
} {
  const [ni, nj, nk] = ct.grid.size;
  const values = new Uint8Array(ni * nj * nk);
  for (let k = 0; k < nk; k++) {
    const hu = ct.huOfSlice(k);
    const slice = values.subarray(k * ni * nj, (k + 1) * ni * nj);
    for (let n = 0; n < slice.length; n++) slice[n] = hu[n]! > DEMONSTRATION.aboveHu ? 1 : 0;
    fillHoles(slice, ni, nj);
  }
  const [x, y, z] = ct.grid.spacingMm;
  dropSmall(values, [ni, nj, nk], (DEMONSTRATION.leastCm3 * 1000) / (x * y * z));
  const mask: Voxels = { grid: ct.grid, values };
  return { mask, region: regionFromMask(mask) };
}

/** Background that cannot be reached from the border of the slice becomes bone, unless it is larger than a vertebra. */
function fillHoles(slice: Uint8Array, ni: number, nj: number): void {
  const seen = slice.slice();
  const largest = 1200;
  for (let start = 0; start < slice.length; start++) {
    if (seen[start] !== 0) continue;
    const members = [start];
    seen[start] = 1;
    let open = false;
    for (let m = 0; m < members.length; m++) {
      const at = members[m]!;
      const i = at % ni;
      if (i === 0 || i === ni - 1 || at < ni || at >= ni * (nj - 1)) open = true;
      for (const next of [at - 1, at + 1, at - ni, at + ni]) {
        if (next < 0 || next >= slice.length || seen[next] !== 0) continue;
        seen[next] = 1;
        members.push(next);
      }
    }
    if (!open && members.length <= largest) for (const at of members) slice[at] = 1;
  }
}

function dropSmall(values: Uint8Array, [ni, nj]: readonly [number, number, number], least: number): void {
  const seen = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || seen[start] === 1) continue;
    const members = [start];
    seen[start] = 1;
    for (let m = 0; m < members.length; m++) {
      const at = members[m]!;
      for (const next of [at - 1, at + 1, at - ni, at + ni, at - ni * nj, at + ni * nj]) {
        if (next < 0 || next >= values.length || values[next] !== 1 || seen[next] === 1) continue;
        seen[next] = 1;
        members.push(next);
      }
    }
    if (members.length < least) for (const at of members) values[at] = 0;
  }
}
