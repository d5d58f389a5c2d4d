/**
 * Balls covered by construction: the class is that of the closed form, and the result is the same however the same
 * patient is stored. Named phantoms and further orientations are in phantom-outcomes.test.ts.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { spherePhantom } from '../../core/index.ts';
import type { CheckResult, PatientOrientation, SphereOptions } from '../../core/index.ts';
import type { FileBytes } from '../../src/dicom/index.ts';
import { filesOf, findingOf, resultOf } from './box-patient.ts';
import { bigEndian, deflated, withoutHeader } from './stored-otherwise.ts';

const LARGE = { radiusMm: 20, sliceSpacingMm: 1, doseSpacingMm: 1, withCt: false } as const;

describe('a ball of 20 mm with slices and dose grid of 1 mm', () => {
  it.each([
    [96, 'per-protocol', 'no-deviation-found'],
    [91.5, 'per-protocol', 'no-deviation-found'],
    [88.5, 'acceptable-deviation', 'acceptable-deviation'],
    [81.5, 'acceptable-deviation', 'acceptable-deviation'],
    [78.5, 'unacceptable-deviation', 'unacceptable-deviation'],
  ])('covered at %d % is %s', async (coveragePercent, outcome, overall) => {
    const result = await resultOf({ patient: spherePhantom({ ...LARGE, coveragePercent }) });
    const finding = findingOf(result, 'ptv-coverage');
    expect(finding.outcome).toBe(outcome);
    expect(Math.abs((finding.value ?? NaN) - coveragePercent)).toBeLessThan(0.3);
    expect(finding.low).toBeLessThanOrEqual(finding.value ?? NaN);
    expect(finding.high).toBeGreaterThanOrEqual(finding.value ?? NaN);
    expect(result.outcome).toBe(overall);
  });
});

describe('a ball of 20 mm covered at 90.1 % with slices and dose grid of 3 mm', () => {
  it('is too close to call, and says between which classes', async () => {
    const coarse = { ...LARGE, sliceSpacingMm: 3, doseSpacingMm: 3, coveragePercent: 90.1 };
    const result = await resultOf({ patient: spherePhantom(coarse) });
    expect(findingOf(result, 'ptv-coverage')).toMatchObject({
      outcome: 'undecided',
      between: ['acceptable-deviation', 'per-protocol'],
      limit: 90,
    });
    expect(result.outcome).toBe('undecided');
    expect(result.summary).toMatchObject({ worstSettled: 'no-deviation-found', worstPossible: 'acceptable-deviation' });
  });
});

describe('the same patient stored otherwise', () => {
  /** Off centre in every direction, with a dose that is not concentric: any turn or mirror shows. */
  const ODD: SphereOptions = {
    radiusMm: 14,
    coveragePercent: 86,
    isodoseRadiusMm: 15,
    towards: [3, -1, 2],
    gtv: { radiusMm: 9, offsetMm: [1, -2, 1.5] },
    centreMm: [31, -77.5, 212],
    sliceSpacingMm: 2,
    slicePhase: 0.3,
    // One spacing and one count in all directions, so that turning the grid keeps its nodes.
    doseSpacingMm: 2.5,
    withCt: false,
  };
  let usual: CheckResult;

  beforeAll(async () => {
    usual = await resultOf({ patient: spherePhantom(ODD) });
    expect(Math.abs((findingOf(usual, 'ptv-coverage').value ?? NaN) - 86)).toBeLessThan(2.5);
  });

  /** All numbers to 1e-6 of their size, all words; the files differ, and with them only their hashes. */
  function expectSame(result: CheckResult): void {
    const numbers = (value: unknown): unknown =>
      typeof value === 'number'
        ? (expect.closeTo(value, 6 - Math.max(0, Math.ceil(Math.log10(Math.abs(value) + 1)))) as unknown)
        : Array.isArray(value)
          ? value.map(numbers)
          : typeof value === 'object' && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, numbers(inner)]))
            : value;
    const compared = ({ lesions, findings, outcome, summary, hottestOutsideTargets }: CheckResult): object => ({
      lesions: lesions.map((lesion) => ({
        ...lesion,
        // Dmax and the curve follow from the same histogram.
        gtv: lesion.gtv && { ...lesion.gtv, curve: null },
        ptv: lesion.ptv && { ...lesion.ptv, curve: null },
      })),
      findings: findings.map(({ words: _, ...finding }) => finding),
      outcome,
      counts: summary.counts,
      hottestOutsideTargets,
    });
    expect(compared(result)).toEqual(numbers(compared(usual)));
    // That there was no header to go by is said; nothing else is.
    expect(result.warnings.filter(({ code }) => code !== 'encoding')).toEqual([]);
  }

  const ORIENTATIONS: readonly PatientOrientation[] = ['HFP', 'HFDR', 'HFDL', 'FFS', 'FFP', 'FFDR', 'FFDL'];

  it.each(ORIENTATIONS)('with a dose grid %s gives the same result', async (orientation) => {
    expectSame(await resultOf({ patient: spherePhantom({ ...ODD, orientation }) }));
  });

  it.each([
    ['descending', 'relative', 'HFS'],
    ['ascending', 'absolute', 'HFS'],
    ['descending', 'absolute', 'HFS'],
    ['descending', 'absolute', 'FFP'],
  ] as const)(
    'with %s planes and %s frame offsets (%s) gives the same result',
    async (planeOrder, frameOffsets, orientation) => {
      expectSame(await resultOf({ patient: spherePhantom({ ...ODD, planeOrder, frameOffsets, orientation }) }));
    },
  );

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ['without preamble and header', withoutHeader],
    ['in big endian', bigEndian],
    ['deflated', deflated],
  ])('%s gives the same result', async (_, rewritten) => {
    const files = filesOf(spherePhantom(ODD)).map(({ path, bytes }): FileBytes => ({ path, bytes: rewritten(bytes) }));
    expectSame(await resultOf({ patient: spherePhantom(ODD), files }));
  });

  it('under other file names, in folders, gives the same result', async () => {
    const files = filesOf(spherePhantom(ODD)).map(({ bytes }, n): FileBytes => ({ path: `a/${9 - n}/IM${n}`, bytes }));
    expectSame(await resultOf({ patient: spherePhantom(ODD), files }));
  });
});
