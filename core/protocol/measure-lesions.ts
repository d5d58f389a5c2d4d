import { type Convention, type SolidConvention, DEFAULT_CONVENTION } from '../dose/conventions.ts';
import { type Coverage, coverageOverConventions } from '../dose/coverage-interval.ts';
import type { DoseGrid } from '../dose/dose-grid.ts';
import { computeDvh, doseAtVolume, type Dvh, emptyDvh, volumeAtDose } from '../dose/dvh.ts';
import { volumeInterval } from '../dose/volume-interval.ts';
import { subtract } from '../geometry/region-algebra.ts';
import { holdsPoint, volumeCm3Of } from '../geometry/region-size.ts';
import type { Region } from '../geometry/region.ts';
import { planeExtents } from '../geometry/slices.ts';
import { regionOf, type Structure } from '../geometry/solid.ts';
import type { TargetResult } from './check-result.ts';
import { compareWithTps, type TpsReport } from './compare-with-tps.ts';
import { type HotNode, hottestOutside } from './hot-spots.ts';
import { type IndexedTarget, type LesionIndex, lesionIndices } from './lesion-indices.ts';
import type { ResolvedCoverage } from './settled-by.ts';
import type { HotSpot, MeasuredLesion, Prescription } from './measured-lesion.ts';

/** A lesion with its structures and the dose that treats it, before anything is measured. */
export interface LesionToMeasure {
  readonly id: string;
  readonly site: 'bone' | 'node' | null;
  readonly highRisk: boolean | null;
  readonly symptomatic: boolean | null;
  readonly prescription: Prescription | null;
  readonly prescriptionReason: string | null;
  readonly gtv: Structure | null;
  readonly gtvReason: string | null;
  readonly ptv: Structure | null;
  readonly ptvReason: string | null;
  /** The dose of this lesion; lesions treated by one plan share one object. */
  readonly dose: DoseGrid | null;
  readonly doseReason: string | null;
  readonly tps: TpsReport | null;
}

export interface OrganResult {
  readonly roiName: string;
  readonly volumeCm3: number;
  readonly d0035ccGy: number | null;
  readonly dmeanGy: number | null;
  readonly reason: string | null;
}

const D0035CC = 0.035;
const CURVE_POINTS = 300;

/** Measures every lesion under the stated convention: everything that the rules need, and no verdict. */
export function measureLesions(
  lesions: readonly LesionToMeasure[],
  others: readonly Structure[],
  stated: Convention = DEFAULT_CONVENTION,
  onLesion: (done: number) => void = () => undefined,
): MeasuredLesion[] {
  const regions = new Map<Structure, Region>();
  const regionFor = (structure: Structure): Region => {
    const region = regions.get(structure) ?? regionOf(structure.solid, stated);
    regions.set(structure, region);
    return region;
  };
  const hotNodes = hottestByLesion(lesions, regionFor);
  const targets = lesions.map((lesion, n) => {
    const { gtv, ptv } = lesion;
    const measured = {
      gtv: gtv === null ? null : measureTarget(gtv, regionFor(gtv), lesion, stated),
      ptv: ptv === null ? null : measureTarget(ptv, regionFor(ptv), lesion, stated),
    };
    onLesion(n + 1);
    return measured;
  });
  const indices = indicesByLesion(lesions, targets, regionFor);
  return lesions.map((lesion, n) => {
    const { id, site, highRisk, symptomatic, prescription, prescriptionReason, gtv, ptv, tps } = lesion;
    const measured = targets[n]!;
    const hot = hotNodes.get(id);
    return {
      id,
      site,
      highRisk,
      symptomatic,
      prescription,
      prescriptionReason,
      gtv: measured.gtv?.result ?? null,
      gtvReason: lesion.gtvReason,
      ptv: measured.ptv?.result ?? null,
      ptvReason: lesion.ptvReason,
      gtvOutsidePtvCm3:
        gtv === null || ptv === null ? null : negligible(volumeCm3Of(subtract(regionFor(gtv), regionFor(ptv)))),
      doseStepGy: lesion.dose?.stepGy ?? null,
      hottestOutside: hot === undefined ? null : hotSpot(hot, [...others, ...targetsOf(lesions)], regionFor),
      tps: tps === null ? null : compareWithTps(tps, { ...measured, stated }),
      indices: indices.get(id) ?? [],
      resolved: { gtv: resolvedOf(gtv, measured.gtv, lesion.dose), ptv: resolvedOf(ptv, measured.ptv, lesion.dose) },
    };
  });
}

/** D0.035cc and mean dose of every organ, in the dose given. No limit is applied. */
export function measureOrgans(
  organs: readonly Structure[],
  dose: DoseGrid | null,
  convention: SolidConvention,
): OrganResult[] {
  return organs.map(({ roiName, solid }) => {
    const region = regionOf(solid, convention);
    const volumeCm3 = volumeCm3Of(region);
    if (dose === null) return { roiName, volumeCm3, d0035ccGy: null, dmeanGy: null, reason: 'no dose' };
    const dvh = computeDvh(region, dose);
    const outside = outsideWords(dvh);
    const inside = dvh.volumeCm3 - dvh.outsideDoseCm3;
    return {
      roiName,
      volumeCm3,
      d0035ccGy: doseAtVolume(dvh, D0035CC),
      // The part outside counts as 0 Gy, and that is said.
      dmeanGy: dvh.meanGy === null || volumeCm3 === 0 ? null : (dvh.meanGy * inside) / volumeCm3,
      reason: outside ?? (volumeCm3 < D0035CC ? 'smaller than 0.035 cm³' : null),
    };
  });
}

export interface MeasuredTarget {
  readonly result: TargetResult;
  readonly dvh: Dvh;
  readonly coverage: Coverage | null;
}

function measureTarget(
  structure: Structure,
  region: Region,
  { dose, doseReason, prescription, prescriptionReason }: LesionToMeasure,
  stated: Convention,
): MeasuredTarget | null {
  const volumeCm3 = volumeCm3Of(region);
  const identified = { roiName: structure.roiName, roiNumber: structure.roiNumber };
  if (dose === null) {
    return {
      result: {
        ...identified,
        ...NO_DOSE,
        volumeCm3,
        volumeRangeCm3: volumeInterval(structure.solid, volumeCm3),
        reason: doseReason ?? 'no dose',
      },
      dvh: emptyDvh(),
      coverage: null,
    };
  }
  const level = prescription?.doseGy ?? null;
  const dvh = computeDvh(region, dose, level === null ? [] : [level]);
  const coverage = level === null ? null : coverageOverConventions(structure.solid, dose, level, stated, dvh);
  const doseAt = (cm3: number): number | null => doseAtVolume(dvh, cm3);
  return {
    dvh,
    coverage,
    result: {
      ...identified,
      volumeCm3,
      volumeRangeCm3:
        coverage === null
          ? volumeInterval(structure.solid, volumeCm3)
          : { low: coverage.volumeCm3.low, high: coverage.volumeCm3.high },
      outsideDoseCm3: dvh.outsideDoseCm3,
      coveragePercent: dvh.volumeCm3 > 0 ? (coverage?.percent ?? null) : null,
      coverageBestEstimatePercent: dvh.volumeCm3 > 0 ? (coverage?.bestEstimatePercent ?? null) : null,
      dminGy: dvh.outsideDoseCm3 > 0 ? null : dvh.minGy,
      dmaxGy: dvh.maxGy,
      dmeanGy: dvh.outsideDoseCm3 > 0 ? null : dvh.meanGy,
      d98PercentGy: doseAt(0.98 * volumeCm3),
      d95PercentGy: doseAt(0.95 * volumeCm3),
      d50PercentGy: doseAt(0.5 * volumeCm3),
      d2PercentGy: doseAt(0.02 * volumeCm3),
      d0035ccGy: doseAt(D0035CC),
      reason:
        outsideWords(dvh) ??
        (level === null ? prescriptionReason : null) ??
        (volumeCm3 > 0 ? null : 'it has no volume'),
      curve: curveOf(dvh),
    },
  };
}

const NO_DOSE = {
  outsideDoseCm3: 0,
  coveragePercent: null,
  coverageBestEstimatePercent: null,
  dminGy: null,
  dmaxGy: null,
  dmeanGy: null,
  d98PercentGy: null,
  d95PercentGy: null,
  d50PercentGy: null,
  d2PercentGy: null,
  d0035ccGy: null,
  curve: null,
} as const;

function outsideWords(dvh: Dvh): string | null {
  if (dvh.outsideDoseCm3 === 0) return null;
  return `${dvh.outsideDoseCm3.toPrecision(3)} cm³ of ${dvh.volumeCm3.toPrecision(3)} cm³ lie outside the dose grid and count as 0 Gy`;
}

/** A curve to draw and to read: the volume at evenly spaced doses from 0 to the maximum. */
function curveOf(dvh: Dvh): TargetResult['curve'] {
  if (dvh.maxGy === null || dvh.volumeCm3 === 0) return null;
  const top = dvh.maxGy;
  const doseGy = Array.from({ length: CURVE_POINTS + 1 }, (_, n) => (top * n) / CURVE_POINTS);
  return { doseGy, volumePercent: doseGy.map((d) => (100 * volumeAtDose(dvh, d)) / dvh.volumeCm3) };
}

function targetsOf(lesions: readonly LesionToMeasure[]): Structure[] {
  return lesions.flatMap(({ gtv, ptv }) => [gtv, ptv]).filter((s) => s !== null);
}

function hottestByLesion(
  lesions: readonly LesionToMeasure[],
  regionFor: (structure: Structure) => Region,
): Map<string, HotNode> {
  const target = ({ ptv, gtv }: LesionToMeasure): Structure | null => ptv ?? gtv;
  const all = lesions.flatMap((lesion) => target(lesion) ?? []).map(regionFor);
  const found = new Map<string, HotNode>();
  for (const dose of new Set(lesions.map((lesion) => lesion.dose))) {
    if (dose === null) continue;
    const own = lesions.flatMap((lesion) => {
      const structure = lesion.dose === dose ? target(lesion) : null;
      return structure === null ? [] : [{ lesion: lesion.id, region: regionFor(structure) }];
    });
    for (const [id, node] of hottestOutside(dose, own, all)) found.set(id, node);
  }
  return found;
}

/** Indices of the PTVs, dose by dose. */
function indicesByLesion(
  lesions: readonly LesionToMeasure[],
  measured: readonly { readonly ptv: MeasuredTarget | null }[],
  regionFor: (structure: Structure) => Region,
): Map<string, LesionIndex[]> {
  const byDose = new Map<DoseGrid, IndexedTarget[]>();
  lesions.forEach(({ id, ptv, dose, prescription }, n) => {
    const dvh = measured[n]!.ptv?.dvh;
    if (ptv === null || dose === null || prescription === null || dvh === undefined) return;
    const targets = byDose.get(dose) ?? [];
    targets.push({ lesion: id, region: regionFor(ptv), dvh, prescriptionGy: prescription.doseGy });
    byDose.set(dose, targets);
  });
  return new Map([...byDose].flatMap(([dose, targets]) => [...lesionIndices(dose, targets)]));
}

function resolvedOf(
  structure: Structure | null,
  measured: MeasuredTarget | null,
  dose: DoseGrid | null,
): ResolvedCoverage | null {
  if (structure === null || dose === null || measured === null || measured.coverage === null) return null;
  const { solid } = structure;
  return {
    coverage: measured.coverage,
    doseSpacingMm: usualSpacingMm(dose),
    sliceSpacingMm:
      solid.kind === 'mask'
        ? null
        : planeExtents(solid.stack, 'half-slice', solid.singlePlaneThicknessMm).usualSpacingMm,
    outsideDoseCm3: measured.result.outsideDoseCm3,
    doseAtPercentGy: (percent) => doseAtVolume(measured.dvh, (percent / 100) * measured.dvh.volumeCm3),
  };
}

/** Of the axis whose nodes are farthest apart. */
function usualSpacingMm({ xMm, yMm, zMm }: DoseGrid): number {
  return Math.max(...[xMm, yMm, zMm].map((nodes) => (nodes.at(-1)! - nodes[0]!) / Math.max(1, nodes.length - 1)));
}

function hotSpot(node: HotNode, structures: readonly Structure[], regionFor: (s: Structure) => Region): HotSpot {
  const holding = structures
    .map((structure) => ({ structure, region: regionFor(structure) }))
    .filter(({ region }) => holdsPoint(region, ...node.atMm))
    .map(({ structure, region }) => ({ name: structure.roiName, volume: volumeCm3Of(region) }))
    .sort((a, b) => a.volume - b.volume);
  return { doseGy: node.doseGy, atMm: node.atMm, roiNames: holding.map(({ name }) => name) };
}

/** A sliver below a hundredth of a mm³ is rounding of the contours, not a GTV outside its PTV. */
function negligible(cm3: number): number {
  return cm3 < 1e-5 ? 0 : cm3;
}
