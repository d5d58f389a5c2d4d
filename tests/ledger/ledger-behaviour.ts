import { type Kysely, sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LedgerContent } from '../../core/index.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { ledgerStateOf, migrateLedger } from '../../src/ledger/migrate.ts';
import { MIGRATIONS } from '../../src/ledger/migrations.ts';
import { readEntries } from '../../src/ledger/read-entries.ts';
import type { LedgerTables } from '../../src/ledger/tables.ts';
import { ledgerCsv } from '../../src/report/ledger-csv.ts';
import { ledgerLines } from '../../src/report/ledger-lines.ts';
import { chainOf, CONTENTS, draft } from '../core/ledger/ledger-contents.ts';

/** What a ledger does on any database; run on PGlite with the unit tests, on a real server with the peers. */
export function describeLedger(name: string, database: () => Kysely<LedgerTables>): void {
  describe(`a ledger on ${name}`, () => {
    let db: Kysely<LedgerTables>;
    let ledger: Ledger;
    const run = (text: string): Promise<unknown> => sql.raw(text).execute(db);
    /** What somebody can do who owns the database, and leaves no trace of having done so. */
    const behindItsBack = async (...texts: readonly string[]): Promise<void> => {
      await run('alter table trabecula.entry disable trigger user');
      await run('alter table trabecula.head disable trigger user');
      for (const text of texts) await run(text);
    };
    const faults = async (): Promise<string[]> =>
      (await ledger.verify()).faults.map(({ sequence, kind }) => `${sequence} ${kind}`);
    const append = (...contents: readonly LedgerContent[]): Promise<unknown> =>
      ledger.append(contents.map((content, index) => draft(content, index)));

    beforeEach(async () => {
      db = database();
      await run('drop schema if exists trabecula cascade');
      await migrateLedger(db, 'here');
      ledger = await Ledger.open(db, 'here');
    });

    it('is whole when it is empty, and after one entry of every kind, with the hashes that Node works out', async () => {
      expect(await ledger.verify()).toMatchObject({ outcome: 'whole', entries: 0, head: { sequence: 0 } });
      const rows = await ledger.append(CONTENTS.map(draft));
      expect(rows).toEqual(await chainOf(CONTENTS));
      expect(await ledger.verify()).toMatchObject({ outcome: 'whole', entries: 11, head: { sequence: 11 } });
      expect((await ledger.list()).entries.map(({ content }) => content)).toEqual(CONTENTS);
    });

    it('keeps none of several entries when one of them is refused', async () => {
      const unknown: LedgerContent = { kind: 'level', subject: 'P02', level: 1, reason: 'r' };
      await expect(append(CONTENTS[0]!, unknown)).rejects.toThrow('subject P02 is not known');
      expect((await ledger.head()).sequence).toBe(0);
    });

    it('refuses a subject twice, and corrections of nothing, of a correction, and into another kind', async () => {
      await append(...CONTENTS);
      await expect(append(CONTENTS[0]!)).rejects.toThrow('known already, by entry 1');
      const correct = (corrects: number, instead: null | (typeof CONTENTS)[3]): LedgerContent =>
        ({ kind: 'correction', corrects, instead, reason: 'r' }) as LedgerContent;
      await expect(append(correct(12, null))).rejects.toThrow('no entry 12');
      await expect(append(correct(11, null))).rejects.toThrow('a correction itself');
      await expect(append(correct(8, CONTENTS[3]!))).rejects.toThrow('cannot become "level"');
      expect((await ledger.verify()).entries).toBe(11);
    });

    it.each([
      ['an update', `update trabecula.entry set sealed = replace(sealed, 'A. Nurse', 'B. Nurse') where sequence = 3`],
      ['a removal', 'delete from trabecula.entry where sequence = 11'],
      ['emptying', 'truncate trabecula.entry'],
      ['moving the head', 'update trabecula.head set sequence = 3'],
      ['removing the head', 'delete from trabecula.head'],
      ['emptying the head', 'truncate trabecula.head'],
      ['a second head', `insert into trabecula.head (single, sequence, hash) values (false, 0, 'x')`],
      [
        'a row out of turn',
        `insert into trabecula.entry (sequence, sealed, hash) select 20, sealed, md5(sealed) || md5(hash) from trabecula.entry where sequence = 1`,
      ],
      [
        'the next row with another hash than its own',
        `insert into trabecula.entry (sequence, sealed, hash)
         select 12, (sealed::jsonb || jsonb_build_object('sequence', 12, 'previous', hash))::text, repeat('a', 64)
         from trabecula.entry where sequence = 11`,
      ],
    ])('does not let the database be used for %s, whoever tries', async (_what, text) => {
      await append(...CONTENTS);
      await expect(run(text)).rejects.toThrow(/append-only|goes on after|moves with its entries|not that of the entry/);
      expect(await ledger.verify()).toMatchObject({ outcome: 'whole', entries: 11 });
    });

    it('finds what was changed, removed or moved behind its back, a cut tail included', async () => {
      await append(...CONTENTS);
      await behindItsBack(`update trabecula.entry set sealed = replace(sealed, '88.2', '88.3') where sequence = 5`);
      expect(await faults()).toEqual(['5 altered']);
      await behindItsBack(
        `update trabecula.entry set sealed = replace(sealed, '88.3', '88.2') where sequence = 5`,
        'delete from trabecula.entry where sequence in (9, 10)',
      );
      expect(await faults()).toEqual(['9 removed']);
      await behindItsBack('delete from trabecula.entry where sequence = 11');
      expect(await faults()).toEqual(['9 removed']);
      await behindItsBack(
        'update trabecula.entry set sequence = 100 where sequence = 2',
        'update trabecula.entry set sequence = 2 where sequence = 3',
        'update trabecula.entry set sequence = 3 where sequence = 100',
      );
      expect(await faults()).toEqual(expect.arrayContaining(['2 reordered', '3 reordered', '9 removed']));
    });

    it('cannot see a tail that was cut together with the note of the end, except against an anchor', async () => {
      await append(...CONTENTS);
      const anchor = await ledger.head();
      await behindItsBack(
        'delete from trabecula.entry where sequence > 7',
        'update trabecula.head set (sequence, hash) = (select sequence, hash from trabecula.entry where sequence = 7)',
      );
      expect((await ledger.verify()).outcome).toBe('whole');
      expect((await ledger.verify([anchor])).outcome).toBe('broken');
    });

    it('says the same as JSON lines and as CSV, and takes both in again, also the rest of what it has a part of', async () => {
      await append(...CONTENTS);
      const list = await ledger.list();
      const lines = ledgerLines(list);
      const csv = ledgerCsv(list);
      for (const text of [lines, csv, csv.replaceAll('\r\n', '\n')]) {
        const { rows } = await readEntries(text, 'file');
        await run('drop schema trabecula cascade');
        await migrateLedger(db, 'here');
        ledger = await Ledger.open(db, 'here');
        await append(...CONTENTS.slice(0, 4));
        expect(await ledger.takeIn(rows)).toEqual({ added: 7, there: 4 });
        expect(await ledger.takeIn(rows.slice(0, 6))).toEqual({ added: 0, there: 6 });
        expect(ledgerLines(await ledger.list())).toBe(lines);
        expect((await ledger.verify()).outcome).toBe('whole');
      }
    });

    it('refuses to take in what parts from what it has', async () => {
      await append(...CONTENTS.slice(0, 4));
      const other = await chainOf([...CONTENTS.slice(0, 3), { ...CONTENTS[3]!, reason: 'another' } as LedgerContent]);
      await expect(ledger.takeIn(other)).rejects.toThrow('entry 4 is another one');
    });

    it('goes forward from the tables of an older version with its entries, and refuses those of a newer', async () => {
      const [first] = Object.entries(MIGRATIONS);
      await run('drop schema trabecula cascade');
      await run('create schema trabecula');
      await run('create table trabecula.migration (name varchar(255) primary key, timestamp varchar(255) not null)');
      await run(
        'create table trabecula.migration_lock (id varchar(255) primary key, is_locked integer not null default 0)',
      );
      await run(`insert into trabecula.migration_lock (id) values ('migration_lock')`);
      await first![1].up(db);
      await run(`insert into trabecula.migration values ('${first![0]}', '2026-01-01')`);
      const rows = await chainOf(CONTENTS);
      await db.insertInto('trabecula.entry').values(rows).execute();
      await run(`alter table trabecula.head disable trigger user`);
      await run(`update trabecula.head set sequence = 11, hash = '${rows[10]!.hash}'`);
      expect(await ledgerStateOf(db)).toBe('older');
      await expect(Ledger.open(db, 'here')).rejects.toThrow('trabecula ledger migrate');
      await migrateLedger(db, 'here');
      ledger = await Ledger.open(db, 'here');
      await append({ kind: 'decision', decision: 'go on', reason: 'r' });
      expect(await ledger.verify()).toMatchObject({ outcome: 'whole', entries: 12 });
      await expect(run('delete from trabecula.entry')).rejects.toThrow('append-only');
      await run(`insert into trabecula.migration values ('9999-later', '2036-01-01')`);
      await expect(Ledger.open(db, 'here')).rejects.toThrow('newer version');
      await expect(migrateLedger(db, 'here')).rejects.toThrow('newer version');
    });
  });
}
