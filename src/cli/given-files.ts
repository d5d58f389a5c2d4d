import { TrabeculaError } from '../../core/index.ts';
import { type CollectedFile, collectFiles } from './collect-files.ts';
import { type DicomwebOptions, dicomwebAccess } from './dicomweb-options.ts';
import type { Progress } from './progress.ts';
import { untilInterrupted } from './until-interrupted.ts';

/**
 * The files that a command line names: below its paths, or a study at a server in place of them.
 *
 * @param needsCt the case asks for what only a CT can tell
 */
export async function givenFiles(
  paths: readonly string[],
  options: DicomwebOptions,
  { onProgress }: Progress,
  needsCt = false,
): Promise<CollectedFile[]> {
  const { dicomweb, study } = options;
  if (dicomweb === undefined) return collectFiles(paths);
  const { fetchFiles } = await import('../app/fetch-study.ts');
  const access = dicomwebAccess(dicomweb, options.timeout);
  const withCt = options.withCt || needsCt;
  const { files, result } = await untilInterrupted((signal) =>
    fetchFiles({ access, studyInstanceUid: study ?? '', withCt, signal, onProgress }),
  );
  const left = result.series.filter(({ modality, fetched }) => modality === 'CT' && fetched === 0);
  if (left.length > 0) process.stderr.write('trabecula: the CT was left at the server; --with-ct fetches it\n');
  return files;
}

/** @throws TrabeculaError usage, unless either paths or a server with a study are given */
export function requireSource(paths: readonly string[], { dicomweb, study }: DicomwebOptions, command: string): void {
  const usage = (what: string): TrabeculaError => new TrabeculaError('usage', { what });
  if ((dicomweb === undefined) !== (study === undefined)) throw usage('--dicomweb URL and --study UID go together');
  if (dicomweb !== undefined && paths.length > 0) throw usage('--dicomweb stands in place of folders and files');
  if (dicomweb === undefined && paths.length === 0) {
    throw usage(`no folder or file given; see trabecula ${command} --help`);
  }
}
