import type { DataSet } from './data-set.ts';
import { readHeader, referencedUids, warningsOf } from './object-header.ts';
import type { ParsedFile } from './object-header.ts';
import type { RtDoseReference, RtFractionGroup, RtPlan } from './rt-objects.ts';

/**
 * An RT Plan or RT Ion Plan (PS3.3 A.20.3, A.49): what it says of dose, fractions and the objects it refers to, all
 * of it and without judgement; see prescriptions.ts. Brachytherapy application setups stand among the beams.
 *
 * @throws TrabeculaError `unreadable` if a number is malformed
 */
export function readRtPlan(file: ParsedFile): RtPlan {
  const { dataSet } = file;
  return {
    kind: 'plan',
    ...readHeader(file, ['RTPlanLabel', 'SeriesDescription']),
    approvalStatus: dataSet.code('ApprovalStatus'),
    planIntent: dataSet.code('PlanIntent'),
    doseReferences: dataSet.items('DoseReferenceSequence').map(readDoseReference),
    fractionGroups: dataSet.items('FractionGroupSequence').map(readFractionGroup),
    referencedStructureSetUids: referencedUids(dataSet, 'ReferencedStructureSetSequence'),
    referencedDoseUids: referencedUids(dataSet, 'ReferencedDoseSequence'),
    warnings: warningsOf(dataSet),
  };
}

function readDoseReference(item: DataSet): RtDoseReference {
  return {
    number: item.integer('DoseReferenceNumber'),
    uid: item.code('DoseReferenceUID'),
    structureType: item.code('DoseReferenceStructureType'),
    type: item.code('DoseReferenceType'),
    referencedRoiNumber: item.integer('ReferencedROINumber'),
    description: item.text('DoseReferenceDescription'),
    targetPrescriptionDoseGy: item.decimal('TargetPrescriptionDose'),
  };
}

function readFractionGroup(item: DataSet): RtFractionGroup {
  const beams = item.items('ReferencedBeamSequence').map((beam) => ({
    number: beam.integer('ReferencedBeamNumber'),
    beamDoseGy: beam.decimal('BeamDose'),
  }));
  const setups = item.items('ReferencedBrachyApplicationSetupSequence').map((setup) => ({
    number: setup.integer('ReferencedBrachyApplicationSetupNumber'),
    beamDoseGy: setup.decimal('BrachyApplicationSetupDose'),
  }));
  return {
    number: item.integer('FractionGroupNumber'),
    fractionsPlanned: item.integer('NumberOfFractionsPlanned'),
    beams: [...beams, ...setups],
    doseReferences: item.items('ReferencedDoseReferenceSequence').map((reference) => ({
      number: reference.integer('ReferencedDoseReferenceNumber'),
      targetPrescriptionDoseGy: reference.decimal('TargetPrescriptionDose'),
    })),
  };
}
