import { rmSync } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Raised when an output cannot be written; the file that was there before is untouched. */
export class CannotWrite extends Error {}

/**
 * Writes under a temporary name in the same folder and renames, so that nobody ever sees half a file. What is no file,
 * such as /dev/stdout or a pipe, is written to as it is: renaming would put a file in its place.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const isOther = await stat(path).then(
    (facts) => !facts.isFile() && !facts.isDirectory(),
    () => false,
  );
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    if (isOther) await writeFile(path, content);
    else {
      await cleanedUpIfEnded(temporary, async () => {
        await writeFile(temporary, content, { flag: 'wx' });
        await rename(temporary, path);
      });
    }
  } catch (cause) {
    if (!isOther) await rm(temporary, { force: true }).catch(() => undefined);
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CannotWrite(`${path}: cannot be written (${why})`, { cause });
  }
}

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens only while it writes: a listener would keep a long calculation from being ended at once. */
async function cleanedUpIfEnded(temporary: string, write: () => Promise<void>): Promise<void> {
  const end = (signal: NodeJS.Signals): void => {
    rmSync(temporary, { force: true });
    for (const each of ENDING) process.removeListener(each, end);
    process.kill(process.pid, signal);
  };
  for (const signal of ENDING) process.on(signal, end);
  try {
    await write();
  } finally {
    for (const signal of ENDING) process.removeListener(signal, end);
  }
}
