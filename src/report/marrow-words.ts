import type { MarrowResult } from '../../core/index.ts';

/** What the parts of a marrow result say, for the text and the HTML report alike. */

export function cm3(value: number | null): string {
  if (value === null) return '-';
  // Sums leave a little behind: nothing is not less than nothing.
  return `${value.toFixed(Math.abs(value) < 10 ? 2 : 1).replace(/^-(0\.0+)$/, '$1')} cm³`;
}

/** A percentage with as many digits as it takes to stand on the right side of the limits. */
export function ratio(value: number | null, limits: readonly number[] = []): string {
  if (value === null) return '-';
  for (let digits = 1; digits < 6; digits++) {
    const shown = value.toFixed(digits);
    const isTrue = limits.every((limit) => Math.sign(Number(shown) - limit) === Math.sign(value - limit));
    if (isTrue || Math.abs(value - Math.round(value)) < 1e-9) return `${shown} %`;
  }
  return `${value.toFixed(6)} %`;
}

export function withRange(
  interval: { readonly value: number; readonly low: number; readonly high: number } | null,
  show: (value: number) => string,
): string {
  if (interval === null) return '-';
  const [low, value, high] = [show(interval.low), show(interval.value), show(interval.high)];
  if (low === value && high === value) return value;
  // The unit is said once, behind the brackets.
  const [number = '', unit = ''] = value.split(' ');
  return `${number} [${low.split(' ')[0] ?? ''} to ${high.split(' ')[0] ?? ''}] ${unit}`;
}

export function levelWord(level: MarrowResult['level']['lowestNotExceeded'], result: MarrowResult): string {
  if (level === 'not-evaluable') return 'not evaluable';
  if (level === 'above-all-levels') return 'above all levels';
  return `level ${level} (${percentOfLevel(level, result)} %)`;
}

export function percentOfLevel(level: number, { trial }: MarrowResult): number | string {
  return trial.levels.find(({ id }) => id === level)?.percent ?? '?';
}

export function readingWord(reading: string | null, nodes: string | null): string {
  return reading === null ? 'no reading named' : `${reading}, ${nodes ?? '?'} nodes`;
}

/** The reading that is shown first: the one that decides, or the one closest to the record. */
export function leadingReading({ readings, level }: MarrowResult): MarrowResult['readings'][number] | undefined {
  return readings.find(({ reading, nodes }) => reading === level.reading && nodes === level.nodes) ?? readings[0];
}

/** Reserve, trabecular bone and what lesions take of it. */
export function reserveSentence({ reserveCm3, trabecularCm3, intersectionCm3, trabecular }: MarrowResult): string {
  if (reserveCm3 === null) return `No reserve: ${trabecular.from}.`;
  return `Reserve ${withRange(reserveCm3, cm3)}: trabecular bone ${withRange(trabecularCm3, cm3)} less ${withRange(intersectionCm3, cm3)} in lesions (${trabecular.from}).`;
}

/** A heading with its sentences; the first one is the answer. */
export interface VerdictWords {
  readonly title: string;
  readonly tone: 'fine' | 'bad' | 'open';
  readonly sentences: readonly string[];
}

/** Level, exclusion and proposal; one answer where one reason stands in the way of all three. */
export function verdictsOf(result: MarrowResult): VerdictWords[] {
  const { level, exclusion, selection } = result;
  const isOpen =
    level.lowestNotExceeded === 'not-evaluable' &&
    exclusion.outcome === 'not-evaluable' &&
    selection.status === 'not-evaluable';
  if (isOpen && level.reason === exclusion.reason && level.reason === selection.reason) {
    return [
      {
        title: 'Level, exclusion and proposal',
        tone: 'open',
        sentences: [`None of them is told: ${level.reason ?? 'no reason given'}.`, ...ratioMeanwhile(result)],
      },
      ...pickedVerdict(result),
    ];
  }
  return [
    { title: 'Level', tone: toneOfLevel(result), sentences: levelSentences(result) },
    { title: 'Exclusion', tone: toneOfExclusion(result), sentences: [exclusionSentence(result)] },
    { title: 'Proposal', tone: toneOfSelection(result), sentences: selectionSentences(result) },
    ...pickedVerdict(result),
  ];
}

function toneOfLevel(result: MarrowResult): VerdictWords['tone'] {
  const { lowestNotExceeded } = result.level;
  if (lowestNotExceeded === 'not-evaluable') return 'open';
  const atOpen = atOpenLevel(result);
  if (lowestNotExceeded === 'above-all-levels' || atOpen === 'outside') return 'bad';
  return atOpen === 'undecided' ? 'open' : 'fine';
}

/** How the treated lesions stand to the level that is open; null where none is named. */
function atOpenLevel(result: MarrowResult): string | null {
  const open = result.selection.level;
  return leadingReading(result)?.levels.find(({ level }) => level === open)?.outcome ?? null;
}

function toneOfExclusion({ exclusion }: MarrowResult): VerdictWords['tone'] {
  return exclusion.outcome === 'passes' ? 'fine' : exclusion.outcome === 'fails' ? 'bad' : 'open';
}

function toneOfSelection({ selection }: MarrowResult): VerdictWords['tone'] {
  return selection.status === 'fits' ? 'fine' : selection.status === 'priority-exceeds-level' ? 'bad' : 'open';
}

function pickedVerdict(result: MarrowResult): VerdictWords[] {
  const { picked } = result;
  if (picked === null) return [];
  const tone = picked.status === 'exceeds' ? 'bad' : picked.status === 'fits' && isComplete(picked) ? 'fine' : 'open';
  return [{ title: 'Your own set', tone, sentences: pickedSentences(picked, result) }];
}

function isComplete({ priorityLeftOut, unsaidLeftOut }: Picked): boolean {
  return priorityLeftOut.length === 0 && unsaidLeftOut.length === 0;
}

type Picked = NonNullable<MarrowResult['picked']>;

/** A set that the user picked, in sentences. */
function pickedSentences(picked: Picked, result: MarrowResult): string[] {
  const { level, lesions, usedCm3, usedRangeCm3, remainingCm3, remainingRangeCm3, reason } = picked;
  const limits = result.trial.levels.map(({ percent }) => percent);
  const who = lesions.length === 0 ? 'no lesion' : lesions.join(', ');
  const left = [
    ...(picked.priorityLeftOut.length === 0
      ? []
      : [`LEFT OUT although they come first: ${picked.priorityLeftOut.join(', ')}.`]),
    ...(picked.unsaidLeftOut.length === 0
      ? []
      : [`Left out, and it is not said whether they come first: ${picked.unsaidLeftOut.join(', ')}.`]),
  ];
  const used = usedCm3 === null || usedRangeCm3 === null ? null : { value: usedCm3, ...usedRangeCm3 };
  if (used === null) return [`Not told of ${who}: ${reason ?? 'no reason given'}.`, ...left];
  const take = `${capital(who)}: ${withRange(used, cm3)}, ${withRange(picked.ratioPercent, (value) => ratio(value, limits))} of the reserve`;
  const inside = picked.levels.find(({ outcome }) => outcome === 'inside');
  const lowest =
    inside === undefined ? 'within no level for certain' : `lowest level kept ${inside.level} (${inside.percent} %)`;
  if (remainingCm3 === null || remainingRangeCm3 === null) {
    return [`${take}; ${lowest}.`, ...(reason === null ? [] : [`${capital(reason)}.`]), ...left];
  }
  const rest = withRange({ value: Math.abs(remainingCm3), ...outside(remainingRangeCm3) }, cm3);
  const word = {
    fits: `fits level ${level ?? '?'}; ${rest} remain`,
    exceeds: `EXCEEDS level ${level ?? '?'} by ${rest}`,
    undecided: `undecided at level ${level ?? '?'}: the range spans it`,
    'not-evaluable': lowest,
  }[picked.status];
  return [`${take}; ${word}.`, ...(picked.status === 'fits' ? [] : [`${capital(lowest)}.`]), ...left];
}

/** The ends of what remains, or of what is too much, as sizes. */
function outside({ low, high }: { readonly low: number; readonly high: number }): { low: number; high: number } {
  return high < 0 ? { low: -high, high: -low } : { low, high };
}

/** What can be said of the ratio while there is no level. */
function ratioMeanwhile(result: MarrowResult): string[] {
  const { level, declared, trial } = result;
  const limits = trial.levels.map(({ percent }) => percent);
  const own = leadingReading(result);
  const reading = readingWord(own?.reading ?? null, own?.nodes ?? null);
  if (level.atLeastPercent !== null) {
    const least = ratio(level.atLeastPercent, limits);
    return declared.skeletonComplete === true || declared.kind === 'whole-bone'
      ? [`The ratio is at least ${least} (${reading}).`]
      : [
          `The ratio is at least ${least} of the bone that was given; with the rest of the skeleton it would be lower, with more tumour higher.`,
        ];
  }
  if (own?.ratioPercent == null) return [];
  const shown = withRange(own.ratioPercent, (value) => ratio(value, limits));
  return [`The ratio is ${shown} if the irradiation volume is ${reading}.`];
}

/** The level in sentences. */
export function levelSentences(result: MarrowResult): string[] {
  const { level, trabecularCm3, reserveCm3, trial } = result;
  const limits = trial.levels.map(({ percent }) => percent);
  if (level.lowestNotExceeded === 'not-evaluable') {
    return [`No level is told: ${level.reason ?? 'no reason given'}.`, ...ratioMeanwhile(result)];
  }
  const treated = result.lesions.filter(({ treated: is }) => is).length;
  const own = leadingReading(result);
  const shown = withRange(own?.ratioPercent ?? null, (value) => ratio(value, limits));
  const who = `the ${treated === 1 ? 'treated lesion is' : `${treated} treated lesions are`} ${shown} of the reserve (${readingWord(level.reading, level.nodes)})`;
  const isAbove = level.lowestNotExceeded === 'above-all-levels';
  const sentences = [
    isAbove
      ? `Above all levels: ${who}.`
      : `${capital(levelWord(level.lowestNotExceeded, result))} is the lowest that is not exceeded: ${who}.`,
  ];
  const open = result.selection.level;
  if (!isAbove && open !== null) {
    const atOpen = atOpenLevel(result);
    if (atOpen === 'outside') sentences.push(`Together they EXCEED ${levelWord(open, result)}, which is open.`);
    if (atOpen === 'undecided')
      sentences.push(`Undecided at ${levelWord(open, result)}, which is open: the range spans it.`);
  }
  if (!isAbove && reserveCm3 !== null) {
    const percent = Number(percentOfLevel(Number(level.lowestNotExceeded), result));
    sentences.push(`It allows ${cm3((percent / 100) * reserveCm3.value)} (${percent} % of the reserve).`);
  }
  if (level.holdsAboveTrabecularCm3 !== null && trabecularCm3 !== null) {
    sentences.push(
      `Level ${level.lowestNotExceeded} holds for any trabecular volume above ${level.holdsAboveTrabecularCm3.toFixed(0)} cm³; entered ${trabecularCm3.value.toFixed(0)}.`,
    );
  }
  if (level.lowerFromTrabecularCm3 !== null) {
    sentences.push(
      `${isAbove ? 'The highest' : 'A lower'} level would hold from ${level.lowerFromTrabecularCm3.toFixed(0)} cm³ of trabecular bone on.`,
    );
  }
  sentences.push('A level is taken as a ceiling, which is an assumption: the record does not say.');
  return sentences;
}

export function exclusionSentence({ exclusion, level }: MarrowResult): string {
  const { outcome, ratioPercent, ratioRangePercent, limitPercent, reason } = exclusion;
  const limits = limitPercent === null ? [] : [limitPercent];
  const range =
    ratioPercent === null || ratioRangePercent === null
      ? null
      : withRange({ value: ratioPercent, ...ratioRangePercent }, (value) => ratio(value, limits));
  const limit = limitPercent ?? '?';
  const tumour = 'high-risk and symptomatic tumour';
  switch (outcome) {
    case 'passes':
      return `Not excluded: ${tumour} is ${range ?? '?'} of the reserve, not more than ${limit} %.`;
    case 'fails':
      return `EXCLUDED: ${tumour} is ${range ?? '?'} of the reserve, more than ${limit} %.`;
    case 'undecided':
      return `Undecided: ${tumour} is ${range ?? '?'} of the reserve, against ${limit} %${reason === null ? '' : `; ${reason}`}.`;
    case 'not-evaluable': {
      const meanwhile = range === null || level.reading !== null ? '' : `; it is ${range} if read as the GTVs`;
      return `Not evaluable: ${reason ?? 'no reason given'}${meanwhile}.`;
    }
  }
}

const PROPOSAL = 'The largest set that fits under this objective, not a treatment decision.';

const OBJECTIVE_WORDS = {
  order: 'your own order, skipping what does not fit',
  'most-volume': 'most volume, then fewest lesions (not in the record)',
  'most-lesions': 'most lesions, then most volume (not in the record)',
} as const;

/** The proposal in sentences. */
export function selectionSentences(result: MarrowResult): string[] {
  const { selection: s, reserveCm3, lesions } = result;
  if (s.status === 'not-evaluable') return [`Nothing is proposed: ${s.reason ?? 'no reason given'}.`];
  const percent = percentOfLevel(s.level ?? 0, result);
  const budget = `${cm3(s.budgetCm3)} that level ${s.level ?? '?'} allows (${percent} % of the reserve)`;
  if (s.status === 'priority-exceeds-level') {
    return [
      `NOTHING IS PROPOSED: ${s.reason ?? ''}.`,
      `Priority lesions: ${s.priority.join(', ')}; of the ${budget}.`,
      ...s.options.map(({ words }) => `Option: ${words}.`),
    ];
  }
  const remaining =
    s.remainingCm3 === null || s.remainingRangeCm3 === null
      ? '-'
      : withRange({ value: s.remainingCm3, ...s.remainingRangeCm3 }, cm3);
  const share = reserveCm3 === null || s.usedCm3 === null ? null : (100 * s.usedCm3) / reserveCm3.value;
  const isAll = s.proposed.length === lesions.length && lesions.length > 1;
  return [
    `Proposed for level ${s.level ?? '?'}: ${s.proposed.length === 0 ? 'none' : s.proposed.join(', ')}${isAll ? ' (all lesions)' : ''}.`,
    ...(s.status === 'cannot-fill'
      ? [
          `This patient cannot fill level ${s.level ?? '?'}: all lesions together are ${ratio(share)}, below the next lower level.`,
        ]
      : []),
    `They take ${cm3(s.usedCm3)} of the ${budget}; ${remaining} remain.`,
    ...(s.status === 'not-proven' ? [`Not proven to be the best: no set can hold more than ${cm3(s.boundCm3)}.`] : []),
    ...(s.reason === null ? [] : [`${capital(s.reason)}.`]),
    `${PROPOSAL} Objective: ${OBJECTIVE_WORDS[s.objective]}; volume read as ${readingWord(s.reading, s.nodes)}.`,
    ...(s.priority.length === 0 ? [] : [`Priority lesions, taken first: ${s.priority.join(', ')}.`]),
    ...(s.must.length === 0 ? [] : [`Locked in: ${s.must.join(', ')}.`]),
    ...(s.not.length === 0 ? [] : [`Locked out: ${s.not.join(', ')}.`]),
    ...leftOut(s.proposed, lesions),
    ...(s.tieCount === 0
      ? []
      : [
          `As good: ${s.tieCount} other set${s.tieCount === 1 ? '' : 's'} (${s.ties
            .slice(0, 5)
            .map((tie) => tie.join(' + '))
            .join('; ')}${s.tieCount > 5 ? '; ...' : ''}).`,
        ]),
    ...(s.greedy === null
      ? []
      : [
          `${s.objective === 'most-volume' ? 'Largest' : 'Smallest'} first would ${
            differing(s.proposed, s.greedy.proposed) === null
              ? 'give the same'
              : `give ${s.greedy.proposed.join(', ') || 'none'} (${cm3(s.greedy.usedCm3)})`
          }.`,
        ]),
    ...(s.nextLevel === null
      ? []
      : [
          `Level ${s.nextLevel.level} (${cm3(s.nextLevel.budgetCm3)}) would ${
            s.nextLevel.adds.length === 0 ? 'add nothing' : `add ${s.nextLevel.adds.join(', ')}`
          }${s.nextLevel.drops.length === 0 ? '' : ` and drop ${s.nextLevel.drops.join(', ')}`}, ${cm3(s.nextLevel.usedCm3)} in all.`,
        ]),
    ...(s.flip === null
      ? []
      : [
          `The choice changes if ${s.flip.id} is ${s.flip.toCm3 > s.flip.volumeCm3 ? 'above' : 'below'} ${s.flip.toCm3.toFixed(2)} cm³ instead of ${s.flip.volumeCm3.toFixed(2)}: then ${differing(s.proposed, s.flip.proposed) ?? 'the same'}.`,
        ]),
    ...(s.otherProposals.length === 0
      ? []
      : [
          `CLOSE: elsewhere within the ranges in brackets the proposal would differ: ${s.otherProposals
            .map(({ proposed, when }) => `${differing(s.proposed, proposed) ?? 'the same'} where ${when}`)
            .join('; or ')}.`,
        ]),
  ];
}

/** A set of lesions beside the proposal, with why it is of interest. */
export interface SetBeside {
  readonly kind: 'proposal' | 'tie' | 'elsewhere' | 'flip' | 'greedy' | 'next-level';
  readonly lesions: readonly string[];
  readonly used: string;
  readonly why: string;
}

const MOST_TIES_SHOWN = 20;

/** The proposal, sets that are as good, sets that would be proposed if something were a little different, and greedy. */
export function setsBeside({ selection: s, lesions }: MarrowResult): SetBeside[] {
  if (s.status === 'not-evaluable' || s.status === 'priority-exceeds-level') return [];
  const used = cm3(s.usedCm3);
  return [
    { kind: 'proposal', lesions: s.proposed, used, why: OBJECTIVE_WORDS[s.objective] },
    ...s.ties.slice(0, MOST_TIES_SHOWN).map((tie) => ({ kind: 'tie' as const, lesions: tie, used, why: 'as good' })),
    ...(s.tieCount <= MOST_TIES_SHOWN
      ? []
      : [
          {
            kind: 'tie' as const,
            lesions: [],
            used: '',
            why: `and ${s.tieCount - MOST_TIES_SHOWN} more that are as good`,
          },
        ]),
    ...s.otherProposals.map(({ proposed, when }) => ({
      kind: 'elsewhere' as const,
      lesions: proposed,
      used: '',
      why: `where ${when}`,
    })),
    ...(s.flip === null
      ? []
      : [
          {
            kind: 'flip' as const,
            lesions: s.flip.proposed,
            used: '',
            why: `if ${s.flip.id} is ${s.flip.toCm3 > s.flip.volumeCm3 ? 'above' : 'below'} ${s.flip.toCm3.toFixed(2)} cm³ instead of ${s.flip.volumeCm3.toFixed(2)}`,
          },
        ]),
    ...(s.greedy === null
      ? []
      : [
          {
            kind: 'greedy' as const,
            lesions: s.greedy.proposed,
            used: cm3(s.greedy.usedCm3),
            why: `${s.objective === 'most-volume' ? 'largest' : 'smallest'} first, for comparison only`,
          },
        ]),
    ...(s.nextLevel === null
      ? []
      : [
          {
            kind: 'next-level' as const,
            lesions: lesions
              .map(({ id }) => id)
              .filter(
                (id) => (s.proposed.includes(id) && !s.nextLevel?.drops.includes(id)) || s.nextLevel?.adds.includes(id),
              ),
            used: cm3(s.nextLevel.usedCm3),
            why: `level ${s.nextLevel.level}, which allows ${cm3(s.nextLevel.budgetCm3)}`,
          },
        ]),
  ];
}

/** "L2 in, L4 and L5 out"; null where the sets are the same. */
function differing(one: readonly string[], other: readonly string[]): string | null {
  const into = other.filter((id) => !one.includes(id));
  const out = one.filter((id) => !other.includes(id));
  const words = [
    ...(into.length === 0 ? [] : [`${into.join(', ')} in`]),
    ...(out.length === 0 ? [] : [`${out.join(', ')} out`]),
  ];
  return words.length === 0 ? null : words.join(' and ');
}

function leftOut(proposed: readonly string[], lesions: MarrowResult['lesions']): string[] {
  const out = lesions.filter(({ id }) => !proposed.includes(id)).map(({ id }) => id);
  return out.length === 0 ? [] : [`Left out: ${out.join(', ')}.`];
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The readings as rows: reading, nodes, volume, ratio, level. What cannot be computed at all is one row with its reason. */
export function readingRows(result: MarrowResult): string[][] {
  const limits = result.trial.levels.map(({ percent }) => percent);
  const rows: string[][] = [];
  const skipped = new Set<string>();
  for (const each of result.readings) {
    if (each.volumeCm3 === null && skipped.has(each.reading)) continue;
    const twins = result.readings.filter(({ reading }) => reading === each.reading);
    const isNone = twins.every(({ volumeCm3 }) => volumeCm3 === null);
    if (isNone) skipped.add(each.reading);
    // What stands in the way of every level was said above.
    const why = each.reason === null || each.reason === result.level.reason ? '' : `: ${each.reason}`;
    rows.push([
      each.reading,
      isNone ? 'with, without' : each.nodes,
      cm3(each.volumeCm3),
      withRange(each.ratioPercent, (value) => ratio(value, limits)),
      each.lowestLevelNotExceeded === 'not-evaluable'
        ? `not evaluable${why}`
        : levelWord(each.lowestLevelNotExceeded, result),
    ]);
  }
  return rows;
}

/** What each level allows of the reserve, and how the chosen volume stands to it; empty while nothing may be told. */
export function budgetRows({ budgets, picked, selection, reserveCm3 }: MarrowResult): string[][] {
  if (reserveCm3 === null || budgets.every(({ budgetCm3 }) => budgetCm3 === null)) return [];
  const open = picked?.level ?? selection.level;
  return budgets.map(({ level, percent, budgetCm3, budgetRangeCm3 }) => [
    `level ${level}`,
    `${percent} %`,
    budgetCm3 === null || budgetRangeCm3 === null ? '-' : withRange({ value: budgetCm3, ...budgetRangeCm3 }, cm3),
    level === open ? 'open' : '',
  ]);
}

export const LEVEL_OUTCOME_WORDS = {
  inside: 'inside',
  outside: 'outside',
  undecided: 'undecided',
  'not-evaluable': 'not evaluable',
} as const;

/** Long by short axis in mm. */
export function axesWord({ longAxisMm, shortAxisMm }: MarrowResult['lesions'][number]): string {
  return longAxisMm === null || shortAxisMm === null ? '-' : `${longAxisMm.toFixed(1)} x ${shortAxisMm.toFixed(1)}`;
}

/** The nearest other lesion: "L8 26.9 mm", "overlaps L4". */
export function nearestWord({ nearest }: MarrowResult['lesions'][number]): string {
  if (nearest === null) return '-';
  return nearest.distanceMm === 0 ? `overlaps ${nearest.id}` : `${nearest.id} ${nearest.distanceMm.toFixed(1)} mm`;
}

export function proposedWord(id: string, { selection }: MarrowResult): string {
  if (selection.status === 'not-evaluable' || selection.status === 'priority-exceeds-level') return '-';
  return selection.proposed.includes(id) ? 'yes' : 'no';
}

export function priorityWord({ priority, highRisk, symptomatic }: MarrowResult['lesions'][number]): string {
  if (priority === null) return 'not said';
  if (!priority) return '-';
  return [highRisk === true ? 'high-risk' : '', symptomatic === true ? 'symptomatic' : '']
    .filter((word) => word !== '')
    .join(', ');
}

/** What else there is to say of a lesion. */
export function lesionRemarks({ treated, planVolumeCm3, reason }: MarrowResult['lesions'][number]): string {
  return [treated ? '' : 'not treated', planVolumeCm3 === null ? '' : `${cm3(planVolumeCm3)} in the plan`, reason ?? '']
    .filter((word) => word !== '')
    .join('; ');
}
