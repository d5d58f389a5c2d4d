export { readExport } from './read-export.ts';
export type {
  FileBytes,
  ObjectHeader,
  OtherObject,
  PassedOver,
  ReadWarning,
  RtContour,
  RtDose,
  RtDoseReference,
  RtExport,
  RtFractionGroup,
  RtPlan,
  RtRoi,
  RtStructureSet,
} from './rt-objects.ts';
