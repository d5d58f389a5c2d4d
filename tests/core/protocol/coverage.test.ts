import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, Interval, OverallOutcome } from '../../../core/index.ts';
import { aLesion, aTarget, check, exactly, findingOf } from './a-lesion.ts';

const ptv = (coveragePercent: Interval | null): Finding =>
  findingOf('himars/ptv-coverage', { lesions: [aLesion({ ptv: aTarget({ coveragePercent }) })] });
const gtv = (coveragePercent: Interval | null, readings: Record<string, string> = {}): Finding =>
  findingOf('himars/gtv-coverage', {
    lesions: [aLesion({ gtv: aTarget({ roiName: 'GTV_1', coveragePercent }) })],
    readings,
  });

describe('himars/ptv-coverage', () => {
  it.each([
    [100, 'per-protocol'],
    [96, 'per-protocol'],
    [91.5, 'per-protocol'],
    [90.000000001, 'per-protocol'],
    [90, 'per-protocol'],
    [89.999999999, 'acceptable-deviation'],
    [89.96, 'acceptable-deviation'],
    [88.5, 'acceptable-deviation'],
    [81.5, 'acceptable-deviation'],
    [80.000000001, 'acceptable-deviation'],
    [80, 'acceptable-deviation'],
    [79.999999999, 'unacceptable-deviation'],
    [78.5, 'unacceptable-deviation'],
    [0, 'unacceptable-deviation'],
  ])('%s %% is %s', (value, outcome) => {
    expect(ptv(exactly(value))).toMatchObject({ outcome, value, between: null, unit: '%', metric: 'V100%[%]' });
  });

  it('takes what summing leaves behind for the limit itself', () => {
    // 0.1 added nine hundred times, and the like, end within a few 1e-13 of 90.
    expect(ptv(exactly(90 - 3e-14)).outcome).toBe('per-protocol');
  });

  it.each([
    [{ value: 90.1, low: 89.1, high: 90.6 }, ['acceptable-deviation', 'per-protocol'], 90],
    [{ value: 80.2, low: 79.9, high: 80.4 }, ['unacceptable-deviation', 'acceptable-deviation'], 80],
    [{ value: 85.1, low: 79.5, high: 85.3 }, ['unacceptable-deviation', 'acceptable-deviation'], 80],
    [{ value: 86, low: 79, high: 91 }, ['unacceptable-deviation', 'per-protocol'], 90],
    [{ value: 89.99, low: 89.9, high: 90 }, ['acceptable-deviation', 'per-protocol'], 90],
  ])('%o is undecided between %o', (interval, between, limit) => {
    expect(ptv(interval)).toMatchObject({ outcome: 'undecided', between, limit, ...interval });
  });

  it.each([
    [{ value: 90.1, low: 90, high: 90.6 }, 'per-protocol'],
    [{ value: 85, low: 80, high: 89.99 }, 'acceptable-deviation'],
    [{ value: 79, low: 70, high: 79.99 }, 'unacceptable-deviation'],
  ])('%o lies in one band: %s', (interval, outcome) => {
    expect(ptv(interval).outcome).toBe(outcome);
  });

  it('names the nearest limit and cites registry, section and items', () => {
    expect(ptv(exactly(83))).toMatchObject({
      limit: 80,
      cite: {
        registry: 'NCT06978296',
        section: 'Interventions, Stereotactic body radiotherapy (SBRT)',
        item: 'H19, H20, H21',
      },
    });
    expect(ptv(exactly(87)).limit).toBe(90);
  });

  it('a missing PTV is not evaluable, with the reason, and never a pass', () => {
    const lesions = [aLesion({ ptv: null, ptvReason: 'the case names no PTV' })];
    const finding = findingOf('himars/ptv-coverage', { lesions });
    expect(finding).toMatchObject({
      outcome: 'not-evaluable',
      value: null,
      low: null,
      high: null,
      reason: 'the case names no PTV',
    });
    expect(check({ lesions })).toMatchObject({ outcome: 'not-evaluable', exitStatus: 2 });
  });

  it('a missing prescription is not evaluable in any rule', () => {
    const { findings, exitStatus } = check({
      lesions: [aLesion({ prescription: null, prescriptionReason: 'the plan states none' })],
    });
    expect(findings.map(({ outcome, reason }) => [outcome, reason])).toEqual(
      findings.map(() => ['not-evaluable', 'the plan states none']),
    );
    expect(exitStatus).toBe(2);
  });

  it('a coverage that could not be computed is not evaluable', () => {
    expect(ptv(null).outcome).toBe('not-evaluable');
    expect(ptv({ value: Number.NaN, low: 80, high: 90 }).outcome).toBe('not-evaluable');
    const unusable = aTarget({ coveragePercent: null, reason: 'PTV_1 lies outside the dose grid' });
    const finding = findingOf('himars/ptv-coverage', { lesions: [aLesion({ ptv: unusable })] });
    expect(finding.reason).toBe('PTV_1 lies outside the dose grid');
  });
});

describe('himars/gtv-coverage', () => {
  it.each([
    [95, 'met'],
    [90, 'met'],
    [89.999999999, 'not-met'],
    [80, 'not-met'],
    [12, 'not-met'],
  ])('%s %% is %s', (value, outcome) => {
    expect(gtv(exactly(value)).outcome).toBe(outcome);
  });

  it('has no class of deviation below 90 %, and says so', () => {
    expect(gtv(exactly(85))).toMatchObject({
      outcome: 'not-met',
      readings: [],
      reason: 'the record gives no deviation class',
    });
  });

  it('below 80 % adds the reading under which it would be an unacceptable deviation', () => {
    expect(gtv(exactly(79.999999999))).toMatchObject({
      outcome: 'not-met',
      readings: [{ name: 'targetVolume: gtv', outcome: 'unacceptable-deviation', value: 79.999999999, limit: 80 }],
    });
    expect(gtv(exactly(80)).readings).toEqual([]);
  });

  it('is an unacceptable deviation below 80 % when the GTV is read as the target volume', () => {
    expect(gtv(exactly(79), { targetVolume: 'gtv' }).outcome).toBe('unacceptable-deviation');
    expect(gtv(exactly(85), { targetVolume: 'gtv' }).outcome).toBe('not-met');
  });

  it('fails while the PTV passes', () => {
    const verdict = check({
      lesions: [
        aLesion({
          gtv: aTarget({ roiName: 'GTV_1', coveragePercent: exactly(85) }),
          ptv: aTarget({ coveragePercent: exactly(92) }),
        }),
      ],
    });
    expect(verdict).toMatchObject({ outcome: 'not-met', exitStatus: 1 });
  });

  it('an interval across 90 % is undecided between not met and met', () => {
    expect(gtv({ value: 90.4, low: 89.7, high: 91 })).toMatchObject({
      outcome: 'undecided',
      between: ['not-met', 'met'],
    });
  });
});

describe('worse coverage', () => {
  const order: readonly OverallOutcome[] = [
    'no-deviation-found',
    'undecided',
    'acceptable-deviation',
    'not-met',
    'unacceptable-deviation',
  ];
  const share = fc.double({ min: 0, max: 100, noNaN: true });

  it('never gives a better outcome', () => {
    const overall = (gtvPercent: number, ptvPercent: number): number => {
      const lesion = aLesion({
        gtv: aTarget({ roiName: 'GTV_1', coveragePercent: exactly(gtvPercent) }),
        ptv: aTarget({ coveragePercent: exactly(ptvPercent) }),
      });
      return order.indexOf(check({ lesions: [lesion] }).outcome);
    };
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 1, noNaN: true }), (gtvPercent, ptvPercent, part) => {
        const before = overall(gtvPercent, ptvPercent);
        expect(overall(gtvPercent, ptvPercent * part)).toBeGreaterThanOrEqual(before);
        expect(overall(gtvPercent * part, ptvPercent)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('a wider interval never turns an open question into a pass', () => {
    fc.assert(
      fc.property(share, share, share, (value, down, up) => {
        const inner = { value, low: value - down / 10, high: value + up / 10 };
        const outer = { value, low: inner.low - 1, high: inner.high + 1 };
        const settled = ptv(outer);
        if (settled.outcome !== 'undecided') expect(ptv(inner).outcome).toBe(settled.outcome);
      }),
    );
  });
});
