import { TrabeculaError } from '../../../core/index.ts';
import { Ledger } from '../../ledger/ledger.ts';
import { ledgerStateOf, migrateLedger } from '../../ledger/migrate.ts';
import { makeFolder, openFolder, type OpenDatabase } from './open-folder.ts';
import { openServer, shownAddress } from './open-server.ts';

/** Opens the ledger that `--ledger` names, a folder or a server, and closes it when the work is done. */
export async function withLedger<Answer>(word: string, work: (ledger: Ledger) => Promise<Answer>): Promise<Answer> {
  return closing(await openDatabase(word), async ({ db }) => work(await Ledger.open(db, nameOf(word))));
}

/** Makes a new ledger and works on it. */
export async function withNewLedger<Answer>(word: string, work: (ledger: Ledger) => Promise<Answer>): Promise<Answer> {
  const where = nameOf(word);
  if (!isServer(word)) {
    const made = await makeFolder(word, (db) => migrateLedger(db, where));
    return closing(made, async ({ db }) => work(await Ledger.open(db, where)));
  }
  return closing(await openServer(word), async ({ db }) => {
    if ((await ledgerStateOf(db)) !== 'absent') {
      throw new TrabeculaError('usage', { what: 'there is a ledger already', where });
    }
    await migrateLedger(db, where);
    return work(await Ledger.open(db, where));
  });
}

/** Brings the tables of a ledger of an older version up to date. */
export async function migrate(word: string): Promise<void> {
  await closing(await openDatabase(word), ({ db }) => migrateLedger(db, nameOf(word)));
}

function openDatabase(word: string): Promise<OpenDatabase> {
  return isServer(word) ? openServer(word) : openFolder(word);
}

async function closing<Answer>(open: OpenDatabase, work: (open: OpenDatabase) => Promise<Answer>): Promise<Answer> {
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}

function nameOf(word: string): string {
  return isServer(word) ? shownAddress(word) : word;
}

function isServer(word: string): boolean {
  return /^postgres(ql)?:\/\//i.test(word);
}
