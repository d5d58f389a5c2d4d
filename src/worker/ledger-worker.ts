import { config } from 'zod';
import type { LedgerRequest } from './ledger-messages.ts';

// As in worker.ts: said before anything that holds a schema is loaded.
config({ jitless: true });

/** The worker around the ledger. Questions wait for each other, so that no entry is made beside another. */
const loaded = import('./ledger-desk.ts').then(({ LedgerDesk, problemOf }) => ({ desk: new LedgerDesk(), problemOf }));
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data: request }: MessageEvent<LedgerRequest>): void => {
  queue = queue.then(() => answer(request));
};

async function answer(request: LedgerRequest): Promise<void> {
  const { id } = request;
  const { desk, problemOf } = await loaded;
  try {
    self.postMessage({ id, kind: 'answer', answer: await desk.answer(request) });
  } catch (error) {
    self.postMessage({ id, kind: 'failed', problem: problemOf(error) });
  }
}
