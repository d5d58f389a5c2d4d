import {
  absDependencies,
  addDependencies,
  andDependencies,
  create,
  createUnitDependencies,
  divideDependencies,
  equalDependencies,
  largerDependencies,
  largerEqDependencies,
  maxDependencies,
  minDependencies,
  multiplyDependencies,
  notDependencies,
  orDependencies,
  parseDependencies,
  powDependencies,
  smallerDependencies,
  smallerEqDependencies,
  subtractDependencies,
  unaryMinusDependencies,
  unaryPlusDependencies,
  unequalDependencies,
  unitDependencies,
} from 'mathjs';
import type {
  FactoryFunctionMap,
  FunctionNode,
  MathNode,
  OperatorNode,
  RelationalNode,
  SymbolNode,
  Unit,
} from 'mathjs';
import { TrabeculaError } from '../errors.ts';
import { nearestName } from './nearest-name.ts';

/**
 * The one door to mathjs. Expressions come from trial files that anyone may write, so each is parsed,
 * walked, and refused unless every node is a number, a known name, arithmetic, a comparison, and/or/not,
 * a unit, or abs, min, max. mathjs is large: this file is reached only through `loadTrial`, by `import()`.
 */

/** A name in an expression and what its numbers are in: '%' or '' (plain numbers), or one of UNITS ('Gy', 'cm^3'). */
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

const UNITS: ReadonlySet<string> = new Set(['Gy', 'cGy', 'mm', 'cm', 'cc', 'hour', 'hours', 'day', 'days']);
const PLAIN_UNITS: ReadonlySet<string> = new Set(['', '%']);
const FUNCTIONS: ReadonlySet<string> = new Set(['abs', 'min', 'max']);
const ARITHMETIC: ReadonlySet<string> = new Set([
  'add',
  'subtract',
  'multiply',
  'divide',
  'pow',
  'unaryMinus',
  'unaryPlus',
]);
const COMPARISONS: ReadonlySet<string> = new Set(['smaller', 'smallerEq', 'larger', 'largerEq', 'equal', 'unequal']);
const LOGIC: ReadonlySet<string> = new Set(['and', 'or', 'not']);
const WORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'xor',
  'mod',
  'to',
  'in',
  'true',
  'false',
  'null',
  'undefined',
  'NaN',
  'Infinity',
]);

const MOST_CHARACTERS = 300;
const MOST_NODES = 100;
const MOST_NESTED = 20;
const PRINTABLE = /^[A-Za-z0-9_ .+\-*/^()<>=!,]*$/;

const math = create(
  present({
    absDependencies,
    addDependencies,
    andDependencies,
    createUnitDependencies,
    divideDependencies,
    equalDependencies,
    largerDependencies,
    largerEqDependencies,
    maxDependencies,
    minDependencies,
    multiplyDependencies,
    notDependencies,
    orDependencies,
    parseDependencies,
    powDependencies,
    smallerDependencies,
    smallerEqDependencies,
    subtractDependencies,
    unaryMinusDependencies,
    unaryPlusDependencies,
    unequalDependencies,
    unitDependencies,
  }),
  // What sums of a few thousand terms leave behind (1e-12 of the value) decides nothing; 89.999999999 is not 90.
  { relTol: 1e-12, absTol: 1e-15, predictable: true },
);
math.createUnit('Gy', { definition: '1 J/kg', prefixes: 'short' });

/**
 * A band's condition on one variable. Each comparison sets the bare variable against a constant, so the
 * condition can change only at its edges and a check at and between them is complete.
 *
 * @param where the rule, for the error
 * @throws TrabeculaError (unreadable) naming the rule and the text
 */
export function compileCondition(text: string, variable: Variable, where: string): Condition {
  const place = { text, where };
  const tree = parseAllowed(place, [variable]);
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
  const tree = parseAllowed(place, variables);
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

interface Place {
  readonly text: string;
  readonly where: string;
}

function parseAllowed(place: Place, variables: readonly Variable[]): MathNode {
  const { text } = place;
  for (const { name, unit } of variables) checkVariable(place, name, unit);
  if (text.length > MOST_CHARACTERS) {
    throw refuse({ ...place, text: `${text.slice(0, 40)}...` }, `longer than ${MOST_CHARACTERS} characters`);
  }
  if (text.includes('%'))
    throw refuse(place, '"%" is not used in expressions: write 90 and give the unit "%" beside it');
  if (!PRINTABLE.test(text)) throw refuse(place, 'a character that no rule needs');
  const tree = run(place, () => math.parse(text));
  const names = new Set(variables.map(({ name }) => name));
  checkNode(tree, names, place, { nodes: 0 }, 0);
  return tree;
}

function checkVariable(place: Place, name: string, unit: string): void {
  const taken = UNITS.has(name) || FUNCTIONS.has(name) || WORDS.has(name);
  if (taken || !/^[A-Za-z][A-Za-z0-9]*$/.test(name)) throw refuse(place, `"${name}" cannot be the name of a variable`);
  if (PLAIN_UNITS.has(unit)) return;
  const known = /^([A-Za-z]+)(?:\^[1-3])?$/.exec(unit)?.[1];
  if (known === undefined || !UNITS.has(known)) throw refuse(place, `unknown unit "${unit}"`);
}

/** The allow-list. What is not named here is refused, whatever mathjs may learn to parse. */
function checkNode(
  node: MathNode,
  names: ReadonlySet<string>,
  place: Place,
  seen: { nodes: number },
  depth: number,
): void {
  seen.nodes += 1;
  if (seen.nodes > MOST_NODES || depth > MOST_NESTED) throw refuse(place, 'too many parts');
  const deeper = (child: MathNode): void => checkNode(child, names, place, seen, depth + 1);
  switch (node.type) {
    case 'ConstantNode':
      checkConstant(node, place);
      return;
    case 'SymbolNode':
      checkSymbol((node as SymbolNode).name, names, place);
      return;
    case 'ParenthesisNode':
    case 'RelationalNode':
      children(node).forEach(deeper);
      return;
    case 'OperatorNode': {
      const { fn } = node as OperatorNode;
      const op: string = (node as OperatorNode).op;
      if (!ARITHMETIC.has(fn) && !COMPARISONS.has(fn) && !LOGIC.has(fn))
        throw refuse(place, `the operator "${op}" is not allowed`);
      children(node).forEach(deeper);
      return;
    }
    case 'FunctionNode': {
      const called = (node as FunctionNode).fn as MathNode;
      const name = called.type === 'SymbolNode' ? (called as SymbolNode).name : '';
      if (!FUNCTIONS.has(name)) throw refuse(place, `only the functions abs, min and max are allowed`);
      (node as FunctionNode).args.forEach(deeper);
      return;
    }
    default:
      throw refuse(place, `${node.type.replace(/Node$/, '').toLowerCase()} is not allowed`);
  }
}

function checkConstant(node: MathNode, place: Place): void {
  const { value } = node as MathNode & { readonly value: unknown };
  if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse(place, `${String(value)} is not a number`);
}

function checkSymbol(name: string, names: ReadonlySet<string>, place: Place): void {
  if (names.has(name) || UNITS.has(name)) return;
  const nearest = nearestName(name, [...names, ...UNITS]);
  throw refuse(place, `unknown name "${name}"${nearest === null ? '' : `, nearest is "${nearest}"`}`);
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

function comparisonsIn(node: MathNode): readonly (readonly [MathNode, MathNode])[] | null {
  const parts = children(node);
  const isChain =
    node.type === 'RelationalNode' && (node as RelationalNode).conditionals.every((fn) => COMPARISONS.has(fn));
  const isSingle = node.type === 'OperatorNode' && COMPARISONS.has((node as OperatorNode).fn);
  if (!isChain && !isSingle) return null;
  return parts.slice(1).map((right, index) => [parts[index] as MathNode, right] as const);
}

function isVariable(node: MathNode, variable: Variable): boolean {
  return node.type === 'SymbolNode' && (node as SymbolNode).name === variable.name;
}

function mentions(node: MathNode, variable: Variable): boolean {
  return node.filter((part) => isVariable(part, variable)).length > 0;
}

function children(node: MathNode): MathNode[] {
  const found: MathNode[] = [];
  node.forEach((child) => found.push(child));
  return found;
}

function scopeOf(variables: readonly Variable[], values: Readonly<Record<string, number>>): Map<string, number | Unit> {
  return new Map(
    variables.map(({ name, unit }) => {
      const value = values[name] ?? NaN;
      return [name, PLAIN_UNITS.has(unit) ? value : math.unit(value, unit)];
    }),
  );
}

function numberIn(value: unknown, unit: string, place: Place): number {
  if (PLAIN_UNITS.has(unit)) {
    if (typeof value === 'number') return value;
    // mathjs keeps a quotient of two volumes as a unit without dimensions.
    if (isUnit(value) && value.dimensions.every((power) => power === 0)) return value.value;
    throw refuse(place, 'a plain number is needed here');
  }
  if (!isUnit(value)) throw refuse(place, `a value in ${unit} is needed here`);
  return run(place, () => value.toNumber(unit));
}

function isUnit(value: unknown): value is Unit {
  return typeof value === 'object' && value !== null && 'isUnit' in value && value.isUnit === true;
}

/** The declarations of mathjs leave open whether each factory is there. */
function present(factories: Readonly<Record<string, FactoryFunctionMap | undefined>>): FactoryFunctionMap {
  return Object.fromEntries(
    Object.entries(factories).map(([name, factory]) => {
      if (factory === undefined) throw new TypeError(`mathjs has no ${name}`);
      return [name, factory];
    }),
  );
}

function run<T>(place: Place, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw refuse(place, cause instanceof Error ? cause.message : 'cannot be evaluated', cause);
  }
}

function refuse({ text, where }: Place, what: string, cause?: unknown): TrabeculaError {
  return new TrabeculaError('unreadable', { what, where, found: `"${text}"` }, cause);
}
