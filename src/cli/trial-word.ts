import { stat } from 'node:fs/promises';
import { readText } from './read-text.ts';

/** A file if there is one of that name, or if the name can only be a file's; else the id of a shipped trial. */
export async function trialWord(word: string): Promise<string | { text: string; path: string }> {
  const isFile = await stat(word).then(
    (facts) => facts.isFile(),
    () => false,
  );
  if (isFile || /[/\\]|\.json$/i.test(word)) return { text: await readText(word), path: word };
  return word;
}
