import type { VolumePart } from './volume-parts.ts';

/**
 * Volumes of a choice are whole numbers of 1e-12 cm³: sums are exact up to 9000 cm³, in whatever order they are made, and
 * far finer than the millionth within which volumes are equal.
 */
export const UNITS_PER_CM3 = 1e12;
/** Volumes that differ by at most 1e-6 cm³ are equal. */
export const EQUAL_UNITS = 1e-6 * UNITS_PER_CM3;

/** One way to take lesions of a group. */
export interface GroupOption {
  /** Ascending. */
  readonly lesions: readonly number[];
  /** What it adds to the lesions that are taken in any case. */
  readonly units: number;
}

/** Lesions that overlap each other and no others, with every way to take them; the first is to take none. */
export interface LesionGroup {
  readonly lesions: readonly number[];
  readonly options: readonly GroupOption[];
}

/** Groups of more lesions than this are not searched wholly: their ways double with each lesion. */
export const LARGEST_GROUP = 12;

/**
 * The free lesions in groups, each with the volume of all its ways. `fixed` are taken in any case: what they cover costs
 * nothing. Null for `options` of a group that is too large.
 */
export function lesionGroups(
  parts: readonly VolumePart[],
  free: readonly number[],
  fixed: ReadonlySet<number>,
): (LesionGroup | { readonly lesions: readonly number[]; readonly options: null })[] {
  const isFree = new Set(free);
  const open = parts
    .filter(({ lesions }) => !lesions.some((lesion) => fixed.has(lesion)))
    .map(({ lesions, volumeCm3 }) => ({
      lesions: lesions.filter((lesion) => isFree.has(lesion)),
      units: Math.round(volumeCm3 * UNITS_PER_CM3),
    }))
    .filter(({ lesions }) => lesions.length > 0);
  const groups = connected(
    free,
    open.map(({ lesions }) => lesions),
  );
  return groups.map((lesions) => {
    if (lesions.length > LARGEST_GROUP) return { lesions, options: null };
    const own = open.filter((part) => lesions.includes(part.lesions[0]!));
    const masks = own.map((part) => part.lesions.reduce((mask, lesion) => mask | (1 << lesions.indexOf(lesion)), 0));
    const options = Array.from({ length: 1 << lesions.length }, (_, taken) => ({
      lesions: lesions.filter((_lesion, n) => (taken >> n) & 1),
      units: own.reduce((sum, { units }, n) => sum + ((masks[n]! & taken) !== 0 ? units : 0), 0),
    }));
    return { lesions, options };
  });
}

/** Lesions that hang together through shared parts, in the order of `lesions`. */
function connected(lesions: readonly number[], shared: readonly (readonly number[])[]): number[][] {
  const parent = new Map(lesions.map((lesion) => [lesion, lesion]));
  const root = (lesion: number): number => {
    let at = lesion;
    while (parent.get(at) !== at) at = parent.get(at)!;
    return at;
  };
  for (const [first, ...others] of shared) for (const other of others) parent.set(root(other), root(first!));
  const groups = new Map<number, number[]>();
  for (const lesion of lesions) groups.set(root(lesion), [...(groups.get(root(lesion)) ?? []), lesion]);
  return [...groups.values()];
}
