import { writeFolder } from './write-folder.ts';
import type { MarrowAnswer } from '../app/marrow.ts';
import { marrowObjects } from '../app/marrow-objects.ts';

/** Writes the objects that were asked for; what is withheld is said on standard error, and why. */
export async function writeMarrow(
  answer: MarrowAnswer,
  structureSetFolder: string | undefined,
  segmentationFolder: string | undefined,
): Promise<void> {
  for (const [kind, folder] of [
    ['rtstruct', structureSetFolder],
    ['seg', segmentationFolder],
  ] as const) {
    if (folder === undefined) continue;
    const objects = await marrowObjects(answer, kind);
    if (objects.files === null) {
      process.stderr.write(`trabecula: nothing written to ${folder}: ${objects.why}\n`);
      continue;
    }
    await writeFolder(folder, objects.files);
  }
}
