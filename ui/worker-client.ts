import type { Problem, WorkerReply, WorkerStop } from '../src/worker/messages.ts';

/** What went wrong in a worker, as it said it. */
export class DeskProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'DeskProblem';
    this.problem = problem;
  }
}

interface Waiting<Kind> {
  readonly kind: Kind;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: DeskProblem) => void;
  readonly onProgress: (words: string) => void;
}

type Kinds<E> = { readonly [K in keyof E]: { readonly asks: object; readonly gets: unknown } };

/** The page's side of a worker: questions in, answers out, and an end to both. */
export class WorkerClient<E extends Kinds<E>> {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting<keyof E>>();

  constructor(start: () => Worker) {
    this.#start = start;
  }

  /**
   * Rejects with a DeskProblem; never settles once it was cancelled, all by `cancel` or this one question by its signal, which
   * leaves the worker what it has read.
   */
  ask<K extends keyof E>(
    kind: K,
    asks: E[K]['asks'],
    onProgress: (words: string) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<E[K]['gets']> {
    const id = ++this.#lastId;
    return new Promise<E[K]['gets']>((resolve, reject) => {
      this.#waiting.set(id, { kind, resolve, reject, onProgress });
      this.#worker ??= this.#started();
      const worker = this.#worker;
      worker.postMessage({ ...asks, id, kind });
      signal?.addEventListener('abort', () => {
        if (this.#waiting.delete(id)) worker.postMessage({ id, kind: 'stop' } satisfies WorkerStop);
      });
    });
  }

  /** What has no answer yet. */
  waitingFor(): readonly (keyof E)[] {
    return [...this.#waiting.values()].map(({ kind }) => kind);
  }

  /** Ends the worker in the middle of whatever it does, and with it everything that it had read. */
  cancel(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #started(): Worker {
    const worker = this.#start();
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
