import type { PickedFile } from '../../src/worker/messages.ts';

/** The shipped demonstration patient: a zip beside the page. */
export async function fetchDemo(): Promise<PickedFile[]> {
  const answer = await fetch('demo/himars-demo.zip');
  if (!answer.ok) throw new Error('The demonstration patient is not beside this page.');
  return [{ path: 'himars-demo.zip', file: await answer.blob() }];
}
