import { TrabeculaError } from '../errors.ts';
import { intersect, unite } from '../geometry/region-algebra.ts';
import { regionFromMask } from '../geometry/region-from-mask.ts';
import { boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import { regionToMask } from '../geometry/region-to-mask.ts';
import type { Region, Slab } from '../geometry/region.ts';
import type { BoneSensitivity } from './bone-source.ts';
import { corticalReference } from './cortical-ring.ts';
import { alignCt } from './ct-window.ts';
import type { AlignedCt, CtVolume, Window } from './ct-window.ts';
import { depthBelowSurface } from './shell-erosion.ts';
import { ShellTally } from './shell-tally.ts';

/** How the cortical shell is found. */
export type ShellMethod =
  | { readonly kind: 'erosion'; readonly thicknessMm: number }
  /** `ringMm` null: two pixels, as in the source. */
  | { readonly kind: 'adaptive-threshold'; readonly ringMm: number | null };

export interface TrabecularFromCt {
  readonly region: Region;
  readonly wholeBoneCm3: number;
  readonly trabecularCm3: number;
  /** The method with its numbers, in words. */
  readonly method: string;
  readonly sensitivity: readonly BoneSensitivity[];
  /** What casts doubt on the result, in words. */
  readonly flags: readonly string[];
}

/** Slices worked on at a time: memory stays that of a block, whatever the length of the CT. */
const BLOCK = 40;
const THICKNESS_STEP_MM = 1;
const THRESHOLD_STEP_HU = 50;
const RING_PIXELS = 2;
/** Thicknesses shown beside a threshold, where the case names none. */
const USUAL_THICKNESS_MM = 2;

/**
 * An estimate of the trabecular bone inside whole bones: what is left of them without the cortical shell.
 *
 * `erosion` takes off what lies less than a thickness below the surface of the bones, in three dimensions.
 * `adaptive-threshold` keeps, slice by slice, the pixels of bone below the mean of the ring just inside its outline
 * (Sambuceti et al., EJNMMI 39:1326, 2012).
 *
 * Lesions count as inside of the bones whatever their density: their part within the bones is kept whole, and where a lesion
 * breaks the surface of a bone no shell is taken off. Bones that touch are one. The answer never leaves the bones given.
 *
 * @param lesions the union of all lesions, treated or not
 * @throws TrabeculaError `unreadable` for a CT that is not axial along the patient axes; `nothing-found` if no bone lies in it
 */
export function trabecularFromCt(
  bone: Region,
  lesions: Region,
  ct: CtVolume,
  shell: ShellMethod,
  where = 'CT',
): TrabecularFromCt {
  const aligned = alignCt(ct, where);
  const bounds = boundsOf(bone);
  const [z0, z1] = [aligned.firstMm[2] - aligned.spacingMm[2] / 2, faceAfter(aligned)];
  if (bounds === null || bounds.z0 >= z1 || bounds.z1 <= z0) {
    throw new TrabeculaError('nothing-found', {
      what: bounds === null ? 'the bones are empty' : 'no bone lies within the CT',
      where,
      ...(bounds === null ? {} : { found: `bones from z ${bounds.z0.toFixed(0)} to ${bounds.z1.toFixed(0)} mm` }),
      expected: `bones from z ${z0.toFixed(0)} to ${z1.toFixed(0)} mm`,
    });
  }
  const base = shell.kind === 'erosion' ? shell.thicknessMm : USUAL_THICKNESS_MM;
  const thicknessesMm = [base, Math.max(0, base - THICKNESS_STEP_MM), base + THICKNESS_STEP_MM] as const;
  const offsetsHu = [0, -THRESHOLD_STEP_HU, THRESHOLD_STEP_HU] as const;
  const ringPixels = ringPixelsOf(shell, aligned);
  const tally = new ShellTally(aligned, thicknessesMm.length, offsetsHu.length);

  const deepestMm = Math.max(...thicknessesMm);
  const halo = Math.ceil((deepestMm + Math.hypot(...aligned.spacingMm)) / aligned.spacingMm[2]) + 1;
  const first = Math.max(0, Math.floor((bounds.z0 - z0) / aligned.spacingMm[2]));
  const end = Math.min(aligned.size[2], Math.ceil((bounds.z1 - z0) / aligned.spacingMm[2]));
  const slabs: Slab[] = [];
  for (let from = first; from < end; from += BLOCK) {
    const to = Math.min(end, from + BLOCK);
    const block = readBlock(bone, lesions, aligned, from, to, halo);
    if (block === null) continue;
    const kept = keptOfBlock(block, aligned, shell.kind, { thicknessesMm, offsetsHu, ringPixels, deepestMm }, tally);
    append(slabs, regionFromMask(kept, where).slabs);
  }
  const region = unite({ slabs }, intersect(lesions, bone));
  const { spacingMm } = aligned;
  return {
    region,
    wholeBoneCm3: volumeCm3Of(bone),
    trabecularCm3: volumeCm3Of(region),
    method:
      shell.kind === 'erosion'
        ? `${format(shell.thicknessMm)} mm below the surface of the bones taken off, on the CT's voxels of ${spacingMm.map(format).join(' × ')} mm`
        : `in each CT slice the pixels below the mean of the ${ringPixels}-pixel ring inside the outline of the bone (after Sambuceti 2012)`,
    sensitivity: sensitivityOf(shell, thicknessesMm, tally),
    flags: tally.flags(bone, bounds, ct.contrastAgent, base, shell.kind),
  };
}

interface Block {
  readonly window: Window;
  /** The slices that are answered for; the window has a halo around them. */
  readonly from: number;
  readonly to: number;
  readonly size: readonly [number, number, number];
  /** Share of each voxel of the window. */
  readonly bone: Float32Array;
  /** Null if no lesion comes near. */
  readonly lesion: Float32Array | null;
}

function readBlock(bone: Region, lesions: Region, ct: AlignedCt, from: number, to: number, halo: number): Block | null {
  const faceMm = (k: number): number => ct.firstMm[2] + (k - 0.5) * ct.spacingMm[2];
  const near = (region: Region): Region => ({
    slabs: region.slabs.filter(({ z0Mm, z1Mm }) => z1Mm > faceMm(from - halo) && z0Mm < faceMm(to + halo)),
  });
  const boneNear = near(bone);
  const bounds = boundsOf(boneNear);
  if (bounds === null) return null;
  // Two voxels around the bone: its surface lies between voxels, and the smoothing reaches one farther.
  const cell = (mm: number, along: 0 | 1): number => Math.floor((mm - ct.firstMm[along]) / ct.spacingMm[along] + 0.5);
  const window: Window = {
    from: [cell(bounds.x0, 0) - 2, cell(bounds.y0, 1) - 2, from - halo],
    to: [cell(bounds.x1, 0) + 3, cell(bounds.y1, 1) + 3, to + halo],
  };
  const grid = ct.gridOf(window);
  const lesionsNear = near(lesions);
  return {
    window,
    from,
    to,
    size: grid.size,
    bone: Float32Array.from(regionToMask(boneNear, grid).share),
    lesion: lesionsNear.slabs.length === 0 ? null : Float32Array.from(regionToMask(lesionsNear, grid).share),
  };
}

interface Choices {
  readonly thicknessesMm: readonly number[];
  readonly offsetsHu: readonly number[];
  readonly ringPixels: number;
  readonly deepestMm: number;
}

/** What is kept of a block under the chosen method; what each other choice would keep goes to the tally. */
function keptOfBlock(
  block: Block,
  ct: AlignedCt,
  kind: ShellMethod['kind'],
  { thicknessesMm, offsetsHu, ringPixels, deepestMm }: Choices,
  tally: ShellTally,
): { readonly grid: ReturnType<AlignedCt['gridOf']>; readonly values: Float32Array } {
  const { window, from, to, size, bone, lesion } = block;
  const [ni, nj] = size;
  const area = ni * nj;
  // No shell where a lesion breaks the surface: it is part of the solid while depths are measured.
  const solid = lesion === null ? bone : bone.map((share, n) => Math.max(share, lesion[n]!));
  const depth = depthBelowSurface(solid, size, ct.spacingMm, deepestMm);
  const kept = new Float32Array(area * (to - from));
  const isBone = new Uint8Array(area);
  const isLesion = new Uint8Array(area);
  for (let k = from; k < to; k++) {
    const start = (k - window.from[2]) * area;
    let any = false;
    for (let n = 0; n < area; n++) {
      isBone[n] = bone[start + n]! >= 0.5 ? 1 : 0;
      isLesion[n] = lesion !== null && lesion[start + n]! >= 0.5 ? 1 : 0;
      any ||= bone[start + n]! > 0;
    }
    if (!any) continue;
    const hu = ct.huOf(window, k);
    const reference = corticalReference(isBone, isLesion, hu, [ni, nj], ringPixels);
    for (let n = 0; n < area; n++) {
      const at = start + n;
      const share = bone[at]!;
      if (share === 0) continue;
      const lesionShare = lesion === null ? 0 : Math.min(share, lesion[at]!);
      for (const [choice, thicknessMm] of thicknessesMm.entries()) {
        const inner = Math.min(share, depth.shareDeeper(at, thicknessMm));
        tally.addEroded(choice, Math.max(inner, lesionShare));
        if (choice === 0) {
          tally.addVoxel(k, n % ni, Math.floor(n / ni), window, share, hu[n]!, inner, lesionShare);
          if (kind === 'erosion') kept[(k - from) * area + n] = inner;
        }
      }
      for (const [choice, offsetHu] of offsetsHu.entries()) {
        const inner = isBone[n] === 1 && hu[n]! < reference[n]! + offsetHu ? share : 0;
        tally.addThresholded(choice, Math.max(inner, lesionShare));
        if (choice === 0 && kind === 'adaptive-threshold') kept[(k - from) * area + n] = inner;
      }
    }
  }
  return {
    grid: ct.gridOf({ from: [window.from[0], window.from[1], from], to: [window.to[0], window.to[1], to] }),
    values: kept,
  };
}

/** Blocks meet at one face, which each computes for itself. */
function append(slabs: Slab[], more: readonly Slab[]): void {
  for (const slab of more) {
    const below = slabs.at(-1);
    const meets = below !== undefined && Math.abs(slab.z0Mm - below.z1Mm) < 1e-6;
    slabs.push(meets ? { ...slab, z0Mm: below.z1Mm } : slab);
  }
}

function ringPixelsOf(shell: ShellMethod, { spacingMm }: AlignedCt): number {
  if (shell.kind === 'erosion' || shell.ringMm === null) return RING_PIXELS;
  return Math.max(1, Math.round(shell.ringMm / Math.sqrt(spacingMm[0] * spacingMm[1])));
}

function sensitivityOf(
  shell: ShellMethod,
  thicknessesMm: readonly [number, number, number],
  tally: ShellTally,
): readonly BoneSensitivity[] {
  const [as, thinner, thicker] = thicknessesMm.map((_, choice) => tally.erodedCm3(choice));
  const [threshold, lower, higher] = [0, 1, 2].map((choice) => tally.thresholdedCm3(choice));
  const step = format(thicknessesMm[0] - thicknessesMm[1]);
  const mm = format(thicknessesMm[0]);
  const erosion = shell.kind === 'erosion';
  const rows: readonly (readonly [string, number | undefined])[] = [
    ...(erosion ? [] : [[`${mm} mm taken off instead`, as] as const]),
    [erosion ? `shell ${step} mm thinner` : `${format(thicknessesMm[1])} mm taken off instead`, thinner],
    [erosion ? 'shell 1 mm thicker' : `${format(thicknessesMm[2])} mm taken off instead`, thicker],
    ...(erosion ? [[`threshold of the ${RING_PIXELS}-pixel ring instead`, threshold] as const] : []),
    [erosion ? `that threshold ${THRESHOLD_STEP_HU} HU lower` : `threshold ${THRESHOLD_STEP_HU} HU lower`, lower],
    [erosion ? `that threshold ${THRESHOLD_STEP_HU} HU higher` : `threshold ${THRESHOLD_STEP_HU} HU higher`, higher],
  ];
  return rows.map(([change, trabecularCm3]) => ({ change, trabecularCm3: trabecularCm3 ?? 0 }));
}

function faceAfter({ firstMm, spacingMm, size }: AlignedCt): number {
  return firstMm[2] + (size[2] - 0.5) * spacingMm[2];
}

function format(mm: number): string {
  return String(Math.round(mm * 100) / 100);
}
