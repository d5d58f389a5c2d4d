import {
  type Blocker,
  type CaseFile,
  type CaseLesion,
  DEFAULT_CONVENTION,
  type LesionToMeasure,
  nearestName,
  type Prescription,
  regionOf,
  type Structure,
  subtract,
  targetRoleOf,
  TrabeculaError,
  uniteAll,
  volumeCm3Of,
  type Warning,
} from '../../core/index.ts';
import type { ProposedPrescription } from '../dicom/index.ts';
import type { CheckSources, SourceDose } from './check-sources.ts';

export interface ResolvedCase {
  readonly lesions: readonly LesionToMeasure[];
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
}

const SAME_DOSE_GY = 0.01;
/** A target of which no more than this share lies outside the named targets is no lesion that was overlooked. */
const OVERLOOKED = 0.001;

/**
 * Ties what the case says to what the files hold. An unknown ROI name and a prescription that contradicts the plan are
 * errors; a target or dose reference that no lesion names stands in the way of a good outcome.
 */
export function resolveCase(
  caseFile: CaseFile,
  sources: CheckSources,
  where: string,
  prescriptionSource: string,
): ResolvedCase {
  const confirm: readonly string[] = caseFile.confirm ?? [];
  const warnings: Warning[] = [];
  for (const roiName of declaredRois(caseFile)) findRoi(sources, roiName, where);
  const lesions = (caseFile.lesions ?? []).map((lesion): LesionToMeasure => {
    const gtv = target(lesion.gtv, 'GTV', lesion, sources, where);
    const ptv = target(lesion.ptv, 'PTV', lesion, sources, where);
    const source = sources.doses.get(lesion.dose ?? null) ?? { dose: null, reason: 'no dose for this lesion' };
    const rois = [gtv.structure, ptv.structure].flatMap((structure) => structure?.roiNumber ?? []);
    const { prescription, reason } = prescriptionOf(lesion, source.dose, rois, prescriptionSource);
    if (prescription !== null && source.dose !== null) {
      const contradiction = contradictsPlan(prescription, rois, source.dose);
      if (contradiction !== null && !confirm.includes('prescription')) {
        throw new TrabeculaError('contradiction', {
          what: `the prescription of lesion ${lesion.id} contradicts the plan`,
          where,
          found: `${prescription.doseGy} Gy in ${prescription.fractions}`,
          expected: `${contradiction}, or "confirm": ["prescription"]`,
        });
      }
      if (contradiction !== null) {
        warnings.push({
          code: 'prescription',
          message: `confirmed: lesion ${lesion.id} is checked at ${prescription.doseGy} Gy in ${prescription.fractions}, though the plan says ${contradiction}`,
        });
      }
    }
    return {
      id: lesion.id,
      site: lesion.site ?? null,
      highRisk: lesion.highRisk ?? null,
      symptomatic: lesion.symptomatic ?? null,
      prescription,
      prescriptionReason: reason,
      gtv: gtv.structure,
      gtvReason: gtv.reason,
      ptv: ptv.structure,
      ptvReason: ptv.reason,
      dose: source.dose?.grid ?? null,
      doseReason: source.dose === null ? source.reason : null,
      tps: lesion.tps ?? null,
    };
  });
  const overlooked = [...overlookedTargets(caseFile, sources, lesions), ...overlookedReferences(sources, lesions)];
  const confirmed = confirm.includes('pairing');
  return {
    lesions,
    blockers: confirmed
      ? []
      : overlooked.map((message) => ({
          code: 'not-named',
          message,
          weight: 'at-best',
          overallOnly: true,
        })),
    warnings: [
      ...warnings,
      ...(confirmed ? overlooked.map((message) => ({ code: 'not-named', message: `confirmed: ${message}` })) : []),
    ],
  };
}

function declaredRois(caseFile: CaseFile): string[] {
  const total = caseFile.gtvTotal?.rois;
  return [...(caseFile.trabecularBone?.rois ?? []), ...(Array.isArray(total) ? total : [])];
}

function findRoi(sources: CheckSources, roiName: string, where: string): Structure | { reason: string } {
  const usable = sources.structures.filter((structure) => structure.roiName === roiName);
  const unusable = sources.unusable.filter((roi) => roi.roiName === roiName);
  const [structure] = usable;
  const [roi] = unusable;
  if (usable.length > 1) {
    throw new TrabeculaError('contradiction', {
      what: `the ROI name "${roiName}" is used more than once in the structure set`,
      where,
      found: usable.map(({ roiNumber }) => `ROI ${roiNumber ?? '?'}`).join(', '),
      expected: 'names that tell targets apart',
    });
  }
  if (structure !== undefined) return structure;
  if (roi !== undefined) return { reason: `ROI ${roiName} is not usable: ${roi.reason}` };
  const nearest = nearestName(
    roiName,
    [...sources.structures, ...sources.unusable].map((known) => known.roiName),
  );
  throw new TrabeculaError('contradiction', {
    what: `no ROI "${roiName}" in the files`,
    where,
    ...(nearest === null ? {} : { expected: `an ROI name, such as "${nearest}"` }),
  });
}

function target(
  roiName: string | undefined,
  role: 'GTV' | 'PTV',
  lesion: CaseLesion,
  sources: CheckSources,
  where: string,
): { structure: Structure | null; reason: string | null } {
  if (roiName === undefined) return { structure: null, reason: `the case names no ${role} for ${lesion.id}` };
  const roi = findRoi(sources, roiName, where);
  return 'solid' in roi ? { structure: roi, reason: null } : { structure: null, reason: roi.reason };
}

function prescriptionOf(
  { prescription }: CaseLesion,
  dose: SourceDose | null,
  rois: readonly number[],
  source: string,
): { prescription: Prescription | null; reason: string | null } {
  if (prescription !== undefined) {
    const { doseGy, fractions, isodosePercent = null, isodoseOf = null } = prescription;
    return { prescription: { doseGy, fractions, isodosePercent, isodoseOf, source }, reason: null };
  }
  const proposals = proposalsFor(rois, dose);
  const said = proposals.map((p) => p.why ?? `${shown(p)} (${p.origin}), to be confirmed in the case`);
  const reason =
    said.length === 0 ? 'no prescription is given' : `no prescription is given; the plan: ${said.join('; ')}`;
  return { prescription: null, reason };
}

/** What the plan proposes for these ROIs: references to them, else all that refer to no ROI. */
function proposalsFor(rois: readonly number[], dose: SourceDose | null): readonly ProposedPrescription[] {
  const all = dose?.prescriptions ?? [];
  const own = all.filter(({ roiNumber }) => roiNumber !== null && rois.includes(roiNumber));
  return own.length > 0 ? own : all.filter(({ roiNumber }) => roiNumber === null);
}

/** What the plan says instead; null if it says nothing else. */
function contradictsPlan(
  { doseGy, fractions }: Prescription,
  rois: readonly number[],
  dose: SourceDose,
): string | null {
  const stated = proposalsFor(rois, dose).filter((p) => p.doseGy !== null || p.fractions !== null);
  if (stated.length === 0) return null;
  const agrees = stated.some(
    (p) =>
      (p.doseGy === null || Math.abs(p.doseGy - doseGy) <= SAME_DOSE_GY) &&
      (p.fractions === null || p.fractions === fractions),
  );
  return agrees ? null : stated.map(shown).join(' or ');
}

function shown({ doseGy, fractions }: ProposedPrescription): string {
  if (doseGy === null) return `${fractions ?? '?'} fractions`;
  return `${Number(doseGy.toFixed(2))} Gy${fractions === null ? '' : ` in ${fractions}`}`;
}

function overlookedTargets(caseFile: CaseFile, sources: CheckSources, lesions: readonly LesionToMeasure[]): string[] {
  const named = new Set([...(caseFile.lesions ?? []).flatMap(({ gtv, ptv }) => [gtv, ptv]), ...declaredRois(caseFile)]);
  const isTarget = (roi: { roiName: string; interpretedType: string | null }): boolean =>
    !named.has(roi.roiName) && targetRoleOf(roi.roiName, roi.interpretedType) !== null;
  const left = sources.structures.filter(isTarget);
  if (left.length === 0 && !sources.unusable.some(isTarget)) return [];
  const regionFor = ({ solid }: Structure): ReturnType<typeof regionOf> => regionOf(solid, DEFAULT_CONVENTION);
  const structures = lesions.flatMap(({ gtv, ptv }) => [gtv, ptv]).filter((structure) => structure !== null);
  const union = left.length === 0 ? null : uniteAll(structures.map(regionFor));
  const messages: string[] = [];
  for (const structure of left) {
    const region = regionFor(structure);
    const outside = union === null ? volumeCm3Of(region) : volumeCm3Of(subtract(region, union));
    if (structures.length > 0 && outside <= OVERLOOKED * volumeCm3Of(region)) continue;
    messages.push(`${structure.roiName} is a target that no lesion of the case names`);
  }
  for (const roi of sources.unusable.filter(isTarget)) {
    messages.push(`${roi.roiName} is a target that no lesion of the case names, and not usable (${roi.reason})`);
  }
  return messages;
}

function overlookedReferences(sources: CheckSources, lesions: readonly LesionToMeasure[]): string[] {
  const rois = new Set(lesions.flatMap(({ gtv, ptv }) => [gtv?.roiNumber, ptv?.roiNumber]));
  const messages: string[] = [];
  for (const { dose } of sources.doses.values()) {
    for (const { roiNumber, roiName, doseGy, fractions, origin } of dose?.prescriptions ?? []) {
      if (roiNumber !== null && rois.has(roiNumber)) continue;
      const alike = lesions.some(
        ({ prescription }) =>
          prescription !== null &&
          doseGy !== null &&
          Math.abs(prescription.doseGy - doseGy) <= SAME_DOSE_GY &&
          (fractions === null || prescription.fractions === fractions),
      );
      if (roiNumber === null && (alike || doseGy === null)) continue;
      const to = roiNumber === null ? '' : ` to ${roiName ?? `ROI ${roiNumber}`}`;
      const amount = doseGy === null ? '' : ` of ${Number(doseGy.toFixed(2))} Gy`;
      messages.push(`${origin}${amount}${to} is named by no lesion of the case`);
    }
  }
  return [...new Set(messages)];
}
