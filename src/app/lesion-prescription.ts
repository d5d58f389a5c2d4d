import { type CaseLesion, type Prescription, TrabeculaError, type Warning } from '../../core/index.ts';
import type { ProposedPrescription } from '../dicom/index.ts';
import type { SourceDose } from './sources.ts';

const SAME_DOSE_GY = 0.01;

export interface LesionPrescription {
  readonly prescription: Prescription | null;
  /** Why there is none, with what the plan proposes. */
  readonly reason: string | null;
  readonly warnings: readonly Warning[];
}

/**
 * The prescription that the case gives a lesion. What the plan says is shown, never taken.
 *
 * @throws TrabeculaError `contradiction` if the plan says something else and that is not confirmed
 */
export function lesionPrescription(
  lesion: CaseLesion,
  dose: SourceDose | null,
  { source, where, confirmed }: { readonly source: string; readonly where: string; readonly confirmed: boolean },
): LesionPrescription {
  const proposals = proposalsFor(lesion, dose);
  if (lesion.prescription === undefined) {
    const said = proposals.map((p) => p.why ?? `the plan says ${shown(p)} (${p.origin}), to be confirmed in the case`);
    const reason = ['no prescription is given', ...said];
    return { prescription: null, reason: reason.join('; '), warnings: [] };
  }
  const { doseGy, fractions, isodosePercent = null, isodoseOf = null } = lesion.prescription;
  const prescription = { doseGy, fractions, isodosePercent, isodoseOf, source };
  const instead = contradictionOf(prescription, proposals);
  if (instead === null) return { prescription, reason: null, warnings: [] };
  if (!confirmed) {
    throw new TrabeculaError('contradiction', {
      what: `the prescription of lesion ${lesion.id} contradicts the plan`,
      where,
      found: shown(prescription),
      expected: `${instead}, or "confirm": ["prescription"]`,
    });
  }
  const message = `confirmed: lesion ${lesion.id} is checked at ${shown(prescription)}, though the plan says ${instead}`;
  return { prescription, reason: null, warnings: [{ code: 'prescription', message }] };
}

/** What the plan proposes for a lesion: references to its targets, else all that refer to no ROI. */
function proposalsFor({ gtv, ptv }: CaseLesion, dose: SourceDose | null): readonly ProposedPrescription[] {
  const all = dose?.prescriptions ?? [];
  const own = all.filter(({ roiName }) => roiName !== null && [gtv, ptv].includes(roiName));
  return own.length > 0 ? own : all.filter(({ roiNumber }) => roiNumber === null);
}

/** What the plan, or the plans of a sum together, say instead; null if they say nothing else. */
function contradictionOf(
  { doseGy, fractions }: Prescription,
  proposals: readonly ProposedPrescription[],
): string | null {
  const stated = inTotal(proposals.filter((p) => p.doseGy !== null || p.fractions !== null));
  const agrees = stated.some(
    (p) =>
      (p.doseGy === null || Math.abs(p.doseGy - doseGy) <= SAME_DOSE_GY + 1e-9) &&
      (p.fractions === null || p.fractions === fractions),
  );
  return stated.length === 0 || agrees ? null : stated.map(shown).join(' or ');
}

type Stated = Pick<ProposedPrescription, 'doseGy' | 'fractions'>;

/** Doses of several plans to one target add up, and each alone is not what it gets; of no target, each may stand alone. */
function inTotal(proposals: readonly ProposedPrescription[]): readonly Stated[] {
  const plans = [...new Set(proposals.map(({ planUid }) => planUid))];
  if (plans.length < 2) return proposals;
  const totals = plans
    .map((plan) => proposals.filter(({ planUid }) => planUid === plan))
    .reduce<readonly Stated[]>(
      (sums, ofPlan) => sums.flatMap((sum) => ofPlan.map((p) => added(sum, p))),
      [{ doseGy: 0, fractions: null }],
    );
  return proposals.every(({ roiNumber }) => roiNumber === null) ? [...proposals, ...totals] : totals;
}

/** Plans of a sum share their number of fractions. */
function added(a: Stated, b: Stated): Stated {
  return {
    doseGy: a.doseGy === null || b.doseGy === null ? null : a.doseGy + b.doseGy,
    fractions: a.fractions ?? b.fractions,
  };
}

function shown({ doseGy, fractions }: Stated): string {
  if (doseGy === null) return `${fractions ?? '?'} fractions`;
  return `${Number(doseGy.toFixed(2))} Gy${fractions === null ? '' : ` in ${fractions}`}`;
}
