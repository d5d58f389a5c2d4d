import { type Kysely, Migrator } from 'kysely';
import { TrabeculaError } from '../../core/index.ts';
import { MIGRATIONS } from './migrations.ts';
import type { LedgerTables } from './tables.ts';

export type LedgerState = 'absent' | 'current' | 'older' | 'newer';

/** Whether there is a ledger, and whether its tables are those that this version knows. */
export async function ledgerStateOf(db: Kysely<LedgerTables>): Promise<LedgerState> {
  const applied = await appliedTo(db);
  const known = Object.keys(MIGRATIONS);
  if (applied.length === 0) return 'absent';
  if (applied.some((name) => !known.includes(name))) return 'newer';
  return applied.length === known.length ? 'current' : 'older';
}

/**
 * Makes the tables, or brings those of an older version up to date; entries stay as they are.
 *
 * @throws TrabeculaError (unreadable) where a newer version was at work
 */
export async function migrateLedger(db: Kysely<LedgerTables>, where: string): Promise<void> {
  if ((await ledgerStateOf(db)) === 'newer') throw newerLedger(where);
  const { error } = await migratorOf(db).migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('the migration failed', { cause: error });
}

export function newerLedger(where: string): TrabeculaError {
  return new TrabeculaError('unreadable', {
    what: 'this ledger was made or changed by a newer version of this program',
    where,
    expected: `migrations up to ${Object.keys(MIGRATIONS).at(-1) ?? ''}`,
  });
}

async function appliedTo(db: Kysely<LedgerTables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name, schema }) => schema === 'trabecula' && name === 'migration')) return [];
  const rows = await db
    .withTables<{ 'trabecula.migration': { name: string } }>()
    .selectFrom('trabecula.migration')
    .select('name')
    .orderBy('name')
    .execute();
  return rows.map(({ name }) => name);
}

function migratorOf(db: Kysely<LedgerTables>): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableSchema: 'trabecula',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
}
