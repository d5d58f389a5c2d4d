import { parseTpsUnit } from './tps-quantity.ts';

/** A cumulative histogram as it was pasted. */
export interface PastedCurve {
  readonly doseGy: readonly number[];
  /** In percent of the structure, or in cm³ where `isPercent` is false. */
  readonly volume: readonly number[];
  readonly isPercent: boolean;
}

/** The share at or above a dose, percent, between two rows in proportion; or why there is none. */
export function coverageOfCurve({ doseGy, volume, isPercent }: PastedCurve, atGy: number): number | string {
  const [first = 0] = volume;
  if (doseGy.length < 2) return 'fewer than two rows of its histogram were understood';
  if (doseGy.some((dose, n) => n > 0 && dose <= doseGy[n - 1]!)) return 'the doses of its histogram do not ascend';
  if (volume.some((share, n) => n > 0 && share > volume[n - 1]! + 1e-9 * first)) {
    return 'its histogram rises: a cumulative one is needed';
  }
  if (!(first > 0) || doseGy[0]! > 1e-9) return 'its histogram does not begin at 0 Gy with the whole structure';
  const next = doseGy.findIndex((dose) => dose >= atGy);
  if (next === -1) return 0;
  if (next === 0) return 100;
  const [from, to] = [doseGy[next - 1]!, doseGy[next]!];
  const share = (atGy - from) / (to - from);
  const at = volume[next - 1]! + share * (volume[next]! - volume[next - 1]!);
  return isPercent ? at : (100 * at) / first;
}

/** A histogram while its rows are read. */
export interface OpenCurve extends PastedCurve {
  readonly doseGy: number[];
  readonly volume: number[];
  /** Which column holds what, and what makes its doses Gy. */
  readonly dose: number;
  readonly share: number;
  readonly toGy: number;
}

/** "Dose [Gy]  Relative dose [%]  Ratio of Total Structure Volume [%]". */
export function curveHeader(text: string): Omit<OpenCurve, 'doseGy' | 'volume'> | null {
  const heads = [...text.matchAll(/([A-Za-z][A-Za-z ]*?)\s*[[(]\s*([^\])]+?)\s*[\])]/g)].map(
    ([, name = '', unit = '']) => ({
      name: name.trim().toLowerCase(),
      unit: parseTpsUnit(unit),
    }),
  );
  const dose = heads.findIndex(({ name, unit }) => name === 'dose' && (unit === 'Gy' || unit === 'cGy'));
  const share = heads.findIndex(({ name, unit }) => /volume/.test(name) && (unit === '%' || unit === 'cm³'));
  if (heads.length < 2 || dose === -1 || share === -1) return null;
  return { dose, share, toGy: heads[dose]!.unit === 'cGy' ? 0.01 : 1, isPercent: heads[share]!.unit === '%' };
}
