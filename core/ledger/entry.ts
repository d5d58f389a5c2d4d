import { z } from 'zod';
import { overallOutcome } from '../protocol/check-result.ts';
import { TRIAL_OUTCOMES } from '../trial/screen-result.ts';

/**
 * What a trial's ledger holds. Every entry says who made it and when, both self-declared; subjects have pseudonyms only.
 * Nothing is ever changed: a mistake is put right by a new entry.
 */

export const LEDGER_ENTRY = 'trabecula/ledger-entry/1';

/** What the first entry has in place of the hash of the one before. */
export const NO_HASH = '0'.repeat(64);

const text = z.string().min(1, 'a text that is not empty').max(2000, 'at most 2000 characters');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in 64 small hexadecimal digits');
const pseudonym = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, 'a pseudonym of at most 32 letters, digits, ".", "_" and "-"')
  .describe('pseudonym, never a name');
const trial = text.describe('id of the trial, such as himars');
const level = z.int('a whole number').describe('level of the trial, such as -1, 1, 2 or 3');
const lesionId = z.string().min(1, 'a name that is not empty').max(64, 'at most 64 characters');
const reason = text.describe('why');
const amount = z.number().min(0, 'a number from 0 up');
const instant = z.iso.datetime({ offset: true, error: 'an instant with its zone, such as 2026-03-02T09:30:00+01:00' });
const onDay = z.iso.date('a date, YYYY-MM-DD');

const subjectEntry = z.strictObject({
  kind: z.literal('subject'),
  subject: pseudonym,
  trial,
  note: text.optional(),
});
const screeningEntry = z.strictObject({
  kind: z.literal('screening'),
  subject: pseudonym,
  trial,
  outcome: z.enum(TRIAL_OUTCOMES).describe('as trabecula screen has it'),
  resultSha256: sha256.describe('of the JSON that trabecula screen wrote'),
});
const readingEntry = z.strictObject({
  kind: z.literal('reading'),
  trial,
  subject: pseudonym.optional().describe('left out: for the whole trial'),
  reading: text.describe('name of the reading in the trial file'),
  option: text.describe('the option chosen'),
  reason,
});
const levelEntry = z.strictObject({
  kind: z.literal('level'),
  subject: pseudonym,
  level,
  reason,
  designSha256: sha256.optional().describe('of the design file that proposed it; left out: none did'),
});
const selectionEntry = z.strictObject({
  kind: z.literal('selection'),
  subject: pseudonym,
  lesions: z.array(lesionId).describe('ids of the lesions that are irradiated'),
  irradiatedCm3: amount.describe('irradiated volume in cm³'),
  attainableCm3: amount.optional().describe('the same if every lesion that may be treated were, in cm³'),
  reserveCm3: z.number().positive('a number above 0').describe('bone marrow reserve in cm³'),
  resultSha256: sha256.describe('of the JSON that trabecula marrow wrote'),
});
const planCheckEntry = z.strictObject({
  kind: z.literal('plan-check'),
  subject: pseudonym,
  trial,
  outcome: overallOutcome.describe('as trabecula check has it'),
  resultSha256: sha256.describe('of the JSON that trabecula check wrote'),
});
const fractionEntry = z.strictObject({
  kind: z.literal('fraction'),
  subject: pseudonym,
  lesions: z.array(lesionId).min(1, 'at least one lesion'),
  number: z.int().positive('a whole number above 0').describe('which fraction, from 1'),
  startedAt: instant.describe('start of the fraction with its zone'),
});
const toxicityEntry = z.strictObject({
  kind: z.literal('toxicity'),
  subject: pseudonym,
  term: text.describe('term of the toxicity'),
  grade: z.int().min(1, 'a grade from 1 to 5').max(5, 'a grade from 1 to 5'),
  doseLimiting: z.enum(['yes', 'no', 'unknown']).describe('by the definition that the site entered'),
  onset: onDay.describe('first day'),
});
const evaluationEntry = z.strictObject({
  kind: z.literal('evaluation'),
  subject: pseudonym,
  doseLimitingToxicity: z.enum(['yes', 'no', 'not-evaluable']).describe('over the whole window'),
  windowEnd: onDay.describe('last day of the window'),
  reason,
});
const decisionEntry = z.strictObject({
  kind: z.literal('decision'),
  subject: pseudonym.optional(),
  level: level.optional(),
  decision: text,
  reason,
});

const factSchema = z.discriminatedUnion('kind', [
  subjectEntry,
  screeningEntry,
  readingEntry,
  levelEntry,
  selectionEntry,
  planCheckEntry,
  fractionEntry,
  toxicityEntry,
  evaluationEntry,
  decisionEntry,
]);

const correctionEntry = z.strictObject({
  kind: z.literal('correction'),
  corrects: z.int().positive('a whole number above 0').describe('sequence of the entry that was wrong'),
  instead: factSchema.nullable().describe('what it should have said, of the same kind; null: nothing, it is withdrawn'),
  reason,
});

export const ledgerContentSchema = z.discriminatedUnion('kind', [...factSchema.options, correctionEntry]);

export const ledgerEntrySchema = z.strictObject({
  schema: z.literal(LEDGER_ENTRY),
  sequence: z.int().positive('a whole number above 0').describe('1, 2, 3, ... without a gap'),
  previous: sha256.describe('hash of the entry before; 64 zeros for the first'),
  at: z.iso.datetime({ error: 'an instant in UTC, such as 2026-03-02T08:30:00.000Z' }).describe('self-declared clock'),
  by: z
    .string()
    .regex(/^[\p{L}\p{N}][^\p{Cc}]{0,119}$/u, 'a name of at most 120 characters that begins with a letter or a digit')
    .describe('self-declared identity'),
  software: z
    .string()
    .regex(/^[\p{L}\p{N}][^\p{Cc}]{0,119}$/u, 'a name and a version')
    .describe('which made the entry'),
  content: ledgerContentSchema,
  hash: sha256.describe('SHA-256 of the canonical JSON (RFC 8785) of everything above'),
});

export type LedgerFact = Readonly<z.infer<typeof factSchema>>;
export type LedgerContent = Readonly<z.infer<typeof ledgerContentSchema>>;
export type LedgerKind = LedgerContent['kind'];
export type LedgerEntry = Readonly<z.infer<typeof ledgerEntrySchema>>;

export const LEDGER_KINDS: readonly LedgerKind[] = ledgerContentSchema.options.map(
  ({ shape }) => shape.kind.value satisfies LedgerKind,
);
