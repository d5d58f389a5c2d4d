import { describe, expect, it } from 'vitest';
import type { DvhResult, InspectResult } from '../../core/index.ts';
import { NOTICE } from '../../core/index.ts';
import { dvhCsv } from '../../src/report/dvh-csv.ts';
import { dvhText } from '../../src/report/dvh-text.ts';
import { inspectText } from '../../src/report/inspect-text.ts';
import { textColumns, wrapText } from '../../src/report/text-columns.ts';

const DVH: DvhResult = {
  schema: 'trabecula/dvh/1',
  notice: NOTICE,
  software: { name: 'trabecula', version: '0.1.0' },
  conventions: {
    endCaps: 'half-slice',
    betweenSlices: 'prism',
    doseInterpolation: 'trilinear',
    like: null,
    intervalMeans: null,
  },
  prescriptionGy: null,
  inputs: [{ sopInstanceUid: '1.2.3', modality: 'RTDOSE', sha256: 'ef'.repeat(32), bytes: 10 }],
  confirmed: ['dose-type'],
  structures: [
    {
      roiName: '=SUM(A1)',
      roiNumber: 4,
      volumeCm3: 12.3456,
      outsideDoseCm3: 0.5,
      metrics: [
        { metric: 'D95%[Gy]', value: 7.254, low: null, high: null, unit: 'Gy', status: 'ok', reason: null },
        {
          metric: 'D20cc[Gy]',
          value: null,
          low: null,
          high: null,
          unit: 'Gy',
          status: 'not-evaluable',
          reason: 'the structure has 12.3 cm³',
        },
      ],
      curve: { doseGy: [0, 5], volumeCm3: [12.3456, 6.5] },
      remarks: ['a gap of 9 mm is not filled'],
    },
  ],
  planningSystem: [],
  unusable: [{ roiName: 'ISO', roiNumber: 9, reason: 'one point, not a solid' }],
  warnings: [{ code: 'links', message: 'no plan' }],
};

describe('a DVH as text', () => {
  const text = dvhText(DVH);

  it('says a metric without a value in words, never as 0', () => {
    const [head = '', row = ''] = text.split('\n').slice(4, 6);
    expect(head.trim().split(/ {2,}/)).toEqual(['ROI', 'volume', 'D95%', 'D20cc']);
    expect(row.trim().split(/ {2,}/)).toEqual(['=SUM(A1) *', '12.3 cm³', '7.25', '-']);
    expect(text).toContain('- D20cc[Gy] not evaluable: the structure has 12.3 cm³');
  });

  it('lists what is outside the grid, what is odd, what is unusable, what was confirmed, and the notice', () => {
    for (const part of [
      '0.500 cm³ of 12.3 cm³ OUTSIDE THE DOSE GRID',
      'a gap of 9 mm',
      'one point, not a solid',
      'dose-type',
      NOTICE,
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe('a DVH of many structures or metrics as text', () => {
  const [structure] = DVH.structures;
  if (structure === undefined) throw new Error('the fixture has a structure');
  const value = { value: 1.5, low: null, high: null, unit: 'Gy', status: 'ok', reason: null } as const;

  it('is one table with a reason once for all metrics that it is about', () => {
    const reason = '0.500 of 12.3 cm³ lie outside the dose grid; they are counted as cold';
    const metrics = ['D95%[Gy]', 'D2%[Gy]'].map((metric) => ({ metric, ...value, reason }));
    const text = dvhText({
      ...DVH,
      structures: [
        { ...structure, metrics },
        { ...structure, roiName: 'b', metrics },
      ],
    });
    expect(text.split('D95%[Gy] and D2%[Gy]: what lies outside is counted as cold')).toHaveLength(3);
    expect(text.match(/cm³ {2}1\.50 {2}1\.50$/gm)).toHaveLength(2);
  });

  it('is a block per structure where a table would not fit', () => {
    const metrics = Array.from({ length: 14 }, (_, n) => ({ metric: `D${n + 1}%[Gy]`, ...value }));
    const text = dvhText({ ...DVH, structures: [{ ...structure, metrics }] });
    expect(text).toContain('=SUM(A1) (ROI 4): 12.3 cm³');
    expect(text.match(/^ {3}D\d+%\[Gy\] +1\.50 Gy$/gm)).toHaveLength(14);
  });

  it('tells a range without width from none', () => {
    const metrics = [
      { metric: 'D98%[Gy]', ...value, low: 1.31, high: 1.66 },
      { metric: 'D50%[Gy]', ...value, low: 1.5, high: 1.5 },
      { metric: 'D2%[Gy]', ...value },
    ];
    const text = dvhText({ ...DVH, structures: [{ ...structure, metrics }] });
    expect(text).toMatch(/D98%\[Gy\] +1\.50 Gy +\(1\.31-1\.66\)\n/);
    expect(text).toMatch(/D50%\[Gy\] +1\.50 Gy +\(the same in all\)\n/);
    expect(text).toMatch(/D2%\[Gy\] +1\.50 Gy *\n/);
  });
});

describe('a DVH as CSV', () => {
  it('has one row per metric, curve point and unusable ROI, names guarded', () => {
    const rows = dvhCsv(DVH).trimEnd().split('\r\n');
    expect(rows).toHaveLength(1 + 2 + 2 + 1);
    expect(rows[1]).toBe(`"'=SUM(A1)",4,12.3456,0.5,D95%[Gy],7.254,Gy,ok,,,,,,,`);
    expect(rows[2]).toContain(',not-evaluable,');
    expect(rows[4]).toBe(`"'=SUM(A1)",4,12.3456,0.5,curve,,,,,5,6.5,,,,`);
    expect(rows[5]).toContain('unusable');
  });
});

describe('an inspection as text', () => {
  const EMPTY: InspectResult = {
    schema: 'trabecula/inspect/1',
    notice: NOTICE,
    software: { name: 'trabecula', version: '0.1.0' },
    objects: [],
    images: 3,
    links: [],
    rois: [],
    doses: [],
    prescriptions: [],
    pairs: [],
    refusals: [],
    confirmed: [],
    passedOver: [],
    warnings: [],
  };

  it('says plainly what is not there', () => {
    const text = inspectText(EMPTY);
    for (const part of ['3 images', 'Prescriptions: none', 'no pair to propose', NOTICE]) expect(text).toContain(part);
  });

  it('shows a refusal before anything else, and an unusable ROI with its reason', () => {
    const text = inspectText({
      ...EMPTY,
      refusals: ['RS.dcm: of another patient'],
      rois: [
        {
          structureSetUid: '1',
          roiNumber: 1,
          roiName: 'PTV',
          interpretedType: null,
          contours: 0,
          planes: 0,
          usable: false,
          reason: 'no contours',
          remarks: [],
          volumeCm3: null,
          proposed: null,
          tg263Name: null,
        },
      ],
    });
    expect(text.indexOf('of another patient')).toBeLessThan(text.indexOf('Objects'));
    expect(text).toContain('0 usable, 1 not');
    expect(text).toMatch(/- {3}1 {2}PTV\s+no contours/);
  });
});

describe('text columns', () => {
  it('line up by characters and break a long last cell below its own column', () => {
    const words = Array.from({ length: 30 }, (_, n) => `word${n}`).join(' ');
    const lines = textColumns([
      ['cm³', 'a', words],
      ['x', 'bbb', 'short'],
    ]);
    expect(lines[0]?.indexOf('word0')).toBe(lines.at(-1)?.indexOf('short'));
    expect(lines[1]?.search(/\S/)).toBe(lines[0]?.indexOf('word0'));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines.join(' ').match(/word\d+/g)).toHaveLength(30);
  });

  it('wrap without losing a word, and leave a word that is too long whole', () => {
    const lines = wrapText(`one ${'x'.repeat(30)} two three`, '', '  ', 12);
    expect(lines).toEqual(['one', `  ${'x'.repeat(30)}`, '  two three']);
  });
});
