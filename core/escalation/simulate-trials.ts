import type { Characteristics } from './exact-characteristics.ts';
import { cohortSizeAt, totalOf } from './exact-characteristics.ts';
import type { CohortState, Decision, EscalationDesign } from './escalation-design.ts';
import { drawsFrom } from './draws.ts';
import { decideWithin } from './next-assignment.ts';

/** What patients' tumours allow: how far each can fill a level, and what happens to one who cannot. */
export interface LimitedVolumes {
  /** Ratio of each level in percent, from the lowest. */
  readonly levelPercent: readonly number[];
  /** Highest ratio in percent that a patient can reach; patients are drawn from this list, with replacement. */
  readonly attainablePercent: readonly number[];
  /** Treated with what there is, or passed over for the next patient. */
  readonly whoCannot: 'treated' | 'passed-over';
  /** From which ratio a subject tests a level. */
  readonly testsFromPercent: readonly number[];
}

export interface SimulatedCharacteristics extends Characteristics {
  /** Expected number of patients looked at, those passed over included. */
  readonly screened: number;
  /** Mean ratio that subjects at each level reached; null where nobody was treated or ratios are not limited. */
  readonly achievedPercent: readonly (number | null)[];
  /** Expected number of subjects at each level who do not test it. */
  readonly notTesting: readonly number[];
}

/** A trial that looks at so many patients for one place, in vain, is over. */
const MOST_FOR_ONE_PLACE = 200;

/**
 * Trials played through by drawing each subject's outcome, cohort by cohort, every outcome known before the next cohort.
 *
 * @param toxicity probability at each level; where volumes are limited, at each level's ratio, between ratios in proportion
 *   and falling to 0 at 0
 */
export function simulateTrials(
  design: EscalationDesign,
  toxicity: readonly number[],
  {
    trials,
    seed,
    maxSubjects,
    volumes,
  }: {
    readonly trials: number;
    readonly seed: number;
    readonly maxSubjects: number | null;
    readonly volumes: LimitedVolumes | null;
  },
): SimulatedCharacteristics {
  const draw = drawsFrom(seed);
  const decide = remembered(design, maxSubjects);
  const levels = toxicity.length;
  const zeros = (): number[] => Array.from({ length: levels }, () => 0);
  const [chosen, subjects, toxicities, notTesting, percentSum] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  const totals = new Map<number, number>();
  let [none, unsettled, screened] = [0, 0, 0];

  for (let trial = 0; trial < trials; trial++) {
    const tallies: { subjects: number; toxicities: number }[] = toxicity.map(() => ({ subjects: 0, toxicities: 0 }));
    let [current, run]: [number | null, number] = [null, 0];
    let end: Extract<Decision, { action: 'stop' }> | null = null;
    let isStuck = false;
    while (end === null && !isStuck) {
      const state: CohortState = { tallies, current, run };
      const decision = decide(state);
      if (decision.action === 'stop') {
        end = decision;
        break;
      }
      const { level } = decision;
      const size = cohortSizeAt(design, state, level, maxSubjects);
      run = current === level ? run : 0;
      current = level;
      for (let entered = 0; entered < size; entered++) {
        const patient = volumes === null ? null : nextPatient(volumes, level, draw);
        screened += patient?.lookedAt ?? 1;
        if (patient !== null && patient.percent === null) {
          isStuck = true;
          break;
        }
        const percent = patient?.percent ?? null;
        const risk =
          percent === null || volumes === null ? toxicity[level]! : toxicityAt(percent, volumes.levelPercent, toxicity);
        const tally = tallies[level]!;
        tally.subjects += 1;
        run += 1;
        if (draw() < risk) tally.toxicities += 1;
        if (percent !== null) {
          percentSum[level]! += percent;
          if (percent < volumes!.testsFromPercent[level]!) notTesting[level]! += 1;
        }
      }
    }
    if (end?.chosen !== undefined && end.chosen !== null) chosen[end.chosen]! += 1;
    else if (end?.settled === true) none += 1;
    else unsettled += 1;
    const total = totalOf({ tallies, current, run });
    totals.set(total, (totals.get(total) ?? 0) + 1 / trials);
    tallies.forEach((tally, level) => {
      subjects[level]! += tally.subjects;
      toxicities[level]! += tally.toxicities;
    });
  }
  const perTrial = (sums: readonly number[]): number[] => sums.map((sum) => sum / trials);
  return {
    chosen: perTrial(chosen),
    none: none / trials,
    unsettled: unsettled / trials,
    subjects: perTrial(subjects),
    toxicities: perTrial(toxicities),
    totals,
    screened: screened / trials,
    achievedPercent: subjects.map((count, level) =>
      volumes === null || count === 0 ? null : percentSum[level]! / count,
    ),
    notTesting: perTrial(notTesting),
  };
}

/** Decisions by what they hang on: trials meet the same states again and again. */
function remembered(design: EscalationDesign, maxSubjects: number | null): (state: CohortState) => Decision {
  const known = new Map<string, Decision>();
  return (state) => {
    const key = keyOf(state);
    const before = known.get(key);
    if (before !== undefined) return before;
    const decision = decideWithin(design, state, maxSubjects !== null && totalOf(state) >= maxSubjects);
    known.set(key, decision);
    return decision;
  };
}

function keyOf({ tallies, current, run }: CohortState): string {
  let key = `${current ?? ''} ${run}`;
  for (const { subjects, toxicities } of tallies) key += ` ${subjects}/${toxicities}`;
  return key;
}

function nextPatient(
  { attainablePercent, levelPercent, testsFromPercent, whoCannot }: LimitedVolumes,
  level: number,
  draw: () => number,
): { readonly percent: number | null; readonly lookedAt: number } {
  for (let lookedAt = 1; lookedAt <= MOST_FOR_ONE_PLACE; lookedAt++) {
    const attainable = attainablePercent[Math.floor(draw() * attainablePercent.length)]!;
    const percent = Math.min(attainable, levelPercent[level]!);
    if (whoCannot === 'treated' || percent >= testsFromPercent[level]!) return { percent, lookedAt };
  }
  return { percent: null, lookedAt: MOST_FOR_ONE_PLACE };
}

/** In proportion between the ratios of two levels, and from 0 to the lowest; above the highest as there. */
export function toxicityAt(percent: number, levelPercent: readonly number[], toxicity: readonly number[]): number {
  let [fromPercent, fromToxicity] = [0, 0];
  for (const [level, toPercent] of levelPercent.entries()) {
    const toToxicity = toxicity[level]!;
    if (percent <= toPercent) {
      return fromToxicity + ((toToxicity - fromToxicity) * (percent - fromPercent)) / (toPercent - fromPercent);
    }
    [fromPercent, fromToxicity] = [toPercent, toToxicity];
  }
  return fromToxicity;
}
