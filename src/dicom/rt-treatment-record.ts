import type { DataSet } from './data-set.ts';
import type { Keyword } from './attributes.ts';
import { readHeader, referencedUids, warningsOf } from './object-header.ts';
import type { ParsedFile } from './object-header.ts';
import type { RtTreatmentRecord } from './rt-objects.ts';

/**
 * An RT Beams Treatment Record or RT Ion Beams Treatment Record (PS3.3 A.29, A.50): when a fraction was delivered, under
 * which plan. Some systems write one for each fraction, some one for each beam.
 *
 * @throws TrabeculaError `unreadable` if a date, a time or a number is malformed
 */
export function readTreatmentRecord(file: ParsedFile): RtTreatmentRecord {
  const { dataSet } = file;
  const beams = [
    ...dataSet.items('TreatmentSessionBeamSequence'),
    ...dataSet.items('TreatmentSessionIonBeamSequence'),
  ].map((beam) => ({
    fractionNumber: beam.integer('CurrentFractionNumber'),
    deliveryType: beam.code('TreatmentDeliveryType'),
    terminationStatus: beam.code('TreatmentTerminationStatus'),
  }));
  return {
    kind: 'treatment-record',
    ...readHeader(file, ['SeriesDescription']),
    treatmentDate: matched(
      dataSet,
      'TreatmentDate',
      /^(\d{4})(\d{2})(\d{2})$/,
      'YYYYMMDD',
      ([y, m, d]) => `${y}-${m}-${d}`,
    ),
    treatmentTime: matched(
      dataSet,
      'TreatmentTime',
      /^(\d{2})(\d{2})(?:(\d{2})(?:\.\d{1,6})?)?$/,
      'HHMMSS',
      ([h, min, s]) => `${h}:${min}${s === undefined ? '' : `:${s}`}`,
    ),
    offset: matched(dataSet, 'TimezoneOffsetFromUTC', /^([+-]\d{2})(\d{2})$/, '+HHMM', ([h, min]) => `${h}:${min}`),
    referencedPlanUids: referencedUids(dataSet, 'ReferencedRTPlanSequence'),
    fractionGroupNumber: dataSet.integer('ReferencedFractionGroupNumber'),
    beams,
    warnings: warningsOf(dataSet),
  };
}

/** A value in the form that its VR prescribes, rewritten; null if it is absent or empty. */
function matched(
  dataSet: DataSet,
  keyword: Keyword,
  form: RegExp,
  expected: string,
  rewrite: (parts: (string | undefined)[]) => string,
): string | null {
  const value = dataSet.code(keyword);
  if (value === null) return null;
  const match = form.exec(value);
  if (match === null) throw dataSet.error(keyword, 'malformed', { found: `"${value}"`, expected });
  return rewrite(match.slice(1));
}
