import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dvh } from '../src/app/dvh.ts';

/** One metric of one shape that is off by more than 3 %, or the count of all. */
export interface NelmsTable {
  readonly test: string;
  readonly metrics: number;
  readonly off: number;
  readonly worst: { readonly what: string; readonly percent: number };
}

const METRICS = {
  volume_cc: 'Vol[cc]',
  Dmin_cGy: 'Min[cGy]',
  Dmax_cGy: 'Max[cGy]',
  Dmean_cGy: 'Mean[cGy]',
  D99_cGy: 'D99%[cGy]',
  D95_cGy: 'D95%[cGy]',
  D5_cGy: 'D5%[cGy]',
  D1_cGy: 'D1%[cGy]',
  'D0.03cc_cGy': 'D0.03cc[cGy]',
} as const;

/** Off by more than this, percent of the local value, counts (Nelms et al. 2015). */
const LIMIT_PERCENT = 3;

/**
 * The axial shapes of Nelms et al. (Med Phys 42:4435, 2015) against their analytic answers, half-slice end caps.
 * `folder` holds analytic.csv, structures/ and dose/ as published with the data.
 */
export async function nelmsTables(folder: string): Promise<NelmsTable[]> {
  const text = await readFile(join(folder, 'analytic.csv'), 'utf8');
  const [header = '', ...lines] = text.trim().split('\n');
  const columns = header.trim().split(',');
  const rows = lines.map((line) => {
    const cells = line.trim().split(',');
    return Object.fromEntries(columns.map((column, n) => [column, cells[n] ?? '']));
  });
  const fine = rows.filter((row) => row['contour_spacing_mm'] === '0.2');
  const coarse = rows.filter((row) => row['contour_spacing_mm'] !== '0.2');
  return [
    await table('contours every 0.2 mm, dose grids of 1, 2 and 3 mm', fine, folder),
    await table('contours every 1, 2 or 3 mm, dose grid the same', coarse, folder),
  ];
}

async function table(test: string, rows: readonly Record<string, string>[], folder: string): Promise<NelmsTable> {
  let metrics = 0;
  let off = 0;
  let worst = { what: '', percent: 0 };
  for (const row of rows) {
    const paths = [
      `structures/${row['structure'] ?? ''}.dcm`,
      `dose/Linear_${row['gradient'] ?? ''}_${row['dose_voxel_mm'] ?? ''}mm_Aligned.dcm`,
    ];
    const files = await Promise.all(
      paths.map(async (path) => ({ path, bytes: new Uint8Array(await readFile(join(folder, path))) })),
    );
    const { structures } = await dvh({
      files,
      rois: [],
      metrics: Object.values(METRICS),
      endCaps: 'half-slice',
      curve: false,
      confirm: [],
    });
    Object.keys(METRICS).forEach((column, n) => {
      const found = structures[0]?.metrics[n]?.value ?? NaN;
      const percent = 100 * (found / Number(row[column]) - 1);
      metrics++;
      if (!(Math.abs(percent) <= LIMIT_PERCENT)) off++;
      if (!(Math.abs(percent) <= Math.abs(worst.percent))) {
        worst = {
          what: `${row['structure'] ?? ''}, gradient ${row['gradient'] ?? ''}, ${column.split('_')[0] ?? ''}`,
          percent,
        };
      }
    });
  }
  return { test, metrics, off, worst };
}
