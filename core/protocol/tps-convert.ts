import type { TpsReport } from './compare-with-tps.ts';
import type { TpsNumber } from './tps-number.ts';
import { parseTpsUnit, type TpsLabel } from './tps-quantity.ts';

/** A lesion whose numbers are looked for. */
export interface TpsTarget {
  readonly lesion: string;
  readonly gtv: string | null;
  readonly ptv: string | null;
  readonly prescriptionGy: number | null;
}

export type TpsNumbers = Omit<TpsReport, 'system' | 'version'>;

export interface ConvertedTps {
  readonly key: keyof TpsNumbers;
  readonly value: number;
  readonly how: string | null;
}

/** A number in the unit of the case, or why it is not taken. */
export function convertTps(
  { quantity, unit: bracket }: TpsLabel,
  { value, unit: behind }: TpsNumber,
  target: TpsTarget,
  role: 'gtv' | 'ptv',
): ConvertedTps | string {
  const written = behind ?? bracket;
  const unit = written === null ? null : parseTpsUnit(written);
  if (written !== null && unit === null) return `the unit "${written}" is not known`;
  const { prescriptionGy } = target;
  if (quantity.kind === 'volume') {
    const how = unit === null ? 'no unit is given: taken as cm³' : unit === 'mm³' ? 'from mm³' : null;
    if (unit !== null && unit !== 'cm³' && unit !== 'mm³') return `a volume in ${unit}`;
    if (!(value > 0)) return 'a volume is above 0';
    return { key: `${role}VolumeCm3`, value: unit === 'mm³' ? value / 1000 : value, how };
  }
  if (quantity.kind === 'coverage') {
    if (unit !== null && unit !== '%') return `coverage is compared in %, and this is in ${unit}`;
    const { at } = quantity;
    if (at?.unit === '%' && at.value !== 100) return `the share at ${at.value} % of the dose is not compared`;
    if (at?.unit === 'Gy' && (prescriptionGy === null || Math.abs(at.value - prescriptionGy) > 0.01)) {
      return `the share at ${at.value} Gy is not that at the prescribed dose${prescriptionGy === null ? ', which is not given' : ` of ${prescriptionGy} Gy`}`;
    }
    if (value < 0 || value > 100) return 'a percentage is from 0 to 100';
    return { key: `${role}CoveragePercent`, value, how: unit === null ? 'no unit is given: taken as %' : null };
  }
  if (role === 'gtv' && target.ptv !== null) return 'doses are compared of the PTV';
  if (value < 0) return 'a dose is not below 0';
  if (unit === 'cGy') return { key: quantity.key, value: value / 100, how: 'from cGy' };
  if (unit === '%') {
    if (prescriptionGy === null) return 'a dose in percent, and no prescription is given';
    return { key: quantity.key, value: (value * prescriptionGy) / 100, how: `from ${value} % of ${prescriptionGy} Gy` };
  }
  if (unit !== null && unit !== 'Gy') return `a dose in ${unit}`;
  return { key: quantity.key, value, how: unit === null ? 'no unit is given: taken as Gy' : null };
}
