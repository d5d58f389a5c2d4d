import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Which program a section was measured with. */
export interface MeasuredWith {
  readonly commit: string;
  /** Whether core or src differed from that commit. */
  readonly changed: boolean;
  readonly node: string;
}

/** The outcome of one section as it is kept between runs; `result` is null where its data were missing. */
export interface KeptSection {
  readonly section: string;
  readonly command: string;
  readonly measuredWith: MeasuredWith;
  readonly result: unknown;
}

export const PAGE = 'docs/accuracy.md';
const FOLDER = 'bench/results/accuracy';

export function measuredWith(): MeasuredWith {
  const git = (...words: string[]): string => execFileSync('git', words, { encoding: 'utf8' }).trim();
  return {
    commit: git('rev-parse', '--short=12', 'HEAD'),
    changed: git('status', '--porcelain', '--', 'core', 'src') !== '',
    node: process.version,
  };
}

export async function keep(kept: KeptSection): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFormatted(join(FOLDER, `${kept.section}.json`), JSON.stringify(kept, sixFigures), 'json');
}

export async function keptSection(name: string): Promise<KeptSection | null> {
  const path = join(FOLDER, `${name}.json`);
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as KeptSection) : null;
}

export async function writeFormatted(path: string, text: string, parser: 'json' | 'markdown'): Promise<void> {
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), parser }));
}

/** More figures would differ between machines and mean nothing. */
function sixFigures(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}
