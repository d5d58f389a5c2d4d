import { canonicalJson, LEDGER_COLUMNS, type LedgerList } from '../../core/index.ts';
import { csvRow } from './csv-row.ts';

/** One row for each entry. What an entry says stays in one cell of JSON, so that its hash can be worked out again. */
export function ledgerCsv({ entries }: LedgerList): string {
  const rows = entries.map((entry) => {
    const { schema, sequence, at, by, content, software, previous, hash } = entry;
    const subject = 'subject' in content ? (content.subject ?? null) : null;
    return csvRow([schema, sequence, at, by, content.kind, subject, canonicalJson(content), software, previous, hash]);
  });
  return csvRow(LEDGER_COLUMNS) + rows.join('');
}
