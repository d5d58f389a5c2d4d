import { TrabeculaError, type Voxels } from '../../core/index.ts';
import type { NiftiImage } from './read-nifti.ts';

/** Numbers in a file of floating-point numbers may be this far from whole, as a scaling leaves them. */
const WHOLE_TOLERANCE = 1e-3;
const MOST_LABEL = 65535;

/** What the voxels of an image are: classes by number, or shares of one thing. */
export type LabelContent =
  | { readonly kind: 'labels'; /** Voxels per class, 0 left out. */ readonly voxels: ReadonlyMap<number, number> }
  | { readonly kind: 'shares' };

/**
 * Whole numbers are labels. Numbers between 0 and 1 that are not all whole are shares of one solid.
 *
 * @throws TrabeculaError `unreadable` for anything else: negative or broken numbers, numbers above 65535
 */
export function contentOf(image: NiftiImage): LabelContent {
  const { stored, slope, intercept } = image;
  const counts = new Float64Array(MOST_LABEL + 1);
  let broken = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let n = 0; n < stored.length; n++) {
    const value = (stored[n] ?? 0) * slope + intercept;
    const whole = Math.round(value);
    if (value < least) least = value;
    if (value > most) most = value;
    if (Math.abs(value - whole) <= WHOLE_TOLERANCE && whole >= 0 && whole <= MOST_LABEL) {
      counts[whole] = (counts[whole] ?? 0) + 1;
    } else broken++;
  }
  if (broken === 0) {
    const voxels = new Map<number, number>();
    for (let label = 1; label <= MOST_LABEL; label++) {
      const count = counts[label] ?? 0;
      if (count > 0) voxels.set(label, count);
    }
    return { kind: 'labels', voxels };
  }
  // A comparison with NaN is false: such an image is neither.
  const allShares = stored.every((s) => s * slope + intercept >= -1e-5 && s * slope + intercept <= 1 + 1e-5);
  if (allShares) return { kind: 'shares' };
  throw new TrabeculaError('unreadable', {
    what: 'the voxels are neither class numbers nor shares',
    where: image.path,
    found: `${broken} of ${stored.length} voxels, in numbers from ${least} to ${most}`,
    expected: 'whole numbers from 0 to 65535, or numbers from 0 to 1',
  });
}

/** 1 where the voxel is of one of the classes, on the image's own grid. */
export function maskOfLabels(image: NiftiImage, labels: readonly number[]): Voxels {
  const { stored, slope, intercept, grid } = image;
  const isWanted = new Uint8Array(MOST_LABEL + 1);
  for (const label of labels) if (label >= 0 && label <= MOST_LABEL) isWanted[label] = 1;
  const values = new Uint8Array(stored.length);
  for (let n = 0; n < stored.length; n++) {
    values[n] = isWanted[Math.round((stored[n] ?? 0) * slope + intercept)] ?? 0;
  }
  return { grid, values };
}

/** The image as shares of one solid. */
export function sharesOf(image: NiftiImage): Voxels {
  const { stored, slope, intercept, grid } = image;
  return { grid, values: Float32Array.from(stored, (s) => Math.min(1, Math.max(0, s * slope + intercept))) };
}
