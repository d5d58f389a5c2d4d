/**
 * The known name that lies nearest to one that was not understood; null if none is known.
 * Letter case counts only between equals; a first-listed name wins a tie.
 */
export function nearestName(name: string, known: Iterable<string>): string | null {
  let nearest: string | null = null;
  let least: readonly [number, number] = [Infinity, Infinity];
  for (const candidate of known) {
    const distance = [
      editDistance(name.toLowerCase(), candidate.toLowerCase()),
      editDistance(name, candidate),
    ] as const;
    if (distance[0] < least[0] || (distance[0] === least[0] && distance[1] < least[1])) {
      nearest = candidate;
      least = distance;
    }
  }
  return nearest;
}

/**
 * Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions
 * and swaps of neighbours, each counted once.
 */
export function editDistance(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return at(last, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
