import { describe, expect, it } from 'vitest';
import himars from '../../../seeds/himars.json' with { type: 'json' };

/**
 * Every limit of a trial is entered twice: as a number in a rule, and in the words of the items that the rule cites.
 * What one slip of the keyboard would change is then found here.
 */
interface Rule {
  readonly id: string;
  readonly cite: { readonly items: readonly string[] };
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Numbers in the parts of a rule that say what is compared: conditions and amounts, not names and formulas. */
function numbersIn(value: unknown, key = ''): number[] {
  if (typeof value === 'number') return key === 'id' ? [] : [value];
  if (typeof value === 'string') return key === 'when' ? [...value.matchAll(/[\d.]+/g)].map(([n]) => Number(n)) : [];
  if (Array.isArray(value)) return value.flatMap((inner) => numbersIn(inner));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === 'cite' ? [] : numbersIn(inner, name)));
}

function numbersSaid(words: string): Set<number> {
  const digits = [...words.matchAll(/\d+(\.\d+)?/g)].map(([n]) => Number(n));
  const spelt = WORDS.flatMap((word, n) => (new RegExp(`\\b${word}\\b`, 'i').test(words) ? [n] : []));
  return new Set([...digits, ...spelt]);
}

/** Numbers that a rule compares with and its items do not say. */
function unsaid(rule: Rule, items: Readonly<Record<string, string>>): number[] {
  const said = numbersSaid(rule.cite.items.map((item) => items[item] ?? '').join(' '));
  return numbersIn(rule).filter((n) => !said.has(n));
}

const { items } = himars as { items: Record<string, string> };
const rules: readonly Rule[] = himars.rules;

describe('ray_scripts#89: a number copied wrongly from a protocol', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('is in none of the rules: %s', (_, rule) => {
    expect(unsaid(rule, items)).toEqual([]);
  });

  it('would be found: 120 % for 130 %, 37 Gy for 27 Gy, 4 fractions a week for three', () => {
    const changed = (id: string, from: string, to: string): Rule => {
      const text = JSON.stringify(rules.find((rule) => rule.id === `himars/${id}`));
      expect(text).toContain(from);
      return JSON.parse(text.replaceAll(from, to)) as Rule;
    };
    expect(unsaid(changed('maximum-dose', '130', '120'), items)).toEqual([120, 120]);
    expect(unsaid(changed('regimen', '"doseGy":27', '"doseGy":37'), items)).toEqual([37]);
    expect(unsaid(changed('schedule', '"fractionsPerWeek":3', '"fractionsPerWeek":4'), items)).toEqual([4]);
    expect(unsaid(changed('ptv-coverage', '>= 90', '>= 95'), items)).toEqual([95]);
  });
});
