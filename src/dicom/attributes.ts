/**
 * The attributes that are read, by keyword. It is also the VR dictionary for implicit VR: without it a sequence of
 * known length, or pixel data that happens to look like one, would be taken for something else.
 */
const ATTRIBUTES = {
  MediaStorageSOPClassUID: ['x00020002', 'UI'],
  MediaStorageSOPInstanceUID: ['x00020003', 'UI'],
  TransferSyntaxUID: ['x00020010', 'UI'],
  SpecificCharacterSet: ['x00080005', 'CS'],
  SOPClassUID: ['x00080016', 'UI'],
  SOPInstanceUID: ['x00080018', 'UI'],
  Modality: ['x00080060', 'CS'],
  Manufacturer: ['x00080070', 'LO'],
  SeriesDescription: ['x0008103e', 'LO'],
  ReferencedStudySequence: ['x00081110', 'SQ'],
  ReferencedSOPClassUID: ['x00081150', 'UI'],
  ReferencedSOPInstanceUID: ['x00081155', 'UI'],
  PatientID: ['x00100020', 'LO'],
  StudyInstanceUID: ['x0020000d', 'UI'],
  SeriesInstanceUID: ['x0020000e', 'UI'],
  ImagePositionPatient: ['x00200032', 'DS'],
  ImageOrientationPatient: ['x00200037', 'DS'],
  FrameOfReferenceUID: ['x00200052', 'UI'],
  SamplesPerPixel: ['x00280002', 'US'],
  PhotometricInterpretation: ['x00280004', 'CS'],
  NumberOfFrames: ['x00280008', 'IS'],
  FrameIncrementPointer: ['x00280009', 'AT'],
  Rows: ['x00280010', 'US'],
  Columns: ['x00280011', 'US'],
  PixelSpacing: ['x00280030', 'DS'],
  BitsAllocated: ['x00280100', 'US'],
  BitsStored: ['x00280101', 'US'],
  HighBit: ['x00280102', 'US'],
  PixelRepresentation: ['x00280103', 'US'],
  DVHType: ['x30040001', 'CS'],
  DoseUnits: ['x30040002', 'CS'],
  DoseType: ['x30040004', 'CS'],
  DoseComment: ['x30040006', 'LO'],
  DoseSummationType: ['x3004000a', 'CS'],
  GridFrameOffsetVector: ['x3004000c', 'DS'],
  DoseGridScaling: ['x3004000e', 'DS'],
  DVHNormalizationDoseValue: ['x30040042', 'DS'],
  DVHSequence: ['x30040050', 'SQ'],
  DVHDoseScaling: ['x30040052', 'DS'],
  DVHVolumeUnits: ['x30040054', 'CS'],
  DVHNumberOfBins: ['x30040056', 'IS'],
  DVHData: ['x30040058', 'DS'],
  DVHReferencedROISequence: ['x30040060', 'SQ'],
  DVHROIContributionType: ['x30040062', 'CS'],
  DVHMinimumDose: ['x30040070', 'DS'],
  DVHMaximumDose: ['x30040072', 'DS'],
  DVHMeanDose: ['x30040074', 'DS'],
  StructureSetLabel: ['x30060002', 'SH'],
  ReferencedFrameOfReferenceSequence: ['x30060010', 'SQ'],
  RTReferencedStudySequence: ['x30060012', 'SQ'],
  RTReferencedSeriesSequence: ['x30060014', 'SQ'],
  ContourImageSequence: ['x30060016', 'SQ'],
  StructureSetROISequence: ['x30060020', 'SQ'],
  ROINumber: ['x30060022', 'IS'],
  ReferencedFrameOfReferenceUID: ['x30060024', 'UI'],
  ROIName: ['x30060026', 'LO'],
  ROIContourSequence: ['x30060039', 'SQ'],
  ContourSequence: ['x30060040', 'SQ'],
  ContourGeometricType: ['x30060042', 'CS'],
  ContourOffsetVector: ['x30060045', 'DS'],
  NumberOfContourPoints: ['x30060046', 'IS'],
  ContourData: ['x30060050', 'DS'],
  RTROIObservationsSequence: ['x30060080', 'SQ'],
  ReferencedROINumber: ['x30060084', 'IS'],
  RTROIInterpretedType: ['x300600a4', 'CS'],
  RTPlanLabel: ['x300a0002', 'SH'],
  PlanIntent: ['x300a000a', 'CS'],
  DoseReferenceSequence: ['x300a0010', 'SQ'],
  DoseReferenceNumber: ['x300a0012', 'IS'],
  DoseReferenceUID: ['x300a0013', 'UI'],
  DoseReferenceStructureType: ['x300a0014', 'CS'],
  DoseReferenceDescription: ['x300a0016', 'LO'],
  DoseReferenceType: ['x300a0020', 'CS'],
  TargetPrescriptionDose: ['x300a0026', 'DS'],
  FractionGroupSequence: ['x300a0070', 'SQ'],
  FractionGroupNumber: ['x300a0071', 'IS'],
  NumberOfFractionsPlanned: ['x300a0078', 'IS'],
  BeamDose: ['x300a0084', 'DS'],
  BrachyApplicationSetupDose: ['x300a00a4', 'DS'],
  BeamSequence: ['x300a00b0', 'SQ'],
  IonBeamSequence: ['x300a03a2', 'SQ'],
  ReferencedRTPlanSequence: ['x300c0002', 'SQ'],
  ReferencedBeamSequence: ['x300c0004', 'SQ'],
  ReferencedBeamNumber: ['x300c0006', 'IS'],
  ReferencedBrachyApplicationSetupSequence: ['x300c000a', 'SQ'],
  ReferencedBrachyApplicationSetupNumber: ['x300c000c', 'IS'],
  ReferencedFractionGroupSequence: ['x300c0020', 'SQ'],
  ReferencedFractionGroupNumber: ['x300c0022', 'IS'],
  ReferencedDoseReferenceSequence: ['x300c0050', 'SQ'],
  ReferencedDoseReferenceNumber: ['x300c0051', 'IS'],
  ReferencedStructureSetSequence: ['x300c0060', 'SQ'],
  ReferencedDoseSequence: ['x300c0080', 'SQ'],
  ApprovalStatus: ['x300e0002', 'CS'],
  PixelData: ['x7fe00010', 'OW'],
} as const satisfies Record<string, readonly [tag: string, vr: string]>;

export type Keyword = keyof typeof ATTRIBUTES;

const byTag = new Map(Object.entries(ATTRIBUTES).map(([keyword, [tag, vr]]) => [tag as string, { keyword, vr }]));

/** The tag as dicom-parser writes it: "x30040002". */
export function tagOf(keyword: Keyword): string {
  return ATTRIBUTES[keyword][0];
}

export function vrOfTag(tag: string): string | undefined {
  return byTag.get(tag)?.vr;
}

/** "x30040002" -> "(3004,0002) DoseUnits"; unknown tags without a name. */
export function nameOfTag(tag: string): string {
  const number = `(${tag.slice(1, 5)},${tag.slice(5, 9)})`.toUpperCase();
  const keyword = byTag.get(tag)?.keyword;
  return keyword === undefined ? number : `${number} ${keyword}`;
}
