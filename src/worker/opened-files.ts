import { DEFAULT_LIMITS, TrabeculaError } from '../../core/index.ts';
import { caseFilesAmong } from '../app/case-files-among.ts';
import { check, type CheckAnswer } from '../app/check.ts';
import { fileNamedAmong } from '../app/file-named-among.ts';
import { inspect } from '../app/inspect.ts';
import { unpacked } from '../app/unpacked.ts';
import { type FileBytes, prepareCodecs, readExport, type RtExport } from '../dicom/index.ts';
import { locateCodec } from './locate-codec.ts';
import type { CheckWishes, Opened, PickedFile } from './messages.ts';

/** An export that was read once, for every question about it. */
export interface OpenedFiles {
  readonly files: readonly FileBytes[];
  readonly found: RtExport;
  readonly opened: Opened;
}

/** All files are in the page's memory at once, and a dose twice: what a browser grants is not told beforehand. */
const MOST_BYTES_ON_PAGE = 1.5 * 2 ** 30;

/**
 * Before anything is read, since a browser that runs out of memory just ends the page.
 *
 * @throws TrabeculaError `unreadable` with what to do instead
 */
export function refuseTooMuch(
  picked: readonly { readonly path: string; readonly file: { readonly size: number } }[],
): void {
  const total = picked.reduce((sum, { file }) => sum + file.size, 0);
  const largest = picked.find(({ file }) => file.size > DEFAULT_LIMITS['file-bytes']);
  if (total <= MOST_BYTES_ON_PAGE && largest === undefined) return;
  throw new TrabeculaError('unreadable', {
    what: 'more than a browser can hold; nothing was read. Leave out the CT, or check the folder with the command line',
    where: largest?.path ?? `${picked.length} files`,
    found: `${(total / 2 ** 30).toFixed(2)} GB`,
    expected: `at most ${(MOST_BYTES_ON_PAGE / 2 ** 30).toFixed(1)} GB on the page`,
  });
}

/** `packed`: each file is a zip that stands for the folder it was made of. */
export async function openFiles(
  picked: readonly PickedFile[],
  packed: boolean,
  onProgress: (words: string) => void,
): Promise<OpenedFiles> {
  refuseTooMuch(picked);
  const files: FileBytes[] = [];
  for (const [index, { path, file }] of picked.entries()) {
    if (index % 16 === 0) onProgress(`reading file ${index + 1} of ${picked.length}`);
    const read = { path, bytes: new Uint8Array(await file.arrayBuffer()) };
    files.push(...(packed ? unpacked(read) : [read]));
  }
  const read = await readExport(files, (done, total) => {
    if (done % 16 === 0) onProgress(`looking into file ${done} of ${total}`);
  });
  // Nothing is fetched once a patient is open.
  await prepareCodecs(
    read.others.map(({ transferSyntaxUid }) => transferSyntaxUid),
    locateCodec,
  );
  onProgress('looking at what was found');
  const found = await inspect({ files, found: read, onProgress });
  return { files, found: read, opened: { found, cases: caseFilesAmong(files, found.passedOver) } };
}

/** The command line's check of files that are open; of none where nothing is. */
export function checkOpened(
  opened: OpenedFiles | null,
  { trial, caseText, casePath, acceptProposal, dose, endCaps, betweenSlices }: CheckWishes,
  onProgress: (words: string) => void,
): Promise<CheckAnswer> {
  const files = opened?.files ?? [];
  return check({
    files,
    ...(opened === null ? {} : { found: opened.found }),
    trial,
    caseText,
    casePath,
    acceptProposal,
    ...(dose === undefined ? {} : { dose }),
    ...(endCaps === undefined ? {} : { endCaps }),
    ...(betweenSlices === undefined ? {} : { betweenSlices }),
    named: fileNamedAmong(files),
    onProgress,
  });
}
