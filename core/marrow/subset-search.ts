import { EQUAL_UNITS, type LesionGroup } from './lesion-groups.ts';

/**
 * Search for sets of a given number of lesions that come closest to `cap` from below, for more lesions than can be listed.
 * Sets are taken from the largest lesion down; the last two are looked up among all pairs, and a branch ends where even
 * its smallest lesions are too much or its largest too little. With so many lesions some set all but always meets the cap.
 */

export interface Found {
  readonly units: number;
  readonly count: number;
  readonly lesions: readonly number[];
  /** Whether nothing better was left unsearched. */
  readonly isProven: boolean;
}

const MOST_STEPS = 1_000_000;
/** Where those were too few: so many more for each of a few middling counts, which have the most sets. */
const MORE_STEPS = 80_000;
const MORE_COUNTS = 4;
/** Combinations of groups of overlapping lesions that are tried in turn. */
const MOST_COMBINATIONS = 2000;

type Goal = 'most-volume' | 'most-lesions';

export function searchedOptimum(groups: readonly LesionGroup[], cap: number, goal: Goal): Found {
  const singles = groups.filter(({ lesions }) => lesions.length === 1);
  const clusters = groups.filter(({ lesions }) => lesions.length > 1);
  const combinations = clusters.reduce((product, { options }) => product * options.length, 1);
  const search = new Search(singles, cap);
  if (combinations > MOST_COMBINATIONS) {
    const { lesions, units } = greedy(groups, cap);
    return { units, count: lesions.length, lesions, isProven: false };
  }
  let best: Found | null = null;
  const walk = (n: number, lesions: readonly number[], units: number): void => {
    if (units > cap) return;
    if (n < clusters.length) {
      for (const option of clusters[n]!.options) walk(n + 1, [...lesions, ...option.lesions], units + option.units);
      return;
    }
    // Where the volume cannot be bettered any more, only fewer lesions can be better.
    const isFull = best !== null && best.units >= cap - EQUAL_UNITS;
    const fewerThan = isFull ? best!.count - lesions.length : Infinity;
    const atLeast = best === null ? 0 : best.count + (isFull ? 1 : 0) - lesions.length;
    const found =
      goal === 'most-volume' ? search.mostVolume(cap - units, fewerThan) : search.mostLesions(cap - units, atLeast);
    if (found === null) return;
    const whole = {
      units: found.units + units,
      count: found.count + lesions.length,
      lesions: [...lesions, ...found.lesions],
      isProven: found.isProven,
    };
    if (best === null || isBetter(whole, best, goal))
      best = { ...whole, isProven: best?.isProven !== false && whole.isProven };
    else if (!whole.isProven) best = { ...best, isProven: false };
  };
  walk(0, [], 0);
  return best ?? { units: 0, count: 0, lesions: [], isProven: true };
}

function isBetter(a: Found, b: Found, goal: Goal): boolean {
  const byVolume = Math.abs(a.units - b.units) <= EQUAL_UNITS ? 0 : a.units - b.units;
  const byCount = a.count - b.count;
  return goal === 'most-volume'
    ? byVolume > 0 || (byVolume === 0 && byCount < 0)
    : byCount > 0 || (byCount === 0 && byVolume > 0);
}

class Search {
  readonly #lesions: readonly number[];
  /** Descending. */
  readonly #units: readonly number[];
  /** sumOf[n]: the n largest together. */
  readonly #top: readonly number[];
  readonly #pairs: readonly { readonly sums: Float64Array; readonly from: Uint8Array; readonly to: Uint8Array }[];
  /** Every volume is a multiple of this. */
  readonly #step: number;
  #stepsLeft = MOST_STEPS;

  constructor(singles: readonly LesionGroup[], cap: number) {
    const sorted = singles
      .map(({ lesions, options }) => ({ lesion: lesions[0]!, units: options[1]!.units }))
      .filter(({ units }) => units <= cap)
      .sort((a, b) => b.units - a.units || a.lesion - b.lesion);
    this.#lesions = sorted.map(({ lesion }) => lesion);
    this.#units = sorted.map(({ units }) => units);
    this.#top = this.#units.reduce<number[]>((sums, units) => [...sums, sums.at(-1)! + units], [0]);
    this.#step = Math.max(1, this.#units.reduce(greatestCommonDivisor, 0));
    this.#pairs = pairSums(this.#units);
  }

  /** The most volume of fewer than so many lesions. */
  mostVolume(cap: number, fewerThan: number): Found | null {
    const tight = Math.floor(cap / this.#step) * this.#step;
    const most = Math.min(this.#units.length, fewerThan - 1);
    const best: (Found | null)[] = [];
    for (let count = 0; count <= most && this.#bottom(count) <= cap; count++) {
      const found = this.#closest(count, tight, tight - EQUAL_UNITS);
      best.push(found);
      if (found !== null && found.units >= tight - EQUAL_UNITS) break;
    }
    let all = best.filter((found) => found !== null);
    if (all.length === 0) return null;
    if (this.#stepsLeft <= 0 && all.every(({ units }) => units < tight - EQUAL_UNITS)) {
      const middle = Math.floor(best.length / 2);
      const full = this.#fullAt(middle, tight);
      // That none is larger is sure then, that none of fewer lesions is as large is not.
      if (full !== null) all = [...all, { ...full, isProven: false }];
    }
    const largest = Math.max(...all.map(({ units }) => units));
    const first = all.find(({ units }) => units >= largest - EQUAL_UNITS)!;
    return { ...first, isProven: all.every(({ isProven }) => isProven) };
  }

  /** A set that meets the cap, of about so many lesions. */
  #fullAt(middle: number, tight: number): Found | null {
    for (let n = 0; n < MORE_COUNTS; n++) {
      this.#stepsLeft = MORE_STEPS;
      const found = this.#closest(middle + (n % 2 === 0 ? n / 2 : -(n + 1) / 2), tight, tight - EQUAL_UNITS);
      if (found !== null && found.units >= tight - EQUAL_UNITS) return found;
    }
    return null;
  }

  /** The most lesions, if they are at least so many. */
  mostLesions(cap: number, atLeast: number): Found | null {
    let count = this.#units.length;
    while (this.#bottom(count) > cap) count--;
    return count < atLeast ? null : this.#closest(count, cap, cap - EQUAL_UNITS);
  }

  /** The n smallest together. */
  #bottom(n: number): number {
    return this.#top.at(-1)! - this.#top[this.#top.length - 1 - n]!;
  }

  /** The set of `count` that comes closest to `cap` from below; one at `enough` or above ends the search. */
  #closest(count: number, cap: number, enough: number): Found | null {
    if (count < 0) return null;
    const units = this.#units;
    const top = this.#top;
    const total = units.length;
    if (count > total || this.#bottom(count) > cap) return null;
    if (top[count]! <= cap) return this.#found(top[count]!, [...Array(count).keys()], true);
    let most = -1;
    let set: number[] = [];
    const taken: number[] = [];
    const take = (sum: number, rest: readonly number[]): void => {
      if (sum <= most) return;
      most = sum;
      set = [...taken, ...rest];
    };
    const visit = (from: number, left: number, sum: number): void => {
      if (most >= enough || this.#stepsLeft-- <= 0) return;
      if (left === 1) {
        for (let n = from; n < total; n++) {
          if (sum + units[n]! > cap) continue;
          take(sum + units[n]!, [n]);
          break;
        }
        return;
      }
      if (left === 2) {
        const { sums, from: a, to: b } = this.#pairs[from]!;
        const at = lastNotAbove(sums, cap - sum);
        if (at >= 0) take(sum + sums[at]!, [a[at]!, b[at]!]);
        return;
      }
      for (let n = from; n + left <= total; n++) {
        const least = sum + units[n]! + (top[total]! - top[total - left + 1]!);
        if (least > cap) continue;
        const largest = sum + top[n + left]! - top[n]!;
        if (largest <= most) return;
        if (largest <= cap) {
          take(
            largest,
            Array.from({ length: left }, (_, m) => n + m),
          );
          return;
        }
        taken.push(n);
        visit(n + 1, left - 1, sum + units[n]!);
        taken.pop();
        if (most >= enough || this.#stepsLeft <= 0) return;
      }
    };
    visit(0, count, 0);
    return most < 0 ? this.#found(0, [], false) : this.#found(most, set, most >= enough || this.#stepsLeft > 0);
  }

  #found(units: number, ranks: readonly number[], isProven: boolean): Found {
    return { units, count: ranks.length, lesions: ranks.map((n) => this.#lesions[n]!), isProven };
  }
}

/** pairs[i]: sums of two lesions from the i-th on, ascending. */
function pairSums(units: readonly number[]): { sums: Float64Array; from: Uint8Array; to: Uint8Array }[] {
  const all = units.flatMap((a, n) => units.slice(n + 1).map((b, m) => ({ sum: a + b, from: n, to: n + 1 + m })));
  all.sort((a, b) => a.sum - b.sum || a.from - b.from || a.to - b.to);
  return Array.from({ length: units.length + 1 }, (_, first) => {
    const own = all.filter(({ from }) => from >= first);
    return {
      sums: Float64Array.from(own, ({ sum }) => sum),
      from: Uint8Array.from(own, ({ from }) => from),
      to: Uint8Array.from(own, ({ to }) => to),
    };
  });
}

function lastNotAbove(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function greedy(groups: readonly LesionGroup[], cap: number): { lesions: number[]; units: number } {
  let units = 0;
  const lesions: number[] = [];
  for (const { options } of groups) {
    const fits = options.filter((option) => units + option.units <= cap);
    const most = fits.reduce((best, option) => (option.units > best.units ? option : best), fits[0]!);
    units += most.units;
    lesions.push(...most.lesions);
  }
  return { lesions, units };
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
