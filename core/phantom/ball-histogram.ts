import { MM3_PER_CM3 } from '../quantity.ts';
import type { RadialDose } from './closed-form.ts';
import { sphereVolumeAtDose } from './closed-form.ts';
import { rounded } from './lesion-case.ts';
import type { PhantomDvh } from './patient.ts';

const BIN_GY = 0.05;
const STORED_IN_GY = 0.01;

/**
 * The cumulative histogram of a ball in a radial dose, in closed form, as a planning system would store it: bins of
 * 0.05 Gy up to the maximum, cm³ to six digits.
 */
export function ballHistogram(roiName: string, radiusMm: number, dose: RadialDose, offsetMm: number): PhantomDvh {
  const maximumGy = dose.doseGy(Math.max(0, offsetMm - radiusMm));
  const bins = Math.ceil(maximumGy / BIN_GY);
  const edgesGy = Array.from({ length: bins }, (_, n) => (n + 1) * BIN_GY);
  return {
    rois: [{ roiName, contribution: 'INCLUDED' }],
    type: 'CUMULATIVE',
    doseUnits: 'GY',
    volumeUnits: 'CM3',
    doseScaling: STORED_IN_GY,
    storedWidths: edgesGy.map(() => BIN_GY / STORED_IN_GY),
    volumes: edgesGy.map((gy) => rounded(sphereVolumeAtDose(radiusMm, dose, gy, offsetMm) / MM3_PER_CM3, 6)),
    minimum: rounded(dose.doseGy(offsetMm + radiusMm), 4),
    maximum: rounded(maximumGy, 4),
  };
}
