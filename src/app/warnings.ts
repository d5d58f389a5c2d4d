import type { Warning } from '../../core/index.ts';

export const OBLIQUE_WARNING: Warning = {
  code: 'oblique-dose',
  message: 'the dose grid is oblique to the patient axes: sampled at half its smallest spacing',
};

/** Each thing said once, in the order in which it was first said. */
export function distinct<T extends Warning>(items: readonly T[]): T[] {
  return items.filter(
    ({ code, message }, n) => items.findIndex((other) => other.code === code && other.message === message) === n,
  );
}
