import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isTrabeculaError, refuseAbove, TrabeculaError } from '../../core/index.ts';

/**
 * A file under the name that a result or an error shows. Its bytes are read anew each time they are asked for and kept by
 * nobody here: of thousands of CT slices only the headers stay in memory.
 */
export interface CollectedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** All files at and below the given paths, as `findFiles` names them. What cannot be read at all is told before anything is worked out. */
export async function collectFiles(paths: readonly string[]): Promise<CollectedFile[]> {
  const named = await findFiles(paths);
  for (const { absolute, path } of named) readable(absolute, path);
  return named.map(({ absolute, path }) => onDisk(absolute, path));
}

/**
 * All files at and below the given paths, in the order of their display names; none is left out for its name. A
 * display name is relative to the deepest folder that holds everything given, so results do not depend on where the
 * folder lies. A file that is reached twice (links, overlapping paths) is there once.
 */
export async function findFiles(
  paths: readonly string[],
): Promise<{ readonly absolute: string; readonly path: string }[]> {
  const found = new Map<string, string>();
  const seenFolders = new Set<string>();
  const roots: string[] = [];
  for (const path of paths) {
    const absolute = resolve(path);
    roots.push((await kindOf(absolute, path)) === 'folder' ? absolute : dirname(absolute));
    await walk(absolute, path, found, seenFolders);
  }
  if (found.size === 0) throw new TrabeculaError('nothing-found', { what: 'no file there', where: paths.join(', ') });
  const shown = displayNames(roots);
  const named = [...found.values()].map((absolute) => ({ absolute, path: shown(absolute) }));
  return named.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

async function walk(
  absolute: string,
  shown: string,
  found: Map<string, string>,
  seenFolders: Set<string>,
): Promise<void> {
  const kind = await kindOf(absolute, shown);
  if (kind === 'other') return;
  const real = await realpath(absolute);
  if (kind === 'file') {
    if (!found.has(real)) found.set(real, absolute);
    return;
  }
  if (seenFolders.has(real)) return;
  seenFolders.add(real);
  const names = await readdir(absolute).catch((cause: unknown) => {
    throw new TrabeculaError(
      'unreadable',
      { what: 'this folder cannot be read', where: shown, found: codeOf(cause) },
      cause,
    );
  });
  for (const name of names.sort()) await walk(join(absolute, name), join(shown, name), found, seenFolders);
}

/** `other` is what is neither a file nor a folder: reading from a pipe or a device would wait for ever. */
async function kindOf(absolute: string, shown: string): Promise<'file' | 'folder' | 'other'> {
  const facts = await stat(absolute).catch((cause: unknown) => {
    const code = codeOf(cause);
    const kind = code === 'ENOENT' || code === 'ENOTDIR' ? 'nothing-found' : 'unreadable';
    const what = kind === 'nothing-found' ? 'no such file or folder' : 'this cannot be read';
    // A symbolic link to itself is a broken link like any other.
    throw new TrabeculaError(
      kind,
      kind === 'unreadable' ? { what, where: shown, found: code } : { what, where: shown },
      cause,
    );
  });
  return facts.isDirectory() ? 'folder' : facts.isFile() ? 'file' : 'other';
}

/** A file on disk, as it was when it was first read: later it must be the same. */
function onDisk(absolute: string, path: string): CollectedFile {
  let first: Version | null = null;
  return {
    path,
    get bytes() {
      const read = readWhole(absolute, path, first);
      first = read.version;
      return read.bytes;
    },
  };
}

/**
 * The bytes of one file.
 *
 * @throws TrabeculaError `nothing-found` if it is not there, `unreadable` if it cannot be read, is too large, or changes
 *   while it is read: half of an old file and half of a new one are no file
 */
export function bytesOf(absolute: string, path: string): Promise<Uint8Array> {
  return Promise.resolve().then(() => readWhole(absolute, path, null).bytes);
}

interface Version {
  readonly size: number;
  readonly mtimeMs: number;
}

function readWhole(absolute: string, path: string, expected: Version | null): { bytes: Uint8Array; version: Version } {
  return opened(absolute, path, (file) => {
    const before = fstatSync(file);
    refuseAbove('file-bytes', before.size, 'the file is too large', path);
    const bytes = new Uint8Array(before.size);
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(file, bytes, at, Math.min(bytes.length - at, MOST_AT_ONCE), at);
      if (read === 0) break;
      at += read;
    }
    // Some files say that they are empty and are not: what a length does not tell, a read beyond it does.
    const goesOn = readSync(file, new Uint8Array(1), 0, 1, at) > 0;
    const after = fstatSync(file);
    const isSame = (a: Version, b: Version): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs;
    if (at !== bytes.length || goesOn || !isSame(before, after) || (expected !== null && !isSame(expected, after))) {
      throw new TrabeculaError('unreadable', {
        what: 'the file changed while it was read; try again when it is written',
        where: path,
      });
    }
    return { bytes, version: { size: after.size, mtimeMs: after.mtimeMs } };
  });
}

function readable(absolute: string, path: string): void {
  opened(absolute, path, (file) => {
    refuseAbove('file-bytes', fstatSync(file).size, 'the file is too large', path);
    readSync(file, new Uint8Array(1), 0, 1, 0);
  });
}

function opened<T>(absolute: string, path: string, use: (file: number) => T): T {
  try {
    const file = openSync(absolute, 'r');
    try {
      return use(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (isTrabeculaError(cause)) throw cause;
    const code = codeOf(cause);
    if (code === 'ENOENT') throw new TrabeculaError('nothing-found', { what: 'no such file', where: path }, cause);
    throw new TrabeculaError('unreadable', { what: 'this file cannot be read', where: path, found: code }, cause);
  }
}

/** One call reads at most two gigabytes. */
const MOST_AT_ONCE = 2 ** 30;

/** How files are called in results: relative to the deepest folder that holds all of the given (absolute) ones. */
export function displayNames(folders: readonly string[]): (absolute: string) => string {
  const root = commonFolder(folders);
  return (absolute) => relative(root, absolute).split(sep).join('/');
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders;
  let parts = first.split(sep);
  for (const folder of rest) {
    const others = folder.split(sep);
    const differ = parts.findIndex((part, index) => part !== others[index]);
    if (differ >= 0) parts = parts.slice(0, differ);
  }
  return parts.join(sep) || sep;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : String(cause);
}
