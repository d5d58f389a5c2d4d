import { type FileBytes, filesAt } from '../dicom/index.ts';

/** The case files among opened files, also inside zips: JSON that says so of itself. Whether they are right is not asked. */
export function caseFilesAmong(
  files: readonly FileBytes[],
  passedOver: readonly { readonly path: string }[],
): { path: string; text: string }[] {
  const paths = passedOver.map(({ path }) => path).filter((path) => /\.json$/i.test(path));
  return filesAt(files, paths)
    .map(({ path, bytes }) => ({ path, text: new TextDecoder().decode(bytes) }))
    .filter(({ text }) => /"schema"\s*:\s*"trabecula\/case\//.test(text.slice(0, 4000)));
}
