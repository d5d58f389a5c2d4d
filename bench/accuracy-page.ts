import type { KeptSection } from './accuracy-kept.ts';
import type { AccuracySection } from './accuracy-section.ts';
import { INTERVAL } from './interval-suite.ts';
import { NELMS_GENERATED } from './nelms-generated.ts';
import { NELMS_PUBLISHED } from './nelms-published.ts';
import { THINNED } from './thinned-doses.ts';
import { TPS } from './tps-table.ts';

/** In the order of the page. Whatever a section keeps was written by its own `measure`. */
export const SECTIONS: readonly AccuracySection<unknown>[] = [
  NELMS_GENERATED as AccuracySection<unknown>,
  NELMS_PUBLISHED as AccuracySection<unknown>,
  INTERVAL as AccuracySection<unknown>,
  THINNED as AccuracySection<unknown>,
  TPS as AccuracySection<unknown>,
];

/** docs/accuracy.md, before formatting, of what each section kept; null for a section that was never measured. */
export function accuracyPage(kept: readonly (KeptSection | null)[]): string {
  return [
    '# Accuracy',
    'Written by `npm run accuracy` from `bench/results/accuracy/`; every figure is generated but the published ones, ' +
      'which carry their source. `npm run accuracy -- TARGETS --only SECTION` measures one section anew ' +
      `(${SECTIONS.map(({ name }) => `\`${name}\``).join(', ')}); the sections on real exports need the folder that ` +
      'holds them in `TRABECULA_DATA`.',
    ...SECTIONS.flatMap((section, n) => [`## ${section.title}`, ...sectionPage(section, kept[n] ?? null)]),
  ].join('\n\n');
}

function sectionPage(section: AccuracySection<unknown>, kept: KeptSection | null): string[] {
  if (kept === null || kept.result === null)
    return ['Not measured: the real exports were not there (`TRABECULA_DATA`).'];
  const { commit, changed, node } = kept.measuredWith;
  return [
    section.page(kept.result),
    `Measured with \`${kept.command}\` at commit ${commit}${changed ? ' and changes not yet committed' : ''}, Node ${node}.`,
  ];
}
