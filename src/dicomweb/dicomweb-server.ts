import { TrabeculaError } from '../../core/index.ts';

/** How long a server may be silent, and how often it is asked again. */
export interface Patience {
  /** Without an answer, or within one without a further byte. */
  readonly silenceMs: number;
  /** Waits before the second, third, ... attempt; their number is the number of retries. */
  readonly waitsMs: readonly number[];
}

export const PATIENCE: Patience = { silenceMs: 60_000, waitsMs: [1000, 2000, 4000] };

export interface DicomwebServer {
  /** Ends with a slash. */
  readonly baseUrl: URL;
  /** The whole header; null: none. Never shown. */
  readonly authorization: string | null;
  readonly patience: Patience;
}

/** This computer itself: nothing goes over a network. */
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * A server by its address. Beyond this computer the connection has to be encrypted: what goes over it names a patient.
 *
 * @param trustedOrigin the page's own origin, which may be asked however it came
 * @throws TrabeculaError usage; the message never holds a password
 */
export function dicomwebServer(
  address: string,
  {
    authorization = null,
    patience = PATIENCE,
    trustedOrigin = null,
  }: { authorization?: string | null; patience?: Patience; trustedOrigin?: string | null } = {},
): DicomwebServer {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TrabeculaError('usage', {
      what: 'this is no address of a DICOMweb server',
      expected: 'https://HOST/PATH, where /studies below it answers a search',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new TrabeculaError('usage', {
      what: 'a password in an address is seen by others on the same computer',
      where: `${url.protocol}//${url.host}${url.pathname}`,
      expected: 'TRABECULA_DICOMWEB_USER and TRABECULA_DICOMWEB_PASSWORD in the environment',
    });
  }
  const where = url.origin + url.pathname;
  if (url.protocol === 'http:' && !LOCAL.test(url.hostname) && url.origin !== trustedOrigin) {
    throw new TrabeculaError('usage', {
      what: 'a PACS on another computer needs an encrypted connection',
      where,
      found: 'http',
      expected: 'https',
    });
  }
  // A header with a line break would be refused by a message that shows all of it.
  if (authorization !== null && !/^[\x20-\x7e]+$/.test(authorization)) {
    throw new TrabeculaError('usage', { what: 'the token holds characters that no header may have' });
  }
  return { baseUrl: new URL(where.endsWith('/') ? where : `${where}/`), authorization, patience };
}

/** The address as it may be shown: nothing after "?", no user. */
export function shownServer({ baseUrl }: DicomwebServer): string {
  return baseUrl.href.replace(/\/$/, '');
}

/** The header of basic authentication (RFC 7617, UTF-8). */
export function basicAuthorization(user: string, password: string): string {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
