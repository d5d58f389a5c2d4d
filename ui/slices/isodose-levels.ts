import { shownLevel } from '../../src/report/slice-words.ts';
import type { Language } from '../words/language.ts';
import { readNumber } from '../words/read-number.ts';
import type { ShownLevel } from './scene.ts';

/** Percent of the prescription. Told apart by dash and label as well as by colour; 100 % is the heavy plain line. */
export const PERCENTS = [80, 90, 100, 125, 130] as const;
export type Percent = (typeof PERCENTS)[number];

const LOOKS: Readonly<Record<Percent, { readonly colour: string; readonly dash: readonly number[] }>> = {
  80: { colour: '#56b4e9', dash: [2, 3] },
  90: { colour: '#2bd4a4', dash: [7, 3] },
  100: { colour: '#ffffff', dash: [] },
  125: { colour: '#f0e442', dash: [9, 3, 2, 3] },
  130: { colour: '#ff8a4c', dash: [4, 2] },
};
const FREE = { colour: '#e39cc4', dash: [1, 3] };

/** A level as it is drawn, and in words for the list beside it. */
export interface NamedLevel extends ShownLevel {
  readonly words: string;
}

export function percentLevel(percent: Percent, prescriptionGy: number): NamedLevel {
  const doseGy = (percent / 100) * prescriptionGy;
  return { doseGy, label: `${String(percent)} %`, words: shownLevel(percent, doseGy), ...LOOKS[percent] };
}

/** Levels typed in Gy, parted by semicolons or spaces; what is no dose is left out and given back. */
export function typedLevels(
  text: string,
  language: Language,
): { readonly levels: readonly ShownLevel[]; readonly refused: readonly string[] } {
  const levels: ShownLevel[] = [];
  const refused: string[] = [];
  for (const part of text.split(/[;\s]+/)) {
    const read = readNumber(part, language);
    if (read.kind === 'empty') continue;
    if (read.kind === 'number' && read.value > 0) levels.push({ doseGy: read.value, label: `${part} Gy`, ...FREE });
    else refused.push(part);
  }
  return { levels, refused };
}
