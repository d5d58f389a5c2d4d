import { data } from 'dcmjs';
import { deriveUid } from './derive-uid.ts';

/** The one door to dcmjs: used for writing only, and given nothing but strings and whole numbers. */

/** A data set by DICOM keyword. Sequences are arrays of data sets; decimal strings are formatted before. */
export interface WritableDataSet {
  [keyword: string]: string | number | readonly (string | number | WritableDataSet)[] | ArrayBuffer;
}

export const TRANSFER_SYNTAX = {
  implicitLittleEndian: '1.2.840.10008.1.2',
  explicitLittleEndian: '1.2.840.10008.1.2.1',
} as const;

/**
 * A Part-10 file. Structure sets go out in implicit VR: in explicit VR a contour of more than 64 kB of text would
 * lose its VR.
 */
export function writeDataSet(
  dataSet: WritableDataSet,
  transferSyntaxUid: (typeof TRANSFER_SYNTAX)[keyof typeof TRANSFER_SYNTAX],
): Uint8Array {
  const { DicomDict, DicomMetaDictionary } = data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: Uint8Array.of(0, 1).buffer,
      MediaStorageSOPClassUID: dataSet['SOPClassUID'],
      MediaStorageSOPInstanceUID: dataSet['SOPInstanceUID'],
      TransferSyntaxUID: transferSyntaxUid,
      ImplementationClassUID: deriveUid('trabecula', 'implementation'),
      ImplementationVersionName: 'TRABECULA',
      _vrMap: { FileMetaInformationVersion: 'OB' },
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({ ...dataSet, _vrMap: { PixelData: 'OW' } });
  return new Uint8Array(file.write());
}
