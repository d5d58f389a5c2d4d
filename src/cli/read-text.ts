import { readFile } from 'node:fs/promises';
import { TrabeculaError } from '../../core/index.ts';

/** A case or trial file as text. Throws `nothing-found` when it is not there, `unreadable` when it cannot be read as UTF-8. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT') throw new TrabeculaError('nothing-found', { what: 'no such file', where: path }, cause);
    throw new TrabeculaError('unreadable', { what: 'this file cannot be read', where: path, found: code }, cause);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TrabeculaError('unreadable', { what: 'not a text file', where: path, expected: 'UTF-8' }, cause);
  }
}
