import { describe, expect, it } from 'vitest';
import { compileCriterion, type CriterionVariable } from '../../../core/trial/compile-criterion.ts';
import { between, exactly, type Fact, unknownNumber, yesNo } from '../../../core/trial/fact.ts';
import type { Truth } from '../../../core/trial/three-valued.ts';

const VARIABLES: readonly CriterionVariable[] = [
  { name: 'testosterone', kind: 'number', unit: 'ng/dL', molarMassGPerMol: 288.42 },
  { name: 'neutrophils', kind: 'number', unit: 'mm^-3' },
  { name: 'ast', kind: 'number', unit: 'ULN' },
  { name: 'age', kind: 'number', unit: 'years' },
  { name: 'lesions', kind: 'number', unit: '' },
  { name: 'clearance', kind: 'number', unit: 'mL/minute' },
  { name: 'waiting', kind: 'number', unit: 'days' },
  { name: 'male', kind: 'yes-no' },
  { name: 'smoker', kind: 'yes-no' },
];
const compile = (text: string): ReturnType<typeof compileCriterion> => compileCriterion(text, VARIABLES, 'test');
const said = (text: string, facts: Record<string, Fact>): Truth =>
  compile(text).evaluate(new Map(Object.entries(facts))).truth;
const at = (value: number): Fact => exactly(value, String(value));

describe('a criterion', () => {
  it.each([
    ['testosterone < 50 ng/dL', { testosterone: at(49.99) }, true],
    ['testosterone < 50 ng/dL', { testosterone: at(50) }, false],
    ['testosterone < 0.5 ng/mL', { testosterone: at(49.99) }, true],
    // 1.7 nmol/L x 288.42 g/mol = 49.0314 ng/dL
    ['testosterone < 1.7 nmol/L', { testosterone: at(49.03) }, true],
    ['testosterone < 1.7 nmol/L', { testosterone: at(49.04) }, false],
    ['neutrophils >= 1000 / mm^3', { neutrophils: at(1000) }, true],
    ['neutrophils >= 1000 / mm^3', { neutrophils: at(999) }, false],
    ['ast <= 2.5 ULN', { ast: at(2.5) }, true],
    ['18 years <= age <= 80 years', { age: at(80) }, true],
    ['18 years <= age <= 80 years', { age: at(81) }, false],
    ['clearance >= 30 mL/minute', { clearance: at(30) }, true],
    ['waiting <= 6 weeks', { waiting: at(42) }, true],
    ['waiting <= 6 weeks', { waiting: at(43) }, false],
    ['3 >= lesions', { lesions: at(3) }, true],
    ['3 > lesions', { lesions: at(3) }, false],
    ['not (male and smoker)', { male: yesNo(true), smoker: yesNo(false) }, true],
  ] satisfies [string, Record<string, Fact>, boolean][])('%s', (text, facts, expected) => {
    expect(said(text, facts)).toBe(expected);
  });

  it('stays open over a range that spans its limit, and is decided by one that does not', () => {
    expect(said('lesions <= 3', { lesions: between(2, 4, '') })).toBeNull();
    expect(said('lesions <= 3', { lesions: between(4, Infinity, '') })).toBe(false);
    expect(said('lesions == 3', { lesions: between(2, 4, '') })).toBeNull();
    expect(said('lesions == 3', { lesions: between(4, 5, '') })).toBe(false);
    expect(said('lesions != 3', { lesions: unknownNumber() })).toBeNull();
  });

  it('names what is missing only where it decides', () => {
    const criterion = compile('ast <= 2.5 ULN or (smoker and ast <= 5 ULN)');
    const needs = (ast: number): readonly string[] => criterion.evaluate(new Map([['ast', at(ast)]])).unknown;
    expect(needs(2)).toEqual([]);
    expect(needs(4)).toEqual(['smoker']);
    expect(needs(6)).toEqual([]);
    expect(criterion.evaluate(new Map()).unknown).toContain('ast');
  });

  it.each([
    ['testosterone < 50', 'needs a unit'],
    ['testosterone < 50 mm', 'which 50 mm is not'],
    ['lesions < 3 ng', 'plain number'],
    ['lesions', 'not a yes or no'],
    ['male > 3', 'one number against a constant'],
    ['lesions < age', 'one number against a constant'],
    ['lesions + 1 < 3', 'one number against a constant'],
    ['tesosterone < 50 ng/dL', 'nearest is "testosterone"'],
    ['lesions < 3 xor male', 'not allowed'],
    ['import("fs")', 'a character that no rule needs'],
  ])('refuses %s', (text, part) => {
    expect(() => compile(text)).toThrow(part);
  });
});
