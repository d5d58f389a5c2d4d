/**
 * Laboratory values that criteria may ask for: what they are in, which ways of writing a unit are understood, and from where
 * to where a value is believed. The believed ranges are wide and this project's own: outside them a value is asked about,
 * because another unit is likelier than the number.
 */
export interface Analyte {
  readonly name: string;
  /** Unit of mathjs in which criteria compare it; 'ULN' for multiples of the laboratory's own upper limit. */
  readonly unit: string;
  readonly molarMassGPerMol?: number;
  /** Ways of writing a unit. The first is what a template proposes. */
  readonly written: readonly string[];
  /** In `written[0]`. */
  readonly believed: readonly [number, number];
}

const COUNTS = ['G/L', '/mm3', '/uL', '/L'] as const;
const ENZYMES = ['U/L', 'ukat/L', 'xULN'] as const;

export const ANALYTES = {
  testosterone: {
    name: 'testosterone',
    unit: 'ng/dL',
    molarMassGPerMol: 288.42,
    written: ['ng/dL', 'ng/mL', 'nmol/L'],
    believed: [0, 2500],
  },
  neutrophils: { name: 'neutrophils', unit: 'mm^-3', written: COUNTS, believed: [0.02, 100] },
  platelets: { name: 'platelets', unit: 'mm^-3', written: COUNTS, believed: [1, 3000] },
  haemoglobin: { name: 'haemoglobin', unit: 'g/dL', written: ['g/dL', 'g/L'], believed: [2, 25] },
  bilirubin: {
    name: 'total bilirubin',
    unit: 'ULN',
    molarMassGPerMol: 584.66,
    written: ['umol/L', 'mg/dL', 'xULN'],
    believed: [0.5, 1000],
  },
  ast: { name: 'AST', unit: 'ULN', written: ENZYMES, believed: [1, 20000] },
  alt: { name: 'ALT', unit: 'ULN', written: ENZYMES, believed: [1, 20000] },
  alp: { name: 'ALP', unit: 'ULN', written: ENZYMES, believed: [1, 20000] },
  creatinine: {
    name: 'creatinine',
    unit: 'mg/dL',
    molarMassGPerMol: 113.12,
    written: ['umol/L', 'mg/dL'],
    believed: [15, 2500],
  },
  creatinineClearance: {
    name: 'creatinine clearance',
    unit: 'mL/minute',
    written: ['mL/min'],
    believed: [2, 300],
  },
  psa: { name: 'PSA', unit: 'ng/mL', written: ['ng/mL', 'ug/L'], believed: [0, 50000] },
} as const satisfies Readonly<Record<string, Analyte>>;

export type AnalyteName = keyof typeof ANALYTES;

/** A written unit as a factor and a unit of mathjs. */
interface WrittenUnit {
  readonly factor: number;
  readonly unit: string;
}

const WRITTEN: Readonly<Record<string, WrittenUnit>> = {
  'ng/dL': { factor: 1, unit: 'ng/dL' },
  'ng/mL': { factor: 1, unit: 'ng/mL' },
  'ug/L': { factor: 1, unit: 'ug/L' },
  'nmol/L': { factor: 1, unit: 'nmol/L' },
  'umol/L': { factor: 1, unit: 'umol/L' },
  'mg/dL': { factor: 1, unit: 'mg/dL' },
  'g/dL': { factor: 1, unit: 'g/dL' },
  'g/L': { factor: 1, unit: 'g/L' },
  'G/L': { factor: 1e9, unit: 'L^-1' },
  '/L': { factor: 1, unit: 'L^-1' },
  '/mm3': { factor: 1, unit: 'mm^-3' },
  '/uL': { factor: 1, unit: 'uL^-1' },
  'U/L': { factor: 1, unit: 'L^-1' },
  'ukat/L': { factor: 60, unit: 'L^-1' },
  'mL/min': { factor: 1, unit: 'mL/minute' },
  xULN: { factor: 1, unit: 'ULN' },
};

/** "10^9/L", "10*9/L", "×10⁹/L" and "G/L" are one unit; so are "/mm³", "/mm^3" and "/mm3". */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^(x|×)?\s*10\s*(\^|\*|\*\*)?\s*(9|⁹)\s*\/\s*L$/i, 'G/L'],
  [/^(cells|cellules)?\s*\/\s*mm\s*(\^?3|³)$/i, '/mm3'],
  [/^(cells|cellules)?\s*\/\s*[uµμ]L$/i, '/uL'],
  [/^(x|×)\s*ULN$/i, 'xULN'],
  [/^ULN$/i, 'xULN'],
  [/^I?U\/L$/i, 'U/L'],
  [/^mL\/minute$/i, 'mL/min'],
];

/** The one way of writing a unit of this analyte; null where it is none of its units. Small and capital letters of L are one. */
export function writtenUnit(
  analyte: Analyte,
  text: string,
): { readonly name: string; readonly as: WrittenUnit } | null {
  const trimmed = text.trim().replace(/[µμ]/g, 'u').replace(/\s+/g, '');
  const known = SAME.find(([pattern]) => pattern.test(trimmed))?.[1] ?? trimmed.replace(/l$/, 'L').replace(/dl/, 'dL');
  const name = analyte.written.find((each) => each === known.replace(/\/ml$/i, '/mL'));
  const as = name === undefined ? undefined : WRITTEN[name];
  return name === undefined || as === undefined ? null : { name, as };
}
