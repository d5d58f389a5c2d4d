import type { Exchange, Problem, WorkerReply, WorkerRequest, WorkerStop } from '../src/worker/messages.ts';
import { startWorker } from './start-worker.ts';

/** What went wrong in the worker, as it said it. */
export class DeskProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'DeskProblem';
    this.problem = problem;
  }
}

interface Waiting {
  readonly kind: keyof Exchange;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: DeskProblem) => void;
  readonly onProgress: (words: string) => void;
}

/** The page's side of the worker: questions in, answers out, and an end to both. */
export class DeskClient {
  #worker: Worker | null = null;
  #lastId = 0;
  #prepared: Promise<null> | null = null;
  #hasPatient = false;
  readonly #waiting = new Map<number, Waiting>();

  /**
   * Rejects with a DeskProblem; never settles once it was cancelled, all by `cancel` or this one question by its signal, which
   * leaves the worker what it has read.
   */
  ask<K extends keyof Exchange>(
    kind: K,
    asks: Exchange[K]['asks'],
    onProgress: (words: string) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<Exchange[K]['gets']> {
    const id = ++this.#lastId;
    if (kind === 'open') this.#hasPatient = true;
    const request = { id, kind, ...asks } as WorkerRequest;
    return new Promise<Exchange[K]['gets']>((resolve, reject) => {
      this.#waiting.set(id, { kind, resolve, reject, onProgress });
      this.#worker ??= this.#start();
      const worker = this.#worker;
      worker.postMessage(request);
      signal?.addEventListener('abort', () => {
        if (this.#waiting.delete(id)) worker.postMessage({ id, kind: 'stop' } satisfies WorkerStop);
      });
    });
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
    const isBusy = [...this.#waiting.values()].some(({ kind }) => kind !== 'prepare' && kind !== 'warm-up');
    if (this.#hasPatient || isBusy) this.cancel();
  }

  /** Ends the worker in the middle of whatever it does, and with it everything that it had read. */
  cancel(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#prepared = null;
    this.#hasPatient = false;
    this.#waiting.clear();
  }

  #start(): Worker {
    const worker = startWorker();
    worker.onmessage = ({ data: reply }: MessageEvent<WorkerReply>) => {
      this.#take(reply);
    };
    worker.onerror = (event) => {
      const problem: Problem = { kind: 'internal', message: event.message, facts: null };
      for (const { reject } of this.#waiting.values()) reject(new DeskProblem(problem));
      this.cancel();
    };
    return worker;
  }

  #take(reply: WorkerReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    if (reply.kind === 'progress') {
      waiting.onProgress(reply.words);
      return;
    }
    this.#waiting.delete(reply.id);
    if (reply.kind === 'failed') waiting.reject(new DeskProblem(reply.problem));
    else waiting.resolve(reply.answer as never);
  }
}
