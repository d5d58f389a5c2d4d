import type { Plugin } from 'vite';

/**
 * The PACS that a page may ask, from TRABECULA_DICOMWEB: an address with https, or a path on the page's own server. Named in
 * the page when it is built, and by its policy; without it the page asks nobody.
 */
export interface Pacs {
  readonly address: string;
  /** What the policy has to allow beyond the page's own server; null: nothing. */
  readonly origin: string | null;
}

export function pacsOf(named: string | undefined): Pacs | null {
  if (named === undefined || named === '') return null;
  if (/^\/(?!\/)/.test(named)) return { address: new URL(named, 'http://page').pathname, origin: null };
  const url = URL.canParse(named) ? new URL(named) : null;
  const isLocal = url !== null && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)) || url.username !== '') {
    // Not shown: it may hold a password.
    throw new Error(
      'TRABECULA_DICOMWEB: an address with https and without a user, or a path such as /dicom-web, is wanted',
    );
  }
  return { address: url.origin + url.pathname, origin: url.origin };
}

/** A policy that lets the page ask this PACS, too. */
export function allowing(policy: string, pacs: Pacs | null): string {
  return pacs?.origin == null ? policy : policy.replace("connect-src 'self'", `connect-src 'self' ${pacs.origin}`);
}

/** The page's HTML with the PACS named in it. Addresses that went through URL hold no quotes. */
export function naming(html: string, pacs: Pacs | null): string {
  if (pacs === null) return html;
  const named = `<meta name="trabecula-dicomweb" content="${pacs.address.replaceAll('&', '&amp;')}" />`;
  return allowing(html, pacs).replace('<title>', `${named}\n    <title>`);
}

export function pacsOfPage(pacs: Pacs | null): Plugin {
  return { name: 'pacs-of-page', transformIndexHtml: (html) => naming(html, pacs) };
}
