import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BatchRecord, readBatchRecord } from '../../../core/index.ts';
import { CannotWrite, writeAtomically } from '../write-atomically.ts';

/**
 * The folder of a batch: `results/PLAN.json`, as `check --format json` prints it, and `records/PLAN.json`, what it rests
 * on or why there is none. A record is written last: what is cut off between the two counts as not done.
 */
export class BatchFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  resultPath(plan: string): string {
    return join(this.path, 'results', `${plan}.json`);
  }

  recordPath(plan: string): string {
    return join(this.path, 'records', `${plan}.json`);
  }

  /** A record that is not there, cannot be read, or is not of the result beside it, is none. */
  async recordOf(plan: string): Promise<{ readonly record: BatchRecord; readonly json: string | null } | null> {
    try {
      const record = readBatchRecord(await readFile(this.recordPath(plan), 'utf8'), this.recordPath(plan));
      if (record.result === null) return { record, json: null };
      const bytes = await readFile(this.resultPath(plan));
      const isItsOwn = createHash('sha256').update(bytes).digest('hex') === record.result.sha256;
      return isItsOwn ? { record, json: bytes.toString('utf8') } : null;
    } catch {
      return null;
    }
  }

  /** @throws CannotWrite */
  async write(record: BatchRecord, json: string | null): Promise<void> {
    const { plan } = record;
    if (json === null) await this.orCannotWrite(plan, rm(this.resultPath(plan), { force: true }));
    else await this.put(this.resultPath(plan), json);
    await this.put(this.recordPath(plan), `${JSON.stringify(record, null, 2)}\n`);
  }

  private async put(path: string, text: string): Promise<void> {
    await this.orCannotWrite(path, mkdir(dirname(path), { recursive: true }));
    await writeAtomically(path, text);
  }

  private async orCannotWrite(path: string, done: Promise<unknown>): Promise<void> {
    await done.catch((cause: unknown) => {
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new CannotWrite(`${path}: cannot be written (${why})`, { cause });
    });
  }
}
