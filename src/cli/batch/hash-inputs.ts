import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type BatchOptions, canonicalJson, refuseAbove, TrabeculaError } from '../../../core/index.ts';
import { SOFTWARE } from '../../app/software.ts';
import { findFiles } from '../collect-files.ts';

/** Everything that a plan's result rests on, as one hash; and how to see whether it changed in the meantime. */
export interface HashedInputs {
  readonly key: string;
  /** Sizes and times of the files that were hashed. */
  readonly stamp: string;
}

/** @throws TrabeculaError where something is not there or cannot be read */
export async function hashInputs(folder: string, casePath: string, options: BatchOptions): Promise<HashedInputs> {
  const files = await findFiles([folder]);
  const stamp = await stampOf(folder, casePath);
  const hashes: [string, string][] = [];
  for (const { absolute, path } of files) {
    refuseAbove('file-bytes', (await stat(absolute)).size, 'this file is too large', path);
    hashes.push([path, await sha256OfFile(absolute)]);
  }
  const content = { software: SOFTWARE, options, files: hashes, case: await sha256OfFile(casePath) };
  return { key: sha256OfText(canonicalJson(content)), stamp };
}

/** Changes when a file comes, goes, or is written to. */
export async function stampOf(folder: string, casePath: string): Promise<string> {
  const names = [...(await findFiles([folder])).map(({ absolute }) => absolute), casePath];
  const facts = await Promise.all(names.map((name) => stat(name).catch(() => null)));
  return sha256OfText(
    JSON.stringify(names.map((name, n) => [name, facts[n]?.size, facts[n]?.mtimeMs, facts[n]?.ctimeMs])),
  );
}

/** Read piece by piece: an input may be larger than memory. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT') throw new TrabeculaError('nothing-found', { what: 'no such file', where: path }, cause);
    throw new TrabeculaError('unreadable', { what: 'this file cannot be read', where: path, found: code }, cause);
  }
  return hash.digest('hex');
}

export function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
