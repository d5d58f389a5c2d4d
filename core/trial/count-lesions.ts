import type { Criterion } from './compile-criterion.ts';
import { between, exactly, type NumberFact, unknownNumber } from './fact.ts';
import { factsOfLesion, lesionNeed, organOf, type TableLesion } from './lesion-facts.ts';

/** A trial's own way of counting. */
export interface LesionCount {
  readonly id: string;
  readonly name: string;
  readonly where: Criterion | null;
  readonly countsAs: 'lesions' | 'organs';
  readonly groups: readonly { readonly where: Criterion; readonly as: 'one' | 'subregion' | 'organ' | 'lesion' }[];
  readonly limit: number | null;
}

export interface LesionTally extends NumberFact {
  /** Lesions that surely count, by what they count as. */
  readonly counted: ReadonlyMap<string, readonly string[]>;
  /** What is missing, by lesion: "status of L2". */
  readonly needs: readonly string[];
}

/**
 * How many there are by a trial's rule. A lesion of which too little is known counts between nothing and one; a table that may
 * be incomplete has no upper end.
 *
 * @param lesions null where no table was given
 */
export function countLesions(
  count: LesionCount,
  lesions: readonly TableLesion[] | null,
  isComplete: boolean,
): LesionTally {
  const nothing = { counted: new Map<string, readonly string[]>(), needs: ['the lesion table'] };
  if (lesions === null) return { ...unknownNumber('no lesion table'), ...nothing };
  const counted = new Map<string, string[]>();
  const perhaps: { keys: readonly string[] | null }[] = [];
  const needs: string[] = [];
  let isAnyUngrouped = false;
  for (const lesion of lesions) {
    const facts = factsOfLesion(lesion);
    const answer = count.where?.evaluate(facts) ?? { truth: true, unknown: [] };
    if (answer.truth === false) continue;
    const group = groupOf(count, lesion, facts);
    if (answer.truth === true && group.key !== null) {
      counted.set(group.key, [...(counted.get(group.key) ?? []), lesion.id]);
      continue;
    }
    isAnyUngrouped ||= answer.truth === true;
    perhaps.push({ keys: group.key === null ? null : [group.key] });
    needs.push(...[...answer.unknown.map(lesionNeed), ...group.needs].map((need) => `${need} of ${lesion.id}`));
  }
  const more = new Set(perhaps.map(({ keys }, n) => keys?.[0] ?? `?${n}`).filter((key) => !counted.has(key)));
  const low = Math.max(counted.size, isAnyUngrouped ? 1 : 0);
  const high = isComplete ? counted.size + more.size : Infinity;
  if (!isComplete) needs.push('whether the lesion table is complete');
  const shown = high === low ? String(low) : high === Infinity ? `at least ${low}` : `${low} to ${high}`;
  const fact = high === low ? exactly(low, shown) : between(low, high, shown);
  return { ...fact, counted, needs: [...new Set(needs)] };
}

function groupOf(
  count: LesionCount,
  lesion: TableLesion,
  facts: ReturnType<typeof factsOfLesion>,
): { readonly key: string | null; readonly needs: readonly string[] } {
  for (const [n, { where, as }] of count.groups.entries()) {
    const { truth, unknown } = where.evaluate(facts);
    if (truth === false) continue;
    if (truth === null) return { key: null, needs: unknown.map(lesionNeed) };
    return keyOf(as, `group ${n}`, lesion);
  }
  return keyOf(count.countsAs === 'organs' ? 'organ' : 'lesion', '', lesion);
}

function keyOf(
  as: 'one' | 'subregion' | 'organ' | 'lesion',
  group: string,
  lesion: TableLesion,
): { readonly key: string | null; readonly needs: readonly string[] } {
  if (as === 'one') return { key: group, needs: [] };
  if (as === 'lesion') return { key: `lesion ${lesion.id}`, needs: [] };
  if (as === 'subregion') {
    const { subregion } = lesion;
    return subregion === undefined
      ? { key: null, needs: ['subregion of the node'] }
      : { key: `subregion ${subregion.trim().toLowerCase()}`, needs: [] };
  }
  const organ = organOf(lesion);
  // Two lesions in "other" organs may lie in one or in two.
  if (organ === null || organ === 'other') return { key: null, needs: ['organ'] };
  return { key: `organ ${organ}`, needs: [] };
}
