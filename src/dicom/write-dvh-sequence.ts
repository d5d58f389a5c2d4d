import type { PhantomDose, PhantomDvh, PhantomPatient } from '../../core/index.ts';
import { TrabeculaError } from '../../core/index.ts';
import { formatDecimal } from './format-decimal.ts';
import { SOP_CLASS_UID } from './write-modules.ts';
import type { PatientUids } from './write-modules.ts';
import type { WritableDataSet } from './write-data-set.ts';

/** The RT DVH module (PS3.3 C.8.8.4) of a dose; nothing where it has no histograms. */
export function dvhModule(
  patient: PhantomPatient,
  { dvhs = [], dvhNormalizationGy, doseType }: PhantomDose,
  uids: PatientUids,
): WritableDataSet {
  if (dvhs.length === 0) return {};
  return {
    ReferencedStructureSetSequence: [
      { ReferencedSOPClassUID: SOP_CLASS_UID.RTSTRUCT, ReferencedSOPInstanceUID: uids.structureSet },
    ],
    ...(dvhNormalizationGy === undefined ? {} : { DVHNormalizationDoseValue: formatDecimal(dvhNormalizationGy) }),
    DVHSequence: dvhs.map((dvh) => histogram(patient, dvh, doseType)),
  };
}

function histogram(patient: PhantomPatient, dvh: PhantomDvh, doseType: PhantomDose['doseType']): WritableDataSet {
  const { storedWidths, volumes, minimum, maximum, mean } = dvh;
  const optional = (keyword: string, value: number | undefined): WritableDataSet =>
    value === undefined ? {} : { [keyword]: formatDecimal(value) };
  return {
    DVHType: dvh.type,
    DoseUnits: dvh.doseUnits,
    DoseType: doseType,
    DVHDoseScaling: formatDecimal(dvh.doseScaling),
    DVHVolumeUnits: dvh.volumeUnits,
    DVHNumberOfBins: String(storedWidths.length),
    DVHData: storedWidths.flatMap((width, n) => [formatDecimal(width), formatDecimal(volumes[n] ?? 0)]),
    DVHReferencedROISequence: dvh.rois.map(({ roiName, contribution }) => ({
      DVHROIContributionType: contribution,
      ReferencedROINumber: String(roiNumber(patient, roiName)),
    })),
    ...optional('DVHMinimumDose', minimum),
    ...optional('DVHMaximumDose', maximum),
    ...optional('DVHMeanDose', mean),
  };
}

function roiNumber(patient: PhantomPatient, roiName: string): number {
  const index = patient.rois.findIndex((roi) => roi.roiName === roiName);
  if (index === -1) throw new TrabeculaError('usage', { what: `no ROI "${roiName}" to write a histogram of` });
  return index + 1;
}
