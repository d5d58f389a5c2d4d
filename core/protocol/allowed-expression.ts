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
 * The one door to mathjs, and the allow-list for expressions. They come from trial files that anyone may write, so each is
 * parsed, walked, and refused unless every node is a number, a known name, arithmetic, a comparison, and/or/not, a unit, or
 * abs, min, max. mathjs is large: this file is reached only through `import()`.
 */

export type { MathNode, OperatorNode, RelationalNode, SymbolNode, Unit };

/** Units of doses, volumes and times, for rules on plans. */
export const PLAN_UNITS: ReadonlySet<string> = new Set(['Gy', 'cGy', 'mm', 'cm', 'cc', 'hour', 'hours', 'day', 'days']);

/** Units of laboratory values, sizes and times, for criteria. `ULN` is the laboratory's own upper limit of normal. */
export const PATIENT_UNITS: ReadonlySet<string> = new Set([
  ...['ng', 'ug', 'mg', 'g', 'dL', 'mL', 'L', 'nmol', 'umol', 'mmol', 'mm', 'cm', 'minute', 'ULN'],
  ...['day', 'days', 'week', 'weeks', 'month', 'months', 'year', 'years'],
]);

export const PLAIN_UNITS: ReadonlySet<string> = new Set(['', '%']);
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
export const COMPARISONS: ReadonlySet<string> = new Set([
  'smaller',
  'smallerEq',
  'larger',
  'largerEq',
  'equal',
  'unequal',
]);
export const LOGIC: ReadonlySet<string> = new Set(['and', 'or', 'not']);
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

export const math = create(
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
math.createUnit('ULN');

export interface Place {
  readonly text: string;
  readonly where: string;
}

/** The tree of an expression in which only `names` and `units` stand for anything. */
export function parseAllowed(place: Place, names: ReadonlySet<string>, units: ReadonlySet<string>): MathNode {
  const { text } = place;
  for (const name of names) checkName(place, name, units);
  if (text.length > MOST_CHARACTERS) {
    throw refuse({ ...place, text: `${text.slice(0, 40)}...` }, `longer than ${MOST_CHARACTERS} characters`);
  }
  if (text.includes('%'))
    throw refuse(place, '"%" is not used in expressions: write 90 and give the unit "%" beside it');
  if (!PRINTABLE.test(text)) throw refuse(place, 'a character that no rule needs');
  const tree = run(place, () => math.parse(text));
  checkNode(tree, { names, units }, place, { nodes: 0 }, 0);
  return tree;
}

function checkName(place: Place, name: string, units: ReadonlySet<string>): void {
  const taken = units.has(name) || FUNCTIONS.has(name) || WORDS.has(name);
  if (taken || !/^[A-Za-z][A-Za-z0-9]*$/.test(name)) throw refuse(place, `"${name}" cannot be the name of a variable`);
}

interface Known {
  readonly names: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
}

/** The allow-list. What is not named here is refused, whatever mathjs may learn to parse. */
function checkNode(node: MathNode, known: Known, place: Place, seen: { nodes: number }, depth: number): void {
  seen.nodes += 1;
  if (seen.nodes > MOST_NODES || depth > MOST_NESTED) throw refuse(place, 'too many parts');
  const deeper = (child: MathNode): void => checkNode(child, known, place, seen, depth + 1);
  switch (node.type) {
    case 'ConstantNode':
      checkConstant(node, place);
      return;
    case 'SymbolNode':
      checkSymbol((node as SymbolNode).name, known, place);
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
  if (!Number.isFinite(value)) throw refuse(place, `${String(value)} is not a number`);
}

function checkSymbol(name: string, { names, units }: Known, place: Place): void {
  if (names.has(name) || units.has(name)) return;
  const nearest = nearestName(name, [...names, ...units]);
  throw refuse(place, `unknown name "${name}"${nearest === null ? '' : `, nearest is "${nearest}"`}`);
}

export function comparisonsIn(node: MathNode): readonly (readonly [MathNode, MathNode])[] | null {
  const parts = children(node);
  const isChain =
    node.type === 'RelationalNode' && (node as RelationalNode).conditionals.every((fn) => COMPARISONS.has(fn));
  const isSingle = node.type === 'OperatorNode' && COMPARISONS.has((node as OperatorNode).fn);
  if (!isChain && !isSingle) return null;
  return parts.slice(1).map((right, index) => [parts[index] as MathNode, right] as const);
}

interface Named {
  readonly name: string;
}

export function isVariable(node: MathNode, variable: Named): boolean {
  return node.type === 'SymbolNode' && (node as SymbolNode).name === variable.name;
}

export function mentions(node: MathNode, variable: Named): boolean {
  return node.filter((part) => isVariable(part, variable)).length > 0;
}

export function children(node: MathNode): MathNode[] {
  const found: MathNode[] = [];
  node.forEach((child) => found.push(child));
  return found;
}

export function numberIn(value: unknown, unit: string, place: Place): number {
  if (PLAIN_UNITS.has(unit)) {
    if (typeof value === 'number') return value;
    // mathjs keeps a quotient of two volumes as a unit without dimensions.
    if (isUnit(value) && value.dimensions.every((power) => power === 0)) return value.value;
    throw refuse(place, 'a plain number is needed here');
  }
  if (!isUnit(value)) throw refuse(place, `a value in ${unit} is needed here`);
  return run(place, () => value.toNumber(unit));
}

export function isUnit(value: unknown): value is Unit {
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

export function run<T>(place: Place, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw refuse(place, cause instanceof Error ? cause.message : 'cannot be evaluated', cause);
  }
}

export function refuse({ text, where }: Place, what: string, cause?: unknown): TrabeculaError {
  return new TrabeculaError('unreadable', { what, where, found: `"${text}"` }, cause);
}
