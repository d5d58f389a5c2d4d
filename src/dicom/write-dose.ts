import type { PhantomDose, PhantomPatient } from '../../core/index.ts';
import { TrabeculaError } from '../../core/index.ts';
import { formatDecimal, formatMm } from './format-decimal.ts';
import { DATE, SOP_CLASS_UID, TIME, commonModules } from './write-modules.ts';
import type { PatientUids } from './write-modules.ts';
import type { WritableDataSet } from './write-data-set.ts';
import { dvhModule } from './write-dvh-sequence.ts';

/**
 * An RT Dose (PS3.3 A.18): 16 bits where the stored numbers fit, else 32. Its label goes into DoseComment and
 * SeriesDescription.
 *
 * @throws TrabeculaError (usage) if the frame offsets are wanted as z coordinates of a grid that is not axial, or
 *   the stored numbers do not fit 32 bits
 */
export function doseObject(
  patient: PhantomPatient,
  dose: PhantomDose,
  index: number,
  uids: PatientUids,
): WritableDataSet {
  const { planes } = dose;
  const { bits, pixels, scaling } = storedPixels(dose);
  return {
    ...commonModules(patient, uids, {
      modality: 'RTDOSE',
      sopInstanceUid: uids.dose(dose.label, index),
      seriesUid: uids.series('RTDOSE'),
      seriesNumber: 4,
      seriesDescription: dose.label,
      instanceNumber: index + 1,
    }),
    ContentDate: DATE,
    ContentTime: TIME,
    SliceThickness: '',
    ImagePositionPatient: planes.originMm.map(formatMm),
    ImageOrientationPatient: [...planes.rowDirection, ...planes.columnDirection].map(formatDecimal),
    FrameOfReferenceUID: uids.frameOfReference,
    PositionReferenceIndicator: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    NumberOfFrames: String(planes.planeOffsetsMm.length),
    // Points at GridFrameOffsetVector.
    FrameIncrementPointer: 0x3004000c,
    Rows: planes.rows,
    Columns: planes.columns,
    PixelSpacing: [formatMm(planes.rowSpacingMm), formatMm(planes.columnSpacingMm)],
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    DoseUnits: dose.doseUnits,
    DoseType: dose.doseType,
    DoseComment: dose.label,
    DoseSummationType: dose.doseSummationType,
    GridFrameOffsetVector: frameOffsets(dose).map(formatMm),
    DoseGridScaling: scaling,
    TissueHeterogeneityCorrection: 'IMAGE',
    // A dose leads to its contours through its plan; only without one does it name them itself.
    ...(dose.plan === null
      ? {
          ReferencedStructureSetSequence: [
            { ReferencedSOPClassUID: SOP_CLASS_UID.RTSTRUCT, ReferencedSOPInstanceUID: uids.structureSet },
          ],
        }
      : { ReferencedRTPlanSequence: [referencedPlan(dose, dose.plan, uids)] }),
    ...dvhModule(patient, dose, uids),
    PixelData: pixels,
  };
}

function referencedPlan(dose: PhantomDose, plan: string, uids: PatientUids): WritableDataSet {
  const beams =
    dose.beamNumber === undefined
      ? {}
      : { ReferencedBeamSequence: [{ ReferencedBeamNumber: String(dose.beamNumber) }] };
  const groups =
    dose.doseSummationType === 'PLAN' || dose.doseSummationType === 'MULTI_PLAN'
      ? {}
      : { ReferencedFractionGroupSequence: [{ ...beams, ReferencedFractionGroupNumber: '1' }] };
  return { ReferencedSOPClassUID: SOP_CLASS_UID.RTPLAN, ReferencedSOPInstanceUID: uids.plan(plan), ...groups };
}

/** The offsets as they are, or, as PS3.3 C.8.8.3.2 also allows, as z coordinates of the planes. */
function frameOffsets({ frameOffsets: form, planes, label }: PhantomDose): readonly number[] {
  if (form === 'relative') return planes.planeOffsetsMm;
  const [rx, ry] = planes.rowDirection;
  const [cx, cy] = planes.columnDirection;
  const normalZ = rx * cy - ry * cx;
  if (Math.abs(Math.abs(normalZ) - 1) > 1e-9) {
    throw new TrabeculaError('usage', {
      what: 'frame offsets as z coordinates need axial planes',
      where: `dose ${label}`,
    });
  }
  return planes.planeOffsetsMm.map((offset) => planes.originMm[2] + normalZ * offset);
}

function storedPixels({ planes, label }: PhantomDose): {
  readonly bits: 16 | 32;
  readonly pixels: ArrayBuffer;
  readonly scaling: string;
} {
  const scaling = formatDecimal(planes.stepGy);
  const step = Number(scaling);
  const stored = Float64Array.from(planes.doseGy, (doseGy) => Math.round(doseGy / step));
  const largest = stored.reduce((a, b) => Math.max(a, b), 0);
  if (largest > 0xffffffff) {
    throw new TrabeculaError('usage', { what: 'the dose has too fine a step for 32 bits', where: `dose ${label}` });
  }
  const bits = largest > 0xffff ? 32 : 16;
  const view = new DataView(new ArrayBuffer((bits / 8) * stored.length));
  stored.forEach((value, at) => {
    if (bits === 16) view.setUint16(2 * at, value, true);
    else view.setUint32(4 * at, value, true);
  });
  return { bits, pixels: view.buffer, scaling };
}
