import { comparePlans, type CompareResult, TrabeculaError } from '../../core/index.ts';
import type { RtExport } from '../dicom/index.ts';
import { check, type CheckAnswer, type CheckRequest } from './check.ts';

export interface CompareRequest {
  readonly a: CheckRequest;
  readonly b: CheckRequest;
}

/** Two plans of one patient against one trial: each is checked as if it were alone. */
export async function compare({ a, b }: CompareRequest): Promise<CompareResult> {
  return compareChecked(await check(a), await check(b));
}

/** The same of two plans that were checked before. */
export function compareChecked(a: CheckAnswer, b: CheckAnswer): CompareResult {
  return comparePlans(a.result, b.result, { a: patientOf(a, 'plan A'), b: patientOf(b, 'plan B') });
}

/**
 * Before a second plan is checked: is it of another patient altogether?
 *
 * @throws TrabeculaError `contradiction`
 */
export function refuseOtherPatient(a: CheckAnswer, { structureSets, doses, plans }: RtExport): void {
  const patientA = patientOf(a, 'plan A');
  const inB = [...structureSets, ...doses, ...plans].flatMap(({ patientId }) => patientId ?? []);
  const [patientB] = inB;
  if (patientA === null || patientB === undefined || inB.includes(patientA)) return;
  throw new TrabeculaError('contradiction', {
    what: 'the plans are of different patients',
    where: 'plan B',
    attribute: '(0010,0020) PatientID',
    found: `"${patientB}"`,
    expected: `"${patientA}" as in plan A`,
  });
}

/**
 * The patient of the files that a check used; null where none of them names one.
 *
 * @throws TrabeculaError `contradiction` where they name several, confirmed or not: whose plan it is cannot be told
 */
function patientOf({ result, settled: { found } }: CheckAnswer, where: string): string | null {
  if (found === null) return null;
  const used = new Set(result.inputs.map(({ sha256 }) => sha256));
  const objects = [...found.structureSets, ...found.doses, ...found.plans].filter(({ sha256 }) => used.has(sha256));
  const [patient = null, ...others] = [...new Set(objects.flatMap(({ patientId }) => patientId ?? []))];
  if (others.length > 0) {
    throw new TrabeculaError('contradiction', {
      what: 'the files of one plan are of different patients',
      where,
      attribute: '(0010,0020) PatientID',
    });
  }
  return patient;
}
