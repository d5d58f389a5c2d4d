/** The workers as files beside the page. The one-file build has others, from text inside the page. */
export function startWorker(): Worker {
  return new Worker(new URL('../src/worker/worker.ts', import.meta.url), { type: 'module' });
}

export function startLedgerWorker(): Worker {
  return new Worker(new URL('../src/worker/ledger-worker.ts', import.meta.url), { type: 'module' });
}

/** Whether the ledger's worker is in the page already, database and all. */
export const LEDGER_IS_INSIDE: boolean = false;
