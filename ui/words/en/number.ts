import type { WhyNoNumber } from '../read-number.ts';

/** Why what was typed is not taken as a number. */
export const number: Readonly<Record<WhyNoNumber, string>> = {
  'not-a-number': 'not a number: digits, with a point or a comma for decimals',
  'thousands-or-decimals': 'thousands or decimals? Write 1234 or 1.234',
  'two-separators': 'a point and a comma: write 1234.5, without a mark between thousands',
};

export type NumberWords = typeof number;
