import type { Kysely } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { openPglite } from '../../src/ledger/pglite-database.ts';
import type { LedgerTables } from '../../src/ledger/tables.ts';
import { describeLedger } from './ledger-behaviour.ts';

let db: Kysely<LedgerTables>;
beforeAll(async () => {
  db = await openPglite('memory://');
});
afterAll(() => db.destroy());

describeLedger('PGlite', () => db);
