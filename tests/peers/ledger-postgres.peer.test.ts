import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerVerificationSchema } from '../../core/index.ts';
import type { LedgerTables } from '../../src/ledger/tables.ts';
import { builtMain, trabecula } from '../built-command.ts';
import { describeLedger } from '../ledger/ledger-behaviour.ts';
import { LEVELS_BY_HAND, playTrial } from '../ledger/synthetic-trial.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';

let server: PostgresServer;
let shared: Kysely<LedgerTables>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trabecula-ledger-'));
  server = await startPostgres();
  for (const name of ['behaviour', 'crowd', 'roles', 'trial', 'restored']) {
    server.psql('postgres', `create database ${name}`);
  }
  const pool = new pg.Pool({ connectionString: server.address('postgres', 'behaviour'), max: 4 });
  shared = new Kysely({ dialect: new PostgresDialect({ pool }) });
});
afterAll(async () => {
  await shared.destroy();
  server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describeLedger('PostgreSQL', () => shared);

const ok = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = trabecula(...words);
  expect([words.slice(0, 2), status, stderr]).toEqual([words.slice(0, 2), 0, '']);
  return stdout;
};

/** One client, a process of its own, with its own entries. */
function client(word: string, name: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [builtMain, 'ledger', 'add', '--ledger', word, '--by', name, '-']);
  let out = '';
  child.stdout.on('data', (data: Buffer) => {
    out += data.toString();
  });
  const entry = (number: number): string =>
    `${JSON.stringify({ kind: 'decision', decision: `${name} ${number}`, reason: 'r' })}\n`;
  child.stdin.end(Array.from({ length: count }, (_, index) => entry(index)).join(''));
  return new Promise((resolve) => child.on('close', () => resolve(out.trim().split('\n'))));
}

describe('a ledger on a PostgreSQL server, through the commands', () => {
  it('keeps one unbroken chain while 8 clients add 2,000 entries at once', async () => {
    const word = server.address('postgres', 'crowd');
    ok('ledger', 'init', '--ledger', word);
    const start = performance.now();
    const acknowledged = await Promise.all(
      Array.from({ length: 8 }, (_, index) => client(word, `Client ${index}`, 250)),
    );
    const seconds = (performance.now() - start) / 1000;
    console.log(`8 clients, 2,000 entries: ${seconds.toFixed(1)} s`);
    expect(acknowledged.map((lines) => lines.length)).toEqual(Array(8).fill(250));
    const verified = trabecula('ledger', 'verify', '--ledger', word, '--format', 'json');
    expect(ledgerVerificationSchema.parse(JSON.parse(verified.stdout))).toMatchObject({
      outcome: 'whole',
      entries: 2000,
    });
    const numbers = acknowledged.flat().map((line) => Number(line.split(':')[0]));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    // Each client's own entries stand in the order in which it made them.
    const stored = server.psql(
      'crowd',
      `select sealed::jsonb -> 'content' ->> 'decision' from trabecula.entry order by sequence`,
    );
    for (let index = 0; index < 8; index++) {
      const own = stored.split('\n').filter((decision) => decision.startsWith(`Client ${index} `));
      expect(own).toEqual(Array.from({ length: 250 }, (_, number) => `Client ${index} ${number}`));
    }
  });

  it('lets the role that ships read and add, and nothing else, over an encrypted connection that is checked', () => {
    const owner = server.address('postgres', 'roles');
    ok('ledger', 'init', '--ledger', owner);
    const role = ok('ledger', 'role');
    server.psql('roles', role);
    server.psql('roles', role);
    server.psql(
      'roles',
      `create role nurse login password 'secret' in role trabecula_writer; create role nobody login;`,
    );
    const tls = `?sslmode=verify-full&sslrootcert=${join(server.folder, 'ca.crt')}`;
    const nurse = server.address('nurse', 'roles', tls);
    const entry = join(folder, 'entry.json');
    writeFileSync(entry, JSON.stringify({ kind: 'decision', decision: 'go on', reason: 'r' }));
    ok('ledger', 'add', '--ledger', nurse, '--by', 'Nurse', entry);
    expect(ok('ledger', 'verify', '--ledger', nurse)).toContain('whole: 1 entry');
    const asNurse = (sql: string) => () => server.psql('roles', `set role nurse; ${sql}`);
    for (const sql of [
      `update trabecula.entry set hash = repeat('a', 64)`,
      'delete from trabecula.entry',
      'truncate trabecula.entry',
      'update trabecula.head set sequence = 0',
      'alter table trabecula.entry disable trigger all',
      'drop table trabecula.entry',
      `insert into trabecula.migration values ('x', 'y')`,
      'create table trabecula.mine (a integer)',
    ]) {
      expect(asNurse(sql), sql).toThrow(/permission denied|must be owner/);
    }
    expect(trabecula('ledger', 'list', '--ledger', server.address('nobody', 'roles')).status).not.toBe(0);
    const wrongAuthority = server.address('nurse', 'roles', '?sslmode=verify-full');
    const refused = trabecula('ledger', 'verify', '--ledger', wrongAuthority);
    expect(refused).toMatchObject({ status: 66, stdout: '' });
    expect(refused.stderr).toMatch(/self.signed/);
  });

  it('plays a whole trial to the same entries as the embedded ledger, and is restored into either', async () => {
    const word = server.address('postgres', 'trial');
    const embedded = join(folder, 'embedded');
    ok('ledger', 'init', '--ledger', word);
    const onServer = await playTrial(word, folder);
    expect(onServer.subjects.map(({ level }) => level)).toEqual(LEVELS_BY_HAND);
    expect(onServer.levels.map(({ level, subjects, toxicities }) => [level, subjects, toxicities])).toEqual([
      [1, 6, 1],
      [2, 6, 1],
      [3, 6, 1],
    ]);
    // 27 %, 37 % and 47 % of a reserve of 1000 cm³.
    for (const { level, achievedPercent } of onServer.subjects) {
      expect(achievedPercent).toBeCloseTo(17 + 10 * (level ?? NaN), 6);
    }
    expect(onServer.subjects[1]).toMatchObject({ id: 'P02', start: '2026-02-18', fractions: 3, toxicity: 'yes' });
    // Of each: subject, screening, level, selection, plan check, three fractions, evaluation; three toxicities besides.
    expect(ok('ledger', 'verify', '--ledger', word)).toContain('The ledger is whole: 165 entries');
    const backup = join(folder, 'backup.jsonl');
    ok('ledger', 'backup', '--ledger', word, '--out', backup);
    const text = readFileSync(backup, 'utf8');
    // The embedded one gets the same entries from their contents alone, and works its own hashes out.
    ok('ledger', 'init', '--ledger', embedded);
    const drafts = text
      .trim()
      .split('\n')
      .slice(0, -1)
      .map((line) => {
        const { at, by, content } = JSON.parse(line) as Record<string, unknown>;
        return JSON.stringify({ at, by, content });
      });
    writeFileSync(join(folder, 'drafts.jsonl'), drafts.join('\n'));
    ok('ledger', 'add', '--ledger', embedded, join(folder, 'drafts.jsonl'));
    expect(ok('ledger', 'export', '--ledger', embedded)).toBe(text);
    expect(JSON.parse(ok('cohort', 'status', '--ledger', embedded, '--format', 'json'))).toEqual(onServer);
    const restored = server.address('postgres', 'restored');
    ok('ledger', 'restore', backup, '--ledger', restored);
    expect(ok('ledger', 'export', '--ledger', restored)).toBe(text);
    const anchor = `165:${onServer.head.hash}`;
    expect(ok('ledger', 'verify', '--ledger', embedded, '--anchor', anchor)).toContain('anchor 165: agrees');
  });
});
