import {
  type CaseFile,
  checkSchedule,
  type Finding,
  readFractions,
  scheduleFinding,
  type Trial,
  type Warning,
} from '../../core/index.ts';
import type { RtExport } from '../dicom/index.ts';
import { recordedFractions } from './recorded-fractions.ts';

/**
 * The rule on the schedule beside a check, when the case or treatment records tell of fractions.
 *
 * @throws TrabeculaError (unreadable) for a start that is no point in time
 */
export function scheduleOfCheck(
  found: RtExport | null,
  caseFile: CaseFile,
  trial: Trial,
  where: string,
): { readonly findings: readonly Finding[]; readonly warnings: readonly Warning[] } {
  const { fractions: recorded, warnings } = recordedFractions(found?.treatmentRecords ?? []);
  const fractions = readFractions(caseFile, recorded, where);
  if (fractions.length === 0) return { findings: [], warnings: [] };
  const verdict = checkSchedule(trial, caseFile, fractions, where);
  const finding = scheduleFinding(verdict, trial);
  return {
    findings: finding === null ? [] : [finding],
    warnings: [...verdict.warnings, ...warnings].map((message) => ({ code: 'schedule', message })),
  };
}
