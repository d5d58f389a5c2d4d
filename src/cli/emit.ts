import { TrabeculaError } from '../../core/index.ts';
import { writeAtomically } from './write-atomically.ts';

/** The answer to a file, or to standard output; text on a terminal gets colour unless NO_COLOR is set. */
export async function emit(answer: string | Uint8Array, out: string | undefined, isText: boolean): Promise<void> {
  if (out !== undefined) {
    await writeAtomically(out, answer);
    return;
  }
  if (typeof answer !== 'string' && process.stdout.isTTY === true) {
    throw new TrabeculaError('usage', { what: 'a PDF is not for a terminal', expected: '--out FILE' });
  }
  const isColoured =
    isText && process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  const shown =
    isColoured && typeof answer === 'string' ? (await import('./colour-text.ts')).colourText(answer) : answer;
  await new Promise<void>((resolve) => {
    // A reader that goes away early (head, less) is not an error; main listens for EPIPE.
    process.stdout.write(shown, () => resolve());
  });
}
