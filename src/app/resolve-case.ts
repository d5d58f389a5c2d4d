import {
  type Blocker,
  type CaseFile,
  type CaseLesion,
  DEFAULT_CONVENTION,
  intersect,
  type LesionToMeasure,
  nearestName,
  NO_GTV,
  NO_PTV,
  regionOf,
  type Structure,
  TrabeculaError,
  volumeCm3Of,
  type Warning,
} from '../../core/index.ts';
import type { CheckSources, SourceRois } from './sources.ts';
import { lesionPrescription } from './lesion-prescription.ts';
import { declaredRois, overlooked } from './overlooked.ts';

export interface ResolvedCase {
  readonly lesions: readonly LesionToMeasure[];
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
}

/**
 * Ties what the case says to what the files hold. An unknown ROI name and a prescription that contradicts the plan are
 * errors; a target or dose reference that no lesion names, or a GTV that does not touch its PTV, stands in the way of a
 * good outcome.
 */
export function resolveCase(
  caseFile: CaseFile,
  sources: CheckSources,
  where: string,
  prescriptionSource: string,
): ResolvedCase {
  const confirm: readonly string[] = caseFile.confirm ?? [];
  const confirmed = confirm.includes('prescription');
  const warnings: Warning[] = [];
  // Bones in a structure set of their own are looked for there.
  if (caseFile.trabecularBone?.structureSet === undefined) {
    for (const roiName of declaredRois(caseFile)) findRoi(sources, roiName, where);
  }
  const lesions = (caseFile.lesions ?? []).map((lesion): LesionToMeasure => {
    const source = sources.doses.get(lesion.dose ?? null) ?? { dose: null, reason: 'no dose for this lesion' };
    const rois = source.dose?.rois ?? sources;
    const gtv = target(lesion.gtv, NO_GTV, lesion, rois, where);
    const ptv = target(lesion.ptv, NO_PTV, lesion, rois, where);
    const said = lesionPrescription(lesion, source.dose, { source: prescriptionSource, where, confirmed });
    warnings.push(...said.warnings);
    return {
      id: lesion.id,
      site: lesion.site === 'other' ? null : (lesion.site ?? null),
      highRisk: lesion.highRisk ?? null,
      symptomatic: lesion.symptomatic ?? null,
      prescription: said.prescription,
      prescriptionReason: said.reason,
      gtv: gtv.structure,
      gtvReason: gtv.reason,
      ptv: ptv.structure,
      ptvReason: ptv.reason,
      dose: source.dose?.grid ?? null,
      doseReason: source.dose === null ? source.reason : null,
      tps: lesion.tps ?? null,
    };
  });
  const doubts: Warning[] = [
    ...overlooked(caseFile, sources, lesions).map((message) => ({ code: 'not-named', message })),
    ...lesions.filter(isApart).map(({ id, gtv, ptv }) => ({
      code: 'pairing',
      message: `${gtv?.roiName ?? ''} lies wholly outside ${ptv?.roiName ?? ''}, the PTV that the case gives lesion ${id}`,
    })),
  ];
  if (!confirm.includes('pairing')) {
    return { lesions, warnings, blockers: doubts.map((doubt) => ({ ...doubt, weight: 'at-best', overallOnly: true })) };
  }
  const vouched = doubts.map(({ code, message }) => ({ code, message: `confirmed: ${message}` }));
  return { lesions, warnings: [...warnings, ...vouched], blockers: [] };
}

function findRoi(rois: SourceRois, roiName: string, where: string): Structure | { readonly reason: string } {
  const usable = rois.structures.filter((structure) => structure.roiName === roiName);
  const [structure] = usable;
  const roi = rois.unusable.find((unusable) => unusable.roiName === roiName);
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
    [...rois.structures, ...rois.unusable].map((known) => known.roiName),
  );
  throw new TrabeculaError('contradiction', {
    what: `no ROI "${roiName}" in the files`,
    where,
    ...(nearest === null ? {} : { expected: `an ROI name, such as "${nearest}"` }),
  });
}

function target(
  roiName: string | undefined,
  none: string,
  lesion: CaseLesion,
  rois: SourceRois,
  where: string,
): { structure: Structure | null; reason: string | null } {
  if (roiName === undefined) return { structure: null, reason: `${none} for ${lesion.id}` };
  const roi = findRoi(rois, roiName, where);
  return 'solid' in roi ? { structure: roi, reason: null } : { structure: null, reason: roi.reason };
}

/** A GTV and a PTV that do not touch are no pair. */
function isApart({ gtv, ptv }: LesionToMeasure): boolean {
  if (gtv === null || ptv === null) return false;
  const inner = regionOf(gtv.solid, DEFAULT_CONVENTION);
  const outer = regionOf(ptv.solid, DEFAULT_CONVENTION);
  return volumeCm3Of(inner) > 0 && volumeCm3Of(intersect(inner, outer)) === 0;
}
