import type { DesignFile } from './design-file.ts';
import type { LevelStanding } from './next-result.ts';
import type { CohortSubject } from './subjects-file.ts';

/** What a reader of the next assignment must know of the subjects so far. */
export function standingWarnings(
  { levels, maxSubjects, fillsFromPercentOfLevel }: DesignFile,
  subjects: readonly CohortSubject[],
  standings: readonly LevelStanding[],
): readonly string[] {
  const empty = standings.flatMap(({ level, percent, notTesting }, index) => {
    if (notTesting.length === 0) return [];
    const below = levels[index - 1];
    const measure =
      fillsFromPercentOfLevel === undefined
        ? `at or below the ${below?.percent ?? 0} % of level ${below?.id ?? level}`
        : `below ${fillsFromPercentOfLevel} % of the level's ${percent} %`;
    const who = notTesting.length === 1 ? 'does' : 'do';
    return [`Level ${level}: ${notTesting.join(', ')} ${who} not test it (a ratio ${measure}).`];
  });
  const above = standings.flatMap(({ level, percent, achieved }) =>
    achieved !== null && achieved.highestPercent > percent
      ? [`Level ${level}: a ratio above its ${percent} % was reached (${achieved.highestPercent} %).`]
      : [],
  );
  const unknown = subjects.filter(
    ({ achievedPercent, attainablePercent }) => (achievedPercent ?? attainablePercent ?? null) === null,
  );
  const unmeasured =
    unknown.length === 0
      ? []
      : [
          `The ratio that was reached is not known of ${unknown.map(({ id }) => id).join(', ')}: whether they test their level is open.`,
        ];
  const replaced = subjects.filter(({ toxicity }) => toxicity === 'not-evaluable').length;
  const replacements =
    replaced > 0 && maxSubjects !== null
      ? [
          `${replaced} not evaluable: not counted in the ${maxSubjects} subjects here; no record says whether replacements count.`,
        ]
      : [];
  return [...empty, ...above, ...unmeasured, ...replacements];
}
