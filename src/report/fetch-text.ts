import type { FetchResult, StudiesResult } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { textColumns, wrapText } from './text-columns.ts';

/** What was fetched of a study, or what it holds, for people. Ends with a newline. */
export function fetchText(result: FetchResult): string {
  const { software, server, studyInstanceUid, folder, objects } = result;
  const did =
    folder === null ? 'what the study holds (nothing was fetched)' : `fetched ${counted(objects.length, 'object')}`;
  return joined([
    [`${software.name} ${software.version}: ${did}`],
    [
      `Server  ${server}`,
      `Study   ${[studyInstanceUid, shownDate(result.studyDate), result.studyDescription ?? ''].join('  ').trimEnd()}`,
      ...(folder === null ? [] : [`Folder  ${folder}`]),
    ],
    seriesLines(result),
    ...plans(result),
    next(result),
  ]);
}

/** The studies of a patient, for people. Ends with a newline. */
export function studiesText({ software, server, patientId, studies }: StudiesResult): string {
  return joined([
    [`${software.name} ${software.version}: studies of patient ${patientId} at ${server}`],
    studies.length === 0
      ? ['None. The patient ID has to be exactly the one that the server keeps.']
      : textColumns(
          studies.map(({ studyInstanceUid, date, description, modalities, instances }) => [
            shownDate(date),
            studyInstanceUid,
            instances === null ? '' : counted(instances, 'object'),
            modalities.join(' '),
            description ?? '',
          ]),
          [2],
          '   ',
        ),
    studies.length === 0 ? [] : ['Next: the same with --study and the UID instead of --patient.'],
  ]);
}

function seriesLines({ series, folder }: FetchResult): string[] {
  return [
    'Series',
    ...textColumns(
      series.map(({ modality, instances, fetched, description }) => {
        const there = instances === null ? '' : counted(instances, 'object');
        const state = fetched > 0 ? `${fetched} fetched` : 'left at the server';
        return [modality ?? '?', there, folder === null ? '' : state, description ?? ''];
      }),
      [1],
      '   ',
    ),
  ];
}

function plans({ plans: found, folder }: FetchResult): string[][] {
  if (folder === null) return [];
  const several = found.length > 1 ? ` (${found.length} of them: name the one that is meant with --dose)` : '';
  const lines = found.flatMap(({ label, sopInstanceUid, doses, structureSets }) => [
    `   ${label ?? '(no label)'}  ${sopInstanceUid}`,
    ...(doses.length === 0 ? ['      no dose names this plan'] : doses.map((dose) => `      dose        ${dose}`)),
    ...(structureSets.length === 0
      ? ['      the structure set that it names is not here']
      : structureSets.map((set) => `      structures  ${set}`)),
  ]);
  return found.length === 0 ? [['No plan is in this study.']] : [[`Plans${several}`, ...lines]];
}

function next({ series, folder, studyInstanceUid }: FetchResult): string[] {
  if (folder === null) return [`Next: the same with --out FOLDER fetches study ${studyInstanceUid}.`];
  const ctLeft = series
    .filter(({ modality, fetched }) => modality === 'CT' && fetched === 0)
    .reduce((sum, { instances }) => sum + (instances ?? 0), 0);
  return [
    ...(ctLeft === 0
      ? []
      : wrapText(`The CT (${counted(ctLeft, 'object')}) was left at the server; --with-ct fetches it.`, '')),
    `Next: trabecula inspect ${folder}`,
  ];
}

/** "2026-02-02"; what is no date stays as it is. */
function shownDate(date: string | null): string {
  return date === null ? '' : date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function joined(blocks: readonly (readonly string[])[]): string {
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}
