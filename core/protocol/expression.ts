import {
  children,
  comparisonsIn,
  isVariable,
  LOGIC,
  math,
  type MathNode,
  mentions,
  numberIn,
  type OperatorNode,
  parseAllowed,
  type Place,
  PLAIN_UNITS,
  PLAN_UNITS,
  refuse,
  run,
  type Unit,
} from './allowed-expression.ts';

/** Conditions and formulas of rules on plans. Reached only through `loadTrial`, by `import()`, for mathjs is large. */

/** A name in an expression and what its numbers are in: '%' or '' (plain numbers), or one of PLAN_UNITS ('Gy', 'cm^3'). */
export interface Variable {
  readonly name: string;
  readonly unit: string;
}

export interface Condition {
  readonly text: string;
  /** Values, in the variable's unit, at which the answer may change: between two of them it is constant. Ascending. */
  readonly edges: readonly number[];
  readonly holds: (value: number) => boolean;
}

export interface Formula {
  readonly text: string;
  /** Values in the units of their variables; the answer in the unit asked for. */
  readonly evaluate: (values: Readonly<Record<string, number>>) => number;
}

/**
 * A band's condition on one variable. Each comparison sets the bare variable against a constant, so the
 * condition can change only at its edges and a check at and between them is complete.
 *
 * @param where the rule, for the error
 * @throws TrabeculaError (unreadable) naming the rule and the text
 */
export function compileCondition(text: string, variable: Variable, where: string): Condition {
  const place = { text, where };
  const tree = parsePlan(place, [variable]);
  const edges = new Set<number>();
  collectEdges(tree, variable, place, edges);
  const code = tree.compile();
  return {
    text,
    edges: [...edges].sort((a, b) => a - b),
    holds: (value) => {
      const answer: unknown = run<unknown>(place, () => code.evaluate(scopeOf([variable], { [variable.name]: value })));
      if (typeof answer !== 'boolean') throw refuse(place, 'the condition is not a yes or no');
      return answer;
    },
  };
}

/**
 * A formula of several variables with an answer in `unit`. It is tried once on loading, so that units that
 * do not fit are found there.
 *
 * @throws TrabeculaError (unreadable) naming the rule and the text
 */
export function compileFormula(text: string, variables: readonly Variable[], unit: string, where: string): Formula {
  const place = { text, where };
  const tree = parsePlan(place, variables);
  const code = tree.compile();
  const answer = (values: Readonly<Record<string, number>>): number => {
    const result: unknown = run<unknown>(place, () => code.evaluate(scopeOf(variables, values)));
    return numberIn(result, unit, place);
  };
  answer(Object.fromEntries(variables.map(({ name }, index) => [name, 2 + Math.sqrt(index + 2)])));
  return {
    text,
    evaluate: (values) => {
      const missing = variables.find(({ name }) => !Number.isFinite(values[name]));
      if (missing !== undefined) throw refuse(place, `no value for ${missing.name}`);
      const result = answer(values);
      if (!Number.isFinite(result)) throw refuse(place, 'the formula has no finite value here');
      return result;
    },
  };
}

function parsePlan(place: Place, variables: readonly Variable[]): MathNode {
  for (const { unit } of variables) checkUnit(place, unit);
  return parseAllowed(place, new Set(variables.map(({ name }) => name)), PLAN_UNITS);
}

function checkUnit(place: Place, unit: string): void {
  if (PLAIN_UNITS.has(unit)) return;
  const known = /^([A-Za-z]+)(?:\^[1-3])?$/.exec(unit)?.[1];
  if (known === undefined || !PLAN_UNITS.has(known)) throw refuse(place, `unknown unit "${unit}"`);
}

/** Every comparison must be of the bare variable with a constant; the constants are the edges. */
function collectEdges(node: MathNode, variable: Variable, place: Place, edges: Set<number>): void {
  if (node.type === 'ParenthesisNode' || (node.type === 'OperatorNode' && LOGIC.has((node as OperatorNode).fn))) {
    children(node).forEach((child) => collectEdges(child, variable, place, edges));
    return;
  }
  const compared = comparisonsIn(node);
  if (compared === null) throw refuse(place, `a band is made of comparisons of ${variable.name} with numbers`);
  for (const [left, right] of compared) {
    const [constant, other] = isVariable(left, variable) ? [right, left] : [left, right];
    if (!isVariable(other, variable) || mentions(constant, variable)) {
      throw refuse(place, `each comparison sets ${variable.name} itself against a constant`);
    }
    const value: unknown = run<unknown>(place, () => constant.compile().evaluate());
    const edge = numberIn(value, variable.unit, place);
    if (!Number.isFinite(edge)) throw refuse(place, 'a constant without a finite value');
    edges.add(edge);
  }
}

function scopeOf(variables: readonly Variable[], values: Readonly<Record<string, number>>): Map<string, number | Unit> {
  return new Map(
    variables.map(({ name, unit }) => {
      const value = values[name] ?? NaN;
      return [name, PLAIN_UNITS.has(unit) ? value : math.unit(value, unit)];
    }),
  );
}
