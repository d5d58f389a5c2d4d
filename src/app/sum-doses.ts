import { addDoses, TrabeculaError } from '../../core/index.ts';
import { isPartialDose, resolveObject, type RtDose, type RtExport, type RtPlan } from '../dicom/index.ts';
import type { SourceDose } from './sources.ts';

/**
 * The doses that the case asks to be added. Two doses may be added when each is that of a whole plan of its own, in one
 * frame of reference, of one type and one fractionation, and nothing counts twice.
 *
 * @throws TrabeculaError `usage` for a dose that is not there; `contradiction` for one that may not be added
 */
export function dosesToAdd(wanted: readonly string[], found: RtExport): RtDose[] {
  const parts = wanted.map((name) => resolveObject('dose', found.doses, name));
  const plans = parts.map((part) => planOf(part, found));
  const fractions = plans.map((plan) => (plan?.fractionGroups.length === 1 ? fractionsOf(plan) : null));

  refuseIf(parts.find(isPartialDose), 'holds only part of a plan and is not added to others', 'doses of whole plans');
  refuseIf(
    repeated(parts, ({ path }) => path),
    'the dose is named twice',
    'each dose once',
  );
  refuseIf(
    differing(parts, ({ frameOfReferenceUid }) => frameOfReferenceUid),
    'the doses to be added are not shown to share a frame of reference',
    'one FrameOfReferenceUID',
  );
  refuseIf(
    differing(parts, ({ doseType }) => doseType),
    'the doses to be added are not of one type',
    'one DoseType',
  );
  refuseIf(
    repeated(parts, (part) => part.referencedPlanUids[0] ?? part.path),
    'the doses to be added are of one plan, which would count twice',
    'doses of different plans',
  );
  refuseIf(
    differing(parts, (part) => fractions[parts.indexOf(part)] ?? null),
    'the doses to be added are not shown to be of one fractionation',
    'plans beside them with the same number of fractions',
  );
  return parts;
}

/** Exact, on one grid. What each plan prescribes stays its own: see contradictsPlan in resolve-case.ts. */
export function sumOf(doses: readonly SourceDose[]): SourceDose {
  const [first] = doses;
  if (first === undefined) throw new TrabeculaError('usage', { what: 'no dose to add' });
  return {
    uid: doses.map(({ uid }) => uid).join('+'),
    name: `the sum of ${doses.map(({ name }) => name).join(' and ')}`,
    frameOfReferenceUid: first.frameOfReferenceUid,
    grid: addDoses(doses.map(({ grid }) => grid)),
    prescriptions: doses.flatMap(({ prescriptions }) => prescriptions),
    rois: first.rois,
  };
}

function planOf(dose: RtDose, { plans }: RtExport): RtPlan | null {
  return plans.find(({ sopInstanceUid }) => dose.referencedPlanUids.includes(sopInstanceUid)) ?? null;
}

function fractionsOf({ fractionGroups: [group] }: RtPlan): number | null {
  return group?.fractionsPlanned ?? null;
}

/** The first dose for which something differs from the first one of all, or is not known. */
function differing(parts: readonly RtDose[], what: (part: RtDose) => string | number | null): RtDose | undefined {
  const [first] = parts;
  return parts.find((part) => what(part) === null || (first !== undefined && what(part) !== what(first)));
}

function repeated(parts: readonly RtDose[], what: (part: RtDose) => string): RtDose | undefined {
  return parts.find((part, n) => parts.findIndex((other) => what(other) === what(part)) < n);
}

function refuseIf(part: RtDose | undefined, what: string, expected: string): void {
  if (part === undefined) return;
  throw new TrabeculaError('contradiction', { what, where: part.path, attribute: 'sumDoses', expected });
}
