import { createInterface } from 'node:readline';
import {
  explainedContent,
  LEDGER_KINDS,
  type LedgerDraft,
  nearestName,
  type SealedRow,
  TrabeculaError,
} from '../../core/index.ts';
import { ledgerContentsOfResult } from '../app/ledger-contents-of-result.ts';
import { SOFTWARE } from '../app/software.ts';
import { wholeLedger } from '../app/whole-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readAnchor } from '../ledger/read-anchor.ts';
import { type Declared, draftOfContent, inUtc, readDrafts } from '../ledger/read-drafts.ts';
import { readEntries } from '../ledger/read-entries.ts';
import { ledgerCsv } from '../report/ledger-csv.ts';
import { ledgerJson, ledgerVerificationJson } from '../report/ledger-json.ts';
import { ledgerLines } from '../report/ledger-lines.ts';
import { headLine, ledgerText, ledgerVerificationText } from '../report/ledger-text.ts';
import type { AddOptions, ListOptions, VerifyOptions } from './ledger/options.ts';
import { withLedger, withNewLedger } from './ledger/with-ledger.ts';
import { readText } from './read-text.ts';
import { writeAtomically } from './write-atomically.ts';

/** The ledger's commands: files and the terminal on one side, a ledger that is open on the other. */

export function runInit(word: string): Promise<string> {
  return withNewLedger(word, async (ledger) => `An empty ledger.\n${headLine(await ledger.head())}\n`);
}

export function templateOf(kind: string): string {
  const known = LEDGER_KINDS.find((each) => each === kind);
  if (known === undefined) throw unknownKind(kind);
  return `${JSON.stringify(explainedContent(known), null, 2)}\n`;
}

/** Prints number and hash of each entry once it is kept. */
export async function runAdd(files: readonly string[], options: AddOptions): Promise<void> {
  if (files.includes('-')) {
    await withLedger(options.ledger, (ledger) => addLines(ledger, options));
    return;
  }
  const declared = declaredBy(options);
  const drafts: LedgerDraft[] = [];
  for (const file of files) drafts.push(...readDrafts(await readText(file), file, declared));
  for (const file of options.result) {
    const contents = await ledgerContentsOfResult(await readText(file), file, options.subject ?? null);
    drafts.push(...contents.map((content) => draftOfContent(content, declared)));
  }
  await acknowledge(await withLedger(options.ledger, (ledger) => ledger.append(drafts)));
}

/** One entry a line from standard input, each acknowledged before the next is read. */
async function addLines(ledger: Ledger, options: AddOptions): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const drafts = readDrafts(line, `standard input, line ${number}`, declaredBy(options));
    await acknowledge(await ledger.append(drafts));
  }
}

async function acknowledge(rows: readonly SealedRow[]): Promise<void> {
  const text = rows.map(({ sequence, hash }) => `${sequence}:${hash}\n`).join('');
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}

export function runList({ ledger: word, subject, kind, format }: ListOptions): Promise<string> {
  if (kind !== undefined && !LEDGER_KINDS.some((each) => each === kind)) throw unknownKind(kind);
  return withLedger(word, async (ledger) => {
    const { entries, ...rest } = await ledger.list();
    const asked = entries.filter(
      ({ content }) =>
        (kind === undefined || content.kind === kind) &&
        (subject === undefined || ('subject' in content && content.subject === subject)),
    );
    const list = { ...rest, entries: asked };
    return format === 'json' ? ledgerJson(list) : ledgerText(list);
  });
}

export function runVerify({
  ledger: word,
  anchor,
  format,
}: VerifyOptions): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const anchors = anchor.map(readAnchor);
  return withLedger(word, async (ledger) => {
    const verification = await ledger.verify(anchors);
    return {
      text: format === 'json' ? ledgerVerificationJson(verification) : ledgerVerificationText(verification),
      isWhole: verification.outcome === 'whole',
    };
  });
}

export function runExport(word: string, format: 'jsonl' | 'csv'): Promise<string> {
  return withLedger(word, async (ledger) => {
    const list = await wholeLedger(ledger, shownWord(word));
    return format === 'csv' ? ledgerCsv(list) : ledgerLines(list);
  });
}

export async function runImport(word: string, file: string): Promise<string> {
  const { rows, head } = await readEntries(await readText(file), file);
  return withLedger(word, async (ledger) => {
    const { added, there } = await ledger.takeIn(rows);
    const open = head === null ? 'The file does not say where it ends: a cut end would not show.\n' : '';
    return `${added} entries taken in, ${there} were here already.\n${open}${headLine(await ledger.head())}\n`;
  });
}

export async function runBackup(word: string, out: string): Promise<string> {
  const list = await withLedger(word, (ledger) => wholeLedger(ledger, shownWord(word)));
  await writeAtomically(out, ledgerLines(list));
  return `${list.entries.length} entries in ${out}\n${headLine(list.head)}\n`;
}

export async function runRestore(word: string, file: string): Promise<string> {
  const { rows, head } = await readEntries(await readText(file), file);
  if (head === null) {
    throw new TrabeculaError('contradiction', {
      what: 'the line that says where the backup ends is missing',
      where: file,
    });
  }
  return withNewLedger(word, async (ledger) => {
    await ledger.takeIn(rows);
    return `${rows.length} entries restored.\n${headLine(await ledger.head())}\n`;
  });
}

/** The ledger's address without the password. */
function shownWord(word: string): string {
  return word.replace(/:\/\/.*@/, '://');
}

function declaredBy({ by, at }: AddOptions): Declared {
  return {
    by: by ?? null,
    at: at === undefined ? new Date().toISOString() : inUtc(at, '--at'),
    software: `${SOFTWARE.name} ${SOFTWARE.version}`,
  };
}

function unknownKind(kind: string): TrabeculaError {
  return new TrabeculaError('usage', {
    what: `no entry is of the kind "${kind}" (nearest is "${nearestName(kind, LEDGER_KINDS) ?? ''}")`,
    expected: LEDGER_KINDS.join(', '),
  });
}
