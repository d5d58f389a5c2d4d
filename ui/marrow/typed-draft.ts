import type { TypedFile } from '../../core/index.ts';
import { readNumber, type WhyNoNumber } from '../words/read-number.ts';
import type { Language } from '../words/language.ts';

/** One lesion as it was typed: numbers are texts until they are asked about. Empty: not known. */
export interface TypedRow {
  readonly id: string;
  readonly gtv: string;
  readonly ptv: string;
  readonly inside: string;
  readonly site: '' | 'bone' | 'node';
  readonly highRisk: YesNo;
  readonly symptomatic: YesNo;
}

export type YesNo = '' | 'true' | 'false';
export type TypedField = 'gtv' | 'ptv' | 'inside';

export interface TypedDraft {
  readonly trabecular: string;
  readonly rows: readonly TypedRow[];
  /** What else the file says: declarations, readings, subject. */
  readonly rest: Omit<TypedFile, 'schema' | 'trabecularCm3' | 'lesions' | 'level'>;
}

export const NO_TYPED: TypedDraft = { trabecular: '', rows: [], rest: {} };

/** Nothing that anybody measured: round numbers, for a first look. */
export const TYPED_EXAMPLE: TypedDraft = {
  trabecular: '1040.2',
  rows: [
    row('L1', '61.3', '88.0', '40.1', 'bone', 'true', 'true'),
    row('L2', '96.0', '128.5', '90.5', 'bone', 'false', 'false'),
    row('L3', '74.5', '101.2', '60.0', 'bone', 'false', 'true'),
    row('L4', '48.2', '70.9', '48.2', 'bone', 'false', 'false'),
    row('L5', '33.9', '51.4', '30.1', 'bone', 'false', 'false'),
    row('L6', '18.6', '30.7', '', 'node', 'false', 'false'),
    row('L7', '12.5', '21.9', '', 'node', 'false', 'false'),
  ],
  rest: {
    subject: 'example',
    kind: 'trabecular',
    skeletonComplete: true,
    gtvTotalComplete: true,
    readings: { irradiationVolume: 'gtv', nodes: 'with' },
  },
};

function row(
  id: string,
  gtv: string,
  ptv: string,
  inside: string,
  site: TypedRow['site'],
  highRisk: YesNo,
  symptomatic: YesNo,
): TypedRow {
  return { id, gtv, ptv, inside, site, highRisk, symptomatic };
}

/** A row more, with the first number that is free. */
export function newRow(rows: readonly TypedRow[]): TypedRow {
  const ids = new Set(rows.map(({ id }) => id));
  let number = 1;
  while (ids.has(`L${number}`)) number++;
  return row(`L${number}`, '', '', '', 'bone', '', '');
}

export interface WrongField {
  /** Row and field; the trabecular volume has no row. */
  readonly row: number | null;
  readonly field: TypedField | 'trabecular' | 'id';
  readonly why: WhyNoNumber | 'missing' | 'negative' | 'twice';
}

export type TypedText =
  { readonly text: string; readonly wrong: null } | { readonly text: null; readonly wrong: readonly WrongField[] };

/** The file of typed volumes that the command line reads too, or which fields stand in the way. */
export function typedText({ trabecular, rows, rest }: TypedDraft, level: number | null, language: Language): TypedText {
  const wrong: WrongField[] = [];
  const number = (text: string, at: Pick<WrongField, 'row' | 'field'>): number | null => {
    const read = readNumber(text, language);
    if (read.kind === 'refused') wrong.push({ ...at, why: read.why });
    if (read.kind === 'number' && read.value < 0) wrong.push({ ...at, why: 'negative' });
    return read.kind === 'number' ? read.value : null;
  };
  const trabecularCm3 = number(trabecular, { row: null, field: 'trabecular' });
  if (trabecular.trim() === '' || trabecularCm3 === 0) wrong.push({ row: null, field: 'trabecular', why: 'missing' });
  const lesions = rows.map(({ id, gtv, ptv, inside, site, highRisk, symptomatic }, at) => {
    if (id.trim() === '') wrong.push({ row: at, field: 'id', why: 'missing' });
    if (rows.findIndex((other) => other.id.trim() === id.trim()) < at)
      wrong.push({ row: at, field: 'id', why: 'twice' });
    const volumes = {
      gtvCm3: number(gtv, { row: at, field: 'gtv' }),
      ptvCm3: number(ptv, { row: at, field: 'ptv' }),
      inTrabecularCm3: number(inside, { row: at, field: 'inside' }),
    };
    return {
      id: id.trim(),
      ...Object.fromEntries(Object.entries(volumes).filter(([, volume]) => volume !== null)),
      ...(site === '' ? {} : { site }),
      ...(highRisk === '' ? {} : { highRisk: highRisk === 'true' }),
      ...(symptomatic === '' ? {} : { symptomatic: symptomatic === 'true' }),
    };
  });
  if (wrong.length > 0) return { text: null, wrong };
  const file = { schema: 'trabecula/typed/1', ...rest, trabecularCm3, ...(level === null ? {} : { level }), lesions };
  return { text: `${JSON.stringify(file, null, 2)}\n`, wrong: null };
}

/** A saved file of typed volumes to go on with; null if it is none. Whether it is right, the worker says. */
export function typedDraftOf(text: string): { readonly typed: TypedDraft; readonly level: number | null } | null {
  try {
    const file = JSON.parse(text) as Partial<TypedFile> | null;
    if (file?.schema !== 'trabecula/typed/1' || !Array.isArray(file.lesions)) return null;
    const { schema: _, trabecularCm3, lesions, level, ...rest } = file;
    const shown = (value: number | null | undefined): string => (value == null ? '' : String(value));
    const flag = (value: boolean | null | undefined): YesNo => (value == null ? '' : value ? 'true' : 'false');
    return {
      typed: {
        trabecular: shown(trabecularCm3),
        rows: lesions.map((each) =>
          row(
            each.id,
            shown(each.gtvCm3),
            shown(each.ptvCm3),
            shown(each.inTrabecularCm3),
            each.site ?? '',
            flag(each.highRisk),
            flag(each.symptomatic),
          ),
        ),
        rest,
      },
      level: level ?? null,
    };
  } catch {
    return null;
  }
}

const COLUMNS: readonly (readonly [keyof TypedRow, RegExp])[] = [
  ['inside', /trab|in bone|inside|dans l.os|spongieux/i],
  ['gtv', /gtv/i],
  ['ptv', /ptv/i],
  ['site', /^(site|si[eè]ge)/i],
  ['highRisk', /risk|risque/i],
  ['symptomatic', /sympt/i],
  ['id', /^(id|lesion|l[eé]sion|name|nom|no)/i],
];
const USUAL: readonly (keyof TypedRow)[] = ['id', 'gtv', 'ptv', 'inside', 'site', 'highRisk', 'symptomatic'];

/**
 * Rows out of a spreadsheet: columns parted by tabs or semicolons, with a heading or in the order of the table here. A comma
 * parts decimals, so it parts no columns.
 */
export function pastedRows(text: string): TypedRow[] {
  const cells = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(line.includes('\t') ? '\t' : ';').map((cell) => cell.trim()));
  const [head = [], ...others] = cells;
  const named = head.map((cell) => COLUMNS.find(([, pattern]) => pattern.test(cell))?.[0]);
  const hasHead = named.some((key) => key !== undefined && key !== 'id') && !head.some((cell) => /^\d/.test(cell));
  const keys = hasHead ? named : USUAL;
  return (hasHead ? others : cells).map((line, n) => {
    const of = (key: keyof TypedRow): string => line[keys.indexOf(key)] ?? '';
    return row(
      of('id') === '' ? `L${n + 1}` : of('id'),
      of('gtv'),
      of('ptv'),
      of('inside'),
      /^(n|gan)/i.test(of('site')) ? 'node' : /^(b|o)/i.test(of('site')) ? 'bone' : '',
      yesNo(of('highRisk')),
      yesNo(of('symptomatic')),
    );
  });
}

/** Anything else stays unknown. */
function yesNo(cell: string): YesNo {
  if (/^(y|yes|true|1|x|o|oui|vrai)$/i.test(cell)) return 'true';
  return /^(n|no|non|false|0|faux)$/i.test(cell) ? 'false' : '';
}
