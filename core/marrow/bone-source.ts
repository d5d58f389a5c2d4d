import type { SolidConvention } from '../dose/conventions.ts';
import type { Region } from '../geometry/region.ts';

/** Bone as it was read, whatever it was read from. */
export interface BoneSource {
  /** What it is from, in words for the report: "ROIs TTB of RS.dcm", "classes 25-50 of bones.nii.gz". */
  readonly from: string;
  /** Names of the bones that it is made of, as far as they have any. */
  readonly names: readonly string[];
  /** What it is: as declared, or `trabecular` after the cortical shell was taken off; null where nothing is declared. */
  readonly kind: 'trabecular' | 'whole-bone' | null;
  /** Frame of reference that it lies in; null when nothing says. */
  readonly frameOfReferenceUid: string | null;
  /** The solid under a convention; a mask is the same under all. */
  readonly regionOf: (convention: SolidConvention) => Region;
  /** Whether `regionOf` differs between conventions. */
  readonly isDrawn: boolean;
  /** What was left out or is odd about it, in words. */
  readonly remarks: readonly string[];
  /** How the shell was taken off; null where none was. */
  readonly estimate: BoneEstimate | null;
}

/** Trabecular bone estimated from whole bones on a CT. */
export interface BoneEstimate {
  /** The method with its numbers, in words. */
  readonly method: string;
  /** Whether the case accepts the result as trabecular bone. */
  readonly accepted: boolean;
  readonly wholeBoneCm3: number;
  readonly trabecularCm3: number;
  /** What other choices would have given: a thickness of ±1 mm, a threshold of ±50 HU. */
  readonly sensitivity: readonly BoneSensitivity[];
  /** Metal, contrast, a skeleton that is cut off: what casts doubt on it, in words. */
  readonly flags: readonly string[];
}

export interface BoneSensitivity {
  /** "shell 1 mm thicker" */
  readonly change: string;
  readonly trabecularCm3: number;
}
