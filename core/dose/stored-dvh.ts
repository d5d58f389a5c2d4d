import { TrabeculaError } from '../errors.ts';
import type { Dvh } from './dvh.ts';

/** A histogram as another program wrote it: bins of some width in dose, each with a volume. */
export interface StoredDvh {
  /**
   * `differential`: each bin holds the volume whose dose lies in it; the first bin begins at 0 Gy. `cumulative`: the
   * volume that receives at least the dose at the upper edge of the bin, as the common readers take it.
   */
  readonly kind: 'differential' | 'cumulative';
  readonly binWidthsGy: Float64Array;
  readonly volumes: Float64Array;
  readonly volumeUnit: 'cm3' | 'percent';
  /** What the program says of the whole, where it does. */
  readonly minimumGy: number | null;
  readonly maximumGy: number | null;
  readonly meanGy: number | null;
}

/** A cumulative histogram may rise by this share of its volume: printed digits. */
const ROUNDING = 1e-3;
/** What a histogram in percent may add up to; the first edge of a cumulative one may already leave volume below it. */
const MOST_PERCENT = 101;
const LEAST_PERCENT = { differential: 99, cumulative: 50 } as const;

/**
 * A stored histogram as a curve that metrics can be read from, linear inside a bin. In percent it is laid over
 * `wholeCm3`. What lies above the last bin is not known to be empty: a cumulative curve that ends above 0 keeps that
 * volume at its last dose.
 *
 * @throws TrabeculaError (unreadable) for bins without volume, below zero, or a cumulative curve that rises
 */
export function dvhFromStored(stored: StoredDvh, wholeCm3: number): Dvh {
  const { kind, binWidthsGy, volumes, volumeUnit } = stored;
  const bins = binWidthsGy.length;
  const bad = (what: string): TrabeculaError => new TrabeculaError('unreadable', { what });
  if (bins === 0 || volumes.length !== bins) throw bad('the histogram has no bins, or bins without a volume');
  if (binWidthsGy.some((width) => !(width >= 0)) || volumes.some((volume) => !(volume >= 0)))
    throw bad('a bin has a width or a volume below zero');
  const upper = new Float64Array(bins);
  let edge = 0;
  for (let n = 0; n < bins; n++) upper[n] = edge += binWidthsGy[n]!;
  if (!(edge > 0)) throw bad('all bins have a width of zero');
  const atLeast = kind === 'cumulative' ? fallingOnly(volumes, bad) : aboveEach(volumes);
  // At 0 Gy stands the whole; of a cumulative curve in cm³ that is its first value.
  const sum = kind === 'cumulative' ? volumes[0]! : volumes.reduce((all, volume) => all + volume, 0);
  if (!(sum > 0)) throw bad('the histogram holds no volume');
  if (volumeUnit === 'percent' && (sum > MOST_PERCENT || sum < LEAST_PERCENT[kind]))
    throw bad(`in percent, the whole structure comes to ${Number(sum.toPrecision(4))}`);
  const whole = volumeUnit === 'percent' && kind === 'cumulative' ? Math.max(sum, 100) : sum;
  const inCm3 = volumeUnit === 'cm3' ? 1 : wholeCm3 / whole;
  const doseGy = Float64Array.from([0, ...upper]);
  const volumeCm3AtDose = Float64Array.from([whole, ...atLeast], (volume) => volume * inCm3);
  return {
    volumeCm3: whole * inCm3,
    outsideDoseCm3: 0,
    minGy: stored.minimumGy ?? lastWithAll(doseGy, volumeCm3AtDose),
    maxGy: stored.maximumGy ?? lastWithAny(doseGy, volumeCm3AtDose),
    meanGy: stored.meanGy ?? meanOf(doseGy, volumeCm3AtDose),
    doseGy,
    volumeCm3AtDose,
    exactCm3: new Map(),
    stepGy: 0,
  };
}

function fallingOnly(volumes: Float64Array, bad: (what: string) => TrabeculaError): Float64Array {
  const out = volumes.slice();
  for (let n = 1; n < out.length; n++) {
    if (out[n]! > out[n - 1]! + ROUNDING * out[0]!) throw bad(`the cumulative histogram rises at bin ${n + 1}`);
    out[n] = Math.min(out[n]!, out[n - 1]!);
  }
  return out;
}

/** Of a differential histogram, what lies above the upper edge of each bin. */
function aboveEach(volumes: Float64Array): Float64Array {
  const out = new Float64Array(volumes.length);
  for (let n = volumes.length - 2; n >= 0; n--) out[n] = out[n + 1]! + volumes[n + 1]!;
  return out;
}

function lastWithAll(doseGy: Float64Array, volume: Float64Array): number {
  return doseGy[volume.findLastIndex((cm3) => cm3 >= volume[0]!)]!;
}

function lastWithAny(doseGy: Float64Array, volume: Float64Array): number {
  const empty = volume.findIndex((cm3) => cm3 <= 0);
  return doseGy[empty === -1 ? doseGy.length - 1 : empty]!;
}

/** The area below the curve; what is left above the last bin counts at its edge. */
function meanOf(doseGy: Float64Array, volume: Float64Array): number {
  let area = 0;
  for (let n = 1; n < doseGy.length; n++) area += (doseGy[n]! - doseGy[n - 1]!) * 0.5 * (volume[n]! + volume[n - 1]!);
  return area / volume[0]!;
}
