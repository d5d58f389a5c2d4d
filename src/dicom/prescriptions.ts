import type { RtDoseReference, RtFractionGroup, RtPlan, RtRoi, RtStructureSet } from './rt-objects.ts';

/** What a plan says was prescribed, shown to be confirmed. Nothing in it is guessed: what the plan leaves open is null. */
export interface ProposedPrescription {
  readonly planUid: string;
  readonly doseReferenceNumber: number | null;
  /** Dose over all fractions. */
  readonly doseGy: number | null;
  readonly fractions: number | null;
  readonly roiNumber: number | null;
  readonly roiName: string | null;
  /** The plan's own words for the target (DoseReferenceDescription). */
  readonly target: string | null;
  /** Where in the plan it stands, in words. */
  readonly origin: string;
  /** Beam doses × fractions over all groups; null if the beams state none. Doses to points, no prescription. */
  readonly beamDoseGy: number | null;
  /** What a reader should know before confirming. */
  readonly oddities: readonly string[];
  /** Dose and fractions are both stated and nothing in the plan contradicts them. */
  readonly usable: boolean;
  /** Why it is not usable; null when it is. */
  readonly why: string | null;
}

/** Doses that differ by less are one dose: decimal strings and rounding in planning systems. */
const SAME_DOSE_GY = 0.01;
/**
 * Beam doses belong to points of their own: inside a target prescribed to the 67 % isodose they give 1.5 times its
 * dose, near its edge somewhat less than it. Beyond that the two contradict each other.
 */
const LEAST_BEAM_SHARE = 0.8;
const MOST_BEAM_SHARE = 1.5;

/**
 * One proposal for each target dose reference of the plan; a single unusable one if it has none. References to organs
 * at risk are no prescriptions.
 */
export function proposePrescriptions(
  plan: RtPlan,
  structureSet: RtStructureSet | null,
): readonly ProposedPrescription[] {
  const targets = plan.doseReferences.filter(({ type, targetPrescriptionDoseGy }) =>
    type === null ? targetPrescriptionDoseGy !== null : type === 'TARGET',
  );
  const beamDoseGy = beamDoseOf(plan.fractionGroups);
  // Beams that serve several targets give none of their doses.
  const dosed = targets.filter(({ targetPrescriptionDoseGy }) => targetPrescriptionDoseGy !== null).length;
  if (targets.length === 0) return [withoutReference(plan, beamDoseGy)];
  return targets.map((reference) => proposalOf(plan, reference, structureSet, beamDoseGy, dosed <= 1));
}

function proposalOf(
  plan: RtPlan,
  reference: RtDoseReference,
  structureSet: RtStructureSet | null,
  beamDoseGy: number | null,
  single: boolean,
): ProposedPrescription {
  const problems: string[] = [];
  const oddities: string[] = [];
  const groups = groupsFor(plan, reference);
  const fractions = fractionsOf(groups, problems);
  const doseGy = doseOf(reference, groups, problems);
  if (beamDoseGy !== null && doseGy !== null && single) {
    const share = beamDoseGy / doseGy;
    const words = `beam doses × fractions give ${short(beamDoseGy)} Gy, the dose reference ${short(doseGy)} Gy`;
    if (share < LEAST_BEAM_SHARE || share > MOST_BEAM_SHARE) problems.push(words);
    else if (Math.abs(share - 1) > 0.01) oddities.push(words);
  }
  const roi = roiOf(reference, structureSet, oddities);
  oddities.unshift(...typeOddities(reference));
  const number = reference.number === null ? 'a dose reference without number' : `dose reference ${reference.number}`;
  return {
    planUid: plan.sopInstanceUid,
    doseReferenceNumber: reference.number,
    doseGy,
    fractions,
    roiNumber: roi?.roiNumber ?? reference.referencedRoiNumber,
    roiName: roi?.roiName ?? null,
    target: reference.description,
    origin: `${number}${plan.label === null ? '' : ` of plan "${plan.label}"`}`,
    beamDoseGy,
    oddities: [...oddities, ...problems],
    usable: problems.length === 0,
    why: problems.length === 0 ? null : problems.join('; '),
  };
}

function withoutReference(plan: RtPlan, beamDoseGy: number | null): ProposedPrescription {
  const why: string[] = ['the plan names no target dose'];
  const fractions = fractionsOf(plan.fractionGroups, why);
  if (beamDoseGy !== null) {
    why.push(`its beam doses × fractions give ${short(beamDoseGy)} Gy at their own points, which is no prescription`);
  }
  return {
    planUid: plan.sopInstanceUid,
    doseReferenceNumber: null,
    doseGy: null,
    fractions,
    roiNumber: null,
    roiName: null,
    target: null,
    origin: plan.label === null ? 'the plan' : `plan "${plan.label}"`,
    beamDoseGy,
    oddities: why,
    usable: false,
    why: why.join('; '),
  };
}

/** The groups that name the reference; all of them if none names any. */
function groupsFor(plan: RtPlan, { number }: RtDoseReference): readonly RtFractionGroup[] {
  const naming = plan.fractionGroups.filter((group) =>
    group.doseReferences.some((named) => named.number !== null && named.number === number),
  );
  return naming.length > 0 ? naming : plan.fractionGroups;
}

function fractionsOf(groups: readonly RtFractionGroup[], problems: string[]): number | null {
  const [group, ...others] = groups;
  if (group === undefined) {
    problems.push('the plan has no fraction group');
    return null;
  }
  const counts = groups.map(({ fractionsPlanned }) => fractionsPlanned);
  if (others.length > 0) {
    problems.push(`${groups.length} fraction groups (${counts.map((n) => n ?? '?').join(' + ')} fractions)`);
    return null;
  }
  const count = group.fractionsPlanned;
  if (count === null || count <= 0) {
    problems.push('the number of fractions is not stated');
    return null;
  }
  return count;
}

function doseOf(reference: RtDoseReference, groups: readonly RtFractionGroup[], problems: string[]): number | null {
  const inGroups = groups
    .flatMap((group) => group.doseReferences)
    .filter(({ number, targetPrescriptionDoseGy }) => number === reference.number && targetPrescriptionDoseGy !== null)
    .map(({ targetPrescriptionDoseGy }) => targetPrescriptionDoseGy ?? 0);
  const fromGroups = inGroups.length === 0 ? null : inGroups.reduce((sum, doseGy) => sum + doseGy, 0);
  const stated = reference.targetPrescriptionDoseGy;
  const doseGy = stated ?? fromGroups;
  if (doseGy === null) problems.push('no target prescription dose is stated');
  else if (!(doseGy > 0)) problems.push(`a target prescription dose of ${short(doseGy)} Gy`);
  if (stated !== null && fromGroups !== null && Math.abs(stated - fromGroups) > SAME_DOSE_GY) {
    problems.push(`the dose reference states ${short(stated)} Gy, its fraction groups ${short(fromGroups)} Gy`);
  }
  return doseGy;
}

function roiOf(reference: RtDoseReference, structureSet: RtStructureSet | null, oddities: string[]): RtRoi | null {
  if (structureSet === null) return null;
  const { referencedRoiNumber, description } = reference;
  let roi: RtRoi | null = null;
  if (referencedRoiNumber !== null) {
    roi = structureSet.rois.find(({ roiNumber }) => roiNumber === referencedRoiNumber) ?? null;
    if (roi === null) oddities.push(`it refers to ROI ${referencedRoiNumber}, which the structure set does not have`);
  } else if (description !== null) {
    const named = structureSet.rois.filter(({ roiName }) => roiName === description);
    if (named.length === 1) {
      roi = named[0] ?? null;
      oddities.push(`the target is named only by the description "${description}"`);
    }
  }
  if (roi !== null && roi.contours.length === 0) oddities.push(`ROI "${roi.roiName}" has no contours`);
  return roi;
}

function typeOddities({ structureType, referencedRoiNumber, type }: RtDoseReference): string[] {
  const oddities = type === null ? ['the dose reference does not say that it is a target'] : [];
  if (structureType === 'VOLUME' && referencedRoiNumber === null) oddities.push('a VOLUME without an ROI number');
  else if (structureType === 'SITE') oddities.push('prescribed to a SITE: no ROI is referred to by number');
  else if (structureType === 'POINT' || structureType === 'COORDINATES') {
    oddities.push(`prescribed to a point (${structureType}), not to a volume`);
  }
  return oddities;
}

/** Per fraction: the sum over a group's beams that state a dose, times its fractions. */
function beamDoseOf(groups: readonly RtFractionGroup[]): number | null {
  let total: number | null = null;
  for (const { beams, fractionsPlanned } of groups) {
    const doses = beams.map(({ beamDoseGy }) => beamDoseGy).filter((doseGy) => doseGy !== null);
    if (doses.length === 0 || fractionsPlanned === null) continue;
    total = (total ?? 0) + doses.reduce((sum, doseGy) => sum + doseGy, 0) * fractionsPlanned;
  }
  return total;
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
