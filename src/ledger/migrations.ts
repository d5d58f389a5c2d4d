import { type Kysely, type Migration, sql } from 'kysely';

/**
 * How the tables of a ledger came about, oldest first. Forward only: a migration that was released is never changed, and
 * none has a way back. The same SQL runs on PGlite and on PostgreSQL 15 and later.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-entries': { up: (db) => statements(db, ENTRIES) },
  '0002-append-only': { up: (db) => statements(db, APPEND_ONLY) },
};

/** What the entry says of itself is kept once, in the text that was hashed; kind and subject are read from it. */
const ENTRIES = [
  `create table trabecula.entry (
     sequence integer primary key check (sequence > 0),
     sealed text not null,
     hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
     kind text not null generated always as ((sealed::jsonb -> 'content') ->> 'kind') stored,
     subject text generated always as ((sealed::jsonb -> 'content') ->> 'subject') stored
   )`,
  `create index entry_subject on trabecula.entry (subject, sequence)`,
  `create table trabecula.head (
     single boolean primary key default true check (single),
     sequence integer not null,
     hash text not null
   )`,
  `insert into trabecula.head (sequence, hash) values (0, repeat('0', 64))`,
];

/**
 * The database itself lets nothing in that does not follow the last entry, and lets nothing be changed or taken away.
 * The head is moved by the entry's own trigger, which runs with the rights of the owner: a writer needs none on it.
 */
const APPEND_ONLY = [
  `create function trabecula.follow_head() returns trigger language plpgsql security definer
   set search_path = pg_catalog, pg_temp as $$
   declare
     last record;
     said jsonb := new.sealed::jsonb;
   begin
     select sequence, hash into strict last from trabecula.head for update;
     if new.sequence <> last.sequence + 1
       or (said ->> 'sequence')::integer <> new.sequence
       or (said ->> 'previous') is distinct from last.hash then
       raise exception 'the ledger goes on after entry %, not with this one', last.sequence
         using errcode = 'integrity_constraint_violation';
     end if;
     if new.hash <> encode(sha256(convert_to(new.sealed, 'UTF8')), 'hex') then
       raise exception 'the hash is not that of the entry' using errcode = 'integrity_constraint_violation';
     end if;
     update trabecula.head set sequence = new.sequence, hash = new.hash;
     return new;
   end $$`,
  `create function trabecula.refuse_change() returns trigger language plpgsql
   set search_path = pg_catalog, pg_temp as $$
   begin
     raise exception 'the ledger is append-only: % on % is refused; a correction is a new entry', tg_op, tg_table_name
       using errcode = 'insufficient_privilege';
   end $$`,
  `create function trabecula.refuse_by_hand() returns trigger language plpgsql
   set search_path = pg_catalog, pg_temp as $$
   begin
     if pg_trigger_depth() < 2 then
       raise exception 'the head of the ledger moves with its entries only' using errcode = 'insufficient_privilege';
     end if;
     return new;
   end $$`,
  `create trigger follow_head before insert on trabecula.entry for each row execute function trabecula.follow_head()`,
  `create trigger no_change before update or delete on trabecula.entry
     for each row execute function trabecula.refuse_change()`,
  `create trigger no_truncate before truncate on trabecula.entry execute function trabecula.refuse_change()`,
  `create trigger no_change before insert or delete on trabecula.head
     for each row execute function trabecula.refuse_change()`,
  `create trigger by_entries before update on trabecula.head
     for each row execute function trabecula.refuse_by_hand()`,
  `create trigger no_truncate before truncate on trabecula.head execute function trabecula.refuse_change()`,
  ...['entry follow_head', 'entry no_change', 'entry no_truncate', 'head no_change', 'head by_entries'].map((words) => {
    const [table = '', trigger = ''] = words.split(' ');
    return `alter table trabecula.${table} enable always trigger ${trigger}`;
  }),
  `revoke all on schema trabecula from public`,
  `revoke all on function trabecula.follow_head(), trabecula.refuse_change(), trabecula.refuse_by_hand() from public`,
];

async function statements(db: Kysely<unknown>, texts: readonly string[]): Promise<void> {
  for (const text of texts) await sql.raw(text).execute(db);
}
