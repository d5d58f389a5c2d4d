import type { CompiledStratum } from './compile-screening.ts';
import type { LesionTally } from './count-lesions.ts';
import type { Facts } from './fact.ts';
import { PATIENT_VARIABLES } from './patient-facts.ts';
import type { ScreenTrial } from './screen-result.ts';

/**
 * The place of a patient in one stratification factor. None where the record has no place for him, or more than one: what the
 * record leaves open is said and nothing is chosen.
 */
export function stratumOf(
  { data, options }: CompiledStratum,
  facts: Facts,
  tallies: ReadonlyMap<string, LesionTally>,
): NonNullable<ScreenTrial['stratum']>[number] {
  const answers = options.map((option) => ({ option, answer: option.criterion.evaluate(facts) }));
  const held = answers.filter(({ answer }) => answer.truth === true).map(({ option }) => option);
  const open = answers.filter(({ answer }) => answer.truth === null);
  const common = {
    id: data.id,
    name: data.name,
    cite: { registry: data.cite.registry, section: data.cite.section, item: data.cite.items.join(', ') },
  };
  if (open.length > 0) {
    const names = new Set(open.flatMap(({ answer }) => answer.unknown));
    const needs = [...names].flatMap((name) => {
      const words = PATIENT_VARIABLES.find((variable) => variable.name === name)?.words ?? name;
      return tallies.get(name)?.needs ?? [words];
    });
    return { ...common, value: null, words: `not known: needs ${[...new Set(needs)].join(', ')}` };
  }
  const [only] = held;
  if (held.length === 1 && only !== undefined) return { ...common, value: only.id, words: only.name };
  return { ...common, value: null, words: `no place in the record: ${data.otherwise}` };
}
