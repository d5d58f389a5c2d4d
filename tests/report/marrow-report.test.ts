import { describe, expect, it } from 'vitest';
import { marrowResultSchema, type MarrowResult, type MarrowWish } from '../../core/index.ts';
import { marrowTyped } from '../../src/app/marrow-typed.ts';
import { marrowCsv } from '../../src/report/marrow-csv.ts';
import { marrowHtml } from '../../src/report/marrow-html.ts';
import { marrowJson } from '../../src/report/marrow-json.ts';
import { verdictsOf } from '../../src/report/marrow-words.ts';
import { marrowText } from '../../src/report/marrow-text.ts';
import { TYPED_VOLUMES } from '../typed-volumes.ts';

const TYPED = { ...TYPED_VOLUMES, subject: 'P-07' };

function ask(typed: object, wish: Partial<MarrowWish> = {}): Promise<MarrowResult> {
  return marrowTyped({
    text: JSON.stringify(typed),
    path: 'typed.json',
    sha256: 'f'.repeat(64),
    trial: null,
    wish: { level: 1, objective: 'order', order: [], must: [], not: [], ...wish },
  });
}

const joined = (text: string): string => text.replace(/\s+/g, ' ');

describe('the marrow report in words', () => {
  it('answers in this order: level, exclusion, proposal, each with its number first', async () => {
    const text = joined(marrowText(await ask(TYPED, { level: -1 })));
    expect(text).toContain(
      'Level Level 1 (30 %) is the lowest that is not exceeded: the 3 treated lesions are 30.0 % of the reserve (gtv, with nodes).',
    );
    expect(text).toContain('Level 1 holds for any trabecular volume above 1100 cm³; entered 1100.');
    expect(text).toContain('A level is taken as a ceiling, which is an assumption: the record does not say.');
    expect(text).toContain(
      'Exclusion Not excluded: high-risk and symptomatic tumour is 10.0 % of the reserve, not more than 50 %.',
    );
    expect(text).toContain('Proposal Proposed for level -1: L1, L3. They take 180.0 cm³ of the 200.0 cm³');
    expect(text).toContain('The largest set that fits under this objective, not a treatment decision.');
    expect(text).toContain('Left out: L2.');
    expect(text).toContain('Level 1 (300.0 cm³) would add L2, 300.0 cm³ in all.');
  });

  it('does not call a level fine that is above the open one', async () => {
    const toneAt = async (level: number) =>
      verdictsOf(await ask(TYPED, { level })).find(({ title }) => title === 'Level');
    // All three lesions are 30 % of the reserve; level -1 allows 20 %, level 2 allows 40 %.
    const above = await toneAt(-1);
    expect(above?.tone).toBe('bad');
    expect(above?.sentences).toContain('Together they EXCEED level -1 (20 %), which is open.');
    const within = await toneAt(2);
    expect(within?.tone).toBe('fine');
    expect(within?.sentences.join(' ')).not.toContain('EXCEED');
  });

  it('says one reason once where it stands in the way of everything, and no level anywhere', async () => {
    const result = await ask({ ...TYPED, gtvTotalComplete: false });
    const text = marrowText(result);
    expect(text.split('not all tumour is in GTV_Total').length - 1).toBe(1);
    expect(joined(text)).toContain('The ratio is at least 30.0 % (gtv, with nodes).');
    expect(text).not.toMatch(/\(30 %\)|lowest that is not|Proposed/);
    expect(marrowHtml(result, null)).not.toMatch(/\(30 %\)|lowest that is not|Proposed/);
  });

  it('gives a ratio with the reading that it is of, and no exclusion, while no reading is named', async () => {
    const { readings: _, ...open } = TYPED;
    const text = joined(marrowText(await ask(open)));
    expect(text).toContain('The ratio is 30.0 % if the irradiation volume is gtv, with nodes.');
    expect(text).not.toContain('Not excluded');
  });

  it('says what would be proposed elsewhere in a range', async () => {
    // L2 lies wholly in bone, or not at all: the reserve is 950 to 1070 cm³, level 1 allows 285 to 321 cm³.
    const lesions = TYPED.lesions.map((lesion) =>
      lesion.id === 'L2' ? { ...lesion, inTrabecularCm3: undefined } : lesion,
    );
    const result = await ask({ ...TYPED, lesions });
    expect(result.selection).toMatchObject({
      proposed: ['L1', 'L2'],
      otherProposals: [{ proposed: ['L1', 'L2', 'L3'] }],
    });
    expect(joined(marrowText(result))).toContain(
      'CLOSE: elsewhere within the ranges in brackets the proposal would differ: L3 in where nothing that is not said lies in trabecular bone.',
    );
  });

  it('says that priority lesions exceed the level, and what can be done', async () => {
    const lesions = TYPED.lesions.map((lesion) => ({ ...lesion, highRisk: true }));
    const text = joined(marrowText(await ask({ ...TYPED, lesions }, { level: -1 })));
    expect(text).toContain('NOTHING IS PROPOSED: the priority lesions alone exceed the level; the record does not say');
    expect(text).toContain('Option: level 1 (30 %) holds all priority lesions (300.0 cm³), once it is open.');
    expect(text).toContain('Option: priority lesions in your order up to this level: L1, L3 (180.0 cm³).');
  });

  it('keeps its lines within 100 characters but for tables', async () => {
    const text = marrowText(await ask({ ...TYPED, kind: undefined, skeletonComplete: undefined }));
    const long = text.split('\n').filter((line) => [...line].length > 100);
    expect(long.filter((line) => !/ {2,}\S/.test(line.trimStart()) && !line.startsWith('Research'))).toEqual([]);
  });
});

describe('the marrow report for programs', () => {
  it('is JSON that keeps to its schema, with the documented keys, the same bytes each time', async () => {
    const text = marrowJson(await ask(TYPED));
    expect(marrowJson(await ask(TYPED))).toBe(text);
    const result = JSON.parse(text) as Record<string, unknown>;
    expect(marrowResultSchema.safeParse(result).success).toBe(true);
    const keys = 'trabecularCm3 intersectionCm3 reserveCm3 lesions readings exclusion selection notChecked warnings';
    expect(Object.keys(result)).toEqual(expect.arrayContaining(['schema', ...keys.split(' ')]));
  });

  it('is CSV with level, budget and what remains in rows of their own', async () => {
    const rows = marrowCsv(await ask(TYPED, { level: -1 })).split(/\r?\n/);
    const cellsOf = (part: string): string[] =>
      (rows.find((row) => row.startsWith(`${part},`)) ?? '')
        .split(',')
        .slice(1, 8)
        .map((cell) => (/^\d+\.\d+$/.test(cell) ? Number(Number(cell).toFixed(6)) : cell))
        .map(String);
    expect(cellsOf('level')).toEqual(['gtv', 'with', '30', '30', '30', '%', '1']);
    expect(cellsOf('selection')).toEqual(['L1 + L3', 'with', '180', '', '', 'cm3', 'fits']);
    expect(cellsOf('budget')).toEqual(['-1', 'with', '200', '200', '200', 'cm3', '']);
    expect(cellsOf('remaining')).toEqual(['-1', 'with', '20', '20', '20', 'cm3', '']);
  });

  it('is CSV of one width, whose names cannot begin a formula', async () => {
    const lesions = [{ ...TYPED.lesions[0], id: '=1+1' }];
    const csv = marrowCsv(await ask({ ...TYPED, lesions }));
    const rows = csv.trimEnd().split(/\r?\n/);
    const cellsOf = (row: string): string[] => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.slice(0, -1) ?? [];
    expect(new Set(rows.map((row) => cellsOf(row).length)).size).toBe(1);
    expect(rows.some((row) => row.includes(',=1+1'))).toBe(false);
  });
});
