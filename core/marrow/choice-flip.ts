import { chooseLesions, type Choice, type ChoiceQuestion } from './choose-lesions.ts';
import { type VolumePart, volumeOfParts } from './volume-parts.ts';

export interface ChoiceFlip {
  readonly lesion: number;
  /** Volume of the lesion, and what it would have to be. */
  readonly volumeCm3: number;
  readonly toCm3: number;
  readonly chosen: readonly number[];
}

/** An optimum of more lesions than this has neighbours so near that a change of any lesion may flip it. */
const MOST_LESIONS = 14;
/** Beyond the point itself, where sets are still equal, by this much. */
const BEYOND_CM3 = 3e-6;
const EQUAL_CM3 = 1e-6;

/**
 * The smallest change of one lesion's volume that changes which lesions are proposed. What a lesion shares with others
 * stays as it is. Null if nothing was chosen, if no change of one lesion flips the choice, or if there are too many lesions.
 */
export function choiceFlip(question: ChoiceQuestion, choice: Choice): ChoiceFlip | null {
  if (choice.status !== 'fits') return null;
  const chosen = new Set(choice.chosen);
  const candidates =
    question.objective === 'order'
      ? inOrderCandidates(question, choice)
      : question.lesions <= MOST_LESIONS
        ? optimumCandidates(question, choice)
        : [];
  const flips = candidates
    .filter(({ deltaCm3, lesion }) => deltaCm3 > 0 || -deltaCm3 <= ownCm3(question.parts, lesion))
    .sort((a, b) => Math.abs(a.deltaCm3) - Math.abs(b.deltaCm3));
  for (const { lesion, deltaCm3 } of flips) {
    const beyond = deltaCm3 + Math.sign(deltaCm3) * BEYOND_CM3;
    const then = chooseLesions({ ...question, parts: changed(question.parts, lesion, beyond) });
    if (then.chosen.length === chosen.size && then.chosen.every((each) => chosen.has(each))) continue;
    const volumeCm3 = volumeOfParts(question.parts, (each) => each === lesion);
    return { lesion, volumeCm3, toCm3: volumeCm3 + deltaCm3, chosen: then.chosen };
  }
  return null;
}

interface Candidate {
  readonly lesion: number;
  readonly deltaCm3: number;
}

function inOrderCandidates(question: ChoiceQuestion, { chosen, usedCm3 }: Choice): Candidate[] {
  const { parts, budgetCm3, order, not } = question;
  const has = new Set(chosen);
  const candidates: Candidate[] = chosen.map((lesion) => ({ lesion, deltaCm3: budgetCm3 + EQUAL_CM3 - usedCm3 }));
  const first = order.filter(
    (lesion) => has.has(lesion) && (question.priority.has(lesion) || question.must.has(lesion)),
  );
  const before = new Set(first);
  for (const lesion of order) {
    if (not.has(lesion) || before.has(lesion)) continue;
    if (has.has(lesion)) {
      before.add(lesion);
      continue;
    }
    const over = volumeOfParts(parts, (each) => before.has(each) || each === lesion) - budgetCm3;
    for (const each of [...before, lesion]) candidates.push({ lesion: each, deltaCm3: -over });
  }
  return candidates;
}

/** Where another set takes over: it fits once a lesion of it is smaller, or is larger than the chosen one. */
function optimumCandidates(question: ChoiceQuestion, { chosen, usedCm3 }: Choice): Candidate[] {
  const { parts, budgetCm3, objective, lesions } = question;
  const has = new Set(chosen);
  const needed = [...question.must, ...question.priority].filter((lesion) => !question.not.has(lesion));
  const candidates: Candidate[] = chosen.map((lesion) => ({ lesion, deltaCm3: budgetCm3 + EQUAL_CM3 - usedCm3 }));
  for (let mask = 0; mask < 1 << lesions; mask++) {
    const holds = (lesion: number): boolean => ((mask >> lesion) & 1) === 1;
    if (!needed.every(holds) || [...question.not].some(holds)) continue;
    const volumeCm3 = volumeOfParts(parts, holds);
    const members = Array.from({ length: lesions }, (_, n) => n).filter(holds);
    const fits = volumeCm3 <= budgetCm3 + EQUAL_CM3;
    if (objective === 'most-lesions' && members.length < chosen.length) continue;
    if (!fits) {
      for (const lesion of members) candidates.push({ lesion, deltaCm3: budgetCm3 + EQUAL_CM3 - volumeCm3 });
      continue;
    }
    const behind = usedCm3 - volumeCm3;
    for (const lesion of members) if (!has.has(lesion)) candidates.push({ lesion, deltaCm3: behind });
    for (const lesion of chosen) if (!holds(lesion)) candidates.push({ lesion, deltaCm3: -behind });
  }
  // Only the nearest of each lesion can be the smallest.
  const nearest = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const key = `${candidate.lesion} ${candidate.deltaCm3 > 0}`;
    const other = nearest.get(key);
    if (Math.abs(candidate.deltaCm3) <= EQUAL_CM3) continue;
    if (other === undefined || Math.abs(candidate.deltaCm3) < Math.abs(other.deltaCm3)) nearest.set(key, candidate);
  }
  return [...nearest.values()];
}

/** What of a lesion is shared with no other. */
function ownCm3(parts: readonly VolumePart[], lesion: number): number {
  return parts.reduce(
    (sum, part) => sum + (part.lesions.length === 1 && part.lesions[0] === lesion ? part.volumeCm3 : 0),
    0,
  );
}

function changed(parts: readonly VolumePart[], lesion: number, deltaCm3: number): VolumePart[] {
  const own = Math.max(0, ownCm3(parts, lesion) + deltaCm3);
  return [
    ...parts.filter((part) => part.lesions.length > 1 || part.lesions[0] !== lesion),
    { lesions: [lesion], volumeCm3: own },
  ];
}
