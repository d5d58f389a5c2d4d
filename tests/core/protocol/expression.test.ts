import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTrabeculaError } from '../../../core/index.ts';
import { compileCondition, compileFormula } from '../../../core/protocol/expression.ts';

const x = { name: 'x', unit: '%' };
const condition = (text: string): ReturnType<typeof compileCondition> => compileCondition(text, x, 'rule r');
const errorOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe('a condition', () => {
  it.each([
    ['x >= 90', 90, true],
    ['x > 90', 90, false],
    ['x >= 80 and x < 90', 90, false],
    ['80 <= x < 90', 80, true],
    ['not (x < 80 or x >= 90)', 85, true],
    ['x == 3', 3, true],
    ['x != 3', 3, false],
    ['x >= 2 * 40 + 10', 90, true],
    ['x < max(10, min(20, 30))', 19.9, true],
    ['x > -abs(-5)', -5, false],
    ['x >= 10^2', 100, true],
  ])('%s at %s is %s', (text, value, holds) => {
    expect(condition(text).holds(value)).toBe(holds);
  });

  it('knows the values at which it may change', () => {
    expect(condition('90 > x and x >= 2 * 40').edges).toEqual([80, 90]);
    expect(condition('not (x == -1)').edges).toEqual([-1]);
  });

  it('compares doses with their units', () => {
    const dose = compileCondition('d <= 35.1 Gy and d > 100 cGy', { name: 'd', unit: 'Gy' }, 'rule r');
    expect(dose.edges).toEqual([1, 35.1]);
    expect([1, 1.001, 35.1, 35.2].map(dose.holds)).toEqual([false, true, true, false]);
  });

  it('tells 89.999999999 from 90, but not what summing leaves behind', () => {
    expect(condition('x >= 90').holds(89.999999999)).toBe(false);
    expect(condition('x >= 90').holds(90 - 1.5e-14)).toBe(true);
    expect(condition('x < 90').holds(90 - 1.5e-14)).toBe(false);
  });

  it('agrees with JavaScript away from rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (value, edge) => {
        expect(condition(`x >= ${edge}`).holds(value)).toBe(value >= edge);
        expect(condition(`x < ${edge}`).holds(value)).toBe(value < edge);
      }),
    );
  });

  it.each([
    '2 * x > 3',
    'x > x',
    'x + 1 > 2',
    'x',
    '3',
    'x and x',
    '1 < 2',
    'x > 1 + x',
    'min(x, 3) > 2',
    '(x > 1) > 0',
  ])('%s is refused: a band compares the variable itself with constants', (text) => {
    const error = errorOf(() => condition(text));
    expect(isTrabeculaError(error) && error.message).toMatch(/^rule r: .*(comparison)/);
  });
});

describe('hostile and careless expressions', () => {
  it.each([
    'import({a: 1})',
    'createUnit("foo")',
    'evaluate("1")',
    'parse("x")',
    'simplify("x")',
    'derivative("x^2", "x")',
    'config({})',
    'x = 3',
    'x == 3; x = 4',
    'f(a) = a > 1',
    'x.constructor > 1',
    'x["constructor"] > 1',
    'constructor > 1',
    '__proto__ > 1',
    'toString > 1',
    'cos(x) > 1',
    'random() > x',
    'x > [1, 2]',
    'x > [1, 2][1]',
    'x > 1:3',
    'x > "1"',
    'x ? 1 : 2',
    'x > 5!',
    "x' > 1",
    'x mod 2 > 1',
    'x % 2 > 1',
    'x | 1 > 0',
    'x & 1 > 0',
    '~x > 0',
    'x << 2 > 1',
    'x xor 1',
    'x > 3 cm to mm',
    'x > 3 cm in mm',
    'x > true',
    'x > null',
    'x > NaN',
    'x > Infinity',
    'x > 1e999',
    'x > pi',
    'x > i',
    'x > 1e9 lightyear',
    'abs(1, 2)(3) > x',
    'x > map(1, 2)',
    'x > 90 # comment',
    'x\n> 1',
    '',
    'x >',
    '((',
    'y > 1',
    'x >= ‭90',
  ])('%s is refused with the rule and the text', (text) => {
    const error = errorOf(() => condition(text).holds(1));
    expect(isTrabeculaError(error), String(error)).toBe(true);
    expect(String(error)).toContain('rule r');
  });

  it('a percent sign is refused, since 90 % would silently be 0.9', () => {
    expect(String(errorOf(() => condition('x >= 90 %')))).toContain('"%" is not used');
  });

  it('an unknown name gets the nearest known one', () => {
    expect(String(errorOf(() => compileCondition('coverge >= 90', { name: 'coverage', unit: '%' }, 'r')))).toContain(
      'nearest is "coverage"',
    );
  });

  it('has limits of length, parts and depth', () => {
    expect(String(errorOf(() => condition(`x > ${'1 + '.repeat(200)}1`)))).toContain('longer than 300 characters');
    expect(String(errorOf(() => condition(`x > ${'1+'.repeat(120)}1`)))).toContain('too many parts');
    expect(String(errorOf(() => condition(`x > ${'('.repeat(40)}1${')'.repeat(40)}`)))).toContain('too many parts');
    expect(String(errorOf(() => condition('x > 9^9^9^9')))).toContain('rule r');
  });

  it('a variable cannot take the name of a unit, a function or a word', () => {
    for (const name of ['Gy', 'cm', 'max', 'and', 'constructor()', 'a b', '']) {
      expect(isTrabeculaError(errorOf(() => compileCondition('1 > 2', { name, unit: '%' }, 'r'))), name).toBe(true);
    }
    expect(String(errorOf(() => compileCondition('x > 1', { name: 'x', unit: 'furlong' }, 'r')))).toContain(
      'unknown unit',
    );
  });

  it.each(['x > 3 Gy', 'x > 3 cm / (1 cm)'])('%s: units that do not fit are refused', (text) => {
    expect(isTrabeculaError(errorOf(() => condition(text).holds(1)))).toBe(true);
  });
});

describe('a formula', () => {
  const volumes = [
    { name: 'bone', unit: 'cm^3' },
    { name: 'tumour', unit: 'cm^3' },
  ];

  it('computes bone marrow reserve and level as the record defines them', () => {
    const reserve = compileFormula('bone - tumour', volumes, 'cm^3', 'r');
    const level = compileFormula('100 * tumour / bone', volumes, '%', 'r');
    expect(reserve.evaluate({ bone: 1040.2, tumour: 61.3 })).toBeCloseTo(978.9, 9);
    expect(level.evaluate({ bone: 1500, tumour: 300 })).toBeCloseTo(20, 9);
  });

  it('accepts cc and cm^3 alike', () => {
    expect(
      compileFormula('max(bone, 2 cc) - 1 cm^3', volumes, 'cm^3', 'r').evaluate({ bone: 1, tumour: 1 }),
    ).toBeCloseTo(1, 9);
  });

  it.each([
    ['bone - tumour', 'Gy'],
    ['bone * tumour', 'cm^3'],
    ['bone + 1', 'cm^3'],
    ['bone > tumour', '%'],
    ['bone', '%'],
    ['3', 'cm^3'],
  ])('%s is no %s: found when the trial is loaded', (text, unit) => {
    expect(isTrabeculaError(errorOf(() => compileFormula(text, volumes, unit, 'r')))).toBe(true);
  });

  it('a missing or endless value is an error, never 0', () => {
    const level = compileFormula('100 * tumour / bone', volumes, '%', 'r');
    expect(() => level.evaluate({ bone: 3 })).toThrow('no value for tumour');
    expect(() => level.evaluate({ bone: Number.NaN, tumour: 1 })).toThrow('no value for bone');
    expect(() => level.evaluate({ bone: 0, tumour: 1 })).toThrow('no finite value');
  });
});
