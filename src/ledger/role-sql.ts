/**
 * What the owner of the database runs once after `trabecula ledger init`: a role that may read the ledger and add to it,
 * and nothing else. Neither may it change the tables, nor what keeps them append-only.
 */
export const ROLE_SQL = `-- A role that may read a trial's ledger and add to it, and nothing else.
-- Run by the owner of the ledger, after trabecula ledger init, in the database of the ledger.
-- Then, for each person or computer:  create role NAME login password '...' in role trabecula_writer;
do $$
begin
  create role trabecula_writer nologin nosuperuser nocreatedb nocreaterole;
exception when duplicate_object then
  null;
end $$;

revoke all on schema trabecula from public;
revoke all on all tables in schema trabecula from public;
revoke all on all tables in schema trabecula from trabecula_writer;
revoke all on all functions in schema trabecula from public;

grant usage on schema trabecula to trabecula_writer;
grant select, insert (sequence, sealed, hash) on trabecula.entry to trabecula_writer;
grant select on trabecula.head, trabecula.migration to trabecula_writer;
`;
