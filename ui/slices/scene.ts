import type { DoseGrid, Lps, Region, SliceStack, VoxelVolume } from '../../core/index.ts';
import type { HuWindow } from './ct-picture.ts';

/** Everything that is drawn, whatever the position. */
export interface Scene {
  readonly ct: VoxelVolume | null;
  readonly dose: DoseGrid | null;
  readonly stack: SliceStack;
  readonly outlines: readonly OutlinedSolid[];
  /** Ascending. */
  readonly levels: readonly ShownLevel[];
  readonly wash: boolean;
  readonly lines: boolean;
  /** The target whose part below its prescription is hatched. */
  readonly cold: { readonly region: Region; readonly prescriptionGy: number } | null;
  readonly marks: readonly Mark[];
  readonly window: HuWindow;
}

export interface OutlinedSolid {
  readonly name: string;
  readonly region: Region;
  readonly colour: string;
  readonly isTarget: boolean;
  /** Filled instead of outlined. */
  readonly isArea: boolean;
}

export interface ShownLevel {
  readonly doseGy: number;
  /** As it is written on the line. */
  readonly label: string;
  readonly colour: string;
  /** In CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

export interface Mark {
  readonly atMm: Lps;
  readonly label: string;
  readonly sign: 'cold' | 'hot';
}
