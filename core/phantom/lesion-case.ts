import type { CaseLesion } from '../protocol/case-file.ts';
import type { FindingOutcome } from '../protocol/check-result.ts';
import type { DesignedTarget } from './target.ts';

/** The closed form, put where a planning system's own report goes: the result shows both side by side. */
export function closedFormReport(
  { truth }: DesignedTarget,
  { withGtv = true }: { readonly withGtv?: boolean } = {},
): NonNullable<CaseLesion['tps']> {
  return {
    system: 'closed form',
    version: 'of the phantom',
    ptvVolumeCm3: rounded(truth.ptvVolumeCm3, 3),
    ptvCoveragePercent: rounded(truth.ptvCoveragePercent, 2),
    ...(withGtv
      ? {
          gtvVolumeCm3: rounded(truth.gtvVolumeCm3, 3),
          gtvCoveragePercent: rounded(truth.gtvCoveragePercent, 2),
        }
      : {}),
    dmaxGy: rounded(truth.maximumGy, 3),
  };
}

/**
 * The class of a PTV coverage under HIMARS (NCT06978296): 90 and above per protocol, 80 and above an acceptable
 * deviation. Written out here a second time on purpose: the phantom states the answer that the program has to find.
 */
export function ptvClass(coveragePercent: number): FindingOutcome {
  if (coveragePercent >= 90) return 'per-protocol';
  return coveragePercent >= 80 ? 'acceptable-deviation' : 'unacceptable-deviation';
}

export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
