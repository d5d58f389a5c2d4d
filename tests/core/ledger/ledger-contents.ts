import { createHash } from 'node:crypto';
import { type LedgerContent, type LedgerDraft, NO_HASH, type SealedRow, sealEntry } from '../../../core/index.ts';

/** SHA-256 by Node's own library, where the program uses Web Crypto. */
export function nodeSha256(text: string): Promise<string> {
  return Promise.resolve(createHash('sha256').update(text, 'utf8').digest('hex'));
}

export const SOME_SHA256 = 'ab'.repeat(32);

export function draft(content: LedgerContent, minute = 0): LedgerDraft {
  const at = `2026-03-02T08:${String(minute % 60).padStart(2, '0')}:00.000Z`;
  return { at, by: 'A. Nurse', software: 'trabecula 0', content };
}

/** One entry of every kind, of one subject. */
export const CONTENTS: readonly LedgerContent[] = [
  { kind: 'subject', subject: 'P01', trial: 'himars' },
  { kind: 'screening', subject: 'P01', trial: 'himars', outcome: 'no-bar-found', resultSha256: SOME_SHA256 },
  { kind: 'reading', trial: 'himars', reading: 'level-numerator', option: 'gtv', reason: 'agreed by é and ü' },
  { kind: 'level', subject: 'P01', level: 1, reason: 'start level' },
  {
    kind: 'selection',
    subject: 'P01',
    lesions: ['L1', 'L3'],
    irradiatedCm3: 88.2,
    reserveCm3: 301.5,
    resultSha256: SOME_SHA256,
  },
  { kind: 'plan-check', subject: 'P01', trial: 'himars', outcome: 'no-deviation-found', resultSha256: SOME_SHA256 },
  { kind: 'fraction', subject: 'P01', lesions: ['L1'], number: 1, startedAt: '2026-03-09T09:30:00+01:00' },
  { kind: 'toxicity', subject: 'P01', term: 'anaemia', grade: 2, doseLimiting: 'no', onset: '2026-03-20' },
  { kind: 'evaluation', subject: 'P01', doseLimitingToxicity: 'no', windowEnd: '2026-04-06', reason: 'seen in clinic' },
  { kind: 'decision', level: 1, decision: 'go on', reason: 'nothing stands against it' },
  {
    kind: 'correction',
    corrects: 8,
    instead: { kind: 'toxicity', subject: 'P01', term: 'anaemia', grade: 3, doseLimiting: 'yes', onset: '2026-03-20' },
    reason: 'graded anew',
  },
];

export async function chainOf(contents: readonly LedgerContent[]): Promise<SealedRow[]> {
  const rows: SealedRow[] = [];
  for (const [index, content] of contents.entries()) {
    const head = rows.at(-1) ?? { sequence: 0, hash: NO_HASH };
    rows.push(await sealEntry(draft(content, index), head, nodeSha256));
  }
  return rows;
}
