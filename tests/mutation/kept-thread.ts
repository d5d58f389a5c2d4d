import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from 'vitest/node';

/** After so many test files the thread is replaced: each leaves a listener behind. */
const FILES_PER_THREAD = 400;

let thread: Worker | null = null;
let files = 0;
/** With which mutant active, if any, what is loaded was loaded; null when nobody can tell. */
let loadedWith: string | null = null;

/**
 * Vitest starts a thread for every test file, and loading the libraries and core there takes longer than most tests. A
 * mutation run starts thousands: here one thread is kept, and core in it. Core keeps no state between calls, so a
 * mutant of a function needs no fresh load; one of what runs while loading (Stryker calls it static) gets one, and so
 * does what comes after it.
 */
export const keptThread: PoolRunnerInitializer = {
  name: 'kept-thread',
  createPoolWorker: (options: PoolOptions): PoolWorker => {
    const listeners = new Set<(message: unknown) => void>();
    const kept = (): Worker => (thread ??= startThread(options));
    let config: object = {};
    return {
      name: 'kept-thread',
      on: (event, callback) => {
        if (event === 'message') listeners.add(callback);
        kept().on(event, callback);
      },
      off: (event, callback) => {
        if (event === 'message') listeners.delete(callback);
        kept().off(event, callback);
      },
      send: (message) => {
        if (message.type === 'stop') {
          for (const listener of [...listeners]) listener({ type: 'stopped', __vitest_worker_response__: true });
          return;
        }
        if (message.type === 'start') config = message.context.config;
        if (message.type !== 'run') {
          kept().postMessage(message);
          return;
        }
        const { mode, mutantActivation, activeMutant } = message.context.providedContext as Record<string, unknown>;
        const wanted = mode === 'mutant' && mutantActivation === 'static' ? String(activeMutant) : 'none';
        // Vitest empties the modules of a thread before a file when it is to isolate.
        const isolate = loadedWith !== wanted;
        loadedWith = wanted;
        kept().postMessage({ ...message, context: { ...message.context, config: { ...config, isolate } } });
      },
      deserialize: (data) => data,
      start: () => Promise.resolve(),
      stop: async () => {
        for (const listener of listeners) kept().off('message', listener);
        files += 1;
        if (files < FILES_PER_THREAD) return;
        files = 0;
        const old = kept();
        thread = null;
        loadedWith = null;
        await old.terminate();
      },
    };
  },
};

function startThread({ distPath, env }: PoolOptions): Worker {
  const started = new Worker(join(distPath, 'workers/threads.js'), { env, execArgv: ['--no-warnings'] });
  started.setMaxListeners(0);
  started.unref();
  return started;
}
