import type { LedgerExchange } from '../src/worker/ledger-messages.ts';
import { LEDGER_STORE } from '../src/worker/ledger-messages.ts';
import { LEDGER_IS_INSIDE, startLedgerWorker } from './start-worker.ts';
import { WorkerClient } from './worker-client.ts';

interface LedgerFound {
  readonly exists: boolean;
  /** Whether the database is loaded, so that nothing more is asked for. */
  readonly isReady: boolean;
}

/** The ledger of this browser. Its worker is never ended on purpose: an entry that is being made is made. */
export class LedgerClient extends WorkerClient<LedgerExchange> {
  #isReady = LEDGER_IS_INSIDE;
  #isOpen = false;

  constructor() {
    super(startLedgerWorker);
  }

  /** Whether there is a ledger, without asking for anything, and without its worker. */
  async find(): Promise<LedgerFound> {
    return { exists: this.#isOpen || (await isStored()), isReady: this.#isReady };
  }

  /** Fetches the database for whoever has a ledger, so that it can be opened while a patient is. */
  async prepareWhereKept(): Promise<void> {
    const { exists, isReady } = await this.find();
    if (exists && !isReady) await this.ask('prepare', {});
  }

  override async ask<K extends keyof LedgerExchange>(
    kind: K,
    asks: LedgerExchange[K]['asks'],
  ): Promise<LedgerExchange[K]['gets']> {
    const answer = await super.ask(kind, asks);
    if (kind === 'prepare' || kind === 'open') this.#isReady = true;
    if (kind === 'open') this.#isOpen = answer === 'open';
    if (kind === 'close' || kind === 'erase') this.#isOpen = false;
    return answer;
  }
}

async function isStored(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === LEDGER_STORE);
  } catch {
    return false;
  }
}
