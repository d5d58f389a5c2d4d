import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CannotWrite, writeAtomically } from './write-atomically.ts';

/** Writes files at and below a folder; folders that are missing are made. */
export async function writeFolder(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): Promise<void> {
  for (const { path, bytes } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true }).catch((cause: unknown) => {
      const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
      throw new CannotWrite(`${folder}: this folder cannot be made (${why})`, { cause });
    });
    await writeAtomically(target, bytes);
  }
}
