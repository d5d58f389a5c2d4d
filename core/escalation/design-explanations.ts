/** What each key of a design file is filled in with, in words for whoever fills it in. */
export const COMMON = {
  version: 'a name for this version of the design; a change of anything is a new version',
  levels: 'from the record: percent is irradiation volume over bone marrow reserve',
  startLevel: 'where the first subject goes',
  maxSubjects: 'how many subjects may enter; null: no limit',
  'doseLimitingToxicity.definition': 'what counts, in the words of the protocol; not in the record',
  'doseLimitingToxicity.windowDays': 'days from the first fraction in which it is looked for; not in the record',
  stagger:
    'may be added: {"days": 14, "of": "first-at-level"} or "every-subject": the pause from one start to the next; not in the record',
  fillsFromPercentOfLevel:
    'may be added: the share of a level’s percentage from which a subject tests the level, such as 90; not in the record',
};

const COHORT = {
  cohortSize: 'subjects treated before the next decision; not in the record',
  targetToxicity: 'the probability of a dose-limiting toxicity that is aimed at, such as 0.3; not in the record',
};
const CLOSES = {
  eliminateAbove:
    'a level is closed when its toxicity exceeds the target with a probability above this, such as 0.95; not in the record',
};
const WALKED = {
  candidateSubjects:
    '6: a level is filled to six subjects before it can be chosen; 3: it is taken as it stands; not in the record',
};

/** By method. */
export const PARAMETERS = {
  '3+3': WALKED,
  'rolling-six': WALKED,
  boin: { ...COHORT, ...CLOSES },
  mtpi: {
    ...COHORT,
    epsilonBelow: 'how far below the target still counts as on target, such as 0.05; not in the record',
    epsilonAbove: 'how far above the target still counts as on target, such as 0.05; not in the record',
    ...CLOSES,
  },
  crm: {
    ...COHORT,
    skeleton: 'a guessed toxicity for each level, rising, such as [0.1, 0.2, 0.3, 0.4]; not in the record',
    priorVariance: 'variance of the normal prior, such as 1.34; not in the record',
    maySkipLevels: 'true or false; not in the record',
    stopAbove:
      'the trial stops when the lowest level exceeds the target with a probability above this; null: never; not in the record',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What stands for a key such as "doseLimitingToxicity.definition" or "levels[0].percent"; null for one that is not explained. */
export function explanationOf(method: unknown, key: string): string | null {
  const own = Object.entries(PARAMETERS).find(([name]) => name === method)?.[1] ?? {};
  const known: Readonly<Record<string, string>> = { ...COMMON, ...own };
  return known[key] ?? known[key.replace(/[.[].*$/, '')] ?? null;
}
