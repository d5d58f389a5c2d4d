import { NearestRegion } from '../geometry/nearest-region.ts';
import type { Region } from '../geometry/region.ts';
import type { DoseGrid } from '../dose/dose-grid.ts';
import { doseAtVolume, type Dvh, volumeAtDose } from '../dose/dvh.ts';
import {
  conformityIndexPaddick,
  conformityIndexRtog,
  gradientIndexPaddick,
  homogeneityIcru83,
  homogeneityRtog,
  r50,
} from '../dose/indices.ts';
import { type IsodoseVolume, isodoseVolumes } from '../dose/isodose-volume.ts';
import { maximumBeyond } from '../dose/maximum-beyond.ts';
import { nearMaximum, nearMinimum } from '../dose/near-extremes.ts';

export interface LesionIndex {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly reason: string | null;
}

/** A target with its prescription and its histogram in the dose that treats it. */
export interface IndexedTarget {
  readonly lesion: string;
  readonly region: Region;
  readonly dvh: Dvh;
  readonly prescriptionGy: number;
}

/**
 * Indices of the targets that one dose treats, by lesion; for information, no rule of a record refers to them. Isodoses
 * of neighbours run together: each part of them is counted for its nearest target. D2cm keeps clear of all targets.
 */
export function lesionIndices(dose: DoseGrid, targets: readonly IndexedTarget[]): Map<string, LesionIndex[]> {
  const regions = targets.map(({ region }) => region);
  const nearest = new NearestRegion(regions);
  const isodoses = (share: number): readonly IsodoseVolume[] =>
    isodoseVolumes(
      dose,
      targets.map(({ region, prescriptionGy }) => ({ region, levelGy: share * prescriptionGy })),
      'nearest-target',
      nearest,
    ).volumes;
  const full = isodoses(1);
  const half = isodoses(0.5);
  const beyond = maximumBeyond(dose, regions);
  return new Map(
    targets.map((target, n) => {
      const d2cm =
        beyond.doseGy === null
          ? missing('D2cm', 'no part of the dose grid is 2 cm from the targets', '%')
          : {
              ...index('D2cm', (100 * beyond.doseGy) / target.prescriptionGy, '%'),
              reason: beyond.complete ? null : 'at least this: the dose grid ends within 2 cm of a target',
            };
      return [target.lesion, [...ofTarget(target, full[n]!, half[n]!), d2cm]];
    }),
  );
}

function ofTarget({ dvh, prescriptionGy }: IndexedTarget, full: IsodoseVolume, half: IsodoseVolume): LesionIndex[] {
  const targetCm3 = dvh.volumeCm3;
  const volumes = {
    targetCm3,
    targetCoveredCm3: volumeAtDose(dvh, prescriptionGy),
    prescriptionIsodoseCm3: full.volumeCm3,
    halfPrescriptionIsodoseCm3: half.volumeCm3,
  };
  const ofIsodose = (name: string, value: number | null, isodose: IsodoseVolume): LesionIndex =>
    isodose.reachesGridEdge ? missing(name, 'the isodose reaches the edge of the dose grid') : index(name, value);
  const [d2, d50, d98] = [0.02, 0.5, 0.98].map((share) => doseAtVolume(dvh, share * targetCm3));
  const max = nearMaximum(dvh);
  const min = nearMinimum(dvh);
  return [
    ofIsodose('CI (RTOG)', conformityIndexRtog(volumes), full),
    ofIsodose('CI (Paddick)', conformityIndexPaddick(volumes), full),
    ofIsodose('GI (Paddick)', gradientIndexPaddick(volumes), half),
    ofIsodose('R50%', r50(volumes), half),
    index(
      'HI (ICRU 83)',
      d2 == null || d98 == null || d50 == null
        ? null
        : homogeneityIcru83({ d2PercentGy: d2, d98PercentGy: d98, d50PercentGy: d50 }),
    ),
    index('HI (RTOG)', dvh.maxGy === null ? null : homogeneityRtog({ dmaxGy: dvh.maxGy, prescriptionGy })),
    { name: `near-maximum ${max.metric} (ICRU 91)`, value: max.value, unit: max.unit, reason: max.reason },
    { name: `near-minimum ${min.metric} (ICRU 91)`, value: min.value, unit: min.unit, reason: min.reason },
  ];
}

function index(name: string, value: number | null, unit = ''): LesionIndex {
  return value === null
    ? missing(name, 'not defined for this target and dose', unit)
    : { name, value, unit, reason: null };
}

function missing(name: string, reason: string, unit = ''): LesionIndex {
  return { name, value: null, unit, reason };
}
