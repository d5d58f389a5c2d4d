import { config } from 'zod';
import type { Exchange, WorkerReply, WorkerRequest } from './messages.ts';

/**
 * zod tries `new Function` when the first schema is made, which a strict Content-Security-Policy reports as an error even
 * though zod can do without. Said before anything that holds a schema is loaded.
 */
config({ jitless: true });

/** The worker around the desk. Questions wait for each other; the page cancels by ending the worker. */
const loaded = import('./desk.ts').then(({ Desk, problemOf }) => ({ desk: new Desk(), problemOf }));
let queue: Promise<void> = Promise.resolve();
let waiting = 0;

self.onmessage = ({ data: request }: MessageEvent<WorkerRequest>): void => {
  waiting++;
  queue = queue.then(() => {
    waiting--;
    return answer(request);
  });
};

/** A CT is handed over, not copied: it is the largest thing there is, and the desk does not keep it. */
function transferred(answer: Exchange[keyof Exchange]['gets']): Transferable[] {
  const isCt = typeof answer === 'object' && answer !== null && 'volume' in answer && answer.volume !== null;
  return isCt ? [answer.volume.values.buffer] : [];
}

async function answer(request: WorkerRequest): Promise<void> {
  const { id } = request;
  const reply = (message: WorkerReply): void => {
    self.postMessage(message);
  };
  const { desk, problemOf } = await loaded;
  try {
    const answer = await desk.answer(
      request,
      (words) => reply({ id, kind: 'progress', words }),
      () => waiting > 0,
    );
    self.postMessage({ id, kind: 'answer', answer } satisfies WorkerReply, { transfer: transferred(answer) });
  } catch (error) {
    reply({ id, kind: 'failed', problem: problemOf(error) });
  }
}
