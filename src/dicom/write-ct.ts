import type { PhantomCt, PhantomPatient } from '../../core/index.ts';
import { formatMm } from './format-decimal.ts';
import { DATE, TIME, commonModules } from './write-modules.ts';
import type { PatientUids } from './write-modules.ts';
import type { WritableDataSet } from './write-data-set.ts';

/** The planning CT, one CT Image per slice (PS3.3 A.3), head first supine. Stored values are HU + 1024. */
export function ctSlices(patient: PhantomPatient, ct: PhantomCt, uids: PatientUids): readonly WritableDataSet[] {
  return ct.zMm.map((zMm, index) => ({
    ...commonModules(patient, uids, {
      modality: 'CT',
      sopInstanceUid: uids.ctSlice(index),
      seriesUid: uids.ctSeries,
      seriesNumber: 1,
      seriesDescription: 'Planning CT',
      instanceNumber: index + 1,
    }),
    ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    SeriesDate: DATE,
    SeriesTime: TIME,
    AcquisitionDate: DATE,
    AcquisitionTime: TIME,
    ContentDate: DATE,
    ContentTime: TIME,
    BodyPartExamined: 'WHOLEBODY',
    KVP: '120',
    SliceThickness: formatMm(spacingAt(ct.zMm, index)),
    PatientPosition: 'HFS',
    AcquisitionNumber: '1',
    ImagePositionPatient: [formatMm(ct.originMm[0]), formatMm(ct.originMm[1]), formatMm(zMm)],
    ImageOrientationPatient: ['1', '0', '0', '0', '1', '0'],
    FrameOfReferenceUID: uids.frameOfReference,
    PositionReferenceIndicator: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: ct.rows,
    Columns: ct.columns,
    PixelSpacing: [formatMm(ct.rowSpacingMm), formatMm(ct.columnSpacingMm)],
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    RescaleIntercept: '-1024',
    RescaleSlope: '1',
    RescaleType: 'HU',
    PixelData: slicePixels(ct, zMm),
  }));
}

function slicePixels(ct: PhantomCt, zMm: number): ArrayBuffer {
  const pixels = new DataView(new ArrayBuffer(2 * ct.rows * ct.columns));
  for (let j = 0; j < ct.rows; j++) {
    for (let i = 0; i < ct.columns; i++) {
      const x = ct.originMm[0] + i * ct.columnSpacingMm;
      const y = ct.originMm[1] + j * ct.rowSpacingMm;
      const stored = Math.min(4095, Math.max(0, Math.round(ct.hounsfield(x, y, zMm)) + 1024));
      pixels.setUint16(2 * (j * ct.columns + i), stored, true);
    }
  }
  return pixels.buffer;
}

function spacingAt(zMm: readonly number[], index: number): number {
  const here = zMm[index] ?? 0;
  const other = zMm[index + 1] ?? zMm[index - 1] ?? here + 1;
  return Math.abs(other - here);
}
