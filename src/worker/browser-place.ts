import { TrabeculaError } from '../../core/index.ts';
import { LEDGER_STORE, type LedgerView } from './ledger-messages.ts';

const NAME = LEDGER_STORE.replace('/pglite/', '');

/**
 * Where the ledger of this browser lies. PGlite lets several tabs write to the same files, so whoever has it open holds a
 * lock of the browser; that of a tab that was closed or died is given back by the browser itself.
 */
export class BrowserPlace {
  #release: (() => void) | null = null;

  /** Without a store, as for a page from a file in some browsers, the ledger is in memory. */
  async kind(): Promise<LedgerView['place']> {
    return (await mayStore()) ? 'browser' : 'memory';
  }

  /**
   * Takes the ledger for this worker alone and answers where PGlite finds it; null: another tab has it.
   *
   * @throws TrabeculaError (usage) where the browser has no hashes, which is so for a page without https
   */
  async take(): Promise<string | null> {
    // Told by its type to be there always.
    const isSafe = (crypto as Partial<Crypto>).subtle !== undefined;
    if (!isSafe) {
      throw new TrabeculaError('usage', { what: 'a browser keeps a ledger only for a page that came by https' });
    }
    if (!(await mayStore())) return 'memory://';
    this.#release ??= await lockHeld();
    return this.#release === null ? null : `idb://${NAME}`;
  }

  release(): void {
    this.#release?.();
    this.#release = null;
  }

  /** @throws TrabeculaError (usage) while another tab has it open */
  async erase(): Promise<void> {
    if (!(await mayStore())) return;
    const release = await lockHeld();
    if (release === null) throw new TrabeculaError('usage', { what: 'this ledger is open in another tab' });
    try {
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase(LEDGER_STORE);
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error ?? new Error('the ledger cannot be erased'));
      });
    } finally {
      release();
    }
  }
}

/** Whether this page may keep anything. */
async function mayStore(): Promise<boolean> {
  try {
    // A browser that refuses the store refuses the lock too, or says so only when it is asked.
    await navigator.locks.query();
    await indexedDB.databases();
    return true;
  } catch {
    return false;
  }
}

/** Holds the lock until what it answers is called; null: it is held already. */
function lockHeld(): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(NAME, { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(null);
          return undefined;
        }
        return new Promise<void>((release) => resolve(release));
      })
      .catch(reject);
  });
}
