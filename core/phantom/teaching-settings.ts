import { BETWEEN_SLICES, DEFAULT_CONVENTION, END_CAPS } from '../dose/conventions.ts';
import type { BetweenSlices, EndCaps } from '../dose/conventions.ts';
import { TrabeculaError } from '../errors.ts';

/** A number that a teacher moves: its range, the step of its slider, and a change that is worth asking about. */
export interface TeachingNumber {
  readonly lowest: number;
  readonly highest: number;
  readonly step: number;
  readonly initial: number;
  /** What one changes it by to see whether it matters. */
  readonly nudge: number;
  readonly unit: 'mm' | '%' | '';
}

const mm = (lowest: number, highest: number, step: number, initial: number, nudge: number): TeachingNumber => ({
  lowest,
  highest,
  step,
  initial,
  nudge,
  unit: 'mm',
});

/** Everything about a teaching case that is a number, in the order of the screen. */
export const TEACHING_NUMBERS = {
  /** Of the GTV across z. */
  diameterMm: mm(3, 40, 0.5, 12, 1),
  /** Of the GTV along z; a sphere has none of its own. */
  lengthMm: mm(3, 40, 0.5, 16, 1),
  /** What makes the PTV of the GTV, on every side. */
  marginMm: mm(0, 10, 0.5, 3, 1),
  /** How far the prescription isodose reaches beyond the GTV while the dose is not scaled. */
  reachMm: mm(-2, 12, 0.5, 3, 1),
  /** From the prescription isodose to half of it, on a ball of its size. */
  fallOffMm: mm(1, 15, 0.5, 5, 1),
  /** Of the whole dose: what a plan is normalised by. */
  scalePercent: { lowest: 80, highest: 120, step: 0.5, initial: 100, nudge: 2, unit: '%' },
  shiftXMm: mm(-8, 8, 0.5, 0.5, 1),
  shiftYMm: mm(-8, 8, 0.5, 0, 1),
  shiftZMm: mm(-8, 8, 0.5, 0, 1),
  doseSpacingMm: mm(0.5, 4, 0.5, 2, 0.5),
  sliceSpacingMm: mm(0.5, 5, 0.5, 2, 0.5),
  /** Where slices and dose grid lie relative to the target. */
  seed: { lowest: 0, highest: 999_999, step: 1, initial: 7, nudge: 1, unit: '' },
} satisfies Readonly<Record<string, TeachingNumber>>;

export type TeachingNumberName = keyof typeof TEACHING_NUMBERS;
export const TEACHING_NUMBER_NAMES = Object.keys(TEACHING_NUMBERS) as readonly TeachingNumberName[];

export const TEACHING_SHAPES = ['sphere', 'ellipsoid', 'cylinder'] as const;
export const TEACHING_FALL_OFFS = ['gaussian', 'error-function'] as const;
/** As HIMARS (NCT06978296) prescribes: Gy in fractions. */
export const TEACHING_REGIMENS = ['27/3', '35/5'] as const;

/** Everything about a teaching case that is a choice. */
export const TEACHING_CHOICES = {
  shape: TEACHING_SHAPES,
  fallOff: TEACHING_FALL_OFFS,
  regimen: TEACHING_REGIMENS,
  endCaps: END_CAPS,
  betweenSlices: BETWEEN_SLICES,
} as const;

export type TeachingChoiceName = keyof typeof TEACHING_CHOICES;
export const TEACHING_CHOICE_NAMES = Object.keys(TEACHING_CHOICES) as readonly TeachingChoiceName[];

/** A synthetic target in a synthetic dose, drawn and stored as coarsely as is set. Same settings, same case. */
export type TeachingSettings = Readonly<Record<TeachingNumberName, number>> & {
  readonly shape: (typeof TEACHING_SHAPES)[number];
  readonly fallOff: (typeof TEACHING_FALL_OFFS)[number];
  readonly regimen: (typeof TEACHING_REGIMENS)[number];
  readonly endCaps: EndCaps;
  readonly betweenSlices: BetweenSlices;
};

export const FIRST_TEACHING_SETTINGS: TeachingSettings = {
  ...(Object.fromEntries(TEACHING_NUMBER_NAMES.map((name) => [name, TEACHING_NUMBERS[name].initial])) as Record<
    TeachingNumberName,
    number
  >),
  shape: 'sphere',
  fallOff: 'error-function',
  regimen: '27/3',
  endCaps: DEFAULT_CONVENTION.endCaps,
  betweenSlices: DEFAULT_CONVENTION.betweenSlices,
};

/**
 * Settings as one line of text, such as for the part of an address that is not sent to a server: what differs from the
 * first settings, `name=value` joined by `&`.
 */
export function printTeachingSettings(settings: TeachingSettings): string {
  const names = [...TEACHING_CHOICE_NAMES, ...TEACHING_NUMBER_NAMES];
  return names
    .filter((name) => name === 'seed' || settings[name] !== FIRST_TEACHING_SETTINGS[name])
    .map((name) => `${name}=${settings[name]}`)
    .join('&');
}

/**
 * The settings that a line of text means; what it does not say stays as in the first settings.
 *
 * @throws TrabeculaError (usage) for a name that is none, a value out of its range, and one that is no choice
 */
export function readTeachingSettings(text: string): TeachingSettings {
  const settings: Record<string, string | number> = { ...FIRST_TEACHING_SETTINGS };
  for (const part of text.split('&').filter((each) => each !== '')) {
    const [name = '', value = ''] = part.split('=');
    settings[name] = readOne(name, value);
  }
  return settings as unknown as TeachingSettings;
}

function readOne(name: string, value: string): string | number {
  if (Object.hasOwn(TEACHING_NUMBERS, name)) {
    const { lowest, highest } = TEACHING_NUMBERS[name as TeachingNumberName];
    const number = Number(value);
    const isWhole = name !== 'seed' || Number.isInteger(number);
    if (value.trim() !== '' && number >= lowest && number <= highest && isWhole) return number;
    throw refused(name, value, `a number from ${lowest} to ${highest}`);
  }
  if (Object.hasOwn(TEACHING_CHOICES, name)) {
    const choices: readonly string[] = TEACHING_CHOICES[name as TeachingChoiceName];
    if (choices.includes(value)) return value;
    throw refused(name, value, choices.join(', '));
  }
  const names = [...TEACHING_CHOICE_NAMES, ...TEACHING_NUMBER_NAMES];
  throw new TrabeculaError('usage', {
    what: 'no such setting of a teaching case',
    found: name,
    expected: names.join(', '),
  });
}

function refused(attribute: string, found: string, expected: string): TrabeculaError {
  return new TrabeculaError('usage', { what: 'not a setting of a teaching case', attribute, found, expected });
}
