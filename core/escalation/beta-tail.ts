/**
 * Probability that a toxicity with a uniform prior is at most `limit`, after `toxicities` of `subjects`: the distribution
 * is Beta(1 + y, 1 + n - y), whose share below x is that of a binomial of n + 1 draws above y.
 */
export function probabilityAtMost(limit: number, subjects: number, toxicities: number): number {
  if (limit <= 0) return 0;
  if (limit >= 1) return 1;
  const draws = subjects + 1;
  let term = (1 - limit) ** draws;
  let upToToxicities = term;
  for (let k = 1; k <= toxicities; k++) {
    term *= ((draws - k + 1) / k) * (limit / (1 - limit));
    upToToxicities += term;
  }
  return 1 - upToToxicities;
}

/** Probability that the toxicity is above the limit. */
export function probabilityAbove(limit: number, subjects: number, toxicities: number): number {
  return 1 - probabilityAtMost(limit, subjects, toxicities);
}
