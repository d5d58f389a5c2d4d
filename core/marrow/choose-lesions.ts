import type { Objective } from './marrow-result.ts';
import { EQUAL_UNITS, lesionGroups, type LesionGroup, UNITS_PER_CM3 } from './lesion-groups.ts';
import { mostLesionsFromLists, mostVolumeFromLists } from './subset-lists.ts';
import { searchedOptimum } from './subset-search.ts';
import type { VolumePart } from './volume-parts.ts';

export interface ChoiceQuestion {
  /** Number of lesions; they are known by their index. */
  readonly lesions: number;
  readonly parts: readonly VolumePart[];
  readonly budgetCm3: number;
  /** Budget of the next lower level; null at the lowest. */
  readonly lowerBudgetCm3: number | null;
  readonly objective: Objective;
  /** All lesions in the user's own order. */
  readonly order: readonly number[];
  /** High-risk or symptomatic: taken first, and never dropped silently. */
  readonly priority: ReadonlySet<number>;
  readonly must: ReadonlySet<number>;
  readonly not: ReadonlySet<number>;
}

export interface Choice {
  /** `locks-exceed-level`: what is locked in does not fit beside the priority lesions. */
  readonly status: 'fits' | 'priority-exceeds-level' | 'locks-exceed-level' | 'cannot-fill' | 'not-proven';
  /** In the user's order. */
  readonly chosen: readonly number[];
  readonly usedCm3: number;
  readonly ties: readonly (readonly number[])[];
  readonly tieCount: number;
  /** For `not-proven`: no set can hold more. */
  readonly boundCm3: number | null;
  readonly greedy: { readonly chosen: readonly number[]; readonly usedCm3: number } | null;
}

const MOST_TIES = 100;

/**
 * The largest set of lesions within a budget under an objective: the priority lesions and what is locked in, then whole
 * lesions from the others. Overlaps count once; a volume within 1e-6 cm³ of the budget fits.
 */
export function chooseLesions(question: ChoiceQuestion): Choice {
  const { order, priority, must, not, objective } = question;
  const cap = Math.round(question.budgetCm3 * UNITS_PER_CM3) + EQUAL_UNITS;
  const unitsOf = unitCounter(question.parts);
  const inOrder = (lesions: Iterable<number>): number[] => {
    const has = new Set(lesions);
    return order.filter((lesion) => has.has(lesion));
  };
  const answer = (status: Choice['status'], chosen: Iterable<number>, rest: Partial<Choice> = {}): Choice => {
    const set = inOrder(chosen);
    return {
      status,
      chosen: set,
      usedCm3: unitsOf(new Set(set)) / UNITS_PER_CM3,
      ties: [],
      tieCount: 0,
      boundCm3: null,
      greedy: null,
      ...rest,
    };
  };

  const allowed = order.filter((lesion) => !not.has(lesion));
  const first = allowed.filter((lesion) => priority.has(lesion));
  if (unitsOf(new Set(first)) > cap) return answer('priority-exceeds-level', []);
  const fixed = new Set([...first, ...allowed.filter((lesion) => must.has(lesion))]);
  if (unitsOf(fixed) > cap) return answer('locks-exceed-level', []);
  const { lowerBudgetCm3 } = question;
  const all = unitsOf(new Set(order));
  if (lowerBudgetCm3 !== null && all < Math.round(lowerBudgetCm3 * UNITS_PER_CM3) - EQUAL_UNITS) {
    return answer('cannot-fill', allowed);
  }

  const free = allowed.filter((lesion) => !fixed.has(lesion));
  if (objective === 'order') return answer('fits', oneByOne(fixed, free, cap, unitsOf));
  const bySize = [...free].sort((a, b) => {
    const difference = unitsOf(new Set([a])) - unitsOf(new Set([b]));
    return objective === 'most-volume' ? -difference : difference;
  });
  const greedySet = oneByOne(fixed, bySize, cap, unitsOf);
  const greedy = { chosen: inOrder(greedySet), usedCm3: unitsOf(greedySet) / UNITS_PER_CM3 };
  const room = cap - unitsOf(fixed);
  const { sets, setCount, isProven } = optimum(
    lesionGroups(question.parts, free, fixed),
    room,
    unitsOf(greedySet) - unitsOf(fixed),
    objective,
  );
  const ranked = sets.map((set) => inOrder([...fixed, ...set])).sort(byPlaces(order));
  const [chosen = inOrder(fixed), ...ties] = ranked;
  if (!isProven) {
    const better = isBetter(greedySet, new Set(chosen), objective, unitsOf) ? greedySet : chosen;
    const boundCm3 = Math.min(question.budgetCm3, unitsOf(new Set(allowed)) / UNITS_PER_CM3);
    return answer('not-proven', better, { greedy, boundCm3 });
  }
  return answer('fits', chosen, { greedy, ties: ties.slice(0, MOST_TIES), tieCount: setCount - 1 });
}

interface Optimum {
  readonly sets: readonly (readonly number[])[];
  readonly setCount: number;
  readonly isProven: boolean;
}

function optimum(
  found: ReturnType<typeof lesionGroups>,
  cap: number,
  atLeast: number,
  objective: 'most-volume' | 'most-lesions',
): Optimum {
  const groups = found.filter((group): group is LesionGroup => group.options !== null);
  if (groups.length < found.length) return { sets: [], setCount: 0, isProven: false };
  const listed =
    objective === 'most-volume' ? mostVolumeFromLists(groups, cap, atLeast) : mostLesionsFromLists(groups, cap);
  if (listed !== null) return { ...listed, isProven: true };
  const { lesions, isProven } = searchedOptimum(groups, cap, objective);
  return { sets: [lesions], setCount: 1, isProven };
}

/** Lesions in this order, each taken if it still fits. */
function oneByOne(
  fixed: ReadonlySet<number>,
  order: readonly number[],
  cap: number,
  unitsOf: (lesions: ReadonlySet<number>) => number,
): Set<number> {
  const chosen = new Set(fixed);
  for (const lesion of order) {
    chosen.add(lesion);
    if (unitsOf(chosen) > cap) chosen.delete(lesion);
  }
  return chosen;
}

function unitCounter(parts: readonly VolumePart[]): (lesions: ReadonlySet<number>) => number {
  const own = parts.map(({ lesions, volumeCm3 }) => ({ lesions, units: Math.round(volumeCm3 * UNITS_PER_CM3) }));
  return (set) => {
    let sum = 0;
    for (const { lesions, units } of own) if (lesions.some((lesion) => set.has(lesion))) sum += units;
    return sum;
  };
}

function isBetter(
  a: ReadonlySet<number>,
  b: ReadonlySet<number>,
  objective: Objective,
  unitsOf: (lesions: ReadonlySet<number>) => number,
): boolean {
  const more = unitsOf(a) - unitsOf(b);
  return objective === 'most-volume' ? more > 0 : a.size > b.size || (a.size === b.size && more > 0);
}

/** Sets that begin with what the user named first come first. */
function byPlaces(order: readonly number[]): (a: readonly number[], b: readonly number[]) => number {
  const place = new Map(order.map((lesion, n) => [lesion, n]));
  return (a, b) => {
    for (let n = 0; n < Math.min(a.length, b.length); n++) {
      const difference = place.get(a[n]!)! - place.get(b[n]!)!;
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  };
}
