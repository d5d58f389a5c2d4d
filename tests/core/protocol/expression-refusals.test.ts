import { describe, expect, it } from 'vitest';
import { TrabeculaError } from '../../../core/index.ts';
import { compileCondition, compileFormula } from '../../../core/protocol/expression.ts';

/** Each expression is refused for what it is, not because it happens to fail later. */

const x = { name: 'x', unit: '%' };
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof TrabeculaError && error.kind === 'unreadable') return error.facts.what;
    throw error;
  }
  throw new Error('was taken');
}
const refused = (text: string): string => refusal(() => compileCondition(text, x, 'r'));
const taken = (text: string): boolean => compileCondition(text, x, 'r').holds(1e9);

describe('a formula', () => {
  it('of volumes that are compared is tried with volumes', () => {
    const volumes = ['a', 'b'].map((name) => ({ name, unit: 'cm^3' }));
    const { evaluate } = compileFormula('max(a, b) - min(a, b)', volumes, 'cm^3', 'r');
    expect(evaluate({ a: 3, b: 7.5 })).toBeCloseTo(4.5, 12);
    expect(evaluate({ a: 7.5, b: 3 })).toBeCloseTo(4.5, 12);
    expect(refusal(() => compileFormula('a - 100', volumes, 'cm^3', 'r'))).not.toBe('');
  });
});

describe('what is refused while parsing', () => {
  it.each([
    ['import(1)', 'only the functions abs, min and max are allowed'],
    ['cos(x) > 1', 'only the functions abs, min and max are allowed'],
    ['x > min(1, sqrt(4))', 'only the functions abs, min and max are allowed'],
    ['min(x, cos(1)) > 1', 'only the functions abs, min and max are allowed'],
    ['x = 3', 'assignment is not allowed'],
    ['x > (y = 3)', 'assignment is not allowed'],
    ['f(a) = a > 1', 'functionassignment is not allowed'],
    ['x.constructor > 1', 'accessor is not allowed'],
    ['constructor > 1', 'unknown name'],
    ['x > pi', 'unknown name "pi", nearest is'],
    ['x > 1 lightyear', 'unknown name "lightyear"'],
    ['x > 5!', 'the operator "!" is not allowed'],
    ['x > 3 cm to mm', 'the operator "to" is not allowed'],
    ['x > 3 cm in mm', 'the operator "in" is not allowed'],
    ['x mod 2 > 1', 'the operator "mod" is not allowed'],
    ['x xor 1', 'the operator "xor" is not allowed'],
    ['x > 2 .* 3', 'the operator ".*" is not allowed'],
    ['x > true', 'true is not a number'],
    ['x > null', 'null is not a number'],
    ['x > NaN', 'NaN is not a number'],
    ['x > Infinity', 'Infinity is not a number'],
    ['x > 1e999', 'Infinity is not a number'],
    ['', 'undefined is not a number'],
    ['x > [1, 2]', 'a character that no rule needs'],
    ['x > "1"', 'a character that no rule needs'],
    ['x > 1:3', 'a character that no rule needs'],
    ['x == 3; x == 4', 'a character that no rule needs'],
    ['x > {a: 1}', 'a character that no rule needs'],
    ['x ? 1 : 2', 'a character that no rule needs'],
    ["x' > 1", 'a character that no rule needs'],
    ['x | 1 > 0', 'a character that no rule needs'],
    ['x > 90 # comment', 'a character that no rule needs'],
    ['x\n> 1', 'a character that no rule needs'],
    ['x >= \u202D90', 'a character that no rule needs'],
    ['x >= 90 %', '"%" is not used in expressions: write 90 and give the unit "%" beside it'],
  ])('%j: %s', (text, what) => {
    expect(refused(text)).toContain(what);
  });

  it('names the rule, the text and, where the parser stumbles, why', () => {
    try {
      compileCondition('x >', x, 'trial.json, rule r');
      expect.unreachable();
    } catch (error) {
      const { facts, cause } = error as TrabeculaError;
      expect(facts).toMatchObject({ where: 'trial.json, rule r', found: '"x >"' });
      expect(facts.what).toMatch(/Unexpected end of expression/);
      expect(cause).toBeInstanceOf(Error);
    }
  });

  it('takes texts of up to 300 characters, and shows a longer one by its beginning', () => {
    const text = (length: number): string => `x > 1${' '.repeat(length - 6)}2`.replace(/ (?=2$)/, '+');
    expect(text(300)).toHaveLength(300);
    expect(taken(text(300))).toBe(true);
    expect(refused(text(301))).toBe('longer than 300 characters');
    expect(() => compileCondition(text(301), x, 'r')).toThrow(`found "${text(301).slice(0, 40)}..."`);
  });

  it('takes up to 100 parts, nested up to 20 deep', () => {
    // "x > 1+1+...": the comparison, x, and of n ones n and n - 1 sums. Written flat, sums nest to the left.
    const flat = (calls: number, more: string): string => `x > max(${Array(calls).fill('1').join(',')}${more})`;
    // The comparison, x, the call, its arguments.
    expect(taken(flat(97, ''))).toBe(true);
    expect(refused(flat(98, ''))).toBe('too many parts');
    const nested = (depth: number): string => `x > ${'('.repeat(depth)}1${')'.repeat(depth)}`;
    // The comparison is at depth 0, the outermost bracket at 1, the number at depth + 1.
    expect(taken(nested(19))).toBe(true);
    expect(refused(nested(20))).toBe('too many parts');
  });
});

describe('what a variable may be', () => {
  it.each(['Gy', 'cc', 'days', 'max', 'abs', 'and', 'xor', 'in', 'NaN', 'a b', '1a', '', 'a_b', 'á', 'a.'])(
    'not "%s"',
    (name) => {
      expect(refusal(() => compileCondition('1 > 2', { name, unit: '%' }, 'r'))).toBe(
        `"${name}" cannot be the name of a variable`,
      );
    },
  );

  it.each(['furlong', 'cm^4', 'cm^', 'cm^0', '^3', 'Gy/2', ' Gy', 'max', '3', 'cm^33'])('in no "%s"', (unit) => {
    expect(refusal(() => compileCondition('x > 1', { name: 'x', unit }, 'r'))).toBe(`unknown unit "${unit}"`);
  });

  it.each([
    ['Gy', '2 Gy'],
    ['cGy', '200 cGy'],
    ['mm', '2 mm'],
    ['cm', '2 cm'],
    ['cc', '2 cc'],
    ['cm^2', '2 cm^2'],
    ['cm^3', '2 cm^3'],
    ['hours', '2 hours'],
    ['hour', '2 hour'],
    ['days', '48 hours'],
    ['day', '2 day'],
    ['', '2'],
    ['%', '2'],
  ])('in "%s", held against %s', (unit, edge) => {
    const condition = compileCondition(`x1 >= ${edge}`, { name: 'x1', unit }, 'r');
    const two = unit === 'cGy' ? 200 : 2;
    expect(condition.edges[0]).toBeCloseTo(two, 9);
    expect([two * 0.99, two * 1.01].map(condition.holds)).toEqual([false, true]);
  });
});

describe('what a condition compares', () => {
  it.each([
    ['x', 'a band is made of comparisons of x with numbers'],
    ['x and x > 1', 'a band is made of comparisons of x with numbers'],
    ['abs(x)', 'a band is made of comparisons of x with numbers'],
    ['x + 1 > 2', 'each comparison sets x itself against a constant'],
    ['x > x', 'each comparison sets x itself against a constant'],
    ['1 < 2', 'each comparison sets x itself against a constant'],
    ['2 < 2 * x', 'each comparison sets x itself against a constant'],
    ['1 < x < 2 < 3', 'each comparison sets x itself against a constant'],
    ['x > 1 / 0', 'a constant without a finite value'],
    ['x > 3 Gy', 'a plain number is needed here'],
    ['x > 3 cm', 'a plain number is needed here'],
  ])('%s: %s', (text, what) => {
    expect(refused(text)).toBe(what);
  });

  it('a unit for a plain number, and a plain number for a unit, are told apart', () => {
    const d = { name: 'd', unit: 'Gy' };
    expect(refusal(() => compileCondition('d > 3', d, 'r'))).toBe('a value in Gy is needed here');
    expect(refusal(() => compileCondition('d > 3 cm', d, 'r'))).toMatch(/Units do not match/);
    // Lengths that cancel leave a plain number.
    expect(compileCondition('x > 3 cm / (1 cm)', x, 'r').edges[0]).toBeCloseTo(3, 12);
  });

  it('each edge once, in ascending order, of every comparison of a chain', () => {
    expect(compileCondition('(90 > x and x >= 80) or (95 <= x < 100 and x != 90)', x, 'r').edges).toEqual([
      80, 90, 95, 100,
    ]);
  });
});

describe('a formula', () => {
  const cm3 = (name: string): { name: string; unit: string } => ({ name, unit: 'cm^3' });

  it('is tried on loading with values at which nothing cancels', () => {
    expect(() => compileFormula('100 * a / (a - b)', [cm3('a'), cm3('b')], '%', 'r')).not.toThrow();
    expect(refusal(() => compileFormula('a * b', [cm3('a'), cm3('b')], 'cm^3', 'r'))).toMatch(/Units do not match/);
    expect(refusal(() => compileFormula('a > b', [cm3('a'), cm3('b')], '%', 'r'))).toBe(
      'a plain number is needed here',
    );
    expect(refusal(() => compileFormula('3', [cm3('a')], 'cm^3', 'r'))).toBe('a value in cm^3 is needed here');
  });

  it('keeps its text, and names what is missing', () => {
    const formula = compileFormula('a - b', [cm3('a'), cm3('b')], 'cm^3', 'r');
    expect(formula.text).toBe('a - b');
    expect(refusal(() => formula.evaluate({ a: 1, b: Infinity }))).toBe('no value for b');
    const ratio = compileFormula('100 * a / b', [cm3('a'), cm3('b')], '%', 'r');
    expect(refusal(() => ratio.evaluate({ a: 1, b: 0 }))).toBe('the formula has no finite value here');
  });

  it('takes plus, minus, times, over, powers and signs', () => {
    const plain = [{ name: 'a', unit: '' }];
    expect(compileFormula('-(+a) ^ 2 + 3 * a / 2 - 1', plain, '', 'r').evaluate({ a: 3 })).toBeCloseTo(
      -9 + 4.5 - 1,
      12,
    );
    expect(compileFormula('min(abs(-a), 2, max(1, a))', plain, '%', 'r').evaluate({ a: 5 })).toBe(2);
  });
});
