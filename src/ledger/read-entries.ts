import {
  ChainCheck,
  LEDGER_COLUMNS,
  type LedgerEntry,
  ledgerEntrySchema,
  type LedgerHead,
  parseJson,
  readStrict,
  type SealedRow,
  sealedTextOf,
  TrabeculaError,
} from '../../core/index.ts';
import { parseCsv } from './parse-csv.ts';
import { sha256Of } from './sha256-of.ts';

export interface ReadEntries {
  readonly rows: readonly SealedRow[];
  /** The end that the file itself names; null: it names none, and a cut end would not show. */
  readonly head: LedgerHead | null;
}

/**
 * The entries of an exported file, JSON lines or CSV, with their chain verified from the first entry on.
 *
 * @throws TrabeculaError (unreadable) for what is no such file, (contradiction) for a chain that is broken
 */
export async function readEntries(text: string, where: string): Promise<ReadEntries> {
  const { entries, head } =
    /^\uFEFF?\s*[{[]/.test(text) || text.trim() === '' ? fromLines(text, where) : fromCsv(text, where);
  const chain = new ChainCheck(sha256Of);
  const rows = entries.map((entry) => ({ sequence: entry.sequence, sealed: sealedTextOf(entry), hash: entry.hash }));
  for (const row of rows) await chain.take(row);
  const { faults } = chain.end(head);
  const [first] = faults;
  if (first !== undefined) {
    throw new TrabeculaError('contradiction', {
      what: `the chain is broken at entry ${first.sequence}: ${first.words}`,
      where,
    });
  }
  return { rows, head };
}

function fromLines(text: string, where: string): { entries: LedgerEntry[]; head: LedgerHead | null } {
  const entries: LedgerEntry[] = [];
  let head: LedgerHead | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const place = `${where}, line ${index + 1}`;
    const json = parseJson(line, place);
    if (head !== null)
      throw new TrabeculaError('unreadable', { what: 'something follows the line of the end', where: place });
    head = headOf(json);
    if (head === null) entries.push(readStrict(ledgerEntrySchema, json, place));
  }
  return { entries, head };
}

function headOf(json: unknown): LedgerHead | null {
  if (typeof json !== 'object' || json === null || !('schema' in json) || json.schema !== 'trabecula/ledger-head/1') {
    return null;
  }
  const { sequence, hash } = json as Partial<LedgerHead>;
  return typeof sequence === 'number' && typeof hash === 'string' ? { sequence, hash } : null;
}

function fromCsv(text: string, where: string): { entries: LedgerEntry[]; head: null } {
  const [header, ...rows] = parseCsv(text) ?? [];
  if (header?.join(',') !== LEDGER_COLUMNS.join(',')) {
    throw new TrabeculaError('unreadable', {
      what: 'this is neither JSON lines nor the CSV of a ledger',
      where,
      found: header?.join(',').slice(0, 80) ?? 'nothing',
      expected: LEDGER_COLUMNS.join(','),
    });
  }
  const entries = rows.map((cells, index) => {
    const place = `${where}, row ${index + 2}`;
    const cell = (name: (typeof LEDGER_COLUMNS)[number]): string => cells[LEDGER_COLUMNS.indexOf(name)] ?? '';
    const entry = readStrict(
      ledgerEntrySchema,
      {
        schema: cell('schema'),
        sequence: Number(cell('sequence')),
        previous: cell('previous'),
        at: cell('at'),
        by: cell('by'),
        software: cell('software'),
        content: parseJson(cell('content'), place),
        hash: cell('hash'),
      },
      place,
    );
    const { kind } = entry.content;
    const subject = 'subject' in entry.content ? (entry.content.subject ?? '') : '';
    if (cell('kind') !== kind || cell('subject') !== subject) {
      throw new TrabeculaError('contradiction', {
        what: 'kind and subject are not those of the content',
        where: place,
      });
    }
    return entry;
  });
  return { entries, head: null };
}
