import { TrabeculaError } from '../../core/index.ts';
import { bytesOf } from './collect-files.ts';

/** A case or trial file as text. Throws `nothing-found` when it is not there, `unreadable` when it is not UTF-8. */
export async function readText(path: string): Promise<string> {
  const bytes = await bytesOf(path, path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TrabeculaError('unreadable', { what: 'not a text file', where: path, expected: 'UTF-8' }, cause);
  }
}
