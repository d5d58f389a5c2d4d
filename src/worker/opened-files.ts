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

/** `packed`: each file is a zip that stands for the folder it was made of. */
export async function openFiles(
  picked: readonly PickedFile[],
  packed: boolean,
  onProgress: (words: string) => void,
): Promise<OpenedFiles> {
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
