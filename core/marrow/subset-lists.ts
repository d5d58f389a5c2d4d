import { EQUAL_UNITS, type LesionGroup } from './lesion-groups.ts';

/**
 * Every sum that the groups can make, in two halves that are met in the middle. Equal sums are kept once, with the number
 * of ways to make them, so volumes of few digits stay small in number however many lesions there are.
 */

/** Sorted by sum, then by count. */
interface States {
  readonly units: Float64Array;
  readonly counts: Uint16Array;
  /** How many sets make this sum with this count. */
  readonly ways: Float64Array;
}

interface Half {
  readonly groups: readonly LesionGroup[];
  /** layers[g]: what the first g groups can make. */
  readonly layers: readonly States[];
}

export interface Best {
  readonly units: number;
  readonly count: number;
  /** The first sets found that are as good; at most `MOST_TIES`. */
  readonly sets: readonly (readonly number[])[];
  readonly setCount: number;
}

/** More states than this in one half are too many. */
const MOST_STATES = 120_000;
const MOST_TIES = 5000;

/**
 * Most volume up to `cap`, then fewest lesions; null if there are too many sums to list. `atLeast` is a volume that some
 * set is known to reach.
 */
export function mostVolumeFromLists(groups: readonly LesionGroup[], cap: number, atLeast: number): Best | null {
  const [first, second] = split(groups);
  const floor = atLeast - EQUAL_UNITS;
  const left = build(first, { cap, floor: floor - unitsOf(second), fewestOnly: true });
  const right = left && build(second, { cap, floor: floor - unitsOf(first), fewestOnly: true });
  if (left === null || right === null) return null;
  const a = left.layers.at(-1)!;
  const b = right.layers.at(-1)!;

  let most = -1;
  for (let n = 0, m = b.units.length - 1; n < a.units.length; n++) {
    while (m >= 0 && a.units[n]! + b.units[m]! > cap) m--;
    if (m < 0) break;
    most = Math.max(most, a.units[n]! + b.units[m]!);
  }
  const pairs = pairsWithin(a, b, most - EQUAL_UNITS, most);
  const count = pairs.reduce((least, [n, m]) => Math.min(least, a.counts[n]! + b.counts[m]!), Infinity);
  return collected(
    left,
    right,
    pairs.filter(([n, m]) => a.counts[n]! + b.counts[m]! === count),
    count,
  );
}

/** Most lesions within `cap`, then most volume; null if there are too many sums to list. */
export function mostLesionsFromLists(groups: readonly LesionGroup[], cap: number): Best | null {
  const [first, second] = split(groups);
  const count = mostWithin(leastUnits(groups), cap);
  const keeps =
    (own: readonly LesionGroup[], others: readonly LesionGroup[]) =>
    (states: States, done: number): States => {
      const least = leastUnits([...own.slice(done), ...others]);
      return filtered(states, (units, taken) => {
        const wanted = count - taken;
        return wanted >= 0 && wanted < least.length && units + least[wanted]! <= cap;
      });
    };
  const left = build(first, { cap, floor: 0, fewestOnly: false }, keeps(first, second));
  const right = left && build(second, { cap, floor: 0, fewestOnly: false }, keeps(second, first));
  if (left === null || right === null) return null;
  const a = left.layers.at(-1)!;
  const b = right.layers.at(-1)!;
  const rightOf = byCount(b);
  let most = -1;
  for (const [taken, rows] of byCount(a)) {
    const others = rightOf.get(count - taken) ?? [];
    for (let n = 0, m = others.length - 1; n < rows.length; n++) {
      while (m >= 0 && a.units[rows[n]!]! + b.units[others[m]!]! > cap) m--;
      if (m < 0) break;
      most = Math.max(most, a.units[rows[n]!]! + b.units[others[m]!]!);
    }
  }
  const pairs: [number, number][] = [];
  for (const [taken, rows] of byCount(a)) {
    const others = rightOf.get(count - taken) ?? [];
    let high = others.length - 1;
    for (const n of rows) {
      while (high >= 0 && a.units[n]! + b.units[others[high]!]! > most) high--;
      for (let m = high; m >= 0 && a.units[n]! + b.units[others[m]!]! >= most - EQUAL_UNITS; m--) {
        pairs.push([n, others[m]!]);
      }
    }
  }
  return collected(left, right, pairs, count);
}

/** leastUnits(groups)[n]: the least volume that n lesions of the groups can have. */
function leastUnits(groups: readonly LesionGroup[]): number[] {
  return groups.reduce<number[]>(
    (least, { lesions, options }) => {
      const own = new Array<number>(lesions.length + 1).fill(Infinity);
      for (const option of options) {
        own[option.lesions.length] = Math.min(own[option.lesions.length]!, option.units);
      }
      const next = new Array<number>(least.length + lesions.length).fill(Infinity);
      least.forEach((units, n) => own.forEach((more, m) => (next[n + m] = Math.min(next[n + m]!, units + more))));
      return next;
    },
    [0],
  );
}

/** The most lesions that fit. */
function mostWithin(least: readonly number[], cap: number): number {
  return least.findLastIndex((units) => units <= cap);
}

function split(groups: readonly LesionGroup[]): [LesionGroup[], LesionGroup[]] {
  const halves: [LesionGroup[], LesionGroup[]] = [[], []];
  const sizes = [0, 0];
  for (const group of groups) {
    const half = sizes[0]! <= sizes[1]! ? 0 : 1;
    halves[half].push(group);
    sizes[half]! += group.lesions.length;
  }
  return halves;
}

interface Limits {
  readonly cap: number;
  /** What all groups of the half together must reach. */
  readonly floor: number;
  /** Of equal sums only the one of the fewest lesions: the others are never better. */
  readonly fewestOnly: boolean;
}

function build(
  groups: readonly LesionGroup[],
  limits: Limits,
  keep: (states: States, done: number) => States = (states) => states,
): Half | null {
  const layers: States[] = [
    keep({ units: Float64Array.of(0), counts: Uint16Array.of(0), ways: Float64Array.of(1) }, 0),
  ];
  let rest = unitsOf(groups);
  for (const [index, group] of groups.entries()) {
    const before = layers.at(-1)!;
    let states = before;
    for (const { units, lesions } of group.options.slice(1)) {
      states = merged(states, before, units, lesions.length, limits);
    }
    rest -= unitsOf([group]);
    states = keep(fromUnits(states, limits.floor - rest), index + 1);
    if (states.units.length > MOST_STATES) return null;
    layers.push(states);
  }
  return { groups, layers };
}

/** What the groups can hold at most. */
function unitsOf(groups: readonly LesionGroup[]): number {
  return groups.reduce((sum, { options }) => sum + Math.max(...options.map(({ units }) => units)), 0);
}

/** Both lists as one up to the cap, the second raised by an option; equal states become one. */
function merged(a: States, b: States, units: number, count: number, { cap, fewestOnly }: Limits): States {
  const most = a.units.length + b.units.length;
  const sums = new Float64Array(most);
  const counts = new Uint16Array(most);
  const ways = new Float64Array(most);
  let size = 0;
  let p = 0;
  let q = 0;
  while (p < a.units.length || q < b.units.length) {
    const sumA = p < a.units.length ? a.units[p]! : Infinity;
    const sumB = q < b.units.length ? b.units[q]! + units : Infinity;
    const sum = Math.min(sumA, sumB);
    if (sum > cap) break;
    const countA = p < a.units.length ? a.counts[p]! : Infinity;
    const countB = q < b.units.length ? b.counts[q]! + count : Infinity;
    const order = sumA === sumB ? countA - countB : sumA - sumB;
    if (!fewestOnly || size === 0 || sums[size - 1] !== sum) {
      sums[size] = sum;
      counts[size] = order <= 0 ? countA : countB;
      ways[size] = (order <= 0 ? a.ways[p]! : 0) + (order >= 0 ? b.ways[q]! : 0);
      size++;
    }
    if (order <= 0) p++;
    if (order >= 0) q++;
  }
  return { units: sums.subarray(0, size), counts: counts.subarray(0, size), ways: ways.subarray(0, size) };
}

function fromUnits(states: States, floor: number): States {
  let first = 0;
  while (first < states.units.length && states.units[first]! < floor) first++;
  if (first === 0) return states;
  return {
    units: states.units.subarray(first),
    counts: states.counts.subarray(first),
    ways: states.ways.subarray(first),
  };
}

function filtered(states: States, keep: (units: number, count: number, n: number) => boolean): States {
  const { units, counts, ways } = states;
  let size = 0;
  const kept = {
    units: new Float64Array(units.length),
    counts: new Uint16Array(units.length),
    ways: new Float64Array(units.length),
  };
  for (let n = 0; n < units.length; n++) {
    if (!keep(units[n]!, counts[n]!, n)) continue;
    kept.units[size] = units[n]!;
    kept.counts[size] = counts[n]!;
    kept.ways[size] = ways[n]!;
    size++;
  }
  return {
    units: kept.units.subarray(0, size),
    counts: kept.counts.subarray(0, size),
    ways: kept.ways.subarray(0, size),
  };
}

function byCount({ units, counts }: States): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let n = 0; n < units.length; n++) {
    const list = rows.get(counts[n]!);
    if (list === undefined) rows.set(counts[n]!, [n]);
    else list.push(n);
  }
  return rows;
}

function pairsWithin(a: States, b: States, low: number, high: number): [number, number][] {
  const pairs: [number, number][] = [];
  let top = b.units.length - 1;
  for (let n = 0; n < a.units.length; n++) {
    while (top >= 0 && a.units[n]! + b.units[top]! > high) top--;
    for (let m = top; m >= 0 && a.units[n]! + b.units[m]! >= low; m--) pairs.push([n, m]);
  }
  return pairs;
}

function collected(left: Half, right: Half, pairs: readonly [number, number][], count: number): Best {
  const a = left.layers.at(-1)!;
  const b = right.layers.at(-1)!;
  let setCount = 0;
  let most = 0;
  const sets: number[][] = [];
  for (const [n, m] of pairs) {
    setCount += a.ways[n]! * b.ways[m]!;
    most = Math.max(most, a.units[n]! + b.units[m]!);
    if (sets.length >= MOST_TIES) continue;
    const ofRight = setsOf(right, b.units[m]!, b.counts[m]!, MOST_TIES);
    for (const first of setsOf(left, a.units[n]!, a.counts[n]!, MOST_TIES)) {
      for (const second of ofRight) if (sets.length < MOST_TIES) sets.push([...first, ...second]);
    }
  }
  return { units: most, count, sets, setCount };
}

/** The sets behind one state, walking back through the layers. */
function setsOf({ groups, layers }: Half, units: number, count: number, most: number): number[][] {
  const found: number[][] = [];
  const walk = (done: number, unitsLeft: number, countLeft: number, taken: readonly number[]): void => {
    if (found.length >= most) return;
    if (done === 0) {
      found.push([...taken]);
      return;
    }
    for (const option of groups[done - 1]!.options) {
      const restUnits = unitsLeft - option.units;
      const restCount = countLeft - option.lesions.length;
      if (has(layers[done - 1]!, restUnits, restCount))
        walk(done - 1, restUnits, restCount, [...option.lesions, ...taken]);
    }
  };
  walk(groups.length, units, count, []);
  return found;
}

function has({ units, counts }: States, sum: number, count: number): boolean {
  let low = 0;
  let high = units.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (units[middle]! < sum || (units[middle] === sum && counts[middle]! < count)) low = middle + 1;
    else high = middle;
  }
  return units[low] === sum && counts[low] === count;
}
