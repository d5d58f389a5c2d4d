import type { CheckResult, TargetResult } from '../../core/index.ts';
import type { CoverageBar } from './coverage-svg.ts';
import { findingsOf, lesionsWorstFirst } from './rank.ts';
import { limitsOf, shownCoverage } from './shown.ts';

/** A bar for each target that has a coverage, the lesions worst possible first. */
export function coverageBars(result: CheckResult): CoverageBar[] {
  return lesionsWorstFirst(result).flatMap((lesion) => {
    const bar = (role: 'ptv' | 'gtv', target: TargetResult | null): CoverageBar[] =>
      target === null || target.coveragePercent === null
        ? []
        : [
            {
              label: `${lesion.id} ${role.toUpperCase()}`,
              role,
              coverage: target.coveragePercent,
              best: target.coverageBestEstimatePercent,
              shown: shownCoverage(target.coveragePercent, limitsOf(findingsOf(result, lesion), target.roiName)),
            },
          ];
    return [...bar('ptv', lesion.ptv), ...bar('gtv', lesion.gtv)];
  });
}

/** Where the classes of coverage change, ascending, for drawing. */
export function coverageLimits(result: CheckResult): number[] {
  const given = result.trial.coverageLimitsPercent;
  const found = result.findings.filter((finding) => finding.rule.endsWith('coverage')).map((finding) => finding.limit);
  const limits = given ?? found.filter((limit) => limit !== null);
  return [...new Set(limits)].sort((a, b) => a - b);
}
