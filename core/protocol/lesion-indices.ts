import type { DoseGrid } from '../dose/dose-grid.ts';
import { gridBounds } from '../dose/dose-grid.ts';
import { computeDvh, doseAtVolume, type Dvh, volumeAtDose } from '../dose/dvh.ts';
import {
  conformityIndexPaddick,
  conformityIndexRtog,
  gradientIndexPaddick,
  homogeneityIcru83,
  homogeneityRtog,
  r50,
} from '../dose/indices.ts';
import { nearMaximum, nearMinimum } from '../dose/near-extremes.ts';
import { regionOfBox } from '../geometry/region-of-box.ts';
import { boundsOf } from '../geometry/region-size.ts';
import type { Region } from '../geometry/region.ts';
import type { Prescription } from './measured-lesion.ts';

export interface LesionIndex {
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly reason: string | null;
}

/** The isodose volumes are counted in a box around the target, this far beyond it, mm. */
const NEIGHBOURHOOD_MM = 30;

/**
 * Indices of one target for information: no rule of the record refers to them. Isodose volumes are those inside a box
 * 30 mm around the target, so neighbouring lesions within it count, too; the name says so.
 */
export function lesionIndices({
  region,
  dvh,
  dose,
  prescription,
}: {
  readonly region: Region;
  readonly dvh: Dvh;
  readonly dose: DoseGrid;
  readonly prescription: Prescription;
}): LesionIndex[] {
  const box = boundsOf(region);
  if (box === null) return [];
  const rx = prescription.doseGy;
  const grid = dose.axes === null ? gridBounds(dose) : null;
  const by = NEIGHBOURHOOD_MM;
  const around = {
    x0: box.x0 - by,
    x1: box.x1 + by,
    y0: box.y0 - by,
    y1: box.y1 + by,
    z0: box.z0 - by,
    z1: box.z1 + by,
  };
  const clipped =
    grid === null
      ? around
      : {
          x0: Math.max(around.x0, grid.x0),
          x1: Math.min(around.x1, grid.x1),
          y0: Math.max(around.y0, grid.y0),
          y1: Math.min(around.y1, grid.y1),
          z0: Math.max(around.z0, grid.z0),
          z1: Math.min(around.z1, grid.z1),
        };
  const surroundings = computeDvh(regionOfBox(clipped), dose, [rx, rx / 2], { bins: 16 });
  const targetCm3 = dvh.volumeCm3;
  const targetCoveredCm3 = volumeAtDose(dvh, rx);
  const prescriptionIsodoseCm3 = volumeAtDose(surroundings, rx);
  const halfPrescriptionIsodoseCm3 = volumeAtDose(surroundings, rx / 2);
  const volumes = { targetCm3, targetCoveredCm3, prescriptionIsodoseCm3, halfPrescriptionIsodoseCm3 };
  const d2 = doseAtVolume(dvh, 0.02 * targetCm3);
  const d98 = doseAtVolume(dvh, 0.98 * targetCm3);
  const d50 = doseAtVolume(dvh, 0.5 * targetCm3);
  const index = (name: string, value: number | null, unit = ''): LesionIndex => ({
    name,
    value,
    unit,
    reason: value === null ? 'not defined for this target and dose' : null,
  });
  const max = nearMaximum(dvh);
  const min = nearMinimum(dvh);
  return [
    index('CI (RTOG)', conformityIndexRtog(volumes)),
    index('CI (Paddick)', conformityIndexPaddick(volumes)),
    index('GI (Paddick)', gradientIndexPaddick(volumes)),
    index('R50%', r50(volumes)),
    index(
      'HI (ICRU 83)',
      d2 === null || d98 === null || d50 === null
        ? null
        : homogeneityIcru83({ d2PercentGy: d2, d98PercentGy: d98, d50PercentGy: d50 }),
    ),
    index('HI (RTOG)', dvh.maxGy === null ? null : homogeneityRtog({ dmaxGy: dvh.maxGy, prescriptionGy: rx })),
    { name: `near-maximum ${max.metric} (ICRU 91)`, value: max.value, unit: max.unit, reason: max.reason },
    { name: `near-minimum ${min.metric} (ICRU 91)`, value: min.value, unit: min.unit, reason: min.reason },
  ];
}
