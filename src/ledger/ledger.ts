import { type Kysely, sql } from 'kysely';
import {
  type Anchor,
  ChainCheck,
  type LedgerContent,
  type LedgerDraft,
  type LedgerEntry,
  type LedgerHead,
  type LedgerList,
  type LedgerVerification,
  ledgerEntrySchema,
  parseJson,
  readStrict,
  type SealedRow,
  sealEntry,
  TrabeculaError,
} from '../../core/index.ts';
import { ledgerStateOf, newerLedger } from './migrate.ts';
import { sha256Of } from './sha256-of.ts';
import type { LedgerTables } from './tables.ts';

/** Held while an entry is chained to the head, so that writers on one server wait for each other: "trabecul" in ASCII. */
const WRITERS = sql`${sql.lit('8390876130980361580')}::bigint`;

/** Rows that are read at a time. */
const BATCH = 500;

/** A ledger in a database that is open; whoever opened it closes it. */
export class Ledger {
  readonly #db: Kysely<LedgerTables>;
  readonly #where: string;

  private constructor(db: Kysely<LedgerTables>, where: string) {
    this.#db = db;
    this.#where = where;
  }

  /** @throws TrabeculaError (nothing-found, unreadable) where there is no ledger, or one of another version */
  static async open(db: Kysely<LedgerTables>, where: string): Promise<Ledger> {
    const state = await ledgerStateOf(db);
    if (state === 'absent') {
      throw new TrabeculaError('nothing-found', { what: 'there is no ledger; trabecula ledger init makes one', where });
    }
    if (state === 'newer') throw newerLedger(where);
    if (state === 'older') {
      throw new TrabeculaError('unreadable', {
        what: 'this ledger was made by an older version; trabecula ledger migrate brings it up to date',
        where,
      });
    }
    return new Ledger(db, where);
  }

  /**
   * Records drafts behind the head, all or none. When this answers they are kept, whatever happens to this process.
   *
   * @throws TrabeculaError (contradiction) for a subject that is not known or known already, and a correction of nothing
   */
  async append(drafts: readonly LedgerDraft[]): Promise<readonly SealedRow[]> {
    return this.#alone(async (db, start) => {
      let head = start;
      const rows: SealedRow[] = [];
      for (const draft of drafts) {
        await refuseUnfounded(db, draft.content, head.sequence + 1);
        const row = await sealEntry(draft, head, sha256Of);
        await db.insertInto('trabecula.entry').values(row).execute();
        rows.push(row);
        head = row;
      }
      return rows;
    });
  }

  /**
   * Takes rows that were sealed elsewhere. Those that are here already must be the same; the rest is added.
   *
   * @throws TrabeculaError (contradiction) where they part from what is here
   */
  async takeIn(rows: readonly SealedRow[]): Promise<{ readonly added: number; readonly there: number }> {
    return this.#alone(async (db, head) => {
      const shared = Math.min(head.sequence, rows.length);
      for (let from = 0; from < shared; from += BATCH) {
        for (const here of await batchAfter(db, from)) {
          const given = rows[here.sequence - 1];
          if (given !== undefined && (given.hash !== here.hash || given.sealed !== here.sealed)) {
            throw new TrabeculaError('contradiction', {
              what: `entry ${here.sequence} is another one than in this ledger`,
              where: this.#where,
              found: given.hash,
              expected: here.hash,
            });
          }
        }
      }
      const added = rows.slice(head.sequence);
      for (let from = 0; from < added.length; from += BATCH) {
        await db
          .insertInto('trabecula.entry')
          .values(added.slice(from, from + BATCH))
          .execute();
      }
      return { added: added.length, there: shared };
    });
  }

  /** Where the ledger ends. */
  async head(): Promise<LedgerHead> {
    return headIn(this.#db);
  }

  /** All rows as they are stored, in order. */
  async *rows(): AsyncGenerator<SealedRow> {
    let last = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = await batchAfter(this.#db, last);
      yield* rows;
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.sequence;
    }
  }

  /** @throws TrabeculaError (unreadable) for an entry that is not as this program writes it; verify says more */
  async list(): Promise<LedgerList> {
    const entries: LedgerEntry[] = [];
    for await (const { sequence, sealed, hash } of this.rows()) {
      const where = `${this.#where}, entry ${sequence}`;
      entries.push(readStrict(ledgerEntrySchema, { ...(parseJson(sealed, where) as object), hash }, where));
    }
    return { schema: 'trabecula/ledger-list/1', head: await this.head(), entries };
  }

  async verify(anchors: readonly Anchor[] = []): Promise<LedgerVerification> {
    // One view of the ledger: what others add meanwhile is neither here nor there.
    return this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (db) => {
        const chain = new ChainCheck(sha256Of, anchors);
        let last = Number.MIN_SAFE_INTEGER;
        for (;;) {
          const rows = await batchAfter(db, last);
          for (const row of rows) await chain.take(row);
          const end = rows.at(-1);
          if (end === undefined) break;
          last = end.sequence;
        }
        return chain.end(await headIn(db));
      });
  }

  /** A transaction in which nobody else adds anything. */
  #alone<Answer>(work: (db: Kysely<LedgerTables>, head: LedgerHead) => Promise<Answer>): Promise<Answer> {
    return this.#db
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (db) => {
        await sql`select pg_advisory_xact_lock(${WRITERS})`.execute(db);
        return work(db, await headIn(db));
      });
  }
}

async function headIn(db: Kysely<LedgerTables>): Promise<LedgerHead> {
  const head = await db.selectFrom('trabecula.head').select(['sequence', 'hash']).executeTakeFirst();
  if (head === undefined) throw new TrabeculaError('unreadable', { what: 'the ledger has lost the note of its end' });
  return head;
}

async function batchAfter(db: Kysely<LedgerTables>, sequence: number): Promise<SealedRow[]> {
  return db
    .selectFrom('trabecula.entry')
    .select(['sequence', 'sealed', 'hash'])
    .where('sequence', '>', Math.max(sequence, -2147483648))
    .orderBy('sequence')
    .limit(BATCH)
    .execute();
}

/** What an entry refers to must be there before it. */
async function refuseUnfounded(db: Kysely<LedgerTables>, content: LedgerContent, sequence: number): Promise<void> {
  if (content.kind === 'correction') {
    await refuseEmptyCorrection(db, content, sequence);
    return;
  }
  if (content.subject === undefined) return;
  const known = await db
    .selectFrom('trabecula.entry')
    .select('sequence')
    .where('kind', '=', 'subject')
    .where('subject', '=', content.subject)
    .executeTakeFirst();
  if (content.kind === 'subject' ? known !== undefined : known === undefined) {
    throw new TrabeculaError('contradiction', {
      what:
        content.kind === 'subject'
          ? `subject ${content.subject} is known already, by entry ${known?.sequence ?? 0}`
          : `subject ${content.subject} is not known: an entry of kind "subject" comes first`,
      where: `entry ${sequence}`,
    });
  }
}

async function refuseEmptyCorrection(
  db: Kysely<LedgerTables>,
  { corrects, instead }: Extract<LedgerContent, { kind: 'correction' }>,
  sequence: number,
): Promise<void> {
  const row = await db.selectFrom('trabecula.entry').select('kind').where('sequence', '=', corrects).executeTakeFirst();
  const refuse = (what: string): TrabeculaError =>
    new TrabeculaError('contradiction', { what, where: `entry ${sequence}` });
  if (row === undefined) throw refuse(`there is no entry ${corrects} to correct`);
  if (row.kind === 'correction') {
    throw refuse(`entry ${corrects} is a correction itself: correct the entry that it corrects once more`);
  }
  if (instead !== null && instead.kind !== row.kind) {
    throw refuse(`entry ${corrects} is of kind "${row.kind}" and cannot become "${instead.kind}"`);
  }
}
