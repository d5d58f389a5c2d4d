import {
  children,
  COMPARISONS,
  comparisonsIn,
  isUnit,
  isVariable,
  math,
  type MathNode,
  type OperatorNode,
  parseAllowed,
  PATIENT_UNITS,
  type Place,
  PLAIN_UNITS,
  refuse,
  type RelationalNode,
  run,
  type SymbolNode,
} from '../protocol/allowed-expression.ts';
import { convertUnit } from './convert-quantity.ts';
import type { Facts } from './fact.ts';
import { allOf, anyOf, notOf, type Truth } from './three-valued.ts';

/** A name that a criterion may use. */
export type CriterionVariable =
  | { readonly name: string; readonly kind: 'yes-no' }
  | {
      readonly name: string;
      readonly kind: 'number';
      /** What its numbers are in: a unit of mathjs, or '' and '%' for plain numbers. */
      readonly unit: string;
      readonly molarMassGPerMol?: number;
    };

/** One comparison of a criterion, as it was answered. */
export interface Compared {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly shown: string | null;
  readonly unit: string;
  readonly relation: string;
  /** In the unit of the variable. */
  readonly limit: number;
  /** As it stands in the file: "50 ng/dL". */
  readonly limitText: string;
  readonly truth: Truth;
}

export interface CriterionAnswer {
  readonly truth: Truth;
  /** Names without which it cannot be answered; empty when it is. */
  readonly unknown: readonly string[];
  readonly compared: readonly Compared[];
}

export interface Criterion {
  readonly text: string;
  /** Every name it uses. */
  readonly names: readonly string[];
  readonly evaluate: (facts: Facts) => CriterionAnswer;
}

type Tree =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Tree[] }
  | { readonly kind: 'not'; readonly part: Tree }
  | { readonly kind: 'is'; readonly name: string }
  | {
      readonly kind: 'compare';
      readonly name: string;
      readonly unit: string;
      readonly relation: Relation;
      readonly limit: number;
      readonly limitText: string;
    };

/**
 * A criterion: yes-or-no names and comparisons of one name with a constant, joined by and, or, not. It is answered in three
 * values: a name without a value leaves the answer open unless the rest decides it, and a number known to lie in a range
 * decides only where the whole range agrees.
 *
 * @throws TrabeculaError (unreadable) naming the criterion and the text
 */
export function compileCriterion(text: string, variables: readonly CriterionVariable[], where: string): Criterion {
  const place = { text, where };
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  const tree = treeOf(parseAllowed(place, new Set(byName.keys()), PATIENT_UNITS), byName, place);
  return { text, names: [...new Set(namesIn(tree))], evaluate: (facts) => answerOf(tree, facts) };
}

type Variables = ReadonlyMap<string, CriterionVariable>;

const RELATIONS = { smaller: '<', smallerEq: '<=', larger: '>', largerEq: '>=', equal: '==', unequal: '!=' } as const;
type Relation = keyof typeof RELATIONS;
const TURNED: Readonly<Record<Relation, Relation>> = {
  smaller: 'larger',
  smallerEq: 'largerEq',
  larger: 'smaller',
  largerEq: 'smallerEq',
  equal: 'equal',
  unequal: 'unequal',
};

function treeOf(node: MathNode, variables: Variables, place: Place): Tree {
  const deeper = (child: MathNode): Tree => treeOf(child, variables, place);
  if (node.type === 'ParenthesisNode') return deeper(children(node)[0]!);
  if (node.type === 'SymbolNode') {
    const { name } = node as SymbolNode;
    if (variables.get(name)?.kind === 'yes-no') return { kind: 'is', name };
    throw refuse(place, `"${name}" alone is not a yes or no`);
  }
  if (node.type === 'OperatorNode') {
    const { fn } = node as OperatorNode;
    const parts = children(node);
    if ((fn as string) === 'and') return { kind: 'all', parts: parts.map(deeper) };
    if ((fn as string) === 'or') return { kind: 'any', parts: parts.map(deeper) };
    if ((fn as string) === 'not') return { kind: 'not', part: deeper(parts[0]!) };
  }
  const compared = comparisonsIn(node);
  if (compared === null) throw refuse(place, 'a criterion is made of yes-or-no names and comparisons with constants');
  const relations: readonly string[] =
    node.type === 'RelationalNode' ? (node as RelationalNode).conditionals : [(node as OperatorNode).fn];
  const parts = compared.map(([left, right], n) => comparison(left, right, relations[n]!, variables, place));
  return parts.length === 1 ? parts[0]! : { kind: 'all', parts };
}

function comparison(left: MathNode, right: MathNode, fn: string, variables: Variables, place: Place): Tree {
  if (!COMPARISONS.has(fn)) throw refuse(place, `the operator "${fn}" is not allowed`);
  const variable = [...variables.values()].find((each) => isVariable(left, each) || isVariable(right, each));
  if (variable?.kind !== 'number') throw refuse(place, 'each comparison sets one number against a constant');
  const isLeft = isVariable(left, variable);
  const constant = isLeft ? right : left;
  const relation = fn as Relation;
  return {
    kind: 'compare',
    name: variable.name,
    unit: variable.unit,
    relation: isLeft ? relation : TURNED[relation],
    limit: constantIn(constant, variable, variables, place),
    limitText: constant.toString().replace(/\s*([/^])\s*/g, '$1'),
  };
}

function constantIn(
  node: MathNode,
  variable: CriterionVariable & { kind: 'number' },
  variables: Variables,
  place: Place,
): number {
  const uses = node.filter((part) => part.type === 'SymbolNode' && variables.has((part as SymbolNode).name));
  if (uses.length > 0) throw refuse(place, 'each comparison sets one number against a constant');
  const value: unknown = run<unknown>(place, () => node.compile().evaluate());
  if (PLAIN_UNITS.has(variable.unit)) {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw refuse(place, `${variable.name} is a plain number`);
  }
  if (!isUnit(value)) throw refuse(place, `${variable.name} needs a unit, such as ${variable.unit}`);
  const number = run(place, () => convertUnit(value, variable.unit, variable.molarMassGPerMol ?? null));
  if (number === null || !Number.isFinite(number))
    throw refuse(place, `${variable.name} is in ${variable.unit}, which ${value.toString()} is not`);
  return number;
}

function namesIn(tree: Tree): string[] {
  switch (tree.kind) {
    case 'all':
    case 'any':
      return tree.parts.flatMap(namesIn);
    case 'not':
      return namesIn(tree.part);
    default:
      return [tree.name];
  }
}

function answerOf(tree: Tree, facts: Facts): CriterionAnswer {
  switch (tree.kind) {
    case 'all':
    case 'any': {
      const parts = tree.parts.map((part) => answerOf(part, facts));
      const truths = parts.map(({ truth }) => truth);
      const truth = tree.kind === 'all' ? allOf(truths) : anyOf(truths);
      return {
        truth,
        unknown: truth === null ? parts.flatMap(({ unknown }) => unknown) : [],
        compared: parts.flatMap(({ compared }) => compared),
      };
    }
    case 'not': {
      const inner = answerOf(tree.part, facts);
      return { ...inner, truth: notOf(inner.truth) };
    }
    case 'is': {
      const fact = facts.get(tree.name);
      const truth = fact?.kind === 'yes-no' ? fact.truth : null;
      return { truth, unknown: truth === null ? [tree.name] : [], compared: [] };
    }
    case 'compare': {
      const { name, unit, relation, limit, limitText } = tree;
      const fact = facts.get(name);
      const [low, high] = fact?.kind === 'number' ? [fact.low, fact.high] : [-Infinity, Infinity];
      const truth = holds(relation, low, high, limit);
      const shown = fact?.kind === 'number' ? fact.shown : null;
      const compared = { name, low, high, shown, unit, relation: RELATIONS[relation], limit, limitText, truth };
      return { truth, unknown: truth === null ? [name] : [], compared: [compared] };
    }
  }
}

/** Whether the relation holds for every number from `low` to `high`, for none, or for some (null). */
function holds(relation: Relation, low: number, high: number, limit: number): Truth {
  if (relation === 'equal' || relation === 'unequal') {
    const isOutside = below(high, limit) || below(limit, low);
    const isEqual = isOutside ? false : same(low, limit) && same(high, limit) ? true : null;
    return relation === 'equal' ? isEqual : notOf(isEqual);
  }
  const at = (value: number): boolean => {
    if (relation === 'smaller') return below(value, limit);
    if (relation === 'smallerEq') return !below(limit, value);
    return relation === 'larger' ? below(limit, value) : !below(value, limit);
  };
  return at(low) === at(high) ? at(low) : null;
}

/** With the tolerance of the one door to mathjs: what a change of units leaves behind decides nothing. */
function below(a: number, b: number): boolean {
  return Math.abs(a) === Infinity || Math.abs(b) === Infinity ? a < b : math.smaller(a, b) === true;
}

function same(a: number, b: number): boolean {
  return !below(a, b) && !below(b, a);
}
