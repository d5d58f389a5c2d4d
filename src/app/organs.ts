import {
  type CaseFile,
  type CheckResult,
  type Convention,
  type LesionToMeasure,
  measureOrgans,
  type Structure,
  targetRoleOf,
} from '../../core/index.ts';
import type { CheckSources } from './check-sources.ts';

export interface Surroundings {
  /** Every structure that no lesion names. */
  readonly all: readonly Structure[];
  /** Those that are organs. */
  readonly organs: readonly Structure[];
}

const ORGAN_TYPES = new Set(['ORGAN', 'AVOIDANCE']);

export function surroundings(caseFile: CaseFile, sources: CheckSources): Surroundings {
  const named = new Set((caseFile.lesions ?? []).flatMap(({ gtv, ptv }) => [gtv, ptv]));
  const total = caseFile.gtvTotal?.rois;
  const declared = new Set([...(caseFile.trabecularBone?.rois ?? []), ...(Array.isArray(total) ? total : [])]);
  const all = sources.structures.filter(({ roiName }) => !named.has(roiName));
  return { all, organs: all.filter((structure) => !declared.has(structure.roiName) && isOrgan(structure)) };
}

/** An interpreted type says so; without one, anything that is neither a target nor marked as an auxiliary contour. */
function isOrgan({ roiName, interpretedType }: Structure): boolean {
  if (interpretedType !== null && interpretedType !== '') return ORGAN_TYPES.has(interpretedType);
  return targetRoleOf(roiName, interpretedType) === null && !/^[z_~]|^(body|external|skin|ctv|itv)/i.test(roiName);
}

/** Organs in every dose that treats a lesion: doses of several plans are not added. */
export function organsAtRisk(
  organs: readonly Structure[],
  lesions: readonly LesionToMeasure[],
  sources: CheckSources,
  convention: Convention,
): CheckResult['organsAtRisk'] {
  const used = new Set(lesions.map(({ dose }) => dose));
  const doses = [...sources.doses.values()]
    .map(({ dose }) => dose)
    .filter((dose, n, every) => dose !== null && used.has(dose.grid) && every.indexOf(dose) === n);
  if (doses.length === 0) return measureOrgans(organs, null, convention).map((organ) => ({ ...organ, dose: null }));
  return doses.flatMap((dose) =>
    measureOrgans(organs, dose?.grid ?? null, convention).map((organ) => ({ ...organ, dose: dose?.name ?? null })),
  );
}
