import { z } from 'zod';
import { ledgerEntrySchema } from './entry.ts';

/** What `trabecula ledger verify` and `trabecula ledger list` print with --format json. */

const headSchema = z.strictObject({
  sequence: z.number().describe('0: the ledger is empty'),
  hash: z.string(),
});

const faultSchema = z.strictObject({
  sequence: z.number(),
  kind: z.enum(['altered', 'removed', 'reordered', 'unchained']),
  words: z.string(),
});

export const ledgerVerificationSchema = z.strictObject({
  schema: z.literal('trabecula/ledger-verify/1'),
  outcome: z.enum(['whole', 'broken']),
  entries: z.number(),
  head: headSchema.describe('to be written down outside the ledger, and given to verify as --anchor'),
  faults: z.array(faultSchema),
  faultsUnnamed: z.number().describe('how many more there are'),
  anchors: z.array(
    z.strictObject({
      sequence: z.number(),
      hash: z.string(),
      found: z.string().nullable().describe('null: no such entry'),
      agrees: z.boolean(),
    }),
  ),
  clockBackwards: z
    .array(z.number())
    .describe('entries whose declared time is before that of the one before; no fault'),
  limits: z.array(z.string()).describe('what verifying cannot know'),
});

export const ledgerListSchema = z.strictObject({
  schema: z.literal('trabecula/ledger-list/1'),
  head: headSchema,
  entries: z.array(ledgerEntrySchema),
});

export type LedgerFault = Readonly<z.infer<typeof faultSchema>>;
export type LedgerVerification = Readonly<z.infer<typeof ledgerVerificationSchema>>;
export type LedgerList = Readonly<z.infer<typeof ledgerListSchema>>;
