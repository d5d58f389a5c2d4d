import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { NOT_IN_SAMPLE } from './sample-checker.ts';

const RESULTS = 'tests/mutation/results.json';

export interface Survivor {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly mutator: string;
  /** The line it is in, trimmed. */
  readonly source: string;
  readonly replacement: string;
  /** No test comes past it. */
  readonly uncovered: boolean;
}

export interface FileResult {
  /** Of the source that was mutated, to tell when it has changed since. */
  readonly sha256: string;
  /** All, measured or not. */
  readonly mutants: number;
  /** Of what only runs while core is loaded, and left out of the run. */
  readonly whileLoading: number;
  readonly killed: number;
  /** Of the killed, those whose tests did not end. */
  readonly endless: number;
  readonly survived: readonly Survivor[];
}

export type Results = Readonly<Record<string, FileResult>>;

/** Of the report that Stryker keeps between runs, what is read here. */
interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement: string;
          readonly status: string;
          readonly location: { readonly start: { readonly line: number; readonly column: number } };
        }[];
      }
    >
  >;
}

/** Whether a run left out mutants of some files that only run while core is loaded. */
export async function hasIgnored(path: string, files: readonly string[]): Promise<boolean> {
  const report = JSON.parse(await readFile(path, 'utf8')) as Report;
  return files.some((file) => report.files[file]?.mutants.some(({ status }) => status === 'Ignored') === true);
}

/** Takes mutants that were not in the sample out of what is kept: a later run would believe that they were tried. */
export async function takeReport(path: string): Promise<Report> {
  const report = JSON.parse(await readFile(path, 'utf8')) as Report;
  const files = Object.entries(report.files).map(([name, file]) => [
    name,
    { ...file, mutants: file.mutants.filter(({ status }) => status !== NOT_IN_SAMPLE) },
  ]);
  await writeFile(path, JSON.stringify({ ...report, files: Object.fromEntries(files) as object }));
  return report;
}

export async function readResults(): Promise<Results> {
  return JSON.parse(await readFile(RESULTS, 'utf8').catch(() => '{}')) as Results;
}

export function sha256Of(source: string): string {
  return createHash('sha256').update(source).digest('hex');
}

/** Keeps what a run found of one file, in place of what was kept of it. */
export async function keepResult(file: string, report: Report): Promise<FileResult> {
  const { source, mutants } = report.files[file] ?? { source: await readFile(file, 'utf8'), mutants: [] };
  const lines = source.split('\n');
  const with_ = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
  // A mutant that never ends, or with which core cannot be loaded, is noticed as well as one that fails a test.
  const killed = with_('Killed', 'Timeout', 'RuntimeError').length;
  const survived = with_('Survived', 'NoCoverage').map(
    ({ location: { start }, mutatorName, replacement, status }): Survivor => ({
      line: start.line,
      column: start.column,
      mutator: mutatorName,
      source: lines[start.line - 1]?.trim() ?? '',
      replacement: replacement
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
        .slice(0, 160),
      uncovered: status === 'NoCoverage',
    }),
  );
  const result: FileResult = {
    sha256: sha256Of(source),
    mutants: mutants.length,
    whileLoading: with_('Ignored').length,
    killed,
    endless: with_('Timeout').length,
    survived: survived.sort((a, b) => a.line - b.line || a.column - b.column),
  };
  const all = { ...(await readResults()), [file]: result };
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(RESULTS, `{\n${sorted.map(([name, each]) => lineOf(name, each)).join(',\n')}\n}\n`);
  return result;
}

/** Of a run that was stopped, the files of which something was measured. */
export async function keepFromLog(files: readonly string[], logPath: string): Promise<void> {
  type Line = Report['files'][string]['mutants'][number] & { readonly file: string };
  const lines = (await readFile(logPath, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  // A later run of the same mutant counts.
  const latest = new Map(lines.map((line) => [JSON.stringify({ ...line, status: '' }), line]));
  for (const file of files) {
    const mutants = [...latest.values()].filter((line) => line.file === file);
    if (!mutants.some(({ status }) => status !== NOT_IN_SAMPLE && status !== 'Ignored')) continue;
    await keepResult(file, { files: { [file]: { source: await readFile(file, 'utf8'), mutants } } });
  }
}

/** One survivor a line, so that a change of the file is one of the history. */
function lineOf(file: string, { survived, ...rest }: FileResult): string {
  const list = survived.map((survivor) => `    ${JSON.stringify(survivor)}`).join(',\n');
  const counts = JSON.stringify(rest).slice(1, -1);
  return `  ${JSON.stringify(file)}: {\n    ${counts},\n    "survived": [${list === '' ? '' : `\n${list}\n    `}]\n  }`;
}
