import { basicAuthorization, type DicomwebServer, dicomwebServer, PATIENCE } from '../dicomweb/index.ts';

/** A server as a user names it. */
export interface DicomwebAccess {
  readonly url: string;
  readonly login: { readonly token: string } | { readonly user: string; readonly password: string } | null;
  /** How long it may be silent; absent: a minute. */
  readonly silenceMs?: number;
  /** The page's own origin. */
  readonly trustedOrigin?: string;
}

/** @throws TrabeculaError usage; the message never holds a password or token */
export function serverOf({ url, login, silenceMs, trustedOrigin }: DicomwebAccess): DicomwebServer {
  const authorization =
    login === null ? null : 'token' in login ? `Bearer ${login.token}` : basicAuthorization(login.user, login.password);
  return dicomwebServer(url, {
    authorization,
    patience: { ...PATIENCE, silenceMs: silenceMs ?? PATIENCE.silenceMs },
    trustedOrigin: trustedOrigin ?? null,
  });
}
