import dicomParser from 'dicom-parser';
import type { DataSet, Element } from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { PHANTOMS, spherePhantom } from '../../core/index.ts';
import type { PhantomPatient } from '../../core/index.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';

/**
 * Attributes of type 1 (there, with a value) and 2 (there, perhaps empty) after PS3.3 of the standard: A.19 structure
 * set, A.18 dose, A.20 plan, and the modules that they name. Tag, keyword, and whether a value must stand in it.
 */
type Wanted = readonly (readonly [tag: string, keyword: string, type: 1 | 2])[];

const COMMON: Wanted = [
  // Patient (C.7.1.1)
  ['x00100010', 'PatientName', 2],
  ['x00100020', 'PatientID', 2],
  ['x00100030', 'PatientBirthDate', 2],
  ['x00100040', 'PatientSex', 2],
  // General Study (C.7.2.1)
  ['x0020000d', 'StudyInstanceUID', 1],
  ['x00080020', 'StudyDate', 2],
  ['x00080030', 'StudyTime', 2],
  ['x00080090', 'ReferringPhysicianName', 2],
  ['x00200010', 'StudyID', 2],
  ['x00080050', 'AccessionNumber', 2],
  // RT Series (C.8.8.1)
  ['x00080060', 'Modality', 1],
  ['x0020000e', 'SeriesInstanceUID', 1],
  ['x00200011', 'SeriesNumber', 2],
  // General Equipment (C.7.5.1)
  ['x00080070', 'Manufacturer', 2],
  // SOP Common (C.12.1)
  ['x00080016', 'SOPClassUID', 1],
  ['x00080018', 'SOPInstanceUID', 1],
];

const STRUCTURE_SET: Wanted = [
  // Structure Set (C.8.8.5)
  ['x30060002', 'StructureSetLabel', 1],
  ['x30060008', 'StructureSetDate', 2],
  ['x30060009', 'StructureSetTime', 2],
  ['x30060020', 'StructureSetROISequence', 1],
  // ROI Contour (C.8.8.6), RT ROI Observations (C.8.8.8)
  ['x30060039', 'ROIContourSequence', 1],
  ['x30060080', 'RTROIObservationsSequence', 1],
];
const ROI: Wanted = [
  ['x30060022', 'ROINumber', 1],
  ['x30060024', 'ReferencedFrameOfReferenceUID', 1],
  ['x30060026', 'ROIName', 2],
  ['x30060036', 'ROIGenerationAlgorithm', 2],
];
const OBSERVATION: Wanted = [
  ['x30060082', 'ObservationNumber', 1],
  ['x30060084', 'ReferencedROINumber', 1],
  ['x300600a4', 'RTROIInterpretedType', 2],
  ['x300600a6', 'ROIInterpreter', 2],
];
const ROI_CONTOUR: Wanted = [['x30060084', 'ReferencedROINumber', 1]];
const CONTOUR: Wanted = [
  ['x30060042', 'ContourGeometricType', 1],
  ['x30060046', 'NumberOfContourPoints', 1],
  ['x30060050', 'ContourData', 1],
];

const DOSE: Wanted = [
  // Frame of Reference (C.7.4.1)
  ['x00200052', 'FrameOfReferenceUID', 1],
  ['x00201040', 'PositionReferenceIndicator', 2],
  // General Image, Image Plane, Image Pixel, Multi-frame (C.7.6)
  ['x00200013', 'InstanceNumber', 2],
  ['x00280030', 'PixelSpacing', 1],
  ['x00200037', 'ImageOrientationPatient', 1],
  ['x00200032', 'ImagePositionPatient', 1],
  ['x00180050', 'SliceThickness', 2],
  ['x00280002', 'SamplesPerPixel', 1],
  ['x00280004', 'PhotometricInterpretation', 1],
  ['x00280010', 'Rows', 1],
  ['x00280011', 'Columns', 1],
  ['x00280100', 'BitsAllocated', 1],
  ['x00280101', 'BitsStored', 1],
  ['x00280102', 'HighBit', 1],
  ['x00280103', 'PixelRepresentation', 1],
  ['x7fe00010', 'PixelData', 1],
  ['x00280008', 'NumberOfFrames', 1],
  ['x00280009', 'FrameIncrementPointer', 1],
  // RT Dose (C.8.8.3)
  ['x30040002', 'DoseUnits', 1],
  ['x30040004', 'DoseType', 1],
  ['x3004000a', 'DoseSummationType', 1],
  ['x3004000c', 'GridFrameOffsetVector', 1],
  ['x3004000e', 'DoseGridScaling', 1],
  ['x300c0002', 'ReferencedRTPlanSequence', 1],
];

const PLAN: Wanted = [
  // RT General Plan (C.8.8.9), RT Fraction Scheme (C.8.8.13)
  ['x300a0002', 'RTPlanLabel', 1],
  ['x300a0006', 'RTPlanDate', 2],
  ['x300a0007', 'RTPlanTime', 2],
  ['x300a000c', 'RTPlanGeometry', 1],
];

function missing(dataSet: DataSet, wanted: Wanted): string[] {
  return wanted
    .filter(([tag, , type]) => {
      const element = dataSet.elements[tag];
      if (element === undefined) return true;
      const isEmpty = element.items === undefined ? element.length === 0 : element.items.length === 0;
      return type === 1 && isEmpty;
    })
    .map(([tag, keyword]) => `${keyword} (${tag})`);
}

const itemsOf = (dataSet: DataSet, tag: string): DataSet[] =>
  (dataSet.elements[tag]?.items ?? []).map((item: Element) => {
    if (item.dataSet === undefined) throw new Error(`${tag}: an item without a data set`);
    return item.dataSet;
  });

describe('SlicerRT#186: every written object has what the standard makes mandatory, so that Eclipse takes it', () => {
  it.each<[string, () => PhantomPatient]>([
    [
      'a ball without images',
      () => spherePhantom({ radiusMm: 11, coveragePercent: 93, sliceSpacingMm: 3, doseSpacingMm: 3, withCt: false }),
    ],
    [
      'a ball with them',
      () => spherePhantom({ radiusMm: 6, coveragePercent: 93, sliceSpacingMm: 3, doseSpacingMm: 2 }),
    ],
    ['gtv-fails-ptv-passes', PHANTOMS['gtv-fails-ptv-passes']!],
  ])('%s', (_, patient) => {
    const seen = { RS: 0, RD: 0, RP: 0 };
    for (const { path, bytes } of writePhantom(patient())) {
      const kind = path.slice(0, 2);
      if (kind !== 'RS' && kind !== 'RD' && kind !== 'RP') continue;
      seen[kind]++;
      const dataSet = dicomParser.parseDicom(bytes);
      expect(missing(dataSet, COMMON), path).toEqual([]);
      if (kind === 'RD') expect(missing(dataSet, DOSE), path).toEqual([]);
      if (kind === 'RP') expect(missing(dataSet, PLAN), path).toEqual([]);
      if (kind !== 'RS') continue;
      expect(missing(dataSet, STRUCTURE_SET), path).toEqual([]);
      for (const roi of itemsOf(dataSet, 'x30060020')) expect(missing(roi, ROI), path).toEqual([]);
      for (const roi of itemsOf(dataSet, 'x30060080')) expect(missing(roi, OBSERVATION), path).toEqual([]);
      for (const roi of itemsOf(dataSet, 'x30060039')) {
        expect(missing(roi, ROI_CONTOUR), path).toEqual([]);
        for (const contour of itemsOf(roi, 'x30060040')) expect(missing(contour, CONTOUR), path).toEqual([]);
      }
    }
    expect(Math.min(seen.RS, seen.RD, seen.RP)).toBeGreaterThan(0);
  });
});
