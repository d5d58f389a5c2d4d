import {
  type CaseFile,
  type CheckResult,
  type Convention,
  type LesionToMeasure,
  isRingName,
  measureOrgans,
  type Structure,
  targetRoleOf,
  type Warning,
} from '../../core/index.ts';
import type { CheckSources, SourceDose } from './sources.ts';
import { declaredRois } from './overlooked.ts';

type OrganRow = CheckResult['organsAtRisk'][number];
type Roi = Pick<Structure, 'roiName' | 'interpretedType'>;

export interface Surroundings {
  /** Every structure that no lesion names. */
  readonly all: readonly Structure[];
  /** Names of those that are organs. */
  readonly organs: ReadonlySet<string>;
  /** Organs of which nothing can be said, with the reason. */
  readonly warnings: readonly Warning[];
}

const ORGAN_TYPES = new Set(['ORGAN', 'AVOIDANCE']);

export function surroundings(caseFile: CaseFile, sources: CheckSources): Surroundings {
  const named = new Set((caseFile.lesions ?? []).flatMap(({ gtv, ptv }) => [gtv, ptv]));
  const declared = new Set(declaredRois(caseFile));
  const organs = [...sources.structures, ...sources.unusable].filter(
    (roi) => !named.has(roi.roiName) && !declared.has(roi.roiName) && isOrgan(roi),
  );
  return {
    all: sources.structures.filter(({ roiName }) => !named.has(roiName)),
    organs: new Set(organs.map(({ roiName }) => roiName)),
    warnings: organs.flatMap((organ) =>
      'reason' in organ ? [{ code: 'roi', message: `${organ.roiName} is not usable: ${organ.reason}` }] : [],
    ),
  };
}

/** An interpreted type says so; without one, anything that is neither a target nor marked as an auxiliary contour. */
function isOrgan({ roiName, interpretedType }: Roi): boolean {
  if (interpretedType !== null && interpretedType !== '') return ORGAN_TYPES.has(interpretedType);
  if (isRingName(roiName)) return false;
  return targetRoleOf(roiName, interpretedType) === null && !/^[z_~]|^(body|external|skin|ctv|itv)/i.test(roiName);
}

/**
 * Organs in every dose that treats a lesion and reaches them: doses of several plans are not added. An organ that no
 * dose reaches has one row that says so.
 */
export function organsAtRisk(
  organs: ReadonlySet<string>,
  lesions: readonly LesionToMeasure[],
  sources: CheckSources,
  convention: Convention,
): OrganRow[] {
  const treats = new Set(lesions.map(({ dose }) => dose));
  const doses = new Set([...sources.doses.values()].flatMap(({ dose }) => dose ?? []));
  const rows = [...doses]
    .filter(({ grid }) => treats.has(grid))
    .flatMap((dose) => rowsOf(dose.rois.structures, organs, dose, convention));
  const reached = rows.filter(({ dmeanGy }) => dmeanGy !== null);
  const known = new Set(reached.map(({ roiName }) => roiName));
  const beyond = rows.length === 0 ? rowsOf(sources.structures, organs, null, convention) : rows;
  const unreached = beyond
    .filter(({ roiName }, n) => !known.has(roiName) && beyond.findIndex((row) => row.roiName === roiName) === n)
    .map((row) => ({ ...row, dose: null, reason: rows.length === 0 ? row.reason : 'wholly outside the dose grid' }));
  return [...reached, ...unreached];
}

function rowsOf(
  structures: readonly Structure[],
  organs: ReadonlySet<string>,
  dose: SourceDose | null,
  convention: Convention,
): OrganRow[] {
  const wanted = structures.filter(({ roiName }) => organs.has(roiName));
  return measureOrgans(wanted, dose?.grid ?? null, convention).map((row) => ({ ...row, dose: dose?.name ?? null }));
}
