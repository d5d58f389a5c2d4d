import { TrabeculaError } from '../../core/index.ts';
import { ledgerContentsOfResult } from '../app/ledger-contents-of-result.ts';
import { SOFTWARE } from '../app/software.ts';
import { wholeLedger } from '../app/whole-ledger.ts';
import { Ledger } from '../ledger/ledger.ts';
import { migrateLedger } from '../ledger/migrate.ts';
import { openPglite } from '../ledger/pglite-database.ts';
import { readAnchor } from '../ledger/read-anchor.ts';
import { type Declared, draftOfContent, inUtc, readDrafts } from '../ledger/read-drafts.ts';
import { readEntries } from '../ledger/read-entries.ts';
import { ledgerCsv } from '../report/ledger-csv.ts';
import { ledgerLines } from '../report/ledger-lines.ts';
import { ledgerVerificationText } from '../report/ledger-text.ts';
import { BrowserPlace } from './browser-place.ts';
import type { LedgerDeclared, LedgerExchange, LedgerRequest } from './ledger-messages.ts';
import { ledgerView } from './ledger-view.ts';
import { pgliteProgram } from './pglite-program.ts';

/** The browser's own ledger: the same program as on the command line, with its files in IndexedDB. */
export class LedgerDesk {
  readonly #place = new BrowserPlace();
  #db: Awaited<ReturnType<typeof openPglite>> | null = null;
  #ledger: Ledger | null = null;

  async answer(request: LedgerRequest): Promise<LedgerExchange[LedgerRequest['kind']]['gets']> {
    switch (request.kind) {
      case 'prepare':
        await pgliteProgram();
        return null;
      case 'open':
        return this.#open();
      case 'view':
        return ledgerView(this.#opened(), await this.#place.kind(), request);
      case 'add':
        return this.#append(readDrafts(request.text, 'the entry', declaredBy(request)));
      case 'addResult': {
        const contents = await ledgerContentsOfResult(request.text, request.path, request.subject);
        const declared = declaredBy(request);
        return this.#append(contents.map((content) => draftOfContent(content, declared)));
      }
      case 'verify': {
        const anchors = request.anchor.trim() === '' ? [] : [readAnchor(request.anchor)];
        const result = await this.#opened().verify(anchors);
        return { result, text: ledgerVerificationText(result) };
      }
      case 'export': {
        const list = await wholeLedger(this.#opened(), WHERE);
        return request.format === 'csv' ? ledgerCsv(list) : ledgerLines(list);
      }
      case 'import': {
        const { rows, head } = await readEntries(request.text, request.path);
        return { ...(await this.#opened().takeIn(rows)), saysItsEnd: head !== null };
      }
      case 'close':
        await this.#close();
        return null;
      case 'erase':
        await this.#close();
        await this.#place.erase();
        return null;
    }
  }

  async #open(): Promise<'open' | 'elsewhere'> {
    if (this.#ledger !== null) return 'open';
    // First the program: while it is fetched, no other tab is kept waiting.
    const program = await pgliteProgram();
    const dataDir = await this.#place.take();
    if (dataDir === null) return 'elsewhere';
    try {
      this.#db = await openPglite(dataDir, program);
      await migrateLedger(this.#db, WHERE);
      this.#ledger = await Ledger.open(this.#db, WHERE);
    } catch (error) {
      await this.#close();
      throw error;
    }
    return 'open';
  }

  async #close(): Promise<void> {
    this.#ledger = null;
    const db = this.#db;
    this.#db = null;
    try {
      await db?.destroy();
    } finally {
      this.#place.release();
    }
  }

  #opened(): Ledger {
    if (this.#ledger === null) throw new TrabeculaError('nothing-found', { what: 'no ledger is open', where: WHERE });
    return this.#ledger;
  }

  async #append(drafts: Parameters<Ledger['append']>[0]): Promise<readonly string[]> {
    const rows = await this.#opened().append(drafts);
    return rows.map(({ sequence, hash }) => `${sequence}:${hash}`);
  }
}

const WHERE = 'this browser';

function declaredBy({ by, at }: LedgerDeclared): Declared {
  return {
    by: by.trim() === '' ? null : by.trim(),
    at: at.trim() === '' ? new Date().toISOString() : inUtc(at.trim(), 'when'),
    software: `${SOFTWARE.name} ${SOFTWARE.version}`,
  };
}

export { problemOf } from './problem-of.ts';
