import type { PickedFile } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';

/** One case and one source of bone: the phantom has more, to be tried on the command line. */
const NEEDED = /^(CT\/|RS|RD|RP|case\.json)/;

/** The skeleton phantom, made by the worker: nothing is fetched for it. */
export async function skeletonFiles(desk: DeskClient): Promise<PickedFile[]> {
  const files = await desk.ask('phantom', { name: 'skeleton' });
  return files
    .filter(({ path }) => NEEDED.test(path))
    .map(({ path, bytes }) => ({ path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }));
}
