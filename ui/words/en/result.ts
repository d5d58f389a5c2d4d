import { briefWords, overallWords, shortWords, wordsOf } from '../../../core/index.ts';
import type { CheckResult } from '../../../core/index.ts';
import { factWords } from '../../../src/report/plain-facts.ts';
import { distanceToLimit, ruleTitle } from '../../../src/report/shown.ts';
import { beyondOutcome, countWords, provenance } from '../../../src/report/summary-words.ts';

/**
 * What comes with a result and has a code: outcomes, rules, distances, numbers. In English as the reports say it. Sentences
 * without a code, reasons above all, stay English on every page, inside <English>.
 */
export const result = {
  /** The outcome of a plan or a lesion. */
  overall: overallWords,
  /** The same for a narrow column. */
  brief: briefWords,
  /** The outcome of a finding. */
  short: shortWords,
  /** A finding in a sentence. */
  said: wordsOf,
  /** The name of a rule, such as "himars/ptv-coverage". */
  rule: ruleTitle,
  /** How far a finding is from its limit, or null. */
  distance: distanceToLimit,
  /** How many lesions and findings, and what they came to. */
  counts: countWords,
  /** What the outcome of the whole plan hides. */
  beyond: beyondOutcome,
  /** What the user vouches for. */
  vouched: provenance,
  /** How many rules were checked, and, as the result has it, which were not. */
  checked: ({ summary }: CheckResult): { count: string; not: string; which: string } => {
    const [count = '', which = ''] = summary.checkedLine.split(' Not checked: ');
    return { count, not: 'Not checked:', which };
  },
  /** Digits as src/report made them, "89.6 %", in the page's language: only the decimal sign may change. */
  digits: (shown: string): string => shown,
  /** A sentence without a code in the page's language; null: not known there, so that it stays English. */
  sentence: (english: string): string | null => english,
  /** What is wrong, in plain numbers. */
  fact: factWords,
  wrong: 'What is wrong, as computed',
  more: (count: number): string => `and ${count} more, below`,
};

export type ResultWords = typeof result;
