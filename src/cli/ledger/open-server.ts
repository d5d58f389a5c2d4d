import { Kysely, PostgresDialect } from 'kysely';
import { TrabeculaError } from '../../../core/index.ts';
import type { LedgerTables } from '../../ledger/tables.ts';
import type { OpenDatabase } from './open-folder.ts';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]|\/.*|)$/;

/**
 * Connects to a PostgreSQL server. Beyond this computer the connection is encrypted and the server's certificate is
 * checked (`sslmode=verify-full`, with `sslrootcert=FILE` for a certificate authority of the site's own).
 *
 * @throws TrabeculaError (usage, nothing-found)
 */
export async function openServer(address: string): Promise<OpenDatabase> {
  const url = addressOf(address);
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url.href,
    max: 1,
    connectionTimeoutMillis: 15_000,
    application_name: 'trabecula',
  });
  // A connection that breaks while it rests is told by the next query.
  pool.on('error', () => undefined);
  const db = new Kysely<LedgerTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    (await pool.connect()).release();
  } catch (cause) {
    await db.destroy();
    await pool.end().catch(() => undefined);
    throw new TrabeculaError(
      'nothing-found',
      { what: `the server cannot be reached: ${wordsOf(cause)}`, where: shownAddress(address) },
      cause,
    );
  }
  return { db, close: () => db.destroy() };
}

/** The address without the password. */
export function shownAddress(address: string): string {
  try {
    const url = new URL(address);
    return `${url.protocol}//${url.host}${url.pathname}`;
  } catch {
    return 'postgres://...';
  }
}

function addressOf(address: string): URL {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    throw new TrabeculaError('usage', {
      what: 'this is no address of a server',
      expected: 'postgres://USER@HOST/DATABASE?sslmode=verify-full',
    });
  }
  const host = url.searchParams.get('host') ?? url.hostname;
  const mode = url.searchParams.get('sslmode');
  if (LOCAL.test(host)) return url;
  if (mode === null) url.searchParams.set('sslmode', 'verify-full');
  else if (mode !== 'verify-full' && mode !== 'verify-ca') {
    throw new TrabeculaError('usage', {
      what: 'a ledger on another computer needs an encrypted connection to a server that is known',
      where: shownAddress(address),
      found: `sslmode=${mode}`,
      expected: 'sslmode=verify-full',
    });
  }
  return url;
}

function wordsOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(wordsOf).join('; ');
  return cause instanceof Error ? cause.message : String(cause);
}
