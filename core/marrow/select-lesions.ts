import { chooseLesions, type Choice, type ChoiceQuestion } from './choose-lesions.ts';
import { choiceFlip } from './choice-flip.ts';
import { ALL_READINGS, missingOf, reserveOf } from './irradiation-readings.ts';
import type { MarrowResult, Objective } from './marrow-result.ts';
import { countsIn, type MarrowPatient, priorityOf, type VolumeReading, type VolumeScenario } from './marrow-patient.ts';
import type { VolumeLevelRule } from '../protocol/trial.ts';
import { budgetCm3Of, levelsOfRule, type VolumeLevel } from './volume-levels.ts';
import { stepsOf } from './selection-steps.ts';
import { type VolumePart, volumeOfParts } from './volume-parts.ts';

export type Selection = MarrowResult['selection'];

export interface SelectionWish {
  readonly level: VolumeLevel;
  readonly objective: Objective;
  /** Indices of lesions in the user's own order, all of them. */
  readonly order: readonly number[];
  readonly must: readonly number[];
  readonly not: readonly number[];
}

/** The proposal for one level in one reading of the irradiation volume. */
export function selectLesions(
  patient: MarrowPatient,
  asked: VolumeReading,
  rule: VolumeLevelRule,
  wish: SelectionWish,
): Selection {
  const { lesions, scenarios } = patient;
  const [stated] = scenarios;
  const idsOf = (chosen: readonly number[]): string[] => chosen.map((lesion) => lesions[lesion]!.id);
  const flags = lesions.map(priorityOf);
  const known = new Set(wish.order.filter((lesion) => flags[lesion] === true));
  const base: Selection = {
    ...noSelection(wish.objective, null),
    level: wish.level.id,
    ...asked,
    must: idsOf(wish.must),
    not: idsOf(wish.not),
    priority: idsOf(wish.order.filter((lesion) => known.has(lesion))),
  };
  const missing = missingOf(patient, asked, () => true);
  if (missing !== null) return { ...base, reason: missing };
  const reserves = scenarios.map((scenario) => reserveOf(rule, scenario));
  if (reserves.some((reserve) => reserve <= 0)) return { ...base, reason: 'the reserve may be nothing' };

  const questionOf = (scenario: VolumeScenario, level: VolumeLevel, priority: ReadonlySet<number>): ChoiceQuestion => {
    const reserveCm3 = reserveOf(rule, scenario);
    const levels = levelsOfRule(rule);
    const lower = levels[levels.findIndex(({ id }) => id === level.id) - 1];
    return {
      lesions: lesions.length,
      parts: countedParts(patient, scenario, asked),
      budgetCm3: budgetCm3Of(rule, level, reserveCm3),
      lowerBudgetCm3: lower === undefined ? null : budgetCm3Of(rule, lower, reserveCm3),
      objective: wish.objective,
      order: wish.order,
      priority,
      must: new Set(wish.must),
      not: new Set(wish.not),
    };
  };
  const question = questionOf(stated, wish.level, known);
  const choice = chooseLesions(question);
  const budgets = scenarios.map((scenario) => questionOf(scenario, wish.level, known).budgetCm3);
  const budget = { budgetCm3: budgets[0]!, budgetRangeCm3: { low: Math.min(...budgets), high: Math.max(...budgets) } };
  const withBudget = { ...base, ...budget };

  const unknown = wish.order.filter((lesion) => flags[lesion] === null && !wish.not.includes(lesion));
  if (unknown.length > 0) {
    const other = chooseLesions({ ...question, priority: new Set([...known, ...unknown]) });
    if (other.status !== choice.status || other.chosen.join() !== choice.chosen.join()) {
      const ids = idsOf(unknown).join(', ');
      return {
        ...withBudget,
        reason: `it is not said whether ${ids} ${unknown.length === 1 ? 'is' : 'are'} high-risk or symptomatic, and the choice hangs on it`,
      };
    }
  }
  const statuses = scenarios.map(
    (scenario) => chooseLesions({ ...questionOf(scenario, wish.level, known), objective: 'order' }).status,
  );
  const [statedStatus] = statuses;
  const otherStatus = statuses.find((status) => status !== statedStatus);
  if (otherStatus !== undefined) {
    return {
      ...withBudget,
      reason: `too close to call: ${statedStatus}, but ${otherStatus} at the other end of the range`,
    };
  }
  if (choice.status === 'locks-exceed-level') {
    return { ...withBudget, reason: 'the lesions locked in, with the priority lesions, exceed the level' };
  }
  const used = scenarios.map((scenario) => unionCm3(countedParts(patient, scenario, asked), choice.chosen));
  const remaining = used.map((usedCm3, n) => budgets[n]! - usedCm3);
  const dropped = wish.not.filter((lesion) => flags[lesion] !== false);
  return {
    ...withBudget,
    status: choice.status,
    proposed: idsOf(choice.chosen),
    steps: stepsOf(
      question.parts,
      // Where nothing is chosen: what the priority lesions would take.
      choice.status === 'priority-exceeds-level'
        ? wish.order.filter((lesion) => known.has(lesion) && !wish.not.includes(lesion))
        : choice.chosen,
      known,
      (lesion) => lesions[lesion]!.id,
    ),
    usedCm3: choice.usedCm3,
    remainingCm3: budget.budgetCm3 - choice.usedCm3,
    remainingRangeCm3: { low: Math.min(...remaining), high: Math.max(...remaining) },
    ties: choice.ties.map(idsOf),
    tieCount: choice.tieCount,
    otherProposals: otherProposals(
      choice,
      scenarios.slice(1).map((scenario) => ({
        when: scenario.when,
        ...chooseLesions(questionOf(scenario, wish.level, known)),
      })),
    ).map(({ chosen, when }) => ({ proposed: idsOf(chosen), when })),
    boundCm3: choice.boundCm3,
    greedy: choice.greedy && { proposed: idsOf(choice.greedy.chosen), usedCm3: choice.greedy.usedCm3 },
    nextLevel: nextLevelOf(choice, wish, rule, (level) => questionOf(stated, level, known), idsOf),
    flip: flipOf(question, choice, idsOf),
    options:
      choice.status === 'priority-exceeds-level' ? priorityOptions(patient, asked, rule, wish, question, known) : [],
    reason: reasonOf(choice, dropped, idsOf),
  };
}

/** A selection that was not made. */
export function noSelection(objective: Objective, reason: string | null): Selection {
  return {
    level: null,
    budgetCm3: null,
    budgetRangeCm3: null,
    objective,
    objectiveInRecord: objective === 'order',
    reading: null,
    nodes: null,
    must: [],
    not: [],
    proposed: [],
    priority: [],
    steps: [],
    usedCm3: null,
    remainingCm3: null,
    remainingRangeCm3: null,
    ties: [],
    tieCount: 0,
    otherProposals: [],
    status: 'not-evaluable',
    reason,
    boundCm3: null,
    greedy: null,
    nextLevel: null,
    flip: null,
    options: [],
  };
}

/** What differs from the choice made, each once. */
function otherProposals<C extends Choice>({ chosen }: Choice, others: readonly C[]): C[] {
  const seen = new Set([chosen.join()]);
  return others.filter(({ chosen: other }) => {
    const isNew = !seen.has(other.join());
    seen.add(other.join());
    return isNew;
  });
}

/** What counts in a reading; where it is not said which lesions are nodes, they count. */
export function countedParts({ lesions }: MarrowPatient, scenario: VolumeScenario, asked: VolumeReading): VolumePart[] {
  const counts = lesions.map((lesion) => countsIn(asked, lesion) !== false);
  return scenario.volumes[asked.reading].parts
    .map(({ lesions: of, volumeCm3 }) => ({ lesions: of.filter((lesion) => counts[lesion]), volumeCm3 }))
    .filter(({ lesions: of }) => of.length > 0);
}

function unionCm3(parts: readonly VolumePart[], chosen: readonly number[]): number {
  const has = new Set(chosen);
  return volumeOfParts(parts, (lesion) => has.has(lesion));
}

function nextLevelOf(
  choice: Choice,
  wish: SelectionWish,
  rule: VolumeLevelRule,
  questionOf: (level: VolumeLevel) => ChoiceQuestion,
  idsOf: (chosen: readonly number[]) => string[],
): Selection['nextLevel'] {
  const levels = levelsOfRule(rule);
  const next = levels[levels.findIndex(({ id }) => id === wish.level.id) + 1];
  if (next === undefined) return null;
  const question = { ...questionOf(next), lowerBudgetCm3: null };
  const then = chooseLesions(question);
  return {
    level: next.id,
    budgetCm3: question.budgetCm3,
    adds: idsOf(then.chosen.filter((lesion) => !choice.chosen.includes(lesion))),
    drops: idsOf(choice.chosen.filter((lesion) => !then.chosen.includes(lesion))),
    usedCm3: then.usedCm3,
  };
}

function flipOf(
  question: ChoiceQuestion,
  choice: Choice,
  idsOf: (chosen: readonly number[]) => string[],
): Selection['flip'] {
  const flip = choiceFlip(question, choice);
  if (flip === null) return null;
  return {
    id: idsOf([flip.lesion])[0]!,
    volumeCm3: flip.volumeCm3,
    toCm3: flip.toCm3,
    proposed: idsOf(flip.chosen),
  };
}

function reasonOf(
  choice: Choice,
  dropped: readonly number[],
  idsOf: (chosen: readonly number[]) => string[],
): string | null {
  if (choice.status === 'priority-exceeds-level') {
    return 'the priority lesions alone exceed the level; the record does not say what is done then, so nothing is chosen';
  }
  if (choice.status === 'not-proven') {
    return 'too many lesions overlap each other, or too many sets are near the budget, to prove that none is better';
  }
  return dropped.length === 0 ? null : `left out by --not although they come first: ${idsOf(dropped).join(', ')}`;
}

/** What can be done where the priority lesions alone exceed the level. */
function priorityOptions(
  patient: MarrowPatient,
  asked: VolumeReading,
  rule: VolumeLevelRule,
  wish: SelectionWish,
  question: ChoiceQuestion,
  priority: ReadonlySet<number>,
): Selection['options'] {
  const [stated] = patient.scenarios;
  const reserveCm3 = reserveOf(rule, stated);
  const allowed = wish.order.filter((lesion) => priority.has(lesion) && !wish.not.includes(lesion));
  const needed = unionCm3(question.parts, allowed);
  const levels = levelsOfRule(rule);
  const holding = levels.find((level) => needed <= budgetCm3Of(rule, level, reserveCm3) + 1e-6);
  const inOrder = chooseLesions({
    ...question,
    objective: 'order',
    priority: new Set(),
    order: allowed,
    lowerBudgetCm3: null,
    must: new Set(),
  });
  const others = ALL_READINGS.filter(
    (other) =>
      (other.reading !== asked.reading || other.nodes !== asked.nodes) &&
      missingOf(patient, other, () => true) === null,
  ).filter((other) => unionCm3(countedParts(patient, stated, other), allowed) <= question.budgetCm3 + 1e-6);
  const ids = inOrder.chosen.map((lesion) => patient.lesions[lesion]!.id);
  const none = { level: null, lesions: null, readings: [] };
  return [
    holding === undefined
      ? { ...none, words: `no level holds all priority lesions (${needed.toFixed(1)} cm³)` }
      : {
          ...none,
          words: `level ${holding.id} (${holding.percent} %) holds all priority lesions (${needed.toFixed(1)} cm³), once it is open`,
          level: holding.id,
        },
    ids.length === 0
      ? { ...none, words: 'no single priority lesion fits the level' }
      : {
          ...none,
          words: `priority lesions in your order up to this level: ${ids.join(', ')} (${inOrder.usedCm3.toFixed(1)} cm³)`,
          lesions: ids,
        },
    others.length === 0
      ? { ...none, words: 'no other reading that can be computed lets them fit' }
      : {
          ...none,
          words: `they fit if the irradiation volume is read as ${others.map(({ reading, nodes }) => `${reading} ${nodes} nodes`).join(', or ')}`,
          readings: others,
        },
  ];
}
