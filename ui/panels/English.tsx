import type { ReactNode } from 'react';

/** A sentence of a result, which is English on every page: said so to whoever reads it aloud. */
export function English({ children }: { readonly children: ReactNode }) {
  return <span lang="en">{children}</span>;
}
