import { type RecordedFraction, TrabeculaError } from '../../core/index.ts';
import type { RtTreatmentRecord } from '../dicom/index.ts';

export interface RecordedFractions {
  readonly fractions: readonly RecordedFraction[];
  readonly warnings: readonly string[];
}

/** What counts as treatment; imaging and set-up fields are recorded too. */
const TREATS: readonly (string | null)[] = ['TREATMENT', 'CONTINUATION', null];

/**
 * Fractions from treatment records: those of one plan, fraction group and fraction number are one, which starts with the
 * earliest. A record without a number is a fraction of its own.
 *
 * @throws TrabeculaError (contradiction) where the records are of more than one patient
 */
export function recordedFractions(records: readonly RtTreatmentRecord[]): RecordedFractions {
  const patients = [...new Set(records.map(({ patientId }) => patientId))];
  if (patients.length > 1) {
    throw new TrabeculaError('contradiction', {
      what: 'the treatment records are of more than one patient',
      attribute: '(0010,0020) PatientID',
      found: patients.map((each) => each ?? 'none').join(', '),
      expected: 'the records of one patient',
    });
  }
  const byFraction = new Map<string, { readonly record: RtTreatmentRecord; readonly start: string | null }>();
  const warnings: string[] = [];
  for (const record of records) {
    const treating = record.beams.filter(({ deliveryType }) => TREATS.includes(deliveryType));
    if (record.beams.length > 0 && treating.length === 0) {
      warnings.push(
        `${record.path}: no treatment beam (${listed(record.beams.map(({ deliveryType }) => deliveryType))}), not counted`,
      );
      continue;
    }
    const stopped = treating.filter(
      ({ terminationStatus }) => terminationStatus !== null && terminationStatus !== 'NORMAL',
    );
    if (stopped.length > 0) {
      warnings.push(
        `${record.path}: ended as ${listed(stopped.map(({ terminationStatus }) => terminationStatus))}; counted as a fraction`,
      );
    }
    const start = startOf(record);
    if (start === null) warnings.push(`${record.path}: no treatment date`);
    const numbers = [...new Set(treating.map(({ fractionNumber }) => fractionNumber))];
    const plan = record.referencedPlanUids.join(' ');
    for (const number of numbers.length === 0 ? [null] : numbers) {
      const key = number === null ? record.sopInstanceUid : `${plan} ${record.fractionGroupNumber ?? ''} ${number}`;
      const known = byFraction.get(key);
      if (known === undefined || isEarlier(start, known.start)) byFraction.set(key, { record, start });
    }
  }
  const fractions = [...byFraction.values()].map(({ record, start }) => ({
    start,
    planUid: record.referencedPlanUids[0] ?? null,
    where: record.path,
  }));
  return { fractions, warnings };
}

function startOf({ treatmentDate, treatmentTime, offset }: RtTreatmentRecord): string | null {
  if (treatmentDate === null) return null;
  return treatmentTime === null ? treatmentDate : `${treatmentDate}T${treatmentTime}${offset ?? ''}`;
}

/** A record of one fraction without a date leaves its start open, whatever the others say. */
function isEarlier(start: string | null, than: string | null): boolean {
  if (than === null) return false;
  return start === null || comparable(start) < comparable(than);
}

/** Records of one fraction lie within an hour or two: where one tells no offset, neither does the next. */
function comparable(start: string): number {
  return Date.parse(
    /[+-]\d{2}:\d{2}$/.test(start) && start.includes('T') ? start : `${start}${start.includes('T') ? 'Z' : ''}`,
  );
}

function listed(words: readonly (string | null)[]): string {
  return [...new Set(words.map((word) => word ?? 'not said'))].join(', ');
}
