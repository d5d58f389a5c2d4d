import { type Dvh, evaluateMetric, parseMetric } from '../core/index.ts';
import { signed, table } from './accuracy-section.ts';

/** The metrics of Nelms et al., Med Phys 42:4435 (2015), each with the name it has in the published answers. */
const METRICS = [
  { name: 'V', column: 'volume_cc', notation: 'Vol[cc]' },
  { name: 'Dmin', column: 'Dmin_cGy', notation: 'Min[cGy]' },
  { name: 'Dmax', column: 'Dmax_cGy', notation: 'Max[cGy]' },
  { name: 'Dmean', column: 'Dmean_cGy', notation: 'Mean[cGy]' },
  { name: 'D99', column: 'D99_cGy', notation: 'D99%[cGy]' },
  { name: 'D95', column: 'D95_cGy', notation: 'D95%[cGy]' },
  { name: 'D5', column: 'D5_cGy', notation: 'D5%[cGy]' },
  { name: 'D1', column: 'D1_cGy', notation: 'D1%[cGy]' },
  { name: 'D0.03cc', column: 'D0.03cc_cGy', notation: 'D0.03cc[cGy]' },
] as const;

export type NelmsMetric = (typeof METRICS)[number]['name'];
/** Volumes in cm³, doses in cGy. */
export type NelmsAnswers = Readonly<Record<NelmsMetric, number>>;

export const NELMS_COLUMNS: readonly { readonly name: NelmsMetric; readonly column: string }[] = METRICS;

export type Gradient = 'SI' | 'AP';

/** One shape in one dose. */
export interface NelmsCase {
  readonly shape: string;
  readonly gradient: Gradient;
  readonly contourSpacingMm: number;
  readonly doseGrid: string;
}

export interface Deviation extends NelmsCase {
  readonly metric: NelmsMetric;
  /** Percent of the local value. */
  readonly percent: number;
}

/** What a test of the paper comes to: how many metrics are off, and the farthest of each. */
export interface NelmsCount {
  readonly metrics: number;
  readonly off3Percent: number;
  readonly off2Percent: number;
  /** Of the metrics off by more than 3 %: on axial shapes, and on rotated ones. */
  readonly offByShape: Readonly<Record<string, number>>;
  readonly worst: readonly Deviation[];
}

export function deviations(which: NelmsCase, found: NelmsAnswers, truth: NelmsAnswers): Deviation[] {
  return METRICS.map(({ name }) => ({ ...which, metric: name, percent: 100 * (found[name] / truth[name] - 1) })).filter(
    // The paper counts a volume once per structure and dose grid, whatever the gradient: 340 and 255 values.
    ({ metric, gradient }) => metric !== 'V' || gradient === 'SI',
  );
}

export function answersOf(dvh: Dvh): NelmsAnswers {
  const entries = METRICS.map(({ name, notation }) => {
    const { value } = evaluateMetric(parseMetric(notation), dvh, { prescriptionGy: null });
    return [name, value ?? NaN] as const;
  });
  return Object.fromEntries(entries) as Record<NelmsMetric, number>;
}

export function countOf(all: readonly Deviation[]): NelmsCount {
  const off = (limit: number): Deviation[] => all.filter(({ percent }) => !(Math.abs(percent) <= limit));
  const offByShape: Record<string, number> = {};
  for (const { shape } of off(3)) offByShape[shape] = (offByShape[shape] ?? 0) + 1;
  return {
    metrics: all.length,
    off3Percent: off(3).length,
    off2Percent: off(2).length,
    offByShape,
    worst: METRICS.map(({ name }) =>
      all
        .filter(({ metric }) => metric === name)
        .reduce((worst, one) => (Math.abs(one.percent) > Math.abs(worst.percent) ? one : worst)),
    ),
  };
}

/** The farthest case of each metric, one column per count. */
export function worstTable(columns: readonly { readonly title: string; readonly count: NelmsCount }[]): string {
  return table(
    ['metric', ...columns.map(({ title }) => title)],
    METRICS.map(({ name }, m) => [
      name,
      ...columns.map(({ count }) => {
        const { percent, shape, gradient, contourSpacingMm, doseGrid } = count.worst[m]!;
        if (Math.abs(percent) < 0.05) return signed(percent, 1);
        return `${signed(percent, 1)} (${shape}, ${gradient}, ${contourSpacingMm} on ${doseGrid})`;
      }),
    ]),
  );
}
