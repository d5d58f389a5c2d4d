import { type FileBytes, unzip, zipBudget } from '../dicom/index.ts';

/** The files of a zip under their names in it, as if the folder that was packed had been given. */
export function unpacked(zip: FileBytes): FileBytes[] {
  const inner = unzip(zip, zipBudget(), () => undefined);
  return [...inner].map(({ path, bytes }) => ({ path: path.slice(zip.path.length + 1), bytes }));
}
