import { writeAtomically } from './write-atomically.ts';

/** The answer to a file, or to standard output; text on a terminal gets colour unless NO_COLOR is set. */
export async function emit(answer: string, out: string | undefined, isText: boolean): Promise<void> {
  if (out !== undefined) {
    await writeAtomically(out, answer);
    return;
  }
  const isColoured =
    isText && process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  const shown = isColoured ? (await import('./colour-text.ts')).colourText(answer) : answer;
  await new Promise<void>((resolve) => {
    // A reader that goes away early (head, less) is not an error; main listens for EPIPE.
    process.stdout.write(shown, () => resolve());
  });
}
