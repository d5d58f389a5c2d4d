import { describe, expect, it } from 'vitest';
import { PHANTOMS, spherePhantom } from '../../core/index.ts';
import type { CheckResult, PhantomPatient } from '../../core/index.ts';
import { check } from '../../src/app/check.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';

/** The result of a named phantom, which takes seconds: computed once. */
const ofPhantom = new Map<string, Promise<CheckResult>>();

function checkedByName(name: string): Promise<CheckResult> {
  const known = ofPhantom.get(name);
  if (known !== undefined) return known;
  const result = checked(phantom(name));
  ofPhantom.set(name, result);
  return result;
}

const built = new Map<string, PhantomPatient>();

function phantom(name: string): PhantomPatient {
  const build = PHANTOMS[name];
  if (build === undefined) throw new Error(`no phantom ${name}`);
  const patient = built.get(name) ?? build();
  built.set(name, patient);
  return patient;
}

async function checked(patient: PhantomPatient): Promise<CheckResult> {
  // Images take most of the time to write and to read, and the check does not look at them: one phantom keeps them.
  const files = writePhantom(patient.name === 'sphere' ? patient : { ...patient, ct: null });
  // What marrow the skeleton has is in marrow-skeleton.test.ts.
  const { trabecularBone: _, gtvTotal: __, ...withoutMarrow } = patient.caseFile;
  const { result } = await check({
    files,
    trial: 'himars',
    caseText: JSON.stringify(patient.name === 'skeleton' ? withoutMarrow : patient.caseFile),
    acceptProposal: false,
  });
  return result;
}

function outcomesOf(result: CheckResult): Record<string, string> {
  return Object.fromEntries(result.findings.map(({ rule, lesion, outcome }) => [`${lesion} ${rule}`, outcome]));
}

function truthOf(patient: PhantomPatient): Record<string, string> {
  return Object.fromEntries(patient.truth.outcomes.map(({ rule, lesion, outcome }) => [`${lesion} ${rule}`, outcome]));
}

describe('check of a phantom gives the outcomes of its closed form', () => {
  it.each(Object.keys(PHANTOMS))('%s', async (name) => {
    const patient = phantom(name);
    const result = await checkedByName(name);
    expect(outcomesOf(result)).toMatchObject(truthOf(patient));
    expect(result.warnings).toEqual([]);
    for (const { id, ptvCoveragePercent } of patient.truth.lesions) {
      if (ptvCoveragePercent === null) continue;
      const { low = NaN, high = NaN } = result.lesions.find((lesion) => lesion.id === id)?.ptv?.coveragePercent ?? {};
      // The range over conventions is not a bound: half a point is left for what it does not include.
      expect(ptvCoveragePercent, `${name} ${id}`).toBeGreaterThan(low - 0.5);
      expect(ptvCoveragePercent, `${name} ${id}`).toBeLessThan(high + 0.5);
    }
  });

  it('himars-demo: each of the six lesions ends in another way', async () => {
    const result = await checkedByName('himars-demo');
    expect(Object.fromEntries(result.lesions.map(({ id, outcome }) => [id, outcome]))).toEqual({
      L1: 'no-deviation-found',
      L2: 'acceptable-deviation',
      L3: 'undecided',
      L4: 'unacceptable-deviation',
      L5: 'not-evaluable',
      L6: 'not-met',
    });
    expect(result.outcome).toBe('unacceptable-deviation');
  });
});

const LARGE = { radiusMm: 20, coveragePercent: 96, sliceSpacingMm: 1, doseSpacingMm: 1, withCt: false } as const;

/** By a concentric isodose: check-classes.test.ts. */
describe('a ball of 20 mm with slices and dose grid of 1 mm', () => {
  const CLASSES = [
    { coveragePercent: 91.5, outcome: 'per-protocol' },
    { coveragePercent: 88.5, outcome: 'acceptable-deviation' },
    { coveragePercent: 81.5, outcome: 'acceptable-deviation' },
    { coveragePercent: 78.5, outcome: 'unacceptable-deviation' },
  ] as const;

  it.each(CLASSES)(
    'covered at $coveragePercent % by a shifted isodose is $outcome',
    async ({ coveragePercent, outcome }) => {
      const shifted = {
        isodoseRadiusMm: 20.5,
        towards: [2, -1, 1.5],
        slicePhase: 0.4,
        centreMm: [37, -12, 204],
      } as const;
      const result = await checked(spherePhantom({ ...LARGE, ...shifted, coveragePercent }));
      expect(outcomesOf(result)['L1 himars/ptv-coverage']).toBe(outcome);
    },
  );
});

describe('a ball of 20 mm covered at 90.1 % with slices and dose grid of 3 mm', () => {
  it.each([0.25, 0.5])('is too close to call, slices shifted by %d of their spacing', async (slicePhase) => {
    const coarse = { sliceSpacingMm: 3, doseSpacingMm: 3, slicePhase };
    const result = await checked(spherePhantom({ ...LARGE, ...coarse, coveragePercent: 90.1 }));
    const finding = result.findings.find(({ rule }) => rule === 'himars/ptv-coverage');
    expect(finding?.outcome).toBe('undecided');
    expect(finding?.between).toEqual(['acceptable-deviation', 'per-protocol']);
  });
});

/** The other orientations and orders of planes are in check-classes.test.ts, compared in every number of the result. */
describe('a dose with column, row and plane spacing of their own', () => {
  it.each([
    [[1.5, 2.5, 2], 'HFS'],
    [[2.5, 1.5, 2], 'FFDR'],
  ] as const)('%j mm, %s: gives the coverage of the closed form', async (doseSpacingMm, orientation) => {
    const odd = {
      ...LARGE,
      coveragePercent: 86,
      isodoseRadiusMm: 21,
      towards: [3, -1, 2],
      centreMm: [31, -77.5, 212],
      sliceSpacingMm: 2,
      slicePhase: 0.3,
    } as const;
    const result = await checked(spherePhantom({ ...odd, doseSpacingMm, orientation }));
    expect(Math.abs((result.lesions[0]?.ptv?.coveragePercent?.value ?? NaN) - 86)).toBeLessThan(1);
  });
});
