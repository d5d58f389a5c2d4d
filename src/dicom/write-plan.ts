import type { PhantomPatient, PhantomPlan } from '../../core/index.ts';
import { formatDecimal } from './format-decimal.ts';
import { DATE, SOP_CLASS_UID, TIME, commonModules } from './write-modules.ts';
import type { PatientUids } from './write-modules.ts';
import type { WritableDataSet } from './write-data-set.ts';

/**
 * An RT Plan (PS3.3 A.20): prescriptions by target, one fraction group, and open static beams that stand for those
 * of a real plan.
 */
export function planObject(
  patient: PhantomPatient,
  plan: PhantomPlan,
  index: number,
  uids: PatientUids,
): WritableDataSet {
  const beamNumbers = Array.from({ length: plan.beams }, (_, beam) => beam + 1);
  const highestGy = Math.max(0, ...plan.prescriptions.map(({ doseGy }) => doseGy));
  return {
    ...commonModules(patient, uids, {
      modality: 'RTPLAN',
      sopInstanceUid: uids.plan(plan.label),
      seriesUid: uids.series('RTPLAN'),
      seriesNumber: 3,
      seriesDescription: 'Plans',
      instanceNumber: index + 1,
    }),
    FrameOfReferenceUID: uids.frameOfReference,
    PositionReferenceIndicator: '',
    RTPlanLabel: plan.label.slice(0, 16),
    RTPlanName: plan.label.slice(0, 64),
    RTPlanDate: DATE,
    RTPlanTime: TIME,
    PlanIntent: 'RESEARCH',
    RTPlanGeometry: 'PATIENT',
    DoseReferenceSequence: plan.prescriptions.map(({ roiName, doseGy }, reference) => ({
      DoseReferenceNumber: String(reference + 1),
      DoseReferenceUID: uids.doseReference(plan.label, roiName),
      DoseReferenceStructureType: 'VOLUME',
      DoseReferenceDescription: roiName,
      DoseReferenceType: 'TARGET',
      ReferencedROINumber: String(roiNumberOf(patient, roiName)),
      TargetPrescriptionDose: formatDecimal(doseGy),
    })),
    FractionGroupSequence: [
      {
        FractionGroupNumber: '1',
        NumberOfFractionsPlanned: String(plan.fractions),
        NumberOfBeams: String(plan.beams),
        NumberOfBrachyApplicationSetups: '0',
        ReferencedBeamSequence: beamNumbers.map((number) => ({
          BeamDose: formatDecimal(highestGy / plan.fractions / plan.beams),
          BeamMeterset: '100',
          ReferencedBeamNumber: String(number),
        })),
      },
    ],
    BeamSequence: beamNumbers.map((number) => beam(number, (360 / plan.beams) * (number - 1))),
    PatientSetupSequence: [{ PatientPosition: 'HFS', PatientSetupNumber: '1' }],
    ReferencedStructureSetSequence: [
      { ReferencedSOPClassUID: SOP_CLASS_UID.RTSTRUCT, ReferencedSOPInstanceUID: uids.structureSet },
    ],
    ApprovalStatus: 'UNAPPROVED',
  };
}

function roiNumberOf(patient: PhantomPatient, roiName: string): number {
  return patient.rois.findIndex((roi) => roi.roiName === roiName) + 1;
}

function beam(number: number, gantryDegrees: number): WritableDataSet {
  const jaws = [
    { RTBeamLimitingDeviceType: 'X', LeafJawPositions: ['-50', '50'] },
    { RTBeamLimitingDeviceType: 'Y', LeafJawPositions: ['-50', '50'] },
  ];
  return {
    Manufacturer: '',
    TreatmentMachineName: 'Phantom',
    PrimaryDosimeterUnit: 'MU',
    SourceAxisDistance: '1000',
    BeamLimitingDeviceSequence: jaws.map(({ RTBeamLimitingDeviceType }) => ({
      RTBeamLimitingDeviceType,
      NumberOfLeafJawPairs: '1',
    })),
    BeamNumber: String(number),
    BeamName: `Field ${String(number)}`,
    BeamType: 'STATIC',
    RadiationType: 'PHOTON',
    TreatmentDeliveryType: 'TREATMENT',
    NumberOfWedges: '0',
    NumberOfCompensators: '0',
    NumberOfBoli: '0',
    NumberOfBlocks: '0',
    FinalCumulativeMetersetWeight: '1',
    NumberOfControlPoints: '2',
    ControlPointSequence: [
      {
        ControlPointIndex: '0',
        NominalBeamEnergy: '6',
        BeamLimitingDevicePositionSequence: jaws,
        GantryAngle: formatDecimal(gantryDegrees),
        GantryRotationDirection: 'NONE',
        BeamLimitingDeviceAngle: '0',
        BeamLimitingDeviceRotationDirection: 'NONE',
        PatientSupportAngle: '0',
        PatientSupportRotationDirection: 'NONE',
        TableTopEccentricAngle: '0',
        TableTopEccentricRotationDirection: 'NONE',
        TableTopVerticalPosition: '',
        TableTopLongitudinalPosition: '',
        TableTopLateralPosition: '',
        IsocenterPosition: ['0', '0', '0'],
        CumulativeMetersetWeight: '0',
      },
      { ControlPointIndex: '1', CumulativeMetersetWeight: '1' },
    ],
    ReferencedPatientSetupNumber: '1',
  };
}
