import { isZip, unzip, zipBudget } from './unzip.ts';
import type { ZipBudget } from './unzip.ts';
import type { FileBytes } from './rt-objects.ts';

/** The files of the given paths, also those inside zips ("a.zip!b.dcm"); in the order in which they are come upon. */
export function filesAt(files: readonly FileBytes[], paths: readonly string[]): readonly FileBytes[] {
  const wanted = new Set(paths);
  const found: FileBytes[] = [];
  const look = (file: FileBytes, budget: ZipBudget): void => {
    if (wanted.has(file.path)) found.push(file);
    const isAbove = paths.some((path) => path.startsWith(`${file.path}!`));
    if (!isAbove || !isZip(file.bytes)) return;
    for (const inner of unzip(file, budget, () => undefined)) look(inner, budget);
  };
  const budget = zipBudget();
  for (const file of files) look(file, budget);
  return found;
}
