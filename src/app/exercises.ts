import {
  drawnCoverageCase,
  drawnVolumes,
  type ExerciseAnswer,
  type ExerciseQuestion,
  type TeachingSettings,
  TrabeculaError,
  type Trial,
} from '../../core/index.ts';
import { marrowTyped } from './marrow-typed.ts';
import { trialOf } from './shipped-trials.ts';
import { glance, teach } from './teach.ts';

export interface Exercise {
  readonly number: number;
  readonly question: ExerciseQuestion;
  readonly answer: ExerciseAnswer;
}

export interface ExercisesRequest {
  readonly seed: number;
  readonly count: number;
}

const TRIAL = 'himars';
const MOST = 50;
const RULE = 'coverage';

/**
 * Exercises with their answers: coverage and marrow in turn. The answers are the check's and the marrow's own, on cases that
 * the seed draws; the same seed gives the same exercises.
 *
 * @throws TrabeculaError (usage) for a seed that is no whole number from 0 to 999999, or a count that is none from 1 to 50
 */
export async function exercises({ seed, count }: ExercisesRequest): Promise<readonly Exercise[]> {
  refuse('seed', seed, 0, 999_999);
  refuse('count', count, 1, MOST);
  const trial = await trialOf(TRIAL);
  const made: Exercise[] = [];
  for (let number = 1; number <= count; number++) {
    made.push({
      number,
      ...(number % 2 === 1 ? await coverageExercise(seed, number, trial) : await marrowExercise(seed, number, trial)),
    });
  }
  return made;
}

function refuse(attribute: string, found: number, lowest: number, highest: number): void {
  if (Number.isInteger(found) && found >= lowest && found <= highest) return;
  throw new TrabeculaError('usage', {
    what: `not a ${attribute} of exercises`,
    attribute,
    found: String(found),
    expected: `a whole number from ${lowest} to ${highest}`,
  });
}

async function coverageExercise(seed: number, number: number, trial: Trial): Promise<Omit<Exercise, 'number'>> {
  // A target that no slice cuts is no exercise: the next one is drawn.
  for (let other = 0; ; other++) {
    const settings: TeachingSettings = drawnCoverageCase(seed, number + 1000 * other);
    const { findings, lesion } = await teach(settings, trial.id);
    const rule = trial.rules.find((each) => each.kind === RULE && each.target === 'ptv');
    const found = findings.find(({ finding }) => finding.rule === rule?.id);
    const coverage = lesion.ptv?.coveragePercent ?? null;
    if (rule?.kind !== RULE || found === undefined || coverage === null || lesion.ptv === null) continue;
    const { picture, ptv } = glance(settings);
    const ofValue = rule.bands.find(({ holds }) => holds(coverage.value))?.class ?? 'not-evaluable';
    return {
      question: { kind: 'coverage', settings, ptvCm3: lesion.ptv.volumeCm3, coverage, picture },
      answer: {
        kind: 'coverage',
        outcome: found.finding.outcome,
        ofValue,
        ofTruth: found.ofTruth ?? 'not-evaluable',
        truePercent: ptv.truth.coveragePercent,
        trueErrorPercent: ptv.truth.errorPercent,
        items: found.items.filter(({ decides }) => decides).map(({ item, words }) => ({ item, words })),
        settledBy: found.finding.settledBy?.words ?? null,
      },
    };
  }
}

async function marrowExercise(seed: number, number: number, trial: Trial): Promise<Omit<Exercise, 'number'>> {
  const rule = trial.rules.find(({ kind }) => kind === 'volume-level');
  const level =
    rule?.kind === 'volume-level' ? (rule.levels.find(({ start }) => start === true) ?? rule.levels[0]) : null;
  if (level == null) throw new Error(`${trial.id} has no volume level`);
  const volumes = drawnVolumes(seed, number);
  const { reserveCm3, selection } = await marrowTyped({
    text: JSON.stringify(volumes),
    path: `exercise ${seed}-${number}`,
    sha256: '',
    trial: trial.id,
    wish: { level: level.id, objective: 'most-volume', order: [], must: [], not: [], pick: null },
  });
  return {
    question: { kind: 'marrow', volumes, level: level.id, levelPercent: level.percent },
    answer: {
      kind: 'marrow',
      reserveCm3: reserveCm3?.value ?? 0,
      budgetCm3: selection.budgetCm3 ?? 0,
      status: selection.status,
      proposed: selection.proposed,
      usedCm3: selection.usedCm3 ?? 0,
      ties: selection.ties,
      greedy: selection.greedy,
    },
  };
}
