import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNamedAmong } from '../app/file-named-among.ts';
import { bytesOf } from './collect-files.ts';

/** A file that a case names: beside the case file, else the only one given whose path ends so. */
export function namedIn(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): (file: string) => Promise<{ path: string; bytes: Uint8Array }> {
  const among = fileNamedAmong(files);
  return async (file) => {
    const beside = join(folder, file);
    const isThere = await stat(beside).then(
      (facts) => facts.isFile(),
      () => false,
    );
    return isThere ? { path: file, bytes: await bytesOf(beside, file) } : among(file);
  };
}
