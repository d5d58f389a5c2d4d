import { Inflate, inflateSync } from 'fflate';
import { refuseAbove, TrabeculaError } from '../../core/index.ts';

/** Deflate cannot give more than 258 bytes for two bits: 1032 for one. */
const MOST_RATIO = 1032;

/**
 * Raw deflate (RFC 1951) of unknown length, as in the deflated transfer syntax.
 *
 * @throws TrabeculaError `unreadable` if the stream is broken, cut short, or inflates beyond the limit
 */
export function inflateRaw(deflated: Uint8Array, path: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let finished = false;
  const inflate = new Inflate((part, final) => {
    parts.push(part);
    total += part.length;
    finished = final;
    refuseAbove('zip-bytes', total, 'inflates to too many bytes', path);
  });
  const step = 1 << 20;
  try {
    for (let at = 0; at < deflated.length; at += step) {
      inflate.push(deflated.subarray(at, at + step), at + step >= deflated.length);
    }
  } catch (cause) {
    if (cause instanceof TrabeculaError) throw cause;
    throw broken(path, cause);
  }
  if (!finished) throw broken(path, undefined);
  const whole = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Raw deflate whose length is known beforehand, as in a zip file.
 *
 * @throws TrabeculaError `unreadable` if the stream is broken or does not give exactly `length` bytes
 */
export function inflateTo(deflated: Uint8Array, length: number, path: string): Uint8Array {
  // Before so much memory is taken.
  if (length > MOST_RATIO * deflated.length + MOST_RATIO)
    throw broken(path, new Error('it cannot be as long as it says'));
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(deflated, { out: new Uint8Array(length) });
  } catch (cause) {
    throw broken(path, cause);
  }
  if (inflated.length !== length) throw broken(path, undefined);
  return inflated;
}

function broken(path: string, cause: unknown): TrabeculaError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new TrabeculaError(
    'unreadable',
    { what: `the compressed data are broken or cut short${why}`, where: path },
    cause,
  );
}
