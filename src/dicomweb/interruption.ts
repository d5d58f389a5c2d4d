/** What may pass: the same question may be asked again. */
export class Interrupted extends Error {
  /** What the server asks for; null: nothing. */
  readonly retryAfterMs: number | null;

  constructor(what: string, { cause, retryAfterMs = null }: { cause?: unknown; retryAfterMs?: number | null } = {}) {
    super(what, cause === undefined ? undefined : { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Codes of Node for a connection that was there and broke. A browser says nothing, and is taken at its word. */
const BROKE_OFF = /^(ECONNRESET|EPIPE|ETIMEDOUT|UND_ERR_(SOCKET|CONNECT_TIMEOUT|HEADERS_TIMEOUT|BODY_TIMEOUT))$/;

/** Before an answer began: null if the server was not reached at all, where asking again is of no use. */
export function interruptionOf(cause: unknown): Interrupted | null {
  const isBroken = chainOf(cause).some(
    (error) => 'code' in error && typeof error.code === 'string' && BROKE_OFF.test(error.code),
  );
  return isBroken ? new Interrupted(`the connection broke off (${reasonOf(cause)})`, { cause }) : null;
}

/** The innermost reason: what `fetch` itself says is always the same. */
export function reasonOf(cause: unknown): string {
  const innermost = chainOf(cause).at(-1);
  if (innermost === undefined) return String(cause);
  const message = innermost instanceof AggregateError ? innermost.errors.map(reasonOf).join('; ') : innermost.message;
  return message === '' && 'code' in innermost ? String(innermost.code) : message;
}

function chainOf(cause: unknown): Error[] {
  const chain: Error[] = [];
  for (let error = cause; error instanceof Error && !chain.includes(error); error = error.cause) chain.push(error);
  return chain;
}
