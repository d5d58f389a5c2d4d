/** The worker as a file beside the page. The one-file build has another, from text inside the page. */
export function startWorker(): Worker {
  return new Worker(new URL('../src/worker/worker.ts', import.meta.url), { type: 'module' });
}
