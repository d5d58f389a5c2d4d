import { TrabeculaError } from '../../core/index.ts';
import { type FileBytes, isZip, unzip, zipBudget } from '../dicom/index.ts';

/**
 * Finds a file that a case names: the only one given whose path ends so, else the only one inside the zips given.
 *
 * @throws TrabeculaError `nothing-found` if there is none, `usage` if there are several
 */
export function fileNamedAmong(files: readonly FileBytes[]): (file: string) => Promise<FileBytes> {
  return (file) => {
    const plain = file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    const isMeant = ({ path }: FileBytes): boolean =>
      path === plain || path.endsWith(`/${plain}`) || path.endsWith(`!${plain}`);
    const beside = files.filter(isMeant);
    const given = beside.length > 0 ? beside : insideZips(files, isMeant);
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

function insideZips(files: readonly FileBytes[], isMeant: (file: FileBytes) => boolean): FileBytes[] {
  const budget = zipBudget();
  const found: FileBytes[] = [];
  const look = (file: FileBytes): void => {
    if (!isZip(file.bytes)) return;
    for (const inner of unzip(file, budget, () => undefined)) {
      if (isMeant(inner)) found.push(inner);
      look(inner);
    }
  };
  for (const file of files) look(file);
  return found;
}
