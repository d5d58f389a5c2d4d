import type { CheckResult } from '../../core/index.ts';
import { asFound } from './rank.ts';

/** By whom an open question was settled: "by the case", "by default", "by nobody". */
export function chosenBy({ by }: CheckResult['readings'][number]): string {
  return by === 'case' ? 'by the case' : by === 'default' ? 'by default' : 'by nobody';
}

/** How to settle the questions on which findings hang, for the case; null when none does. */
export function howToRead({ readings, findings }: CheckResult): string | null {
  const hanging = findings.filter((finding) => asFound(finding).outcome === 'depends-on-reading');
  const open = readings.filter(
    ({ chosen, options }) =>
      chosen === null &&
      hanging.some((finding) => finding.readings.some(({ name }) => options.some((o) => o.name === name))),
  );
  if (open.length === 0) return null;
  const keys = open.map(({ name, options }) => `"${name}": "${options[0]?.name ?? ''}"`);
  return `To settle it, state one in the case, for example "readings": {${keys.join(', ')}}.`;
}
