import type { ScreenCriterion } from './screen-result.ts';

/** What the trial is about weighs more than what could exclude this patient, and both more than formalities. */
const WEIGHT: Readonly<Record<ScreenCriterion['group'], number>> = { disease: 9, patient: 3, formal: 1 };

/**
 * What is missing, what would decide most first: the weights of the open criteria that hang on it, each shared among all that
 * the criterion lacks. Equals stay in the order of the trial file.
 */
export function weighMissing(
  criteria: readonly Pick<ScreenCriterion, 'group' | 'needs'>[],
): { readonly what: string; readonly weight: number }[] {
  const weights = new Map<string, number>();
  for (const { group, needs } of criteria) {
    for (const what of needs) weights.set(what, (weights.get(what) ?? 0) + WEIGHT[group] / needs.length);
  }
  return [...weights].map(([what, weight]) => ({ what, weight })).sort((a, b) => b.weight - a.weight);
}
