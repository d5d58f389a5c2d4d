import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNamedAmong } from '../app/file-named-among.ts';
import { bytesOf } from './collect-files.ts';

/**
 * A file that a case names: beside the case file, else the only one given whose path ends so. `onBeside` hears of those
 * beside the case file, which need not be among the given ones.
 */
export function namedIn(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  onBeside: (file: string, absolute: string) => void = () => undefined,
): (file: string) => Promise<{ path: string; bytes: Uint8Array }> {
  const among = fileNamedAmong(files);
  return async (file) => {
    const beside = join(folder, file);
    const isThere = await stat(beside).then(
      (facts) => facts.isFile(),
      () => false,
    );
    if (!isThere) return among(file);
    onBeside(file, beside);
    return { path: file, bytes: await bytesOf(beside, file) };
  };
}
