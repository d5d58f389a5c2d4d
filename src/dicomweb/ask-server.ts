import { TrabeculaError } from '../../core/index.ts';
import type { DicomwebServer } from './dicomweb-server.ts';
import { Interrupted, interruptionOf, reasonOf } from './interruption.ts';

export interface Question<T> {
  /** Below the address of the server, with what follows "?". */
  readonly path: string;
  readonly accept: string;
  readonly signal: AbortSignal;
  /** Takes the answer apart; throws `Interrupted` where it is not whole. Begins anew at each attempt. */
  readonly read: (answer: Answer) => Promise<T>;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** The body as it comes. */
  readonly chunks: AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Where it came from, without what was searched for. */
  readonly where: string;
}

/** A server that is busy, restarting, or behind a gateway that lost it. */
const ASK_AGAIN = new Set([429, 502, 503, 504]);
const LONGEST_WAIT_MS = 30_000;

/**
 * Asks a server until it has answered wholly: again after a while when it is busy, silent or breaks off in the middle,
 * but not when it refuses or cannot be reached at all.
 *
 * @throws TrabeculaError `usage` if it refuses the user, `nothing-found` if it is not there or knows no such thing,
 * `unreadable` if it fails or its answer never came wholly; whatever ended `signal`
 */
export async function askServer<T>(server: DicomwebServer, question: Question<T>): Promise<T> {
  const { waitsMs } = server.patience;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await askOnce(server, question);
    } catch (error) {
      question.signal.throwIfAborted();
      if (!(error instanceof Interrupted)) throw error;
      const waitMs = Math.max(waitsMs[attempt] ?? 0, error.retryAfterMs ?? 0);
      if (attempt >= waitsMs.length || waitMs > LONGEST_WAIT_MS) throw exhausted(error, attempt + 1, server, question);
      await pause(waitMs, question.signal);
    }
  }
}

async function askOnce<T>(server: DicomwebServer, question: Question<T>): Promise<T> {
  const url = new URL(question.path, server.baseUrl);
  const where = url.origin + url.pathname;
  const watch = new Watch(server.patience.silenceMs, question.signal);
  try {
    // Not written in place: the types of Node do not know what only browsers heed.
    const options = {
      headers: {
        Accept: question.accept,
        ...(server.authorization === null ? {} : { Authorization: server.authorization }),
      },
      // A redirection leads to a login page, or to a server that nobody named.
      redirect: 'manual' as const,
      // A browser would keep what it got on its disk.
      cache: 'no-store' as const,
      credentials: 'same-origin' as const,
      referrerPolicy: 'no-referrer' as const,
      signal: watch.signal,
    };
    const response = await fetch(url, options).catch((cause: unknown) => {
      throw watch.isOver ? silent(server) : (interruptionOf(cause) ?? notReached(server, cause));
    });
    try {
      refuse(response, where, server);
      return await question.read({
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        chunks: watch.over(response.body, () => silent(server)),
        where,
      });
    } finally {
      // Whoever stops reading in the middle leaves a connection behind.
      if (response.body !== null && !response.bodyUsed) await response.body.cancel().catch(() => undefined);
    }
  } finally {
    watch.end();
  }
}

/** Ends a request that is silent for too long, or that is cancelled. */
class Watch {
  readonly #controller = new AbortController();
  readonly #silenceMs: number;
  readonly #outer: AbortSignal;
  #timer: ReturnType<typeof setTimeout>;
  isOver = false;

  constructor(silenceMs: number, outer: AbortSignal) {
    this.#silenceMs = silenceMs;
    this.#outer = outer;
    outer.addEventListener('abort', this.#cancel);
    if (outer.aborted) this.#cancel();
    this.#timer = this.#start();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  readonly #cancel = (): void => {
    this.#controller.abort();
  };

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.isOver = true;
      this.#controller.abort();
    }, this.#silenceMs);
  }

  async *over(
    body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
    silence: () => Interrupted,
  ): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (body === null) return;
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read().catch((cause: unknown) => {
          throw this.isOver ? silence() : new Interrupted(`the connection broke off (${reasonOf(cause)})`, { cause });
        });
        if (done) return;
        clearTimeout(this.#timer);
        this.#timer = this.#start();
        yield value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#cancel);
  }
}

function refuse(response: Response, where: string, { authorization }: DicomwebServer): void {
  const { status } = response;
  if (response.ok) return;
  const found = `${status} ${response.statusText}`.trim();
  if (ASK_AGAIN.has(status))
    throw new Interrupted(`the server is busy (${found})`, { retryAfterMs: retryAfter(response) });
  if (status === 401 || status === 403) {
    throw new TrabeculaError('usage', {
      what:
        authorization === null
          ? 'the server wants to know who asks'
          : status === 401
            ? 'the server does not know this user, or not by this password'
            : 'the server does not let this user see that',
      where,
      found,
      expected: authorization === null ? 'a user and password, or a token' : 'another user, password or token',
    });
  }
  if (status === 404 || status === 410) {
    throw new TrabeculaError('nothing-found', { what: 'the server knows nothing of this', where, found });
  }
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new TrabeculaError('unreadable', {
      what: 'the server leads elsewhere, perhaps to a page to sign in',
      where,
      ...(status === 0 ? {} : { found }),
      expected: 'the address of the DICOMweb service itself',
    });
  }
  throw new TrabeculaError('unreadable', { what: 'the server failed', where, found });
}

/** In milliseconds; a date instead of seconds is not understood, as there is no clock. */
function retryAfter(response: Response): number | null {
  const seconds = response.headers.get('retry-after');
  return seconds !== null && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : null;
}

function silent({ patience }: DicomwebServer): Interrupted {
  return new Interrupted(`the server was silent for ${patience.silenceMs / 1000} s`);
}

function notReached({ baseUrl }: DicomwebServer, cause: unknown): TrabeculaError {
  const reason = reasonOf(cause);
  const isUntrusted = /certificate|CERT|altname/i.test(reason);
  return new TrabeculaError(
    'nothing-found',
    {
      what: isUntrusted ? 'the server’s certificate is not trusted' : 'the server cannot be reached',
      where: baseUrl.origin,
      found: reason,
      ...(isUntrusted ? { expected: 'its authority in the file that NODE_EXTRA_CA_CERTS names' } : {}),
    },
    cause,
  );
}

function exhausted(
  error: Interrupted,
  attempts: number,
  { baseUrl }: DicomwebServer,
  { path }: { readonly path: string },
): TrabeculaError {
  const where = baseUrl.href + (path.split('?')[0] ?? '');
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  return new TrabeculaError('unreadable', { what: `${error.message}; asked ${times}`, where }, error);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('cancelled'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
