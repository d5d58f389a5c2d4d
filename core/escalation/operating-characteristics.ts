import { TrabeculaError } from '../errors.ts';
import type { DesignFile } from './design-file.ts';
import { designOf } from './design-of.ts';
import { type Characteristics, exactCharacteristics } from './exact-characteristics.ts';
import { type LimitedVolumes, type SimulatedCharacteristics, simulateTrials } from './simulate-trials.ts';
import type { SimulatedScenario } from './simulate-result.ts';

export interface ToxicityCurve {
  readonly name: string;
  /** Probability of a dose-limiting toxicity at each level, from the lowest. */
  readonly toxicity: readonly number[];
}

export interface SimulationWish {
  readonly curves: readonly ToxicityCurve[];
  readonly trials: number;
  readonly seed: number;
  /** Highest ratio that each of a list of patients can reach, in percent; null: everybody fills every level. */
  readonly attainablePercent: readonly number[] | null;
}

/**
 * What a design does on average under each curve: exact for 3+3, by seeded simulation for the others, and by simulation
 * where patients' volumes limit which level they can fill.
 *
 * @throws TrabeculaError (usage) for a curve that has not one probability for each level
 */
export function operatingCharacteristics(file: DesignFile, wish: SimulationWish): readonly SimulatedScenario[] {
  const design = designOf(file);
  const { maxSubjects, levels } = file;
  return wish.curves.flatMap(({ name, toxicity }) => {
    refuseCurve(name, toxicity, levels.length);
    const { trials, seed, attainablePercent } = wish;
    const simulate = (volumes: LimitedVolumes | null): SimulatedCharacteristics =>
      simulateTrials(design, toxicity, { trials, seed, maxSubjects, volumes });
    const empty = { tallies: levels.map(() => ({ subjects: 0, toxicities: 0 })), current: null, run: 0 };
    const unlimited =
      file.method === '3+3'
        ? scenario(file, name, toxicity, 'unlimited', exactCharacteristics(design, empty, toxicity, maxSubjects), null)
        : scenario(file, name, toxicity, 'unlimited', simulate(null), trials);
    if (attainablePercent === null) return [unlimited];
    const limited = (['treated', 'passed-over'] as const).map((whoCannot) => {
      const volumes = {
        levelPercent: levels.map(({ percent }) => percent),
        attainablePercent,
        whoCannot,
        testsFromPercent: testsFrom(file),
      };
      return scenario(file, name, toxicity, whoCannot, simulate(volumes), trials);
    });
    return [unlimited, ...limited];
  });
}

/** The least ratio that tests each level: the share that the design names, else just above the next lower level. */
function testsFrom({ levels, fillsFromPercentOfLevel }: DesignFile): number[] {
  return levels.map(({ percent }, index) => {
    if (fillsFromPercentOfLevel !== undefined) return (percent * fillsFromPercentOfLevel) / 100;
    const below = levels[index - 1]?.percent;
    return below === undefined ? 0 : below * (1 + 1e-12);
  });
}

function refuseCurve(name: string, toxicity: readonly number[], levels: number): void {
  const fail = (what: string, expected: string): never => {
    throw new TrabeculaError('usage', { what, where: `toxicity curve ${name}`, expected });
  };
  if (toxicity.length !== levels) fail(`${toxicity.length} probabilities for ${levels} levels`, 'one for each level');
  if (toxicity.some((each) => !(each >= 0 && each <= 1))) fail('a probability is not between 0 and 1', 'such as 0.1');
  if (toxicity.some((each, level) => level > 0 && each < toxicity[level - 1]!)) {
    fail('the probabilities fall from a level to the next', 'probabilities that do not fall');
  }
}

function scenario(
  { levels }: DesignFile,
  curve: string,
  toxicity: readonly number[],
  patients: SimulatedScenario['patients'],
  found: Characteristics & Partial<SimulatedCharacteristics>,
  trials: number | null,
): SimulatedScenario {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const isLimited = patients !== 'unlimited';
  return {
    curve,
    patients,
    trials,
    levels: levels.map(({ id, percent }, level) => ({
      level: id,
      percent,
      toxicity: toxicity[level]!,
      chosen: found.chosen[level]!,
      standardError: trials === null ? null : Math.sqrt((found.chosen[level]! * (1 - found.chosen[level]!)) / trials),
      subjects: found.subjects[level]!,
      toxicities: found.toxicities[level]!,
      achievedPercent: found.achievedPercent?.[level] ?? null,
      notTesting: isLimited ? (found.notTesting?.[level] ?? null) : null,
    })),
    none: found.none,
    unsettled: found.unsettled,
    subjects: sum(found.subjects),
    toxicities: sum(found.toxicities),
    screened: isLimited ? (found.screened ?? null) : null,
    totals: [...found.totals].sort(([a], [b]) => a - b).map(([subjects, probability]) => ({ subjects, probability })),
  };
}
