import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TrabeculaError } from '../../core/index.ts';
import { bytesOf } from './collect-files.ts';

/** A file that a case names: beside the case file, else the only one given whose path ends so. */
export function namedIn(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): (file: string) => Promise<{ path: string; bytes: Uint8Array }> {
  return async (file) => {
    const beside = join(folder, file);
    const isThere = await stat(beside).then(
      (facts) => facts.isFile(),
      () => false,
    );
    if (isThere) return { path: file, bytes: await bytesOf(beside, file) };
    const plain = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    const given = files.filter(({ path }) => path === plain || path.endsWith(`/${plain}`));
    const [only, ...others] = given;
    if (only !== undefined && others.length === 0) return only;
    throw new TrabeculaError(given.length === 0 ? 'nothing-found' : 'usage', {
      what: given.length === 0 ? `no file "${file}"` : `"${file}" is the end of ${given.length} paths`,
      expected: 'a file beside the case file, or one among the files given',
    });
  };
}
