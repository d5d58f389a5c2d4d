import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type FetchResult, TrabeculaError } from '../../core/index.ts';
import type { DicomwebAccess } from '../app/dicomweb-access.ts';
import { fetchStudy } from '../app/fetch-study.ts';
import { showProgress } from './progress.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { CannotWrite } from './write-atomically.ts';

interface FetchChoices {
  readonly access: DicomwebAccess;
  readonly studyInstanceUid: string;
  readonly withCt: boolean;
  /** Undefined: the study is looked at only. */
  readonly out: string | undefined;
}

/** Fetches a study into a folder that is there wholly or not at all. */
export async function runFetch({ out, ...choices }: FetchChoices): Promise<FetchResult> {
  const progress = showProgress();
  const { onProgress } = progress;
  try {
    if (out === undefined) {
      return await untilInterrupted((signal) => fetchStudy({ ...choices, signal, keep: null, onProgress }));
    }
    await requireEmpty(out);
    const folder = resolve(out);
    const beside = join(dirname(folder), `.${basename(folder)}.${process.pid}.part`);
    try {
      const result = await untilInterrupted(async (signal) => {
        const fetched = await fetchStudy({
          ...choices,
          signal,
          keep: (file) => writeBeside(beside, file),
          onProgress,
        });
        await moveInto(folder, beside);
        return fetched;
      });
      return { ...result, folder: out };
    } finally {
      await rm(beside, { recursive: true, force: true }).catch(() => undefined);
    }
  } finally {
    progress.done();
  }
}

/** Plainly: the folder itself is the temporary one, and what ends this work tidies it away as a whole. */
async function writeBeside(beside: string, { path, bytes }: { path: string; bytes: Uint8Array }): Promise<void> {
  const target = join(beside, path);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx' });
  } catch (cause) {
    throw new CannotWrite(`${target}: cannot be written (${codeOf(cause)})`, { cause });
  }
}

/** What is there already is never mixed with what comes. */
async function requireEmpty(out: string): Promise<void> {
  const names = await readdir(out).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return [];
    throw new CannotWrite(`${out}: cannot be written to (${codeOf(cause)})`, { cause });
  });
  if (names.length === 0) return;
  throw new TrabeculaError('usage', {
    what: 'this folder is not empty',
    where: out,
    expected: 'a new or empty folder',
  });
}

async function moveInto(folder: string, beside: string): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await rmdir(folder).catch((cause: unknown) => {
      if (codeOf(cause) !== 'ENOENT') throw cause;
    });
    await rename(beside, folder);
  } catch (cause) {
    throw new CannotWrite(`${folder}: this folder cannot be made (${codeOf(cause)})`, { cause });
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
