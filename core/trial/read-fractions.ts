import { TrabeculaError } from '../errors.ts';
import type { CaseFile } from '../protocol/case-file.ts';
import type { Fraction } from './check-schedule.ts';
import { readStart, undatedStart } from './zoned-time.ts';

/** A fraction as a treatment record tells it. */
export interface RecordedFraction {
  /** Start as it stands in the record, with an offset where the record has one; null where it has no date. */
  readonly start: string | null;
  /** SOP Instance UID of the plan; null where the record names none. */
  readonly planUid: string | null;
  /** Where it stands, for errors. */
  readonly where: string;
}

/**
 * The fractions of a case and of treatment records. Which lesions a recorded fraction treats: those that the case gives
 * its plan, or all that are treated where the records name one plan only and the case gives none.
 *
 * @throws TrabeculaError (unreadable) for a start that is no point in time
 */
export function readFractions(
  { schedule, lesions = [] }: Pick<CaseFile, 'schedule' | 'lesions'>,
  recorded: readonly RecordedFraction[],
  where: string,
): readonly Fraction[] {
  const zone = schedule?.zone ?? null;
  const treated = lesions.filter((lesion) => lesion.treated !== false).map(({ id }) => id);
  const typed = (schedule?.fractions ?? []).map((fraction, index): Fraction => {
    const start = readStart(fraction.start, zone, where, `schedule.fractions[${index}].start`);
    return { start, lesions: fraction.lesions ?? treated, origin: 'case' };
  });
  if (typed.length > 0 && recorded.length > 0) {
    throw new TrabeculaError('usage', {
      what: 'fractions are in the case and in treatment records',
      where,
      attribute: 'schedule.fractions',
      expected: 'one of the two',
    });
  }
  const plans = new Set(recorded.map(({ planUid }) => planUid));
  const lesionsOf = (planUid: string | null): readonly string[] => {
    const named = planUid === null ? undefined : schedule?.plans?.[planUid];
    if (named !== undefined) return named;
    return plans.size === 1 && schedule?.plans === undefined ? treated : [];
  };
  const fromRecords = recorded.map(({ start, planUid, where: record }): Fraction => {
    const attribute = '(3008,0250) TreatmentDate, (3008,0251) TreatmentTime';
    const read =
      start === null ? undatedStart(`${record} (no treatment date)`) : readStart(start, zone, record, attribute);
    return { start: read, lesions: lesionsOf(planUid), origin: 'record' };
  });
  return [...typed, ...fromRecords];
}
