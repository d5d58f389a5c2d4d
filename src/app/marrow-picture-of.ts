import {
  type BoneSource,
  DEFAULT_CONVENTION,
  EMPTY,
  marrowPicture,
  type MarrowPicture,
  type MarrowRegions,
} from '../../core/index.ts';
import type { CtImage } from '../dicom/index.ts';

/** The picture of a marrow result, over the CT where there is one. */
export function pictureOf(
  { trabecular, lesions }: MarrowRegions,
  bones: { readonly read: BoneSource | null; readonly used: BoneSource },
  shown: readonly { readonly id: string; readonly isProposed: boolean }[],
  ct: CtImage | null,
): MarrowPicture | null {
  const { read, used } = bones;
  return marrowPicture({
    wholeBone: read === null || read.kind === 'trabecular' ? null : read.regionOf(DEFAULT_CONVENTION),
    // Whole bones are not shown as what they are not.
    trabecular: used.kind === 'trabecular' ? trabecular : EMPTY,
    isRagged: !used.isDrawn,
    lesions: shown.map((lesion, n) => ({ ...lesion, region: lesions[n] ?? null })),
    ctAt: ct === null ? null : (zMm) => sliceAt(ct, zMm),
  });
}

function sliceAt(
  { grid, reference, huOfSlice }: CtImage,
  zMm: number,
): ReturnType<NonNullable<Parameters<typeof marrowPicture>[0]['ctAt']>> {
  const k = Math.round((zMm - grid.originMm[2]) / (grid.spacingMm[2] * grid.axes[2][2]));
  // Pictures are drawn along the patient axes only; a flipped image would be shown mirrored.
  const isPlain = reference.rowDirection[0] > 0.999 && reference.columnDirection[1] > 0.999;
  if (k < 0 || k >= grid.size[2] || !isPlain) return null;
  return {
    columns: reference.columns,
    rows: reference.rows,
    columnSpacingMm: reference.columnSpacingMm,
    rowSpacingMm: reference.rowSpacingMm,
    originMm: reference.originMm,
    hu: huOfSlice(k),
  };
}
