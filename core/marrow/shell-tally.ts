import { regionToMask } from '../geometry/region-to-mask.ts';
import type { BoundsMm, Region } from '../geometry/region.ts';
import { volumeCm3Of } from '../geometry/region-size.ts';
import { MM3_PER_CM3 } from '../quantity.ts';
import { METAL_HU } from './cortical-ring.ts';
import type { AlignedCt, Window } from './ct-window.ts';

/** Less than this of metal is noise, or one bright voxel. */
const METAL_CM3 = 0.05;
const OUTSIDE_CM3 = 0.1;
/** A shell of one or two millimetres is not seen in thicker slices. */
const THICK_SLICES_MM = 3;

/** Adds up voxels of bone under each choice, and what is odd about them. */
export class ShellTally {
  readonly #ct: AlignedCt;
  readonly #eroded: number[];
  readonly #thresholded: number[];
  #metal = 0;
  #metalFromMm = Infinity;
  #metalToMm = -Infinity;
  #atSide = 0;
  readonly #shell = { share: 0, hu: 0 };
  readonly #inside = { share: 0, hu: 0 };

  constructor(ct: AlignedCt, thicknesses: number, thresholds: number) {
    this.#ct = ct;
    this.#eroded = new Array<number>(thicknesses).fill(0);
    this.#thresholded = new Array<number>(thresholds).fill(0);
  }

  addEroded(choice: number, share: number): void {
    this.#eroded[choice]! += share;
  }

  addThresholded(choice: number, share: number): void {
    this.#thresholded[choice]! += share;
  }

  erodedCm3(choice: number): number {
    return (this.#eroded[choice] ?? 0) * this.#voxelCm3;
  }

  thresholdedCm3(choice: number): number {
    return (this.#thresholded[choice] ?? 0) * this.#voxelCm3;
  }

  /** @param i and `j` count in the window, `k` in the CT */
  addVoxel(
    k: number,
    i: number,
    j: number,
    { from }: Window,
    share: number,
    hu: number,
    inner: number,
    lesion: number,
  ): void {
    const { size, firstMm, spacingMm } = this.#ct;
    if (hu > METAL_HU) {
      this.#metal += share;
      const z = firstMm[2] + k * spacingMm[2];
      this.#metalFromMm = Math.min(this.#metalFromMm, z);
      this.#metalToMm = Math.max(this.#metalToMm, z);
    }
    const [x, y] = [i + from[0], j + from[1]];
    if (x <= 0 || y <= 0 || x >= size[0] - 1 || y >= size[1] - 1) this.#atSide += share;
    if (lesion > 0 || hu > METAL_HU) return;
    this.#inside.share += inner;
    this.#inside.hu += inner * hu;
    this.#shell.share += share - inner;
    this.#shell.hu += (share - inner) * hu;
  }

  flags(
    bone: Region,
    bounds: BoundsMm,
    contrastAgent: string | null,
    thicknessMm: number,
    method: 'erosion' | 'adaptive-threshold',
  ): readonly string[] {
    const { firstMm, spacingMm, size } = this.#ct;
    const lowMm = firstMm[2] - spacingMm[2] / 2;
    const highMm = lowMm + size[2] * spacingMm[2];
    const within = spacingMm[2] / 2;
    const flags: string[] = [];
    const metalCm3 = this.#metal * this.#voxelCm3;
    if (metalCm3 >= METAL_CM3) {
      const [a, b] = [this.#metalFromMm, this.#metalToMm].map((z) => z.toFixed(0));
      flags.push(
        `metal or cement: ${metalCm3.toFixed(1)} cm³ above ${METAL_HU} HU in the bones, z ${a} to ${b} mm; its streaks distort the threshold`,
      );
    }
    if (contrastAgent !== null) {
      flags.push(`contrast agent "${contrastAgent}": marrow and vessels in it are denser than without`);
    }
    const ends = [
      ...(bounds.z0 < lowMm + within ? [`the lowest slice (z ${(lowMm + within).toFixed(0)} mm)`] : []),
      ...(bounds.z1 > highMm - within ? [`the highest slice (z ${(highMm - within).toFixed(0)} mm)`] : []),
      ...(this.#atSide > 0 ? ['the side of the image'] : []),
    ];
    if (ends.length > 0) {
      flags.push(`cut-off skeleton: bone reaches ${ends.join(', ')} of the CT; what lies beyond is not counted`);
    }
    const outsideCm3 = this.#outsideCm3(bone);
    if (outsideCm3 >= OUTSIDE_CM3)
      flags.push(`${outsideCm3.toFixed(1)} cm³ of the bones lie beyond the CT and are left out`);
    flags.push(...this.#densityFlags());
    if (spacingMm[2] > THICK_SLICES_MM) {
      flags.push(
        `CT slices ${Math.round(spacingMm[2] * 100) / 100} mm apart: the cortical shell is thinner than a slice`,
      );
    }
    if (method === 'erosion' && thicknessMm < Math.max(spacingMm[0], spacingMm[1])) {
      flags.push('the thickness is less than a pixel of the CT');
    }
    return flags;
  }

  #densityFlags(): readonly string[] {
    if (this.#shell.share === 0 || this.#inside.share === 0) return [];
    const shellHu = this.#shell.hu / this.#shell.share;
    const insideHu = this.#inside.hu / this.#inside.share;
    if (shellHu > insideHu) return [];
    return [
      `the shell (${shellHu.toFixed(0)} HU on average) is not denser than the inside (${insideHu.toFixed(0)} HU): ` +
        'look whether the bones and the CT belong together',
    ];
  }

  #outsideCm3(bone: Region): number {
    const { size, spacingMm, gridOf } = this.#ct;
    // One voxel as large as the CT: only what is outside of it is asked for.
    const whole = gridOf({ from: [0, 0, 0], to: [1, 1, 1] });
    const middle = size.map((n, a) => whole.originMm[a as 0 | 1 | 2] + ((n - 1) / 2) * spacingMm[a as 0 | 1 | 2]);
    const grid = {
      size: [1, 1, 1] as const,
      spacingMm: [size[0] * spacingMm[0], size[1] * spacingMm[1], size[2] * spacingMm[2]] as const,
      originMm: [middle[0]!, middle[1]!, middle[2]!] as const,
      axes: whole.axes,
    };
    return Math.min(regionToMask(bone, grid).outsideCm3, volumeCm3Of(bone));
  }

  get #voxelCm3(): number {
    const [x, y, z] = this.#ct.spacingMm;
    return (x * y * z) / MM3_PER_CM3;
  }
}
