import { Inflate, inflateSync } from 'fflate';
import { TrabeculaError } from '../../core/index.ts';

/** No DICOM-RT object comes near this; a file that inflates further is an attack or an accident. */
const MOST_BYTES = 2 ** 30;

/**
 * Raw deflate (RFC 1951) of unknown length, as in the deflated transfer syntax.
 *
 * @throws TrabeculaError `unreadable` if the stream is broken, cut short, or inflates beyond 1 GiB
 */
export function inflateRaw(deflated: Uint8Array, path: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let finished = false;
  const inflate = new Inflate((part, final) => {
    parts.push(part);
    total += part.length;
    finished = final;
    if (total > MOST_BYTES) throw tooLarge(path);
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
  if (length > MOST_BYTES) throw tooLarge(path);
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(deflated, { out: new Uint8Array(length) });
  } catch (cause) {
    throw broken(path, cause);
  }
  if (inflated.length !== length) throw broken(path, undefined);
  return inflated;
}

function tooLarge(path: string): TrabeculaError {
  return new TrabeculaError('unreadable', { what: 'inflates to more than 1 GiB', where: path });
}

function broken(path: string, cause: unknown): TrabeculaError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new TrabeculaError(
    'unreadable',
    { what: `the compressed data are broken or cut short${why}`, where: path },
    cause,
  );
}
