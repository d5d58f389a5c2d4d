import type { Convention } from '../dose/conventions.ts';
import type { Coverage } from '../dose/coverage-interval.ts';
import type { TargetResult, TpsComparison } from './check-result.ts';

/** What the planning system reported for a lesion, as typed into the case file. Absent means not reported. */
export interface TpsReport {
  readonly system?: string | undefined;
  readonly version?: string | undefined;
  readonly gtvVolumeCm3?: number | undefined;
  readonly ptvVolumeCm3?: number | undefined;
  readonly ptvCoveragePercent?: number | undefined;
  readonly gtvCoveragePercent?: number | undefined;
  /** Doses are of the PTV, or of the GTV where there is no PTV. */
  readonly dmaxGy?: number | undefined;
  readonly dminGy?: number | undefined;
  readonly dmeanGy?: number | undefined;
  readonly d98PercentGy?: number | undefined;
  readonly d95PercentGy?: number | undefined;
  readonly d50PercentGy?: number | undefined;
  readonly d2PercentGy?: number | undefined;
}

/** The doses that are compared, as they are called. */
export const TPS_DOSES = [
  { key: 'dmaxGy', name: 'Dmax' },
  { key: 'd2PercentGy', name: 'D2%' },
  { key: 'd50PercentGy', name: 'D50%' },
  { key: 'dmeanGy', name: 'Dmean' },
  { key: 'd95PercentGy', name: 'D95%' },
  { key: 'd98PercentGy', name: 'D98%' },
  { key: 'dminGy', name: 'Dmin' },
] as const;

interface Measured {
  readonly result: TargetResult;
  readonly coverage: Coverage | null;
}

interface Here {
  readonly gtv: Measured | null;
  readonly ptv: Measured | null;
  readonly stated: Convention;
}

type ByConvention = Coverage['byConvention'][number];

/** Puts the planning system's numbers beside ours and names the convention that brings ours closest to each. */
export function compareWithTps(tps: TpsReport, { gtv, ptv, stated }: Here): TpsComparison {
  const target = ptv ?? gtv;
  const rows: TpsComparison['rows'] = [];
  const row = (
    quantity: string,
    unit: string,
    reported: number | undefined,
    here: number | null | undefined,
    options: readonly { convention: Convention; value: number }[],
  ): void => {
    if (reported === undefined) return;
    rows.push({
      quantity,
      unit,
      tps: reported,
      here: here ?? null,
      difference: here === null || here === undefined ? null : here - reported,
      explainedBy: here === null || here === undefined ? null : explain(reported, here, options, stated),
    });
  };
  const options = (
    measured: Measured | null,
    value: (c: ByConvention) => number,
  ): { convention: Convention; value: number }[] =>
    (measured?.coverage?.byConvention ?? []).map((c) => ({ convention: c.convention, value: value(c) }));
  row(
    'PTV volume',
    'cm³',
    tps.ptvVolumeCm3,
    ptv?.result.volumeCm3,
    options(ptv, (c) => c.volumeCm3),
  );
  row(
    'PTV coverage',
    '%',
    tps.ptvCoveragePercent,
    ptv?.result.coveragePercent?.value,
    options(ptv, (c) => c.percent),
  );
  row(
    'GTV volume',
    'cm³',
    tps.gtvVolumeCm3,
    gtv?.result.volumeCm3,
    options(gtv, (c) => c.volumeCm3),
  );
  row(
    'GTV coverage',
    '%',
    tps.gtvCoveragePercent,
    gtv?.result.coveragePercent?.value,
    options(gtv, (c) => c.percent),
  );
  for (const { key, name } of TPS_DOSES) row(name, 'Gy', tps[key], target?.result[key], []);
  return { system: tps.system ?? null, version: tps.version ?? null, rows };
}

/** A convention explains a difference when it leaves less than half of it. */
function explain(
  reported: number,
  here: number,
  options: readonly { convention: Convention; value: number }[],
  stated: Convention,
): string | null {
  const off = Math.abs(here - reported);
  if (off <= 1e-3 * Math.abs(reported)) return null;
  let best: { convention: Convention; value: number } | null = null;
  for (const option of options) {
    if (best === null || Math.abs(option.value - reported) < Math.abs(best.value - reported)) best = option;
  }
  if (best === null || Math.abs(best.value - reported) >= off / 2) return null;
  return conventionWords(best.convention, stated);
}

/** The parts of a convention that differ from the stated one. */
function conventionWords(convention: Convention, stated: Convention): string | null {
  const words = [
    convention.endCaps === stated.endCaps ? null : CAPS_WORDS[convention.endCaps],
    convention.betweenSlices === stated.betweenSlices
      ? null
      : convention.betweenSlices === 'interpolated'
        ? 'shape interpolated between slices'
        : 'prism on every slice',
    convention.doseInterpolation === stated.doseInterpolation ? null : `${convention.doseInterpolation} dose`,
  ].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(', ');
}

const CAPS_WORDS = {
  none: 'no end caps',
  'half-slice': 'half-slice end caps',
  capped: 'end caps of at most 1.5 mm',
  rounded: 'rounded ends',
};
