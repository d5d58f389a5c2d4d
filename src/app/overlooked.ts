import {
  type CaseFile,
  DEFAULT_CONVENTION,
  type LesionToMeasure,
  type Region,
  regionOf,
  type Structure,
  subtract,
  type TargetRole,
  targetRoleOf,
  uniteAll,
  volumeCm3Of,
} from '../../core/index.ts';
import type { ProposedPrescription } from '../dicom/index.ts';
import type { CheckSources } from './sources.ts';

/** Solids that differ by no more than this share are the same: planning systems unite targets on a raster. */
const SAME_SHARE = 0.01;
const SAME_DOSE_GY = 0.01;

type Named = Pick<CaseFile, 'lesions' | 'trabecularBone' | 'gtvTotal'>;

/**
 * Targets and target dose references in the files that no lesion of the case names: what was forgotten is not checked.
 * A target that is nothing but named targets of its kind together (PTV_Total) is none, nor is a reference to it.
 */
export function overlooked(caseFile: Named, sources: CheckSources, lesions: readonly LesionToMeasure[]): string[] {
  const ofLesions = new Set((caseFile.lesions ?? []).flatMap(({ gtv, ptv }) => [gtv, ptv]));
  const named = new Set([...ofLesions, ...declaredRois(caseFile)]);
  const unnamed = <T extends { readonly roiName: string; readonly interpretedType: string | null }>(
    rois: readonly T[],
  ): readonly T[] =>
    rois.filter(({ roiName, interpretedType }) => !named.has(roiName) && targetRoleOf(roiName, interpretedType));
  const targets = unnamed(sources.structures);
  const together = targets.filter((target) => isNamedTargetsTogether(target, lesions));
  return [
    ...targets
      .filter((target) => !together.includes(target))
      .map(({ roiName }) => `${roiName} is a target that no lesion of the case names`),
    ...unnamed(sources.unusable).map(
      ({ roiName, reason }) => `${roiName} is a target that no lesion of the case names, and not usable (${reason})`,
    ),
    ...overlookedReferences(sources, lesions, ofLesions, new Set(together.map(({ roiName }) => roiName))),
  ];
}

/** ROIs that the case names beside its lesions. */
export function declaredRois({ trabecularBone, gtvTotal }: Named): string[] {
  return [...(trabecularBone?.rois ?? []), ...(Array.isArray(gtvTotal?.rois) ? gtvTotal.rois : [])];
}

function isNamedTargetsTogether(target: Structure, lesions: readonly LesionToMeasure[]): boolean {
  const role: TargetRole | null = targetRoleOf(target.roiName, target.interpretedType);
  if (role === null) return false;
  const whole = stated(target);
  const within = lesions
    .flatMap((lesion) => lesion[role] ?? [])
    .map(stated)
    .filter((part) => isNothing(subtract(part, whole), part));
  return within.length > 0 && isNothing(subtract(whole, uniteAll(within)), whole);
}

function stated({ solid }: Structure): Region {
  return regionOf(solid, DEFAULT_CONVENTION);
}

function isNothing(rest: Region, of: Region): boolean {
  return volumeCm3Of(rest) <= SAME_SHARE * volumeCm3Of(of);
}

function overlookedReferences(
  sources: CheckSources,
  lesions: readonly LesionToMeasure[],
  ofLesions: ReadonlySet<string | undefined>,
  together: ReadonlySet<string>,
): string[] {
  const isNamed = (reference: ProposedPrescription): boolean => {
    const { roiNumber, roiName, doseGy } = reference;
    if (roiName !== null && ofLesions.has(roiName)) return true;
    if (roiNumber === null && doseGy === null) return true;
    const mayBeAny = roiNumber === null || (roiName !== null && together.has(roiName));
    return mayBeAny && lesions.some((lesion) => isPrescribed(reference, lesion));
  };
  const references = [...sources.doses.values()].flatMap(({ dose }) => dose?.prescriptions ?? []);
  return [...new Set(references.filter((reference) => !isNamed(reference)).map(inWords))];
}

function isPrescribed({ doseGy, fractions }: ProposedPrescription, { prescription }: LesionToMeasure): boolean {
  return (
    prescription !== null &&
    doseGy !== null &&
    Math.abs(prescription.doseGy - doseGy) <= SAME_DOSE_GY + 1e-9 &&
    (fractions === null || prescription.fractions === fractions)
  );
}

function inWords({ roiNumber, roiName, doseGy, origin }: ProposedPrescription): string {
  const to = roiNumber === null ? '' : ` to ${roiName ?? `ROI ${roiNumber}`}`;
  const amount = doseGy === null ? '' : ` of ${Number(doseGy.toFixed(2))} Gy`;
  return `${origin}${amount}${to} is named by no lesion of the case`;
}
