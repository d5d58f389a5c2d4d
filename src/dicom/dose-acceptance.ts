import { TrabeculaError } from '../../core/index.ts';
import type { ReadWarning, RtDose } from './rt-objects.ts';

/** Summation types that hold only part of a plan: one beam, one setup, one control point. */
const PARTIAL = new Set(['BEAM', 'BEAM_SESSION', 'BRACHY', 'BRACHY_SESSION', 'CONTROL_POINT']);

export function isPartialDose(dose: RtDose): boolean {
  return PARTIAL.has(dose.doseSummationType ?? '');
}

/**
 * Why a dose can be no absorbed dose in Gy at all; null if it can. To be thrown when the dose is to be used, not when
 * it is merely shown.
 */
export function doseRefusal(dose: RtDose): TrabeculaError | null {
  const { path, doseUnits, doseType } = dose;
  if (doseUnits !== 'GY') {
    return new TrabeculaError('unreadable', {
      what: doseUnits === 'RELATIVE' ? 'the dose is relative and says nothing in Gy' : 'the dose is not in Gy',
      where: path,
      attribute: '(3004,0002) DoseUnits',
      found: doseUnits ?? 'nothing',
      expected: 'GY',
    });
  }
  if (doseType === 'ERROR') {
    return new TrabeculaError('unreadable', {
      what: 'the object holds the errors of a dose, not a dose',
      where: path,
      attribute: '(3004,0004) DoseType',
      found: doseType,
      expected: 'PHYSICAL, or EFFECTIVE with a confirmation',
    });
  }
  return null;
}

/**
 * What must be confirmed (word `dose-type`) before a dose is checked against a protocol; null if it is the physical
 * dose of one whole plan.
 */
export function doseCaution(dose: RtDose): ReadWarning | null {
  const said = [ofType(dose.doseType), ofSummation(dose)].filter((words) => words !== null);
  if (said.length === 0) return null;
  return { code: 'dose-type', message: `${dose.path}: ${said.join('; ')}` };
}

function ofType(doseType: string | null): string | null {
  if (doseType === 'PHYSICAL') return null;
  if (doseType === null) return '(3004,0004) DoseType is absent: physical or effective dose is not said';
  if (doseType === 'EFFECTIVE') {
    return '(3004,0004) DoseType is EFFECTIVE: weighted for biological effect, not the physical dose';
  }
  return `(3004,0004) DoseType is ${doseType}, not PHYSICAL`;
}

function ofSummation(dose: RtDose): string | null {
  const type = dose.doseSummationType;
  switch (type) {
    case 'PLAN':
      return null;
    case null:
      return '(3004,000A) DoseSummationType is absent: what was summed is not said';
    case 'MULTI_PLAN':
      return '(3004,000A) DoseSummationType is MULTI_PLAN: the sum of several plans';
    case 'FRACTION':
      return '(3004,000A) DoseSummationType is FRACTION: one fraction group, which may not be the whole treatment';
    default:
      return isPartialDose(dose)
        ? `(3004,000A) DoseSummationType is ${type}: only part of a plan`
        : `(3004,000A) DoseSummationType is ${type}, not PLAN`;
  }
}
