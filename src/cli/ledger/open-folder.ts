import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { TrabeculaError } from '../../../core/index.ts';
import type { LedgerTables } from '../../ledger/tables.ts';
import { CannotWrite, writeAtomically } from '../write-atomically.ts';
import { lockFolder } from './folder-lock.ts';

export interface OpenDatabase {
  readonly db: Kysely<LedgerTables>;
  readonly close: () => Promise<void>;
}

/** Written last by `init`: without it the folder is no ledger. */
const MARK = 'ledger.json';
const DATABASE = 'database';
const MARKED = { schema: 'trabecula/ledger-folder/1', database: 'PGlite', postgresql: 18 } as const;

/**
 * Opens the embedded database of a folder that `init` made, for this process alone.
 *
 * @throws TrabeculaError (nothing-found) where there is none, (usage) while another process has it
 */
export async function openFolder(folder: string): Promise<OpenDatabase> {
  await refuseOtherFolder(folder);
  return openLocked(folder, () => Promise.resolve());
}

/** Makes the folder and its database, with what `fill` does to it; a folder left half made by a killed init is begun anew. */
export async function makeFolder(
  folder: string,
  fill: (db: Kysely<LedgerTables>) => Promise<void>,
): Promise<OpenDatabase> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new CannotWrite(`${folder}: this folder cannot be made (${why})`, { cause });
  }
  const names = await readdir(folder);
  if (names.includes(MARK)) throw new TrabeculaError('usage', { what: 'there is a ledger already', where: folder });
  const foreign = names.find((name) => name !== DATABASE && !/^\.?lock[.-]/.test(name));
  if (foreign !== undefined) {
    throw new TrabeculaError('usage', {
      what: 'this folder is not empty',
      where: folder,
      found: foreign,
      expected: 'a new or empty folder',
    });
  }
  return openLocked(
    folder,
    async (db) => {
      await fill(db);
      await writeAtomically(join(folder, MARK), `${JSON.stringify(MARKED)}\n`);
    },
    true,
  );
}

async function openLocked(
  folder: string,
  fill: (db: Kysely<LedgerTables>) => Promise<void>,
  isNew = false,
): Promise<OpenDatabase> {
  const unlock = await lockFolder(folder);
  const database = join(folder, DATABASE);
  try {
    if (isNew) await rm(database, { recursive: true, force: true });
    const { openPglite } = await import('../../ledger/pglite-database.ts');
    const db = await openPglite(database);
    const close = async (): Promise<void> => {
      await db.destroy();
      await unlock();
    };
    try {
      await fill(db);
    } catch (error) {
      await close();
      throw error;
    }
    return { db, close };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function refuseOtherFolder(folder: string): Promise<void> {
  const isFolder = await stat(folder).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  const mark = isFolder ? await readFile(join(folder, MARK), 'utf8').catch(() => null) : null;
  if (mark === null) {
    throw new TrabeculaError('nothing-found', {
      what: 'there is no ledger; trabecula ledger init makes one',
      where: folder,
    });
  }
  if (mark.trim() !== JSON.stringify(MARKED)) {
    throw new TrabeculaError('unreadable', {
      what: 'this ledger was made by another version of the embedded database; restore its backup into a new one',
      where: folder,
      found: mark.trim().slice(0, 120),
      expected: JSON.stringify(MARKED),
    });
  }
}
