import { describe, expect, it } from 'vitest';
import { dvhResultSchema, isTrabeculaError } from '../../core/index.ts';
import type { DvhResult, PhantomPatient } from '../../core/index.ts';
import { dvh, type DvhRequest } from '../../src/app/dvh.ts';
import {
  amendOnly,
  boxDose,
  boxPatient,
  boxRoi,
  type Checked,
  containing,
  emptyRoi,
  filesOf,
  flat,
  GTV,
  PTV,
  slope,
  volumeCm3Of,
} from './box-patient.ts';

interface Asked extends Partial<Omit<DvhRequest, 'files'>> {
  readonly patient?: PhantomPatient;
  readonly amend?: Checked['amend'];
  readonly without?: string;
}

async function dvhOf({ patient = boxPatient(), amend, without, ...request }: Asked = {}): Promise<DvhResult> {
  const files = filesOf(patient, amend).filter(({ path }) => without === undefined || !path.startsWith(without));
  const asked = { rois: [], metrics: [], curve: false, confirm: [], ...request } as const;
  const result = await dvh({ files, ...asked });
  dvhResultSchema.parse(result);
  return result;
}

async function refusalOf(asked: Asked): Promise<{ kind: string; message: string }> {
  try {
    await dvhOf(asked);
  } catch (error) {
    if (isTrabeculaError(error)) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('accepted');
}

const codes = ({ warnings }: DvhResult): string[] => warnings.map(({ code }) => code);

/** Dose falls by 0.2 Gy/mm from 32.7 Gy at x = -15 to 26.7 Gy at x = 15. */
const HIGH = 27 + 0.2 * 28.5;
const LOW = HIGH - 6;

describe('metrics', () => {
  it('are those of a straight slope in a box, in closed form', async () => {
    const metrics = ['D95%[Gy]', 'D1cc[Gy]', 'V27Gy[%]', 'V30Gy[cc]', 'Mean[Gy]', 'Min[Gy]', 'Max[Gy]', 'Median[cGy]'];
    const { structures } = await dvhOf({ rois: ['PTV_1'], metrics: [...metrics, 'Vol[cc]'] });
    const volume = volumeCm3Of(PTV);
    const expected = [
      HIGH - 0.95 * 6,
      HIGH - 6 / volume,
      95,
      (volume * (HIGH - 30)) / 6,
      (HIGH + LOW) / 2,
      LOW,
      HIGH,
      50 * (HIGH + LOW),
      volume,
    ];
    // Stored in steps of 0.55 mGy: half of one is taken as covered.
    expect(structures[0]?.metrics.map(({ value }) => value)).toEqual(
      expected.map((value) => expect.closeTo(value, value > 100 ? 0 : value > 90 ? 1 : 2) as number),
    );
    expect(structures[0]?.metrics.every(({ status, reason }) => status === 'ok' && reason === null)).toBe(true);
  });

  it('are echoed exactly as they were asked for', async () => {
    const metrics = ['D95%[Gy]', 'D95.0%[Gy]', 'V27Gy[%]', 'V2700cGy[%]', 'D0.035cc[Gy]', 'D95%[Gy]'];
    const { structures } = await dvhOf({ rois: ['PTV_1'], metrics });
    const answered = structures[0]?.metrics ?? [];
    expect(answered.map(({ metric }) => metric)).toEqual(metrics);
    expect(answered[0]?.value).toBe(answered[1]?.value);
    expect(answered[2]?.value).toBeCloseTo(answered[3]?.value ?? NaN, 9);
  });

  it('of a volume larger than the structure are not evaluable, never 0', async () => {
    const metrics = ['D14.5cc[Gy]', 'D14.4cc[Gy]', 'DC15cc[Gy]'];
    const { structures } = await dvhOf({ rois: ['PTV_1'], metrics });
    const [more, all, complement] = structures[0]?.metrics ?? [];
    expect(more).toMatchObject({ value: null, status: 'not-evaluable', reason: containing('more than the structure') });
    expect(complement).toMatchObject({ value: null, status: 'not-evaluable' });
    expect(all?.value).toBeCloseTo(LOW, 2);
  });

  it('in percent of a prescription are not evaluable: dvh has none', async () => {
    const { structures } = await dvhOf({ rois: ['PTV_1'], metrics: ['V100%[%]', 'D95%[%]'] });
    for (const metric of structures[0]?.metrics ?? [])
      expect(metric).toMatchObject({ value: null, status: 'not-evaluable', reason: 'no prescription' });
  });

  it('that are none are refused before any file is read', async () => {
    expect(await refusalOf({ metrics: ['D95[Gy'], without: 'R' })).toMatchObject({ kind: 'usage' });
  });

  it('have a standard set when none is asked for', async () => {
    const { structures } = await dvhOf();
    const names = structures[0]?.metrics.map(({ metric }) => metric) ?? [];
    expect(names.length).toBeGreaterThan(5);
    expect(names).toEqual(expect.arrayContaining(['D95%[Gy]', 'Mean[Gy]', 'Max[Gy]']));
  });

  it('of a structure that lies partly outside the grid say so, and nothing is rescaled', async () => {
    // The grid ends at z = 20: a third of the box lies beyond it.
    const patient = boxPatient({
      rois: [boxRoi('PTV_1', 'PTV', { ...PTV, z: [10, 25] })],
      doses: [boxDose(flat(30))],
    });
    const metrics = ['V27Gy[%]', 'Mean[Gy]', 'Min[Gy]', 'D95%[Gy]', 'D50%[Gy]', 'Max[Gy]'];
    const { structures } = await dvhOf({ patient, metrics });
    expect(structures[0]?.outsideDoseCm3).toBeCloseTo(volumeCm3Of(PTV) / 4, 6);
    const [v27, mean, min, d95, d50, max] = structures[0]?.metrics ?? [];
    expect(v27).toMatchObject({
      value: expect.closeTo(200 / 3, 6) as number,
      reason: containing('outside the dose grid'),
    });
    expect(mean?.value).toBeCloseTo(20, 3);
    for (const metric of [min, d95]) expect(metric).toMatchObject({ value: null, status: 'not-evaluable' });
    for (const metric of [d50, max])
      expect(metric).toMatchObject({ value: expect.closeTo(30, 3) as number, status: 'ok' });
  });

  it('of a structure that lies wholly outside the grid are not evaluable, never 0', async () => {
    const patient = boxPatient({ rois: [boxRoi('PTV_1', 'PTV', { ...PTV, z: [25, 40] })] });
    const { structures } = await dvhOf({
      patient,
      metrics: ['V27Gy[%]', 'Mean[Gy]', 'Max[Gy]', 'D95%[Gy]'],
      curve: true,
    });
    expect(structures[0]?.metrics.map(({ value, status }) => [value, status])).toEqual(
      Array(4).fill([null, 'not-evaluable']),
    );
    expect(structures[0]?.outsideDoseCm3).toBeCloseTo(structures[0]?.volumeCm3 ?? NaN, 9);
    expect(structures[0]?.curve).toBeNull();
  });
});

describe('the curve', () => {
  it('is monotone, begins with the whole volume, ends at the maximum and agrees with the metrics', async () => {
    const metrics = ['Max[Gy]', 'V28Gy[cc]', 'V31.5Gy[cc]'];
    const { structures } = await dvhOf({ rois: ['PTV_1'], metrics, curve: true });
    const { curve, volumeCm3, metrics: answered } = structures[0]!;
    const { doseGy, volumeCm3: above } = curve!;
    expect(doseGy).toHaveLength(above.length);
    expect(above[0]).toBe(volumeCm3);
    expect(doseGy[0]).toBe(0);
    expect(doseGy.at(-1)).toBe(answered[0]?.value);
    for (let n = 1; n < doseGy.length; n++) {
      expect(doseGy[n]).toBeGreaterThan(doseGy[n - 1]!);
      expect(above[n]).toBeLessThanOrEqual(above[n - 1]!);
    }
    for (const [at, metric] of [
      [28, answered[1]],
      [31.5, answered[2]],
    ] as const) {
      const n = doseGy.findIndex((dose) => dose >= at);
      const [before, after] = [above[n - 1]!, above[n]!];
      expect(metric?.value).toBeLessThanOrEqual(before);
      expect(metric?.value).toBeGreaterThanOrEqual(after);
      expect(before - after).toBeLessThan(0.1);
    }
  });

  it('is there only when it is asked for', async () => {
    expect((await dvhOf()).structures.every(({ curve }) => curve === null)).toBe(true);
  });
});

describe('structures', () => {
  it('are all usable ones unless some are named; the others are listed with their reason', async () => {
    const patient = boxPatient({ rois: [...boxPatient().rois, emptyRoi('Empty', 'ORGAN')] });
    const all = await dvhOf({ patient });
    expect(all.structures.map(({ roiName }) => roiName)).toEqual(['GTV_1', 'PTV_1']);
    expect(all.unusable).toEqual([{ roiName: 'Empty', roiNumber: 3, reason: 'no contours' }]);
    const named = await dvhOf({ patient, rois: ['GTV_1'] });
    expect(named.structures.map(({ roiName }) => roiName)).toEqual(['GTV_1']);
    expect(named.unusable).toEqual([]);
    const unusable = await dvhOf({ patient, rois: ['Empty'] });
    expect([unusable.structures, unusable.unusable.length]).toEqual([[], 1]);
  });

  it('that are not known are refused, with the nearest name', async () => {
    expect(await refusalOf({ rois: ['PTV_1', 'GTV1'] })).toMatchObject({
      kind: 'usage',
      message: containing('"GTV_1"'),
    });
  });

  it('of two ROIs of one name are both given, told apart by their number', async () => {
    const patient = boxPatient({ rois: [boxRoi('PTV_1', 'PTV', PTV), boxRoi('PTV_1', 'PTV', GTV)] });
    const { structures } = await dvhOf({ patient, rois: ['PTV_1'], metrics: ['Vol[cc]'] });
    expect(structures.map(({ roiNumber, volumeCm3 }) => [roiNumber, Number(volumeCm3.toFixed(6))])).toEqual([
      [1, 14.4],
      [2, 1.92],
    ]);
  });

  it('have caps as they are asked for', async () => {
    const volumes = await Promise.all(
      (['half-slice', 'capped', 'none'] as const).map(
        async (endCaps) => (await dvhOf({ rois: ['PTV_1'], metrics: ['Vol[cc]'], endCaps })).structures[0]?.volumeCm3,
      ),
    );
    // Slices of 5 mm from -7.5 to 7.5 mm.
    for (const [n, mm] of [20, 18, 15].entries()) expect(volumes[n]).toBeCloseTo((30 * 24 * mm) / 1000, 6);
  });
});

describe('objects', () => {
  it('without a plan are fine, which is said', async () => {
    const result = await dvhOf({ without: 'RP', metrics: ['D95%[Gy]'] });
    expect(result.structures[0]?.metrics[0]?.status).toBe('ok');
    expect(new Set(codes(result))).toEqual(new Set(['links']));
    expect(result.inputs.map(({ modality }) => modality).sort()).toEqual(['RTDOSE', 'RTSTRUCT']);
  });

  it('in different frames of reference are refused, unless it is confirmed', async () => {
    const amend = amendOnly('RD', { FrameOfReferenceUID: '1.2.3' });
    expect(await refusalOf({ amend })).toMatchObject({
      kind: 'contradiction',
      message: containing('frames of reference'),
    });
    const confirmed = await dvhOf({ amend, confirm: ['frame-of-reference'] });
    expect(confirmed.confirmed).toEqual(['frame-of-reference']);
    expect(confirmed.warnings.find(({ code }) => code === 'frame-of-reference')?.message).toMatch(/^confirmed: /);
  });

  it('of different patients are refused', async () => {
    expect(await refusalOf({ amend: amendOnly('RS', { PatientID: 'ELSE' }) })).toMatchObject({ kind: 'contradiction' });
  });

  it.each([
    [{ doseUnits: 'RELATIVE' }, 'DoseUnits'],
    [{ doseType: 'ERROR' }, 'DoseType'],
  ] as const)('with a dose that is none are refused (%o)', async (more, attribute) => {
    const patient = boxPatient({ doses: [boxDose(slope(0.95), more)] });
    expect(await refusalOf({ patient, confirm: ['dose-type'] })).toMatchObject({
      kind: 'unreadable',
      message: containing(attribute),
    });
  });

  it.each([
    ['EFFECTIVE', { doseType: 'EFFECTIVE' }],
    ['MULTI_PLAN', { doseSummationType: 'MULTI_PLAN' }],
    ['FRACTION', { doseSummationType: 'FRACTION' }],
  ] as const)('with a dose of type %s give a warning, and numbers', async (word, more) => {
    const result = await dvhOf({ patient: boxPatient({ doses: [boxDose(slope(0.95), more)] }), metrics: ['Max[Gy]'] });
    expect(result.warnings).toContainEqual({ code: 'dose-type', message: containing(word) });
    expect(result.structures[0]?.metrics[0]?.status).toBe('ok');
  });

  it('with beam doses alone give volumes and no dose, and one beam where it is chosen', async () => {
    const doses = [1, 2].map((beamNumber) =>
      boxDose(flat(9 * beamNumber), { label: `BEAM_${beamNumber}`, doseSummationType: 'BEAM', beamNumber }),
    );
    const patient = boxPatient({ doses });
    const result = await dvhOf({ patient, rois: ['PTV_1'], metrics: ['Vol[cc]', 'Max[Gy]'], curve: true });
    expect(result.structures[0]).toMatchObject({
      metrics: [
        { metric: 'Vol[cc]', value: 14.4, status: 'ok' },
        { metric: 'Max[Gy]', value: null, status: 'not-evaluable', reason: containing('the PLAN dose is missing') },
      ],
      curve: null,
    });
    expect(codes(result)).toContain('beam-doses-only');
    const beam = await dvhOf({ patient, dose: 'BEAM_2', rois: ['PTV_1'], metrics: ['Max[Gy]'] });
    expect(beam.structures[0]?.metrics[0]?.value).toBeCloseTo(18, 3);
    expect(beam.warnings).toContainEqual({ code: 'dose-type', message: containing('only part of a plan') });
  });

  it('of several doses must be chosen', async () => {
    const patient = boxPatient({ doses: [30, 20].map((gy, n) => boxDose(flat(gy), { label: `D${n + 1}` })) });
    expect(await refusalOf({ patient })).toMatchObject({ kind: 'usage', message: containing('RD_D1.dcm') });
    const chosen = await dvhOf({ patient, dose: 'RD_D2.dcm', rois: ['PTV_1'], metrics: ['Max[Gy]'] });
    expect(chosen.structures[0]?.metrics[0]?.value).toBeCloseTo(20, 3);
  });

  it('without a structure set or a dose are nothing', async () => {
    for (const without of ['RS', 'RD']) expect((await refusalOf({ without })).kind).toBe('nothing-found');
  });
});

describe('the solid', () => {
  it('is like that of a system that was compared, and the result says what that rests on', async () => {
    const { conventions, structures } = await dvhOf({ like: 'Eclipse', rois: ['PTV_1'] });
    expect(conventions).toMatchObject({
      endCaps: 'rounded',
      betweenSlices: 'interpolated',
      like: { system: 'Eclipse', evidence: containing('prostate phantom') },
    });
    const byHand = await dvhOf({ endCaps: 'rounded', betweenSlices: 'interpolated', rois: ['PTV_1'] });
    expect(structures).toEqual(byHand.structures);
    expect(byHand.conventions.like).toBeNull();
  });

  it.each(['monaco', 'raystation', '__proto__', ''])('like "%s" is refused: no evidence', async (like) => {
    const refusal = await refusalOf({ like });
    expect(refusal.kind).toBe('usage');
    expect(refusal.message).toContain('no evidence');
    expect(refusal.message).toContain('eclipse, cerr, slicerrt, planiq');
  });

  it('cannot be like a system and set by hand', async () => {
    expect((await refusalOf({ like: 'cerr', endCaps: 'none' })).kind).toBe('usage');
    expect((await refusalOf({ like: 'cerr', betweenSlices: 'prism' })).kind).toBe('usage');
  });

  it('loses its half slices without end caps, whatever lies between slices', async () => {
    for (const betweenSlices of ['prism', 'interpolated'] as const) {
      const { structures } = await dvhOf({ endCaps: 'none', betweenSlices, rois: ['PTV_1'] });
      expect(structures[0]?.volumeCm3).toBeCloseTo(0.75 * volumeCm3Of(PTV), 6);
    }
  });
});

describe('percent of dose', () => {
  it('are of the prescription that is given', async () => {
    const metrics = ['V100%[%]', 'D50%[%]', 'V90%[cc]'];
    const { structures, prescriptionGy } = await dvhOf({ rois: ['PTV_1'], metrics, prescriptionGy: 30 });
    expect(prescriptionGy).toBe(30);
    const [v, d, cc] = structures[0]?.metrics.map(({ value }) => value) ?? [];
    expect(v).toBeCloseTo((100 * (HIGH - 30)) / 6, 1);
    expect(d).toBeCloseTo((100 * (HIGH + LOW)) / 2 / 30, 2);
    expect(cc).toBeCloseTo((volumeCm3Of(PTV) * (HIGH - 27)) / 6, 2);
  });
});

describe('the interval', () => {
  const metrics = ['V30Gy[%]', 'D95%[Gy]', 'Vol[cc]', 'D14cc[Gy]'];

  it('is not there unless it is asked for', async () => {
    const { structures, conventions } = await dvhOf({ rois: ['PTV_1'], metrics });
    expect(structures[0]?.metrics.every(({ low, high }) => low === null && high === null)).toBe(true);
    expect(conventions.intervalMeans).toBeNull();
  });

  it('goes with every value, or says why there is none', async () => {
    const { structures, conventions } = await dvhOf({ rois: ['PTV_1'], metrics, interval: true });
    const [v30, d95, volume, near] = structures[0]?.metrics ?? [];
    // Every convention agrees on a share of a box in a slope along x, but for rounded ends.
    for (const metric of [v30, d95]) {
      expect(metric?.low).toBeLessThan(metric?.value ?? NaN);
      expect(metric?.high).toBeGreaterThan(metric?.value ?? NaN);
    }
    expect(v30!.high! - v30!.low!).toBeLessThan(1);
    // Without caps a quarter is gone; the places of the slices may hide an eighth.
    expect(volume?.low).toBeCloseTo((0.75 - 0.002) * volumeCm3Of(PTV), 2);
    expect(volume?.high).toBeCloseTo((1 + 0.125 + 0.002) * volumeCm3Of(PTV), 2);
    expect(near).toMatchObject({ low: null, high: null, status: 'ok', reason: containing('no interval') });
    expect(conventions.intervalMeans).toContain('range over computing conventions');
  });
});
