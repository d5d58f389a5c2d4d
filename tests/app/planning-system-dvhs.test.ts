import { describe, expect, it } from 'vitest';
import type { DvhResult, PhantomDvh, PlanningSystemDvh } from '../../core/index.ts';
import { dvhResultSchema } from '../../core/index.ts';
import { dvh, type DvhRequest } from '../../src/app/dvh.ts';
import { phantomFiles } from '../../src/app/phantom.ts';
import { dvhCsv } from '../../src/report/dvh-csv.ts';
import { dvhText } from '../../src/report/dvh-text.ts';
import {
  amendOnly,
  type Box,
  boxDose,
  boxPatient,
  type Checked,
  filesOf,
  GTV,
  PTV,
  slope,
  volumeCm3Of,
} from './box-patient.ts';

/** The dose falls by 0.2 Gy/mm along x, from 32.7 to 26.7 Gy over the PTV. */
const doseAt = (x: number): number => 27 + 0.2 * (13.5 - Math.max(x, PTV.x[0]));
/** In closed form: how much of a box receives at least a dose. */
function boxAtLeast(box: Box, doseGy: number): number {
  const colder = Math.min(Math.max((doseAt(box.x[0]) - doseGy) / 0.2, 0), box.x[1] - box.x[0]);
  return (colder / (box.x[1] - box.x[0])) * volumeCm3Of(box);
}
const ptvAtLeast = (doseGy: number): number => boxAtLeast(PTV, doseGy);
const shellAtLeast = (doseGy: number): number => ptvAtLeast(doseGy) - boxAtLeast(GTV, doseGy);

type Form = Pick<PhantomDvh, 'type' | 'doseUnits' | 'volumeUnits'>;
const REFERENCE_GY = 30;
/** Bins of uneven width, finer where the dose is: 1.37 Gy up to 26.03 Gy, then 0.07 Gy. */
const WIDTHS_GY = [...Array.from({ length: 19 }, () => 1.37), ...Array.from({ length: 104 }, () => 0.07)];

function stored(
  atLeast: (doseGy: number) => number,
  form: Form,
  rois: PhantomDvh['rois'] = [{ roiName: 'PTV_1', contribution: 'INCLUDED' }],
  doseScaling = 0.01,
): PhantomDvh {
  const unitGy = form.doseUnits === 'GY' ? 1 : REFERENCE_GY;
  const whole = atLeast(0);
  let lower = 0;
  const volumes = WIDTHS_GY.map((width) => {
    const upper = lower + width;
    const cm3 = form.type === 'CUMULATIVE' ? atLeast(upper) : atLeast(lower) - atLeast(upper);
    lower = upper;
    return form.volumeUnits === 'CM3' ? cm3 : (100 * cm3) / whole;
  });
  return {
    ...form,
    rois,
    doseScaling,
    storedWidths: WIDTHS_GY.map((width) => width / (unitGy * doseScaling)),
    volumes,
  };
}

const METRICS = ['Vol[cc]', 'D95%[Gy]', 'D50%[Gy]', 'D2%[Gy]', 'D1cc[Gy]', 'V28.13Gy[%]', 'V30Gy[cc]', 'Mean[Gy]'];

async function resultOf(
  dvhs: readonly PhantomDvh[],
  more: { amend?: Checked['amend']; request?: Partial<DvhRequest>; normalizationGy?: number | null } = {},
): Promise<DvhResult> {
  const { normalizationGy = REFERENCE_GY } = more;
  const dose = boxDose(slope(0.95), {
    dvhs,
    ...(normalizationGy === null ? {} : { dvhNormalizationGy: normalizationGy }),
  });
  const patient = boxPatient({ doses: [dose] });
  const asked = { rois: [], metrics: METRICS, curve: false, confirm: [] };
  const result = await dvh({ files: filesOf(patient, more.amend), ...asked, ...more.request });
  dvhResultSchema.parse(result);
  return result;
}

function only({ planningSystem }: DvhResult): PlanningSystemDvh {
  const [first, ...others] = planningSystem;
  if (first === undefined || others.length > 0) throw new Error(`${planningSystem.length} histograms`);
  return first;
}

const CUMULATIVE: Form = { type: 'CUMULATIVE', doseUnits: 'GY', volumeUnits: 'CM3' };

describe('the shipped ball', () => {
  it('carries its closed form as histograms, which are found again within a bin', async () => {
    const files = phantomFiles('sphere').filter(({ path }) => /^(RS|RD)/.test(path));
    const metrics = ['D95%[Gy]', 'D50%[Gy]', 'D2%[Gy]', 'V27Gy[%]'];
    const { planningSystem } = await dvh({ files, rois: [], metrics, curve: false, confirm: [] });
    expect(planningSystem.map(({ name, reason }) => [name, reason])).toEqual([
      ['PTV_1', null],
      ['GTV_1', null],
    ]);
    for (const { metrics: compared } of planningSystem) {
      for (const { unit, difference } of compared) {
        expect(Math.abs(difference ?? NaN)).toBeLessThan(unit === 'Gy' ? 0.05 : 0.3);
      }
    }
    // Covered at 96 % by construction; a volume stands at the upper edge of its bin.
    expect(planningSystem[0]?.metrics[3]?.planningSystem).toBeCloseTo(96, 6);
  });
});

describe('a histogram of the planning system', () => {
  const forms = (['CUMULATIVE', 'DIFFERENTIAL'] as const).flatMap((type) =>
    (['GY', 'RELATIVE'] as const).flatMap((doseUnits) =>
      (['CM3', 'PERCENT'] as const).map((volumeUnits): Form => ({ type, doseUnits, volumeUnits })),
    ),
  );

  it.each(forms)('is read in closed form: $type, $doseUnits, $volumeUnits', async (form) => {
    const theirs = only(await resultOf([stored(ptvAtLeast, form)]));
    expect(theirs.reason).toBeNull();
    const volume = volumeCm3Of(PTV);
    const truth = [volume, 27, 29.7, 32.58, 32.7 - 6 / volume, (100 * (32.7 - 28.13)) / 6, (volume * 2.7) / 6, 29.7];
    theirs.metrics.forEach(({ metric, planningSystem, here, difference }, n) => {
      if (form.volumeUnits === 'PERCENT' && metric.includes('cc')) {
        expect([metric, planningSystem, difference]).toEqual([metric, null, null]);
        return;
      }
      // A straight slope is exact inside a bin; the bins at either end of the dose hold less than their width.
      const within = metric === 'Mean[Gy]' || metric === 'Vol[cc]' ? 0.01 : 0.004;
      expect(Math.abs(planningSystem! - truth[n]!), metric).toBeLessThan(within * (metric.startsWith('V28') ? 10 : 1));
      expect(difference).toBeCloseTo(here! - planningSystem!, 12);
    });
    expect(Math.abs(theirs.largestDoseDifference!.differenceGy)).toBeLessThan(0.01);
    expect(theirs.volumeCm3.planningSystem).toEqual(
      form.volumeUnits === 'PERCENT' ? null : (expect.closeTo(volume, 9) as number),
    );
  });

  it('in percent of the reference dose is told from one in shares of it', async () => {
    const shares = stored(ptvAtLeast, { ...CUMULATIVE, doseUnits: 'RELATIVE' });
    const percent = { ...shares, doseScaling: 1 };
    const [a, b] = [only(await resultOf([shares])), only(await resultOf([percent]))];
    expect(a.remarks.join()).toContain('taken as shares of 30 Gy');
    expect(b.remarks.join()).toContain('taken as percent of 30 Gy');
    expect(a.metrics[1]?.planningSystem).toBeCloseTo(27, 2);
    expect(b.metrics[1]?.planningSystem).toBeCloseTo(27, 2);
  });

  it('shows a shift in dose as the largest difference, and a larger volume as a difference of volume', async () => {
    const hotter = stored((doseGy) => 1.02 * ptvAtLeast(doseGy - 0.3), CUMULATIVE);
    const result = await resultOf([hotter]);
    const theirs = only(result);
    expect(theirs.largestDoseDifference?.differenceGy).toBeCloseTo(-0.3, 2);
    expect(theirs.volumeCm3.difference).toBeCloseTo(-0.02 * volumeCm3Of(PTV), 6);
    expect(theirs.metrics.find(({ metric }) => metric === 'D50%[Gy]')?.difference).toBeCloseTo(-0.3, 2);
    const text = dvhText(result);
    expect(text).toMatch(/^PTV_1: volume -0\.29 cm³ \(-2\.0 %\), largest dose difference -0\.30 Gy at D\d+%/m);
    expect(text).toMatch(/^ +D50%\[Gy\] +29\.70 Gy +30\.00 Gy +-0\.30 Gy$/m);
    const row = dvhCsv(result)
      .split('\r\n')
      .find((line) => line.startsWith('PTV_1,2,') && line.includes('D50%[Gy]'));
    const [theirValue, difference] = row!.split(',').slice(-2).map(Number);
    expect(theirValue).toBeCloseTo(30, 2);
    expect(difference).toBeCloseTo(-0.3, 2);
  });

  it('believes the minimum, maximum and mean that it states', async () => {
    const said = { ...stored(ptvAtLeast, CUMULATIVE), minimum: 25.5, maximum: 33.5, mean: 29.25 };
    const metrics = ['Min[Gy]', 'Max[Gy]', 'Mean[Gy]'];
    const theirs = only(await resultOf([said], { request: { metrics } }));
    expect(theirs.metrics.map(({ planningSystem }) => planningSystem)).toEqual([25.5, 33.5, 29.25]);
  });

  it('of one ROI without another is compared with what is left of it', async () => {
    const rois = [
      { roiName: 'GTV_1', contribution: 'EXCLUDED' },
      { roiName: 'PTV_1', contribution: 'INCLUDED' },
    ] as const;
    const result = await resultOf([stored(shellAtLeast, CUMULATIVE, rois)], { request: { rois: ['PTV_1'] } });
    const theirs = only(result);
    expect(theirs.name).toBe('PTV_1 - GTV_1');
    expect(theirs.volumeCm3.here).toBeCloseTo(volumeCm3Of(PTV) - volumeCm3Of(GTV), 6);
    expect(theirs.volumeCm3.difference).toBeCloseTo(0, 6);
    expect(Math.abs(theirs.largestDoseDifference!.differenceGy)).toBeLessThan(0.01);
    // It is no histogram of PTV_1: no row of that ROI carries its values.
    const rows = dvhCsv(result).trimEnd().split('\r\n');
    expect(rows.filter((row) => row.startsWith('PTV_1,')).every((row) => row.endsWith(',,,,,,'))).toBe(true);
    expect(rows.filter((row) => row.startsWith('PTV_1 - GTV_1,'))).toHaveLength(METRICS.length);
  });

  it('of several ROIs counts what they share once', async () => {
    const rois = [
      { roiName: 'GTV_1', contribution: 'INCLUDED' },
      { roiName: 'PTV_1', contribution: 'INCLUDED' },
    ] as const;
    const theirs = only(await resultOf([stored(ptvAtLeast, CUMULATIVE, rois)]));
    expect(theirs.name).toBe('GTV_1 + PTV_1');
    expect(theirs.volumeCm3.difference).toBeCloseTo(0, 6);
  });

  it('of an ROI that was not asked for is left out', async () => {
    const result = await resultOf([stored(ptvAtLeast, CUMULATIVE)], { request: { rois: ['GTV_1'] } });
    expect(result.planningSystem).toEqual([]);
  });
});

describe('a histogram that cannot be compared', () => {
  const whole = stored(ptvAtLeast, CUMULATIVE);
  const inItem =
    (changes: Record<string, unknown>): Checked['amend'] =>
    (dataSet, path) => {
      if (!path.startsWith('RD')) return dataSet;
      const [item] = dataSet['DVHSequence'] as Record<string, unknown>[];
      const kept = Object.entries({ ...item, ...changes }).filter(([, value]) => value !== undefined);
      return amendOnly('RD', { DVHSequence: [Object.fromEntries(kept)] })(dataSet, path);
    };
  const roi = (number: string, type?: string): object => ({
    ReferencedROINumber: number,
    ...(type === undefined ? {} : { DVHROIContributionType: type }),
  });

  it.each([
    ['a natural histogram', { DVHType: 'NATURAL' }, 'natural'],
    ['no type', { DVHType: undefined }, 'DVHType'],
    ['volume per unit', { DVHVolumeUnits: 'PER_U' }, 'volume per unit'],
    ['no unit of volume', { DVHVolumeUnits: undefined }, 'DVHVolumeUnits'],
    ['no unit of dose', { DoseUnits: undefined }, 'DoseUnits'],
    ['another number of bins', { DVHNumberOfBins: '7' }, 'does not fit the data'],
    ['no number of bins', { DVHNumberOfBins: undefined }, 'does not fit the data'],
    ['half a pair', { DVHData: ['1', '10', '1'], DVHNumberOfBins: '1' }, 'not pairs'],
    ['no data', { DVHData: undefined }, 'DVHData'],
    ['an infinite volume', { DVHData: ['1', '1e999'], DVHNumberOfBins: '1' }, 'not a decimal number'],
    ['words for numbers', { DVHData: ['1', 'NaN'], DVHNumberOfBins: '1' }, 'not a decimal number'],
    ['a volume below zero', { DVHData: ['1', '5', '1', '-1'], DVHNumberOfBins: '2' }, 'below zero'],
    ['a width below zero', { DVHData: ['1', '5', '-1', '1'], DVHNumberOfBins: '2' }, 'below zero'],
    ['a cumulative curve that rises', { DVHData: ['1', '5', '1', '6'], DVHNumberOfBins: '2' }, 'rises at bin 2'],
    ['no volume at all', { DVHData: ['1', '0', '1', '0'], DVHNumberOfBins: '2' }, 'no volume'],
    ['no width at all', { DVHData: ['0', '5', '0', '0'], DVHNumberOfBins: '2' }, 'width of zero'],
    ['no scaling', { DVHDoseScaling: '0' }, 'DVHDoseScaling'],
    ['errors for doses', { DoseType: 'ERROR' }, 'errors'],
    ['no ROI', { DVHReferencedROISequence: undefined }, 'no ROI is included'],
    ['only excluded ROIs', { DVHReferencedROISequence: [roi('2', 'EXCLUDED')] }, 'no ROI is included'],
    ['no word on in or out', { DVHReferencedROISequence: [roi('2')] }, 'in or out'],
    ['an unknown ROI', { DVHReferencedROISequence: [roi('77', 'INCLUDED')] }, 'not in the structure set'],
    [
      'percent that add up to 3',
      { DVHVolumeUnits: 'PERCENT', DVHData: ['30', '3'], DVHNumberOfBins: '1' },
      'comes to 3',
    ],
  ])('%s: says why, and changes nothing else', async (_, changes, words) => {
    const broken = await resultOf([whole], { amend: inItem(changes) });
    const theirs = only(broken);
    expect(theirs.reason).toContain(words);
    expect(theirs).toMatchObject({ metrics: [], largestDoseDifference: null });
    const said = broken.warnings.filter(({ code }) => code === 'dvh-sequence');
    expect(said).toHaveLength(1);
    expect(said[0]?.message).toContain(words);
    const without = await resultOf([]);
    expect(broken.structures).toEqual(without.structures);
    expect(without.warnings).toEqual(broken.warnings.filter(({ code }) => code !== 'dvh-sequence'));
  });

  it('relative without its reference dose: says why', async () => {
    const relative = stored(ptvAtLeast, { ...CUMULATIVE, doseUnits: 'RELATIVE' });
    const theirs = only(await resultOf([relative], { normalizationGy: null }));
    expect(theirs.reason).toContain('without the dose that it is relative to');
  });

  it('does not keep another one from being compared', async () => {
    const gtv = stored((doseGy) => boxAtLeast(GTV, doseGy), CUMULATIVE, [
      { roiName: 'GTV_1', contribution: 'INCLUDED' },
    ]);
    const natural: NonNullable<Checked['amend']> = (dataSet, path) => {
      if (!path.startsWith('RD')) return dataSet;
      const [first, ...others] = dataSet['DVHSequence'] as Record<string, unknown>[];
      return amendOnly('RD', { DVHSequence: [{ ...first, DVHType: 'NATURAL' }, ...others] })(dataSet, path);
    };
    const { planningSystem } = await resultOf([whole, gtv], { amend: natural });
    expect(planningSystem.map(({ reason }) => reason === null)).toEqual([false, true]);
    expect(planningSystem[1]?.volumeCm3.difference).toBeCloseTo(0, 6);
  });

  it('made with another structure set is compared by ROI number, with a warning', async () => {
    const amend = amendOnly('RD', {
      ReferencedStructureSetSequence: [
        { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.481.3', ReferencedSOPInstanceUID: '1.2.3.4' },
      ],
    });
    const { planningSystem, warnings } = await resultOf([whole], { amend });
    expect(planningSystem[0]?.reason).toBeNull();
    expect(warnings.map(({ message }) => message).join()).toContain('may mean other structures');
  });
});
