import type { DesignFile } from './design-file.ts';
import type { LevelStanding } from './next-result.ts';
import type { CohortSubject } from './subjects-file.ts';

/** Who is at each level, with which outcomes, and how far their plans reach the level's ratio. */
export function levelStandings(
  { levels, fillsFromPercentOfLevel }: Pick<DesignFile, 'levels' | 'fillsFromPercentOfLevel'>,
  subjects: readonly CohortSubject[],
): readonly LevelStanding[] {
  return levels.map(({ id, percent }, index) => {
    const here = subjects.filter(({ level }) => level === id);
    const with_ = (toxicity: CohortSubject['toxicity']): number =>
      here.filter((subject) => subject.toxicity === toxicity).length;
    const ratios = here.flatMap(({ achievedPercent }) =>
      typeof achievedPercent === 'number' ? [achievedPercent] : [],
    );
    const below = levels[index - 1]?.percent;
    const tests = (ratio: number): boolean =>
      fillsFromPercentOfLevel === undefined
        ? below === undefined || ratio > below
        : ratio >= (percent * fillsFromPercentOfLevel) / 100;
    return {
      level: id,
      percent,
      subjects: with_('yes') + with_('no'),
      toxicities: with_('yes'),
      pending: with_('pending'),
      notEvaluable: with_('not-evaluable'),
      achieved:
        ratios.length === 0
          ? null
          : {
              subjects: ratios.length,
              lowestPercent: Math.min(...ratios),
              meanPercent: ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length,
              highestPercent: Math.max(...ratios),
            },
      notTesting: here.flatMap((subject) => {
        const ratio = ratioOf(subject);
        return ratio === null || tests(ratio) ? [] : [subject.id];
      }),
    };
  });
}

/** The ratio reached; before there is a plan, the most that can be. */
function ratioOf({ achievedPercent, attainablePercent }: CohortSubject): number | null {
  return achievedPercent ?? attainablePercent ?? null;
}
