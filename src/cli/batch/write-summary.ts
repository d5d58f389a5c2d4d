import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BatchSummary,
  BatchTally,
  type CheckResult,
  NOTICE,
  RANK_OF_FAILED,
  rankOf,
} from '../../../core/index.ts';
import { SOFTWARE } from '../../app/software.ts';
import { batchHtml } from '../../report/batch-html.ts';
import { batchJson } from '../../report/batch-json.ts';
import {
  checkedPlanRow,
  FINDING_COLUMNS,
  findingRows,
  PLAN_COLUMNS,
  uncheckedFindingRow,
  uncheckedPlanRow,
} from '../../report/batch-tables.ts';
import { batchText } from '../../report/batch-text.ts';
import { csvRow } from '../../report/csv-row.ts';
import { CannotWrite, writeAtomically } from '../write-atomically.ts';
import type { BatchFolder } from './batch-folder.ts';
import { FindingsParquet } from './findings-parquet.ts';
import { RankedLines } from './ranked-lines.ts';

/** In the order in which they are written; the last ones first taken away. */
const FILES = [
  'findings.parquet',
  'findings.csv',
  'summary.csv',
  'summary.html',
  'summary.txt',
  'summary.json',
] as const;

/** A summary of earlier must not be taken for that of a run which was cut off. */
export async function removeSummary({ path }: BatchFolder): Promise<void> {
  for (const file of [...FILES].reverse()) await rm(join(path, file), { force: true });
}

/**
 * Adds up what the folder holds of the given plans, one plan at a time, and writes the summary and the two tables; each
 * file is there whole or not at all.
 *
 * @throws CannotWrite
 */
export async function writeSummary(
  plans: AsyncIterable<string>,
  besidePlans: () => number,
  folder: BatchFolder,
): Promise<BatchSummary> {
  try {
    await mkdir(folder.path, { recursive: true });
    const scratch = await mkdtemp(join(folder.path, '.summary-'));
    try {
      return await writeWithin(scratch, plans, besidePlans, folder);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && !(cause instanceof CannotWrite)) {
      throw new CannotWrite(`${folder.path}: the summary cannot be written (${String(cause.code)})`, { cause });
    }
    throw cause;
  }
}

async function writeWithin(
  scratch: string,
  plans: AsyncIterable<string>,
  besidePlans: () => number,
  folder: BatchFolder,
): Promise<BatchSummary> {
  const tally = new BatchTally();
  const ranked = new RankedLines(scratch);
  const parquet = new FindingsParquet(join(scratch, 'findings.parquet'), `${SOFTWARE.name} ${SOFTWARE.version}`);
  const findings = await open(join(scratch, 'findings.csv'), 'a');
  try {
    await findings.appendFile(csvRow(FINDING_COLUMNS));
    for await (const plan of plans) {
      const found = await folder.recordOf(plan);
      const { failure = null } = found?.record ?? {};
      let rows: (string | number | null)[][];
      if (found !== null && found.json !== null) {
        const result = JSON.parse(found.json) as CheckResult;
        const place = tally.addChecked(found.record, result);
        rows = findingRows(plan, result);
        await ranked.add(rankOf(place), csvRow(checkedPlanRow(place, result)));
      } else {
        if (found === null || failure === null) tally.addMissing(plan);
        else tally.addFailed({ ...found.record, failure });
        rows = [uncheckedFindingRow(plan, failure, NOTICE)];
        await ranked.add(RANK_OF_FAILED, csvRow(uncheckedPlanRow(plan, failure, NOTICE)));
      }
      await findings.appendFile(rows.map(csvRow).join(''));
      await parquet.add(rows);
    }
  } finally {
    await findings.close();
  }
  await parquet.end();
  const csv = await open(join(scratch, 'summary.csv'), 'a');
  await csv.appendFile(csvRow(PLAN_COLUMNS)).finally(() => csv.close());
  await ranked.joinTo(join(scratch, 'summary.csv'));
  for (const file of FILES.slice(0, 3)) await rename(join(scratch, file), join(folder.path, file));
  const summary = tally.summary(SOFTWARE, besidePlans());
  await writeAtomically(join(folder.path, 'summary.html'), batchHtml(summary));
  await writeAtomically(join(folder.path, 'summary.txt'), batchText(summary));
  await writeAtomically(join(folder.path, 'summary.json'), batchJson(summary));
  return summary;
}
