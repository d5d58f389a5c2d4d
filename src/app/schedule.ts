import {
  type CaseFile,
  checkSchedule,
  type Fraction,
  NOTICE,
  proposeSchedule,
  readCaseFacts,
  readFractions,
  type ScheduleResult,
  type ScheduleWish,
  type Trial,
  TrabeculaError,
  trialNotice,
} from '../../core/index.ts';
import { type FileBytes, readExport, type RtTreatmentRecord } from '../dicom/index.ts';
import { recordedFractions } from './recorded-fractions.ts';
import { trialOf } from './shipped-trials.ts';
import { SOFTWARE } from './software.ts';

export interface ScheduleRequest {
  readonly caseText: string;
  readonly casePath: string;
  /** Id of a shipped trial, or the text of a trial file; null: the one that the case names, else HIMARS. */
  readonly trial: string | { readonly text: string; readonly path: string } | null;
  /** May hold treatment records. */
  readonly files: readonly FileBytes[];
  /** Records that were read before, instead of `files`. */
  readonly records?: readonly RtTreatmentRecord[];
  /** Days for the fractions that are left are proposed. */
  readonly wish: (Omit<ScheduleWish, 'zone'> & { readonly zone: string | null }) | null;
}

/** Fractions against a trial's schedule, or a proposal that keeps it. */
export async function schedule({
  caseText,
  casePath,
  trial: asked,
  files,
  records,
  wish,
}: ScheduleRequest): Promise<ScheduleResult> {
  const caseFile = readCaseFacts(caseText, casePath);
  const trial = await trialOf(asked ?? caseFile.trial ?? 'himars');
  const { fractions: recorded, warnings } = recordedFractions(
    records ?? (files.length === 0 ? [] : (await readExport(files)).treatmentRecords),
  );
  if (files.length > 0 && recorded.length === 0) {
    throw new TrabeculaError('nothing-found', {
      what: 'no treatment record among the files',
      expected: 'RT Beams Treatment Records',
    });
  }
  const given = readFractions(caseFile, recorded, casePath);
  const { fractions, passedOver } =
    wish === null ? { fractions: given, passedOver: [] } : proposed(trial, caseFile, given, wish);
  const verdict = checkSchedule(trial, caseFile, fractions, casePath);
  return {
    schema: 'trabecula/schedule/1',
    notice: NOTICE,
    rulesNotice: trialNotice(trial),
    software: SOFTWARE,
    subject: caseFile.subject ?? null,
    trial: { id: trial.id, acronym: trial.acronym, registry: trial.registry, recordDate: trial.recordDate },
    zone: caseFile.schedule?.zone ?? wish?.zone ?? null,
    ...verdict,
    passedOver,
    warnings: [...verdict.warnings, ...warnings],
  };
}

function proposed(
  trial: Trial,
  caseFile: CaseFile,
  given: readonly Fraction[],
  { zone: asked, ...wish }: NonNullable<ScheduleRequest['wish']>,
): ReturnType<typeof proposeSchedule> {
  const zone = asked ?? caseFile.schedule?.zone;
  if (zone === undefined) {
    throw new TrabeculaError('usage', {
      what: 'no time zone',
      expected: '--zone, such as Europe/Paris, or "schedule.zone" in the case',
    });
  }
  return proposeSchedule(trial, caseFile, given, { ...wish, zone });
}
