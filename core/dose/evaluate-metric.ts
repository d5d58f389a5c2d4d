import { doseAtVolume, volumeAtDose } from './dvh.ts';
import type { Dvh } from './dvh.ts';
import type { DoseOfVolume, DoseStatistic, Metric, MetricDoseUnit, VolumeOfDose } from './metric.ts';

export interface MetricContext {
  /** What 100 % of the dose is; null when nothing is prescribed. */
  readonly prescriptionGy: number | null;
}

export interface MetricValue {
  /** In `unit`; null when the status is `not-evaluable`. */
  readonly value: number | null;
  readonly unit: string;
  readonly status: 'ok' | 'not-evaluable';
  /** Why there is no value, or how a part outside the dose grid was counted; null when there is nothing to say. */
  readonly reason: string | null;
}

/** Volumes closer than this share of the structure are the same volume. */
const SAME_VOLUME = 1e-9;

const CGY_PER_GY = 100;

/**
 * The value of a metric of one structure. With V(d) the volume that receives at least d:
 *
 * - `D x` is the largest d with V(d) >= x; `DC x` is `D (Vtot - x)`; `Median` is `D 50 %`;
 * - `CV d` is Vtot - V(d).
 *
 * Percentages refer to the whole structure. Where a part of it lies outside the dose grid, nothing is rescaled and
 * nothing reads as a silent zero: V and CV count that part as cold, the mean counts it as 0 Gy, the maximum is that of
 * the part inside, each saying so in `reason`; Min, a D of more than the part inside, and a DC of less than the part
 * outside are not evaluable. Nor is a volume larger than the structure, a % of a prescription that is not there, or any
 * dose in a structure that is wholly outside. Only `V 0 Gy` needs no dose.
 */
export function evaluateMetric(metric: Metric, dvh: Dvh, context: MetricContext): MetricValue {
  const { unit } = metric;
  const answer = (value: number, reason: string | null): MetricValue => ({ value, unit, status: 'ok', reason });
  const none = (reason: string): MetricValue => ({ value: null, unit, status: 'not-evaluable', reason });

  const whole = dvh.volumeCm3;
  if (metric.kind === 'volume') return answer(whole, null);
  if (!(whole > 0)) return none('the structure has no volume');

  const outside = dvh.outsideDoseCm3 > SAME_VOLUME * whole ? dvh.outsideDoseCm3 : 0;
  const inside = whole - outside;
  const outsideWords = `${shown(outside)} of ${shown(whole)} cm³ lie outside the dose grid`;
  const asCold = (how: string): string | null => (outside === 0 ? null : `${outsideWords}; ${how}`);
  if (dvh.maxGy === null || dvh.minGy === null || dvh.meanGy === null || inside <= SAME_VOLUME * whole) {
    return none('the structure lies wholly outside the dose grid');
  }

  if ('dose' in metric) {
    const level = levelGyOf(metric, context.prescriptionGy);
    if (level === null) return none('no prescription');
    const atDose = level <= 0 ? whole : volumeAtDose(dvh, level);
    const volume = metric.kind === 'volume-at-dose' ? atDose : whole - atDose;
    return answer(metric.unit === 'cc' ? volume : (100 * volume) / whole, asCold('they are counted as cold'));
  }

  const scale = unitsPerGy(metric.unit, context.prescriptionGy);
  if (scale === null) return none('no prescription');

  if (metric.kind === 'statistic' && metric.statistic !== 'Median') {
    switch (metric.statistic) {
      case 'Min':
        return outside === 0 ? answer(dvh.minGy * scale, null) : none(`${outsideWords}; the minimum is not known`);
      case 'Max':
        return answer(dvh.maxGy * scale, asCold('the maximum is that of the part inside'));
      case 'Mean':
        return answer((dvh.meanGy * inside * scale) / whole, asCold('they are counted as 0 Gy'));
    }
  }

  const asked = volumeCm3Asked(metric, whole);
  if (asked > whole * (1 + SAME_VOLUME)) {
    return none(`${shown(asked)} cm³ is more than the structure holds (${shown(whole)} cm³)`);
  }
  const hottest = metric.kind === 'dose-complement' ? whole - asked : asked;
  if (hottest > inside + SAME_VOLUME * whole) {
    return none(`${outsideWords}; the dose there is not known, and it decides this metric`);
  }
  const dose = doseOfHottest(dvh, hottest, inside);
  if (dose === null) return none('the dose of this volume is not known');
  return answer(dose * scale, asCold('they are counted as cold'));
}

/** The volume whose dose is asked for, cm³; the coldest of a complement. */
export function volumeCm3Asked(metric: DoseOfVolume | DoseStatistic, whole: number): number {
  if (metric.kind === 'statistic') return whole / 2;
  return metric.volumeUnit === 'cc' ? metric.volume : (metric.volume / 100) * whole;
}

/** Largest d that the hottest `cm3` receive; the exact extremes at both ends, whatever the curve was sampled at. */
function doseOfHottest(dvh: Dvh, cm3: number, inside: number): number | null {
  if (cm3 >= inside * (1 - SAME_VOLUME)) return dvh.minGy;
  if (cm3 <= inside * SAME_VOLUME) return dvh.maxGy;
  return doseAtVolume(dvh, cm3);
}

/** Dose levels (Gy) at which the volume must be exact for these metrics: to be given to `computeDvh`. */
export function levelsOf(metrics: readonly Metric[], prescriptionGy: number | null): number[] {
  const levels = new Set<number>();
  for (const metric of metrics) {
    if (metric.kind !== 'volume-at-dose' && metric.kind !== 'volume-complement') continue;
    const level = levelGyOf(metric, prescriptionGy);
    if (level !== null) levels.add(level);
  }
  return [...levels].sort((a, b) => a - b);
}

function levelGyOf(metric: VolumeOfDose, prescriptionGy: number | null): number | null {
  const { dose } = metric;
  switch (metric.doseUnit) {
    case 'Gy':
      return dose;
    case 'cGy':
      return dose / CGY_PER_GY;
    case '%':
      return prescribed(prescriptionGy) ? (dose * prescriptionGy) / 100 : null;
  }
}

/** Units of a dose metric in one Gy; null for percent of no prescription. */
export function unitsPerGy(unit: MetricDoseUnit, prescriptionGy: number | null): number | null {
  if (unit === 'Gy') return 1;
  if (unit === 'cGy') return CGY_PER_GY;
  return prescribed(prescriptionGy) ? 100 / prescriptionGy : null;
}

function prescribed(prescriptionGy: number | null): prescriptionGy is number {
  return prescriptionGy !== null && prescriptionGy > 0;
}

const shown = (cm3: number): string => String(Number(cm3.toPrecision(3)));
