import { TrabeculaError } from '../../core/index.ts';
import type { FileBytes } from '../dicom/index.ts';

/**
 * Finds a file that a case names: the only one given whose path ends so.
 *
 * @throws TrabeculaError `nothing-found` if there is none, `usage` if there are several
 */
export function fileNamedAmong(files: readonly FileBytes[]): (file: string) => Promise<FileBytes> {
  return (file) => {
    const plain = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    const given = files.filter(({ path }) => path === plain || path.endsWith(`/${plain}`));
    const [only, ...others] = given;
    if (only !== undefined && others.length === 0) return Promise.resolve(only);
    return Promise.reject(
      new TrabeculaError(given.length === 0 ? 'nothing-found' : 'usage', {
        what: given.length === 0 ? `no file "${file}"` : `"${file}" is the end of ${given.length} paths`,
        expected: 'a file beside the case file, or one among the files given',
      }),
    );
  };
}
