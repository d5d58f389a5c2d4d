export { chooseObjects, patientsOwn, resolveObject } from './choose-objects.ts';
export type { ChosenObjects, ObjectChoice } from './choose-objects.ts';
export type { LocateCodec } from './codecs/frame-decoder.ts';
export { prepareCodecs } from './codecs/prepare-codecs.ts';
export { CT_SOP_CLASS, readCtSeries } from './ct-series.ts';
export type { CtImage } from './ct-series.ts';
export { filesAt } from './files-at.ts';
export { doseCaution, doseRefusal, isPartialDose } from './dose-acceptance.ts';
export { assessLinks, frameOfRoi, linkFacts, roiFrame } from './linkage.ts';
export type { LinkFact, LinkFinding, LinkedObjects } from './linkage.ts';
export { proposePrescriptions } from './prescriptions.ts';
export type { ProposedPrescription } from './prescriptions.ts';
export { readExport } from './read-export.ts';
export { readIdentity } from './read-identity.ts';
export type { ObjectIdentity } from './read-identity.ts';
export type {
  FileBytes,
  ObjectHeader,
  OtherObject,
  PassedOver,
  ReadWarning,
  RtContour,
  RtDose,
  RtDoseReference,
  RtDvh,
  RtExport,
  RtFractionGroup,
  RtPlan,
  RtRoi,
  RtStructureSet,
  RtTreatmentRecord,
} from './rt-objects.ts';
export { DERIVED_LABEL } from './derived-structures.ts';
export { isZip, unzip, zipBudget } from './unzip.ts';
export type { DerivedStructure, DerivedStructures } from './derived-structures.ts';
export { writeDerivedSegmentation } from './write-derived-segmentation.ts';
export type { SegmentationOptions } from './write-derived-segmentation.ts';
export { drawDerived, writeDerivedStructureSet } from './write-derived-structure-set.ts';
export type { DrawnStructure } from './write-derived-structure-set.ts';
export { readSegmentation, SEG_SOP_CLASSES } from './seg.ts';
export type { Segmentation } from './seg.ts';
