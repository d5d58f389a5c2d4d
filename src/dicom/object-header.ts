import type { Keyword } from './attributes.ts';
import type { DataSet } from './data-set.ts';
import type { Encoding } from './encoding.ts';
import type { ObjectHeader, ReadWarning } from './rt-objects.ts';

export const SOP_CLASS = {
  mediaDirectory: '1.2.840.10008.1.3.10',
  dose: '1.2.840.10008.5.1.4.1.1.481.2',
  structureSet: '1.2.840.10008.5.1.4.1.1.481.3',
  plan: '1.2.840.10008.5.1.4.1.1.481.5',
  ionPlan: '1.2.840.10008.5.1.4.1.1.481.8',
  beamsRecord: '1.2.840.10008.5.1.4.1.1.481.4',
  ionBeamsRecord: '1.2.840.10008.5.1.4.1.1.481.9',
} as const;

/** A file on its way to becoming an object: its data set, and what only the bytes can tell. */
export interface ParsedFile {
  readonly dataSet: DataSet;
  readonly encoding: Encoding;
  readonly sha256: string;
  readonly byteLength: number;
}

export type RtKind = 'dose' | 'structure-set' | 'plan' | 'treatment-record';

/** By SOP Class; only a file that states none is judged by its modality. */
export function rtKindOf(dataSet: DataSet, encoding: Encoding): RtKind | null {
  const sopClass = dataSet.code('SOPClassUID') ?? encoding.mediaStorageSopClassUid;
  switch (sopClass ?? dataSet.code('Modality')) {
    case SOP_CLASS.dose:
    case 'RTDOSE':
      return 'dose';
    case SOP_CLASS.structureSet:
    case 'RTSTRUCT':
      return 'structure-set';
    case SOP_CLASS.plan:
    case SOP_CLASS.ionPlan:
    case 'RTPLAN':
      return 'plan';
    case SOP_CLASS.beamsRecord:
    case SOP_CLASS.ionBeamsRecord:
      return 'treatment-record';
    default:
      return null;
  }
}

/**
 * @param labelKeywords where the object's own name is looked for, first found wins
 * @throws TrabeculaError `unreadable` if the object has no SOP Instance UID
 */
export function readHeader(
  { dataSet, encoding, sha256, byteLength }: ParsedFile,
  labelKeywords: readonly Keyword[],
): Omit<ObjectHeader, 'warnings'> {
  const sopInstanceUid = dataSet.code('SOPInstanceUID') ?? encoding.mediaStorageSopInstanceUid;
  if (sopInstanceUid === null) throw dataSet.error('SOPInstanceUID', 'missing', { expected: 'the UID of the object' });
  const label = labelKeywords.map((keyword) => dataSet.text(keyword)).find((text) => text !== null) ?? null;
  const characterSet = dataSet.codes('SpecificCharacterSet').join('\\');
  return {
    path: dataSet.path,
    sha256,
    byteLength,
    sopInstanceUid,
    sopClassUid: dataSet.code('SOPClassUID') ?? encoding.mediaStorageSopClassUid ?? '',
    modality: dataSet.code('Modality') ?? '',
    patientId: dataSet.text('PatientID'),
    studyInstanceUid: dataSet.code('StudyInstanceUID'),
    seriesInstanceUid: dataSet.code('SeriesInstanceUID'),
    frameOfReferenceUid: dataSet.code('FrameOfReferenceUID'),
    label,
    manufacturer: dataSet.text('Manufacturer'),
    transferSyntaxUid: encoding.transferSyntaxUid,
    characterSet: characterSet === '' ? null : characterSet,
  };
}

/** The UIDs that the items of a sequence refer to. */
export function referencedUids(dataSet: DataSet, sequence: Keyword): readonly string[] {
  const uids = dataSet.items(sequence).map((item) => item.code('ReferencedSOPInstanceUID'));
  return [...new Set(uids.filter((uid) => uid !== null))];
}

/** The warnings collected so far, as a copy that holds on to nothing of the file. */
export function warningsOf(dataSet: DataSet): readonly ReadWarning[] {
  return [...dataSet.warnings];
}
