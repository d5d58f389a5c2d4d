import type { PickedFile } from '../../src/worker/messages.ts';
import type { Page } from '../page.ts';

/** The second plan of the demonstration patient, made by the worker: nothing is fetched for it. */
export async function secondPlanFiles(ask: Page['ask']): Promise<PickedFile[]> {
  const files = await ask('phantom', { name: 'himars-demo-revised' });
  return files.map(({ path, bytes }) => ({ path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }));
}
