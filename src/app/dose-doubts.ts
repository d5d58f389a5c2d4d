import type { Blocker, Warning } from '../../core/index.ts';
import {
  assessLinks,
  doseCaution,
  doseRefusal,
  isPartialDose,
  type LinkedObjects,
  type RtDose,
} from '../dicom/index.ts';

export interface Doubts {
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
}

/**
 * What speaks against a verdict by this dose: what it is, and whether it belongs to the plan and the structures.
 *
 * @throws TrabeculaError for a dose that is none in Gy, another patient or another frame of reference
 */
export function doubtsOf(linked: LinkedObjects, confirm: readonly string[]): Doubts {
  const refusal = doseRefusal(linked.dose);
  if (refusal !== null) throw refusal;
  const ofType = typeDoubts(linked.dose, confirm);
  const ofLinks = linkDoubts(linked, confirm);
  return {
    blockers: [...ofType.blockers, ...ofLinks.blockers],
    warnings: [...ofType.warnings, ...ofLinks.warnings],
  };
}

function typeDoubts(dose: RtDose, confirm: readonly string[]): Doubts {
  const caution = doseCaution(dose);
  if (caution === null) return { blockers: [], warnings: [] };
  // Part of a plan's dose stays part of it, whatever is confirmed.
  if (isPartialDose(dose)) return { blockers: [{ ...caution, weight: 'outright' }], warnings: [] };
  if (confirm.includes('dose-type')) {
    return { blockers: [], warnings: [{ code: caution.code, message: `confirmed: ${caution.message}` }] };
  }
  const message = `${caution.message}; not confirmed`;
  return { blockers: [{ code: caution.code, message, weight: 'outright' }], warnings: [] };
}

function linkDoubts(linked: LinkedObjects, confirm: readonly string[]): Doubts {
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [];
  for (const { code, severity, message: said } of assessLinks({ ...linked, confirm }).findings) {
    const message = severity === 'confirmed' ? `confirmed: ${said}` : said;
    const blocks = severity === 'contradiction' || (severity === 'confirmed' && code !== 'links');
    if (blocks) blockers.push({ code, message, weight: 'at-best' });
    else warnings.push({ code, message });
  }
  return { blockers, warnings };
}

/** Who vouches for the patient or the frame of reference takes the place of a check, wherever it was needed. */
export function confirmedUnseen(confirm: readonly string[]): Blocker[] {
  return ['patient', 'frame-of-reference']
    .filter((word) => confirm.includes(word))
    .map((code) => ({
      code,
      message: `"${code}" is confirmed by the user, not by the data`,
      weight: 'at-best',
    }));
}
