import type { LedgerContent, LedgerKind } from '../../core/index.ts';
import type { Language } from '../words/language.ts';
import { numberOf } from './cohort-draft.ts';

/** What a person enters of each kind of entry, and how. The ledger itself says what is missing or wrong. */
interface EntryField {
  readonly key: string;
  readonly type: 'text' | 'subject' | 'number' | 'date' | 'instant' | 'words' | readonly string[];
  readonly optional?: true;
}

const subject: EntryField = { key: 'subject', type: 'subject' };
const trial: EntryField = { key: 'trial', type: 'text' };
const reason: EntryField = { key: 'reason', type: 'text' };
const level: EntryField = { key: 'level', type: 'number' };
const lesions: EntryField = { key: 'lesions', type: 'words' };
const resultSha256: EntryField = { key: 'resultSha256', type: 'text' };

export type FactKind = Exclude<LedgerKind, 'correction'>;

export const FACT_FIELDS: Readonly<Record<FactKind, readonly EntryField[]>> = {
  subject: [subject, trial, { key: 'note', type: 'text', optional: true }],
  screening: [
    subject,
    trial,
    { key: 'outcome', type: ['no-bar-found', 'barred', 'unknown', 'depends-on-reading'] },
    resultSha256,
  ],
  reading: [
    { ...subject, optional: true },
    trial,
    { key: 'reading', type: 'text' },
    { key: 'option', type: 'text' },
    reason,
  ],
  level: [subject, level, reason, { key: 'designSha256', type: 'text', optional: true }],
  selection: [
    subject,
    lesions,
    { key: 'irradiatedCm3', type: 'number' },
    { key: 'attainableCm3', type: 'number', optional: true },
    { key: 'reserveCm3', type: 'number' },
    resultSha256,
  ],
  'plan-check': [
    subject,
    trial,
    {
      key: 'outcome',
      type: [
        'no-deviation-found',
        'acceptable-deviation',
        'not-met',
        'unacceptable-deviation',
        'undecided',
        'depends-on-reading',
        'not-evaluable',
        'no-rule-in-source',
      ],
    },
    resultSha256,
  ],
  fraction: [subject, lesions, { key: 'number', type: 'number' }, { key: 'startedAt', type: 'instant' }],
  toxicity: [
    subject,
    { key: 'term', type: 'text' },
    { key: 'grade', type: 'number' },
    { key: 'doseLimiting', type: ['yes', 'no', 'unknown'] },
    { key: 'onset', type: 'date' },
  ],
  evaluation: [
    subject,
    { key: 'doseLimitingToxicity', type: ['yes', 'no', 'not-evaluable'] },
    { key: 'windowEnd', type: 'date' },
    reason,
  ],
  decision: [{ ...subject, optional: true }, { ...level, optional: true }, { key: 'decision', type: 'text' }, reason],
};

export const FACT_KINDS = Object.keys(FACT_FIELDS) as readonly FactKind[];

export type Typed = Readonly<Record<string, string>>;

/** What was typed, as an entry has it: what is empty is left out, so that the ledger names what it misses. */
export function contentOfTyped(kind: FactKind, typed: Typed, language: Language): Readonly<Record<string, unknown>> {
  const pairs = FACT_FIELDS[kind].flatMap(({ key, type }): [string, unknown][] => {
    const text = (typed[key] ?? '').trim();
    if (type === 'words') return [[key, text.split(/[\s,;]+/).filter((word) => word !== '')]];
    if (text === '') return [];
    return [[key, type === 'number' ? numberOf(text, language) : text]];
  });
  return { kind, ...Object.fromEntries(pairs) };
}

/** The form of what an entry says. */
export function typedOfContent(content: LedgerContent): Typed {
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(' ') : value === null ? '' : String(value),
    ]),
  );
}
