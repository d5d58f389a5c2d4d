import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Raised when an output cannot be written; the file that was there before is untouched. */
export class CannotWrite extends Error {}

/** Writes under a temporary name in the same folder and renames, so that nobody ever sees half a file. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CannotWrite(`${path}: cannot be written (${why})`, { cause });
  }
}
