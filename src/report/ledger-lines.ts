import { canonicalJson, type LedgerList } from '../../core/index.ts';

/** JSON lines: one entry in each, and in the last where the ledger ends, so that a file that was cut shows it. */
export function ledgerLines({ entries, head }: LedgerList): string {
  const end = { schema: 'trabecula/ledger-head/1', ...head };
  return [...entries, end].map((line) => `${canonicalJson(line)}\n`).join('');
}
