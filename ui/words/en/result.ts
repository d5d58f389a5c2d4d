import { briefWords, overallWords, shortWords, wordsOf } from '../../../core/index.ts';
import { distanceToLimit, ruleTitle } from '../../../src/report/shown.ts';

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
  /** Digits as src/report made them, "89.6 %", in the page's language: only the decimal sign may change. */
  digits: (shown: string): string => shown,
};

export type ResultWords = typeof result;
