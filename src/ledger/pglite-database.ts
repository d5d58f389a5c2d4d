import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import type { LedgerTables } from './tables.ts';

/** What PGlite is made of, where it cannot find it by itself: in a browser that may ask for nothing. */
export type PgliteProgram = Required<Pick<PGliteOptions, 'pgliteWasmModule' | 'initdbWasmModule' | 'fsBundle'>>;

/**
 * PGlite behind kysely: PostgreSQL in this process, its files in a folder (`idb://NAME` in a browser). It has one
 * connection; whoever wants it waits until it is given back.
 */
export async function openPglite(dataDir: string, program: Partial<PgliteProgram> = {}): Promise<Kysely<LedgerTables>> {
  const pglite = await PGlite.create({ dataDir, ...program });
  let free: Promise<void> = Promise.resolve();
  const pool = {
    connect: async () => {
      const before = free;
      let release = (): void => undefined;
      free = new Promise((resolve) => {
        release = resolve;
      });
      await before;
      return {
        release,
        query: async (sql: string, parameters: readonly unknown[]) => {
          const { rows, affectedRows = 0 } = await pglite.query(sql, [...parameters]);
          const command = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? '';
          return { command, rowCount: affectedRows, rows };
        },
      };
    },
    end: () => pglite.close(),
  };
  return new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool: pool as never }) });
}
