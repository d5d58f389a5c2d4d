import type { Language } from './language.ts';

export type WhyNoNumber = 'not-a-number' | 'thousands-or-decimals' | 'two-separators';

/** What was typed: nothing, a number, or something that is not taken, with the key of the reason in `words.number`. */
export type ReadNumber =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'refused'; readonly why: WhyNoNumber };

/**
 * A number as people type it, with a point or a comma for decimals. Refused is what may mean two numbers: "1,234.5", and
 * on the English page "1,234", where a comma also parts thousands; in French it does not. Neither language parts
 * thousands with a point. Bounds are the caller's.
 */
export function readNumber(text: string, language: Language = 'en'): ReadNumber {
  const typed = text.trim().replace(/^[−–]/, '-');
  if (typed === '') return { kind: 'empty' };
  if (/^[+-]?\d+([.,]\d+){2,}$/.test(typed)) return { kind: 'refused', why: 'two-separators' };
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(typed)) return { kind: 'refused', why: 'not-a-number' };
  if (language === 'en' && /^[+-]?[1-9]\d{0,2},\d{3}$/.test(typed))
    return { kind: 'refused', why: 'thousands-or-decimals' };
  return { kind: 'number', value: Number(typed.replace(',', '.')) };
}
