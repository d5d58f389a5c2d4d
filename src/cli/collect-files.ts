import { open, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isTrabeculaError, refuseAbove, TrabeculaError } from '../../core/index.ts';

/** A file under the name that a result or an error shows. */
export interface CollectedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The bytes of all files at and below the given paths, as `findFiles` names them. */
export async function collectFiles(paths: readonly string[]): Promise<CollectedFile[]> {
  const files: CollectedFile[] = [];
  for (const { absolute, path } of await findFiles(paths)) files.push({ path, bytes: await bytesOf(absolute, path) });
  return files;
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

/**
 * The bytes of one file.
 *
 * @throws TrabeculaError `nothing-found` if it is not there, `unreadable` if it cannot be read, is too large, or changes
 *   while it is read: half of an old file and half of a new one are no file
 */
export async function bytesOf(absolute: string, path: string): Promise<Uint8Array> {
  try {
    const file = await open(absolute, 'r');
    try {
      const before = await file.stat();
      refuseAbove('file-bytes', before.size, 'the file is too large', path);
      const bytes = new Uint8Array(before.size);
      let at = 0;
      while (at < bytes.length) {
        const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, MOST_AT_ONCE), at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      const after = await file.stat();
      if (at !== bytes.length || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
        throw new TrabeculaError('unreadable', {
          what: 'the file changed while it was read; try again when it is written',
          where: path,
        });
      }
      return bytes;
    } finally {
      await file.close();
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
