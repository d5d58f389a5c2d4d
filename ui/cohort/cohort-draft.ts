import type { DesignFile } from '../../core/index.ts';
import type { DesignWishes } from '../../src/worker/messages.ts';
import type { Language } from '../words/language.ts';
import { readNumber } from '../words/read-number.ts';
import type { WhyNoNumber } from '../words/read-number.ts';

export type Method = DesignFile['method'];

export const METHODS: readonly Method[] = ['3+3', 'rolling-six', 'boin', 'mtpi', 'crm'];

export const COMMON = [
  'version',
  'definition',
  'windowDays',
  'maxSubjects',
  'staggerDays',
  'fillsFromPercentOfLevel',
] as const;
export const OWN = {
  '3+3': ['candidateSubjects'],
  'rolling-six': ['candidateSubjects'],
  boin: ['cohortSize', 'targetToxicity', 'eliminateAbove'],
  mtpi: ['cohortSize', 'targetToxicity', 'epsilonBelow', 'epsilonAbove', 'eliminateAbove'],
  crm: ['cohortSize', 'targetToxicity', 'skeleton', 'priorVariance', 'stopAbove'],
} as const satisfies Record<Method, readonly string[]>;

export type Field = (typeof COMMON)[number] | (typeof OWN)[Method][number];

/** A design as it is typed; it outlives the screen, and no patient's data are in it. */
export interface CohortDraft {
  readonly method: Method;
  readonly typed: Readonly<Partial<Record<Field, string>>>;
  readonly maySkip: boolean;
  readonly staggerOf: 'first-at-level' | 'every-subject';
  /** A design file that was opened: its levels hold, and whatever the form does not show. */
  readonly base: Readonly<Record<string, unknown>> | null;
  /** Who makes entries. */
  readonly by: string;
}

export const NO_COHORT: CohortDraft = {
  method: '3+3',
  typed: {},
  maySkip: false,
  staggerOf: 'first-at-level',
  base: null,
  by: '',
};

/** What was typed as a number and is none. */
export class NoNumber extends Error {
  readonly why: WhyNoNumber;

  constructor(text: string, why: WhyNoNumber) {
    super(text);
    this.why = why;
  }
}

export function numberOf(text: string, language: Language): number | null {
  const read = readNumber(text, language);
  if (read.kind === 'refused') throw new NoNumber(text, read.why);
  return read.kind === 'number' ? read.value : null;
}

export function numbersOf(text: string, language: Language): number[] {
  return text.split(/[\s;]+/).flatMap((word) => numberOf(word.replace(/,$/, ''), language) ?? []);
}

/** What the draft says, as a design file has it. */
export function enteredOf(draft: CohortDraft, language: Language): Omit<DesignWishes, 'trial'> {
  const { method, typed, maySkip, staggerOf, base } = draft;
  const text = (field: Field): string | null => {
    const word = typed[field]?.trim() ?? '';
    return word === '' ? null : word;
  };
  const number = (field: Field): number | null => numberOf(text(field) ?? '', language);
  const own = (OWN[method] as readonly Field[]).map((field) => [
    field,
    field === 'skeleton' ? numbersOf(text(field) ?? '', language) : number(field),
  ]);
  const days = number('staggerDays');
  const fills = number('fillsFromPercentOfLevel');
  return {
    method,
    base: base === null ? null : withoutOptional(base),
    entered: {
      version: text('version'),
      maxSubjects: number('maxSubjects'),
      doseLimitingToxicity: { definition: text('definition'), windowDays: number('windowDays') },
      ...(days === null ? {} : { stagger: { days, of: staggerOf } }),
      ...(fills === null ? {} : { fillsFromPercentOfLevel: fills }),
      ...(Object.fromEntries(own) as Record<string, unknown>),
      ...(method === 'crm' ? { maySkipLevels: maySkip } : {}),
    },
  };
}

/** The form of a design file. What is no text or number in it stays empty, and is missed by name later. */
export function draftOfDesign(file: Readonly<Record<string, unknown>>, by: string): CohortDraft {
  const toxicity = objectIn(file, 'doseLimitingToxicity');
  const stagger = objectIn(file, 'stagger');
  const method = METHODS.find((each) => each === file['method']) ?? '3+3';
  const shown = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(String).join(' ');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const own = (OWN[method] as readonly Field[]).map((field) => [field, shown(file[field])]);
  return {
    ...NO_COHORT,
    by,
    method,
    base: file,
    maySkip: file['maySkipLevels'] === true,
    staggerOf: stagger['of'] === 'every-subject' ? 'every-subject' : 'first-at-level',
    typed: {
      ...(Object.fromEntries(own) as CohortDraft['typed']),
      version: shown(file['version']),
      maxSubjects: shown(file['maxSubjects']),
      definition: shown(toxicity['definition']),
      windowDays: shown(toxicity['windowDays']),
      staggerDays: shown(stagger['days']),
      fillsFromPercentOfLevel: shown(file['fillsFromPercentOfLevel']),
    },
  };
}

/** What the form shows is the form's alone: levels and the start level stay. */
function withoutOptional(base: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(base).filter(([key]) => ['schema', 'levels', 'startLevel', 'explanations'].includes(key)),
  );
}

function objectIn(file: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = file[key];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
