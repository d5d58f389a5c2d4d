import { createReadStream, createWriteStream } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Characters of one rank that are kept in memory. */
const KEPT = 1 << 16;

/**
 * Lines in the order of their ranks, however many: those of one rank go to a file of their own, in the order in which they
 * come, and the files are joined at the end.
 */
export class RankedLines {
  private readonly folder: string;
  private readonly kept = new Map<number, string>();
  private readonly written = new Set<number>();

  /** The folder must be there, and is for these files alone. */
  constructor(folder: string) {
    this.folder = folder;
  }

  async add(rank: number, line: string): Promise<void> {
    const lines = (this.kept.get(rank) ?? '') + line;
    this.kept.set(rank, lines.length < KEPT ? lines : '');
    if (lines.length < KEPT) return;
    this.written.add(rank);
    await appendFile(this.fileOf(rank), lines);
  }

  /** Appends all lines to a file, smallest rank first. */
  async joinTo(path: string): Promise<void> {
    for (const rank of [...this.kept.keys()].sort((a, b) => a - b)) {
      if (this.written.has(rank)) {
        await pipeline(createReadStream(this.fileOf(rank)), createWriteStream(path, { flags: 'a' }));
      }
      await appendFile(path, this.kept.get(rank) ?? '');
    }
  }

  private fileOf(rank: number): string {
    return join(this.folder, `${rank}.part`);
  }
}
