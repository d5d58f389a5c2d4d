import { Children } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';

/**
 * A sentence of a result: in the page's language where it is known there, else in English, which is said to whoever reads it
 * aloud.
 */
export function English({ children }: { readonly children: ReactNode }) {
  const { sentence } = useWords().result;
  const parts = Children.toArray(children);
  const said = parts.every((part) => typeof part === 'string') ? sentence(parts.join('')) : null;
  return said === null ? <span lang="en">{children}</span> : <>{said}</>;
}
