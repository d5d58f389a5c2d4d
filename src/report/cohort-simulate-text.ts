import type { CohortSimulate } from '../../core/index.ts';
import { designBlocks } from './design-text.ts';
import { visible } from './escape-html.ts';
import { SCENARIO_HEAD, scenarioRows, scenarioSums, scenarioTitle } from './scenario-words.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/** Operating characteristics for people: a table for each curve. */
export function cohortSimulateText({ software, design, seed, scenarios, assumptions, notice }: CohortSimulate): string {
  const isSimulated = scenarios.some(({ trials }) => trials !== null);
  const blocks = [
    [
      `${software.name} ${software.version}: what ${design.method}, version ${design.version}, would do`,
      ...(isSimulated ? [`Seed ${seed}: the same seed gives the same numbers.`] : []),
    ],
    ...scenarios.map((scenario) => {
      const width = scenario.patients === 'unlimited' ? 6 : SCENARIO_HEAD.length;
      const rows = [SCENARIO_HEAD, ...scenarioRows(scenario)].map((row) => row.slice(0, width));
      return [
        scenarioTitle(scenario),
        ...textColumns(rows, [0, 1, 2, 3, 4, 5, 6, 7], INDENT),
        ...scenarioSums(scenario).map((line) => `${INDENT}${line}`),
      ];
    }),
    ['Taken for granted', ...assumptions.flatMap((each) => wrapText(`- ${each}`, INDENT, `${INDENT}  `))],
    ...designBlocks(design),
    [notice],
  ];
  return blocks.map((block) => `${block.map(visible).join('\n')}\n`).join('\n');
}
