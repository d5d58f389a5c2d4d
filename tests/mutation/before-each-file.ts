import fc from 'fast-check';
import { inject } from 'vitest';

/** A mutant is dead with the first counterexample: nobody reads it, so none is made smaller. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

// The thread is kept (kept-thread.ts): the mutant before must not be active while this one's tests are loaded.
const stryker = (globalThis as { __stryker__?: { activeMutant?: string | undefined } }).__stryker__;
if (stryker !== undefined && inject('mutantActivation') === 'runtime') stryker.activeMutant = undefined;

declare module 'vitest' {
  interface ProvidedContext {
    readonly mutantActivation: 'runtime' | 'static';
  }
}
