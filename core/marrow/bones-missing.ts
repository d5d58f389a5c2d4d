/** Parts of a skeleton that hold marrow in adults, and the words by which segmentations call them. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  ['skull', /skull|crani|calvari/],
  ['spine', /vertebra|spine|(^|[^a-z])[ctl]\d{1,2}([^0-9]|$)/],
  ['ribs', /(^|[^a-z])ribs?([^a-z]|$)/],
  ['sternum', /stern/],
  ['shoulder blades', /scapul/],
  ['collarbones', /clavic/],
  ['humeri', /humer/],
  ['pelvis', /pelvi|hip|ilium|iliac|sacr/],
  ['femora', /femur|femor/],
];
/** Fewer parts than this by name, and the names do not say bone by bone what is there. */
const LEAST_NAMED = 3;

/**
 * The parts of a skeleton that no name among the bones tells of; empty where the bones are not named one by one ("TTB").
 * For a warning only: names prove nothing.
 */
export function bonesMissing(names: readonly string[]): string[] {
  const words = names.map((name) => name.toLowerCase().replaceAll('_', ' '));
  const isThere = PARTS.map(([, pattern]) => words.some((word) => pattern.test(word)));
  if (isThere.filter(Boolean).length < LEAST_NAMED) return [];
  return PARTS.flatMap(([part], n) => (isThere[n] === true ? [] : [part]));
}
