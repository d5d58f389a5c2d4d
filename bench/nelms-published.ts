import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { computeDvh, regionOf } from '../core/index.ts';
import { type AccuracyRequest, type AccuracySection, table } from './accuracy-section.ts';
import {
  answersOf,
  countOf,
  type Deviation,
  deviations,
  NELMS_COLUMNS,
  type NelmsAnswers,
  type NelmsCount,
  worstTable,
} from './nelms-metrics.ts';
import { realExport } from './real-export.ts';

interface PublishedCounts {
  readonly rows: number;
  readonly test1: NelmsCount;
  readonly test2: NelmsCount;
}

/** The files and answers as published with the paper: axial shapes only, and no dose grid below 1 mm. */
export const NELMS_PUBLISHED: AccuracySection<PublishedCounts> = {
  name: 'nelms-published',
  title: 'The test of Nelms et al. (2015), published files',
  measure,
  page,
};

async function measure({ dataFolder, say }: AccuracyRequest): Promise<PublishedCounts | null> {
  const folder = join(dataFolder ?? '', 'nelms-2015');
  if (dataFolder === null || !existsSync(folder)) return null;
  say('Nelms et al., published files');
  const text = await readFile(join(folder, 'analytic.csv'), 'utf8');
  const [header = '', ...lines] = text.trim().split('\n');
  const columns = header.trim().split(',');
  const test1: Deviation[] = [];
  const test2: Deviation[] = [];
  for (const line of lines) {
    const cells = line.trim().split(',');
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? '';
    const { structures, dose } = await realExport(folder, [
      `structures/${cell('structure')}.dcm`,
      `dose/Linear_${cell('gradient')}_${cell('dose_voxel_mm')}mm_Aligned.dcm`,
    ]);
    const region = regionOf(structures[0]!.solid, { endCaps: 'half-slice', betweenSlices: 'prism' });
    const truth = Object.fromEntries(
      NELMS_COLUMNS.map(({ name, column }) => [name, Number(cell(column))]),
    ) as unknown as NelmsAnswers;
    const which = {
      shape: (cell('structure').split('_')[0] ?? '').toLowerCase(),
      gradient: cell('gradient') === 'SupInf' ? ('SI' as const) : ('AP' as const),
      contourSpacingMm: Number(cell('contour_spacing_mm')),
      doseGrid: cell('dose_voxel_mm'),
    };
    const into = which.contourSpacingMm === 0.2 ? test1 : test2;
    into.push(...deviations(which, answersOf(computeDvh(region, dose)), truth));
  }
  return { rows: lines.length, test1: countOf(test1), test2: countOf(test2) };
}

function page({ rows, test1, test2 }: PublishedCounts): string {
  const line = (name: string, { metrics, off3Percent, off2Percent }: NelmsCount): string[] => [
    name,
    `${off3Percent} of ${metrics}`,
    String(off2Percent),
  ];
  return [
    `The ${rows} published cases (axial sphere, cylinder, cone) against the published answers, half-slice prisms.`,
    table(
      ['', 'off by > 3 %', '> 2 %'],
      [
        line('contours every 0.2 mm, dose grids of 1, 2 and 3 mm', test1),
        line('contours and dose grid both 1, 2 or 3 mm', test2),
      ],
    ),
    'The farthest case of each metric, percent:',
    worstTable([
      { title: 'contours every 0.2 mm', count: test1 },
      { title: 'contours as the grid', count: test2 },
    ]),
  ].join('\n\n');
}
