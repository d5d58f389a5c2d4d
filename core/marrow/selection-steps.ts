import type { SelectionSteps } from './marrow-result.ts';
import { type VolumePart, volumeOfParts } from './volume-parts.ts';

/** Lesions as they are taken, priority lesions first: what each adds beside those before it, and the sum so far. */
export function stepsOf(
  parts: readonly VolumePart[],
  chosen: readonly number[],
  priority: ReadonlySet<number>,
  idOf: (lesion: number) => string,
): SelectionSteps {
  const taken = new Set<number>();
  let before = 0;
  return [...chosen.filter((lesion) => priority.has(lesion)), ...chosen.filter((lesion) => !priority.has(lesion))].map(
    (lesion) => {
      taken.add(lesion);
      const sumCm3 = volumeOfParts(parts, (each) => taken.has(each));
      const addsCm3 = sumCm3 - before;
      before = sumCm3;
      return { id: idOf(lesion), addsCm3, sumCm3 };
    },
  );
}
