import type { MarrowResult } from '../../core/index.ts';

/** What the parts of a marrow result say, for the text and the HTML report alike. */

export function cm3(value: number | null): string {
  return value === null ? '-' : `${value.toFixed(value < 10 ? 2 : 1)} cm³`;
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

/** The verdict in sentences. */
export function levelSentences(result: MarrowResult): string[] {
  const { level, trabecularCm3, reserveCm3, trial } = result;
  const limits = trial.levels.map(({ percent }) => percent);
  const own = leadingReading(result);
  if (level.lowestNotExceeded === 'not-evaluable') {
    const shown =
      level.atLeastPercent !== null
        ? result.declared.skeletonComplete === true || result.declared.kind === 'whole-bone'
          ? [
              `Ratio at least ${ratio(level.atLeastPercent, limits)} (${readingWord(own?.reading ?? null, own?.nodes ?? null)}).`,
            ]
          : [
              `Ratio at least ${ratio(level.atLeastPercent, limits)} of the bone that was given; with the rest of the skeleton it would be lower, with more tumour higher.`,
            ]
        : own?.ratioPercent != null
          ? [
              `Ratio ${withRange(own.ratioPercent, (value) => ratio(value, limits))} if the irradiation volume is ${readingWord(own.reading, own.nodes)}.`,
            ]
          : [];
    return ['No level.', ...shown, `Why: ${level.reason ?? 'no reason given'}.`];
  }
  const sentences = [
    `Achieved ratio of the ${result.lesions.filter(({ treated }) => treated).length} treated lesions ${withRange(own?.ratioPercent ?? null, (value) => ratio(value, limits))} (${readingWord(level.reading, level.nodes)}): ${
      level.lowestNotExceeded === 'above-all-levels'
        ? 'above all levels'
        : `lowest level not exceeded is ${levelWord(level.lowestNotExceeded, result)}`
    }.`,
    'A level is taken as a ceiling, which is an assumption: the record does not say.',
  ];
  if (typeof level.lowestNotExceeded === 'number' && reserveCm3 !== null) {
    const percent = Number(percentOfLevel(level.lowestNotExceeded, result));
    sentences.push(
      `Level ${level.lowestNotExceeded} allows ${cm3((percent / 100) * reserveCm3.value)} (${percent} % of the reserve).`,
    );
  }
  if (level.holdsAboveTrabecularCm3 !== null && trabecularCm3 !== null) {
    sentences.push(
      `Level ${level.lowestNotExceeded} holds for any trabecular volume above ${level.holdsAboveTrabecularCm3.toFixed(0)} cm³; entered ${trabecularCm3.value.toFixed(0)}.`,
    );
  }
  if (level.lowerFromTrabecularCm3 !== null) {
    sentences.push(`A lower level would hold from ${level.lowerFromTrabecularCm3.toFixed(0)} cm³ on.`);
  }
  return sentences;
}

export function exclusionSentence({ exclusion }: MarrowResult): string {
  const { outcome, ratioPercent, ratioRangePercent, limitPercent, reason } = exclusion;
  const limits = limitPercent === null ? [] : [limitPercent];
  const range =
    ratioPercent === null || ratioRangePercent === null
      ? ''
      : ` ${withRange({ value: ratioPercent, ...ratioRangePercent }, (value) => ratio(value, limits))}`;
  const words = {
    passes: `not excluded:${range} of the reserve, not more than ${limitPercent ?? '?'} %`,
    fails: `EXCLUDED:${range} of the reserve, more than ${limitPercent ?? '?'} %`,
    undecided: `undecided:${range} against ${limitPercent ?? '?'} %`,
    'not-evaluable': 'not evaluable',
  } as const;
  return `High-risk and symptomatic tumour: ${words[outcome]}${reason === null ? '' : ` (${reason})`}.`;
}

export const PROPOSAL = 'The largest set that fits under this objective, not a treatment decision.';

export const OBJECTIVE_WORDS = {
  order: 'in your own order, skipping what does not fit',
  'most-volume': 'most volume, then fewest lesions (not in the record)',
  'most-lesions': 'most lesions, then most volume (not in the record)',
} as const;

/** The proposal in sentences. */
export function selectionSentences(result: MarrowResult): string[] {
  const { selection: s, reserveCm3, lesions } = result;
  if (s.status === 'not-evaluable') return [`No proposal. Why: ${s.reason ?? 'no reason given'}.`];
  const budget = `budget ${cm3(s.budgetCm3)} at level ${s.level ?? '?'} (${percentOfLevel(s.level ?? 0, result)} % of ${cm3(reserveCm3?.value ?? null)})`;
  if (s.status === 'priority-exceeds-level') {
    return [
      `NOTHING PROPOSED: ${s.reason ?? ''}; ${budget}.`,
      `Priority lesions: ${s.priority.join(', ')}.`,
      ...s.options.map((option) => `Option: ${option}.`),
    ];
  }
  const remaining =
    s.remainingCm3 === null || s.remainingRangeCm3 === null
      ? '-'
      : withRange({ value: s.remainingCm3, ...s.remainingRangeCm3 }, cm3);
  return [
    `${PROPOSAL} Objective: ${OBJECTIVE_WORDS[s.objective]}; volume read as ${readingWord(s.reading, s.nodes)}.`,
    `Proposed: ${s.proposed.length === 0 ? 'none' : s.proposed.join(', ')}; ${cm3(s.usedCm3)} of ${budget}; remaining ${remaining}.`,
    ...(s.status === 'cannot-fill'
      ? [
          `This patient cannot fill level ${s.level ?? '?'}: all lesions together are ${ratio(reserveCm3 === null || s.usedCm3 === null ? null : (100 * s.usedCm3) / reserveCm3.value)} of the reserve, below the next lower level.`,
        ]
      : []),
    ...(s.status === 'not-proven' ? [`Not proven to be the best: no set can hold more than ${cm3(s.boundCm3)}.`] : []),
    ...(s.reason === null ? [] : [`${s.reason.charAt(0).toUpperCase()}${s.reason.slice(1)}.`]),
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
          `${s.objective === 'most-volume' ? 'Largest' : 'Smallest'} first would give ${s.greedy.proposed.join(', ') || 'none'} (${cm3(s.greedy.usedCm3)}).`,
        ]),
    ...(s.nextLevel === null
      ? []
      : [
          `Level ${s.nextLevel.level} (${cm3(s.nextLevel.budgetCm3)}) would ${
            s.nextLevel.adds.length === 0 ? 'add nothing' : `add ${s.nextLevel.adds.join(', ')}`
          }${s.nextLevel.drops.length === 0 ? '' : ` and drop ${s.nextLevel.drops.join(', ')}`}: ${cm3(s.nextLevel.usedCm3)}.`,
        ]),
    ...(s.flip === null
      ? []
      : [
          `The choice changes if ${s.flip.id} is ${s.flip.toCm3 > s.flip.volumeCm3 ? 'above' : 'below'} ${s.flip.toCm3.toFixed(2)} cm³ instead of ${s.flip.volumeCm3.toFixed(2)} (then ${s.flip.proposed.join(', ') || 'none'}).`,
        ]),
  ];
}

function leftOut(proposed: readonly string[], lesions: MarrowResult['lesions']): string[] {
  const out = lesions.filter(({ id }) => !proposed.includes(id)).map(({ id }) => id);
  return out.length === 0 ? [] : [`Left out: ${out.join(', ')}.`];
}
