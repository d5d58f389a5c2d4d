import type { CheckResult } from '../../core/index.ts';

/** Parts of a result in groups, so that what they share is said once. */

/** Rows of organs by the dose they are of, in the order of the result. */
export function organsByDose(organs: CheckResult['organsAtRisk']): { dose: string | null; rows: typeof organs }[] {
  const doses = [...new Set(organs.map(({ dose }) => dose))];
  return doses.map((dose) => ({ dose, rows: organs.filter((organ) => organ.dose === dose) }));
}

/** Sections of the record that findings cite, each with its items. */
export function citedSections({ findings }: CheckResult): { section: string; items: string[] }[] {
  const sections = new Map<string, Set<string>>();
  for (const { cite } of findings) {
    const section = `${cite.registry}, ${cite.section}`;
    const items = sections.get(section) ?? new Set();
    cite.item.split(', ').forEach((item) => items.add(item));
    sections.set(section, items);
  }
  return [...sections].map(([section, items]) => ({ section, items: [...items].sort() }));
}
