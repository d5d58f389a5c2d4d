import type { TestProject } from 'vitest/node';
import { serveBuiltPage } from './serve-built-page.ts';

declare module 'vitest' {
  interface ProvidedContext {
    page: string;
  }
}

/** The page, built and served once for all browser tests together. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, close } = await serveBuiltPage();
  project.provide('page', address);
  return close;
}
