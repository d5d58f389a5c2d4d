import { type DoseGrid, planeRemarks, stackFromContours, type Structure } from '../../core/index.ts';
import { type RtDose, roiFrame, type RtStructureSet } from '../dicom/index.ts';

export interface UnusableRoi {
  readonly roiName: string;
  readonly roiNumber: number;
  readonly interpretedType: string | null;
  readonly reason: string;
}

export interface StructuresInUse {
  readonly usable: readonly (Structure & { readonly roiNumber: number })[];
  readonly unusable: readonly UnusableRoi[];
}

/**
 * The ROIs of a structure set as solids, or why one is none. An ROI drawn in another frame of reference than the dose
 * is not usable with it, unless the user confirmed the frame.
 */
export function structuresOf(
  structureSet: RtStructureSet,
  dose: { readonly object: RtDose; readonly grid: DoseGrid } | null,
  confirm: readonly string[] = [],
): StructuresInUse {
  const singlePlaneThicknessMm = dose === null ? null : usualPlaneDistanceMm(dose.grid);
  const usable: (Structure & { roiNumber: number })[] = [];
  const unusable: UnusableRoi[] = [];
  for (const roi of structureSet.rois) {
    const { roiName, roiNumber, interpretedType } = roi;
    const { stack, remarks, reason } = stackFromContours(roi.contours);
    const otherFrame =
      dose !== null &&
      !confirm.includes('frame-of-reference') &&
      roi.contours.length > 0 &&
      roiFrame(roi, structureSet, dose.object) === 'other';
    if (otherFrame) {
      unusable.push({
        roiName,
        roiNumber,
        interpretedType,
        reason: 'drawn in another frame of reference than the dose',
      });
    } else if (stack === null) {
      unusable.push({ roiName, roiNumber, interpretedType, reason: reason ?? 'not usable' });
    } else {
      usable.push({
        roiName,
        roiNumber,
        interpretedType,
        solid: { kind: 'contours', stack, singlePlaneThicknessMm },
        remarks: [...remarks, ...planeRemarks(stack, singlePlaneThicknessMm)],
      });
    }
  }
  return { usable, unusable };
}

function usualPlaneDistanceMm({ zMm }: DoseGrid): number | null {
  const distances = Array.from(zMm.subarray(1), (z, n) => z - (zMm[n] ?? z)).sort((a, b) => a - b);
  return distances[distances.length >> 1] ?? null;
}
