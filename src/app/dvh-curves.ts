import {
  computeDvh,
  type Dvh,
  dvhEnvelope,
  evenDoses,
  regionOf,
  type Structure,
  TrabeculaError,
} from '../../core/index.ts';
import type { CurveOfRoi, DvhCurves, DvhCurvesRequest } from './dvh-curves-result.ts';
import type { SettledCase } from './settle-case.ts';

/** A spline may pass the highest node a little. */
const ROOM = 1.03;

/**
 * Histograms of a lesion's targets, and of other ROIs in the same dose, with their range over the computing conventions:
 * for drawing and for reading, no finding hangs on them.
 *
 * @throws TrabeculaError (usage) for a lesion that the case does not have
 */
export function dvhCurves(
  settled: SettledCase,
  { lesion: id, rois: asked, doseGy: given }: DvhCurvesRequest,
): DvhCurves {
  const { caseFile, sources, resolved, convention } = settled;
  const lesion = resolved.lesions.find((each) => each.id === id);
  if (lesion === undefined) throw new TrabeculaError('usage', { what: `no lesion "${id}" in the case` });
  const { gtv, ptv, dose, prescription } = lesion;
  const prescriptionGy = prescription?.doseGy ?? null;
  const named = caseFile.lesions?.find((each) => each.id === id)?.dose ?? null;
  const inDose = sources.doses.get(named)?.dose?.rois.structures ?? sources.structures;
  const own = [
    { role: 'ptv', structure: ptv },
    { role: 'gtv', structure: gtv },
  ] as const;
  const targets = own.flatMap(({ role, structure }) => (structure === null ? [] : [{ role, structure }]));
  const others = inDose
    .filter((structure) => structure !== ptv && structure !== gtv)
    .map((structure) => ({ role: 'other' as const, structure }));
  const drawn = [...targets, ...others.filter(({ structure }) => asked.includes(structure.roiName))];
  const levels = prescriptionGy === null ? [] : [prescriptionGy];
  const measured = drawn.map(({ role, structure }) => ({
    role,
    structure,
    dvh: dose === null ? null : computeDvh(regionOf(structure.solid, convention), dose, levels),
  }));
  const doseGy = given ?? evenDoses(ROOM * Math.max(0, ...measured.map(({ dvh }) => dvh?.maxGy ?? 0)));
  const curveOf = (structure: Structure, dvh: Dvh | null): Omit<CurveOfRoi, 'role'> => {
    const { roiName, solid } = structure;
    if (dose === null || dvh === null) {
      return { roiName, volumeCm3: 0, curve: null, reason: lesion.doseReason ?? 'no dose' };
    }
    const curve = dvhEnvelope(solid, dose, dvh, doseGy);
    return { roiName, volumeCm3: dvh.volumeCm3, curve, reason: curve === null ? 'wholly outside the dose grid' : null };
  };
  return {
    lesion: id,
    prescriptionGy,
    doseGy,
    dosePercent: prescriptionGy === null ? null : doseGy.map((at) => (100 * at) / prescriptionGy),
    rois: [...targets, ...others].map(({ role, structure }) => ({ role, roiName: structure.roiName })),
    curves: measured.map(({ role, structure, dvh }) => ({ role, ...curveOf(structure, dvh) })),
  };
}
