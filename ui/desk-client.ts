import type { Exchange } from '../src/worker/messages.ts';
import { startWorker } from './start-worker.ts';
import { WorkerClient } from './worker-client.ts';

/** Whatever is asked about what is open. */
export class DeskClient extends WorkerClient<Exchange> {
  #prepared: Promise<null> | null = null;
  #hasPatient = false;

  constructor() {
    super(startWorker);
  }

  override ask<K extends keyof Exchange>(
    kind: K,
    asks: Exchange[K]['asks'],
    onProgress?: (words: string) => void,
    signal?: AbortSignal,
  ): Promise<Exchange[K]['gets']> {
    if (kind === 'open') this.#hasPatient = true;
    return super.ask(kind, asks, onProgress, signal);
  }

  /** Loads what later questions need, so that nothing is fetched once a patient is open. */
  prepare(): Promise<null> {
    this.#prepared ??= this.ask('prepare', {}).catch((error: unknown) => {
      this.#prepared = null;
      throw error;
    });
    return this.#prepared;
  }

  /** Gets used to the work while a person looks for the files. A failure is met again, and told, when they are opened. */
  warmUp(): void {
    if (this.#prepared !== null) return;
    this.prepare()
      .then(() => this.ask('warm-up', {}))
      .catch(() => undefined);
  }

  /** Ends a worker that has a patient, or is busy: the next patient meets none of the last. */
  clear(): void {
    const isBusy = this.waitingFor().some((kind) => kind !== 'prepare' && kind !== 'warm-up');
    if (this.#hasPatient || isBusy) this.cancel();
  }

  override cancel(): void {
    super.cancel();
    this.#prepared = null;
    this.#hasPatient = false;
  }
}
