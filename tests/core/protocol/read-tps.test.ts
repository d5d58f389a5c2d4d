import { describe, expect, it } from 'vitest';
import { readTps, type TpsTarget } from '../../../core/index.ts';

const targets: readonly TpsTarget[] = [
  { lesion: 'L1', gtv: 'GTV_1', ptv: 'PTV_1', prescriptionGy: 27 },
  { lesion: 'L2', gtv: null, ptv: 'PTV 2 35Gy', prescriptionGy: 35 },
  { lesion: 'L3', gtv: 'GTV_3', ptv: null, prescriptionGy: null },
];
const numbers = (text: string): unknown =>
  Object.fromEntries(readTps(text, targets).reports.map(({ lesion, tps }) => [lesion, tps]));
const refused = (text: string): string[] => readTps(text, targets).passedOver.map(({ line, why }) => `${line}: ${why}`);

describe('numbers of a planning system, pasted', () => {
  it('from a spreadsheet: a row per ROI, a column per quantity, with units in the head', () => {
    const text =
      'Structure\tVolume [cm³]\tV100% [%]\tMax Dose [cGy]\tD98%\r\nPTV_1\t14.25\t96.4\t3240\t26.1\r\nGTV_1\t5.31\t99.9\t\t\r\n';
    expect(numbers(text)).toEqual({
      L1: {
        ptvVolumeCm3: 14.25,
        ptvCoveragePercent: 96.4,
        dmaxGy: 32.4,
        d98PercentGy: 26.1,
        gtvVolumeCm3: 5.31,
        gtvCoveragePercent: 99.9,
      },
    });
    expect(refused(text)).toEqual([]);
  });

  it('with decimal commas, and parted by semicolons', () => {
    expect(numbers('ROI;Volume (cc);V27Gy (%);Dmax (Gy)\nPTV_1;14,25;96,4;32,4\nptv 1;14,25;96,4;32,4')).toEqual({
      L1: { ptvVolumeCm3: 14.25, ptvCoveragePercent: 96.4, dmaxGy: 32.4 },
    });
  });

  it('the other way round: a column per ROI', () => {
    expect(numbers('\tPTV_1\tPTV 2 35Gy\nVolume [cm³]\t14.2\t8.1\nDmean [Gy]\t29.9\t38.5')).toEqual({
      L1: { ptvVolumeCm3: 14.2, dmeanGy: 29.9 },
      L2: { ptvVolumeCm3: 8.1, dmeanGy: 38.5 },
    });
  });

  it('line by line: ROI, quantity, value, unit', () => {
    expect(numbers('PTV_1 V100% 96.4 %\nPTV 2 35Gy: Dmax 42,5 Gy\nPTV_1  Volume  14200 mm³')).toEqual({
      L1: { ptvCoveragePercent: 96.4, ptvVolumeCm3: 14.2 },
      L2: { dmaxGy: 42.5 },
    });
  });

  it('from the text of a DVH export, with the coverage read off the histogram', () => {
    const text = [
      'Patient Name         : X',
      'Structure: PTV_1',
      'Volume [cm³]: 14.2',
      'Max Dose [%]: 120.0',
      'Mean Dose [Gy]: 29.9',
      '',
      'Dose [Gy]   Relative dose [%] Ratio of Total Structure Volume [%]',
      '  0         0                 100',
      '  26        96.2963           98',
      '  28        103.7037          90',
      'Structure: BODY',
      'Volume [cm³]: 20000',
    ].join('\n');
    const { understood } = readTps(text, targets);
    // 27 Gy lies half way between the rows: 94 %.
    expect(numbers(text)).toEqual({ L1: { ptvVolumeCm3: 14.2, dmaxGy: 32.4, dmeanGy: 29.9, ptvCoveragePercent: 94 } });
    expect(understood.map(({ line, quantity, how }) => [line, quantity, how])).toEqual([
      [3, 'PTV volume', null],
      [4, 'Dmax', 'from 120 % of 27 Gy'],
      [5, 'Dmean', null],
      [2, 'PTV coverage', 'read off its histogram at 27 Gy'],
    ]);
    expect(refused(text).at(-1)).toContain('12: "BODY" is no target of a lesion');
  });

  it('refuse a histogram that is not cumulative', () => {
    const rows = ['Structure: PTV_1', 'Dose [cGy]  Structure Volume [cm³]', '0  0', '2600  3', '2800  9'];
    expect(refused(rows.join('\n'))).toEqual(['1: its histogram rises: a cumulative one is needed']);
  });
});

describe('what was not understood', () => {
  it.each([
    ['PTV_9\tVolume\t3.1', '"PTV_9" is no target of a lesion'],
    ['PTV_1\tV20Gy\t99 %', 'the share at 20 Gy is not that at the prescribed dose of 27 Gy'],
    ['PTV_1\tV95%\t99 %', 'the share at 95 % of the dose is not compared'],
    ['PTV_1\tV100%\t3.1 cm³', 'coverage is compared in %, and this is in cm³'],
    ['PTV_1\tDmax\t3.1 furlongs', 'the unit "furlongs" is not known'],
    ['GTV_1\tDmax\t33 Gy', 'doses are compared of the PTV'],
    ['GTV_3\tDmax\t110 %', 'a dose in percent, and no prescription is given'],
    ['PTV_1\tV100%\t196 %', 'a percentage is from 0 to 100'],
    ['PTV_1\tVolume\t1,234.5', 'a number that may mean two'],
    ['hello', 'neither a table'],
  ])('%s: %s', (text, why) => {
    expect(readTps(text, targets).reports).toEqual([]);
    expect(refused(text).join()).toContain(why);
  });

  it('a comma that may part thousands is not taken where the text writes decimals with a point', () => {
    const text = 'ROI\tVolume [cm³]\tDmax [Gy]\nPTV_1\t1,234\t32.4';
    expect(numbers(text)).toEqual({ L1: { dmaxGy: 32.4 } });
    expect(refused(text)[0]).toContain('decimals or thousands');
  });

  it('a second number for the same thing is listed, and the first stays', () => {
    const text = 'PTV_1\tVolume\t14.2 cm³\nPTV_1\tVolume\t14.3 cm³';
    expect(numbers(text)).toEqual({ L1: { ptvVolumeCm3: 14.2 } });
    expect(refused(text)).toEqual(['2: L1 has this number in line 1 already']);
  });

  it('columns that are not compared are named, and a missing unit is said', () => {
    const { understood, passedOver } = readTps('ROI\tVolume\tConformity\nPTV_1\t14.2\t1.1', targets);
    expect(passedOver).toMatchObject([{ line: 1, why: 'not compared: Conformity' }]);
    expect(understood).toMatchObject([{ how: 'no unit is given: taken as cm³' }]);
  });

  it('never throws, whatever is pasted', () => {
    for (const text of [
      '',
      '\n\n',
      ':::',
      'Structure:',
      'Structure: PTV_1\nDose [Gy] Volume [%]',
      '\t\t\t',
      '1\t2\t3',
      '"',
    ])
      expect(readTps(text, targets).reports).toEqual([]);
  });
});
