import { config } from 'zod';
import type { Exchange, WorkerReply, WorkerRequest, WorkerStop } from './messages.ts';

/**
 * zod tries `new Function` when the first schema is made, which a strict Content-Security-Policy reports as an error even
 * though zod can do without. Said before anything that holds a schema is loaded.
 */
config({ jitless: true });

/**
 * The worker around the desk. Questions wait for each other. The page cancels by ending the worker; or, where what was read
 * must stay, it stops one question, which ends as soon as it says how far it is and messages were read meanwhile.
 */
const loaded = import('./desk.ts').then(({ Desk, problemOf }) => ({ desk: new Desk(), problemOf }));
let queue: Promise<void> = Promise.resolve();
let waiting = 0;

const stopped = new Set<number>();

self.onmessage = ({ data: request }: MessageEvent<WorkerRequest | WorkerStop>): void => {
  if (request.kind === 'stop') {
    stopped.add(request.id);
    return;
  }
  waiting++;
  queue = queue.then(() => {
    waiting--;
    return answer(request);
  });
};

/** Nobody reads it: who stopped a question does not wait for an answer. */
function refuseStopped(id: number): void {
  if (stopped.has(id)) throw new Error('stopped');
}

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
    refuseStopped(id);
    const answer = await desk.answer(
      request,
      (words) => {
        refuseStopped(id);
        reply({ id, kind: 'progress', words });
      },
      () => waiting > 0,
    );
    self.postMessage({ id, kind: 'answer', answer } satisfies WorkerReply, { transfer: transferred(answer) });
  } catch (error) {
    reply({ id, kind: 'failed', problem: problemOf(error) });
  } finally {
    stopped.delete(id);
  }
}
