import { describe, expect, it } from 'vitest';
import {
  addDoses,
  coverageOf,
  evaluateMetric,
  isTrabeculaError,
  parseMetric,
  type Voxels,
} from '../../../core/index.ts';
import { doseFromVoxels } from '../../../core/dose/dose-from-voxels.ts';
import { layDosePlanes } from '../../../core/dose/dose-grid.ts';
import { bedGy } from '../../../core/dose/fractionation.ts';
import { doseAtVolume, emptyDvh, volumeAtDose } from '../../../core/dose/dvh.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

function refusal(act: () => unknown): { kind: string; message: string } {
  try {
    act();
  } catch (error) {
    if (isTrabeculaError(error)) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('accepted');
}
const voxels = (values: readonly number[]): Voxels => ({
  grid: {
    size: [2, 2, 2],
    spacingMm: [1, 1, 1],
    originMm: [0, 0, 0],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  values: Float64Array.from(values),
});
const [ONES, DOSE] = [voxels(Array(8).fill(1) as number[]), voxels([20, 21, 22, 23, 24, 25, 26, 27])];

describe('what is refused, in full', () => {
  it.each([0, -3, NaN, Infinity])('a prescription of %d Gy', (prescriptionGy) => {
    expect(refusal(() => coverageOf({ dose: DOSE, mask: ONES, prescriptionGy }))).toEqual({
      kind: 'usage',
      message: `no prescription (found ${prescriptionGy} Gy; expected a dose above 0 Gy)`,
    });
  });

  it('a mask without a voxel', () => {
    expect(
      refusal(() => coverageOf({ dose: DOSE, mask: voxels(Array(8).fill(0) as number[]), prescriptionGy: 20 })),
    ).toEqual({
      kind: 'nothing-found',
      message: 'the mask is empty',
    });
  });

  it('a dose below 0, with its place', () => {
    expect(refusal(() => doseFromVoxels(voxels([1, 2, 3, 4, 5, -6, 7, 8]), 'dose.raw'))).toEqual({
      kind: 'unreadable',
      message: 'dose.raw: the dose is negative (found -6 Gy at index (1, 0, 1); expected 0 Gy or more)',
    });
    expect(doseFromVoxels(voxels([0, 0, 0, 0, 0, 0, 0, 0])).stepGy).toBe(0);
  });

  it('an array of another length than its planes', () => {
    const stored = {
      originMm: [0, 0, 0],
      rowDirection: [1, 0, 0],
      columnDirection: [0, 1, 0],
      columns: 3,
      rows: 2,
      columnSpacingMm: 1,
      rowSpacingMm: 1,
      planeOffsetsMm: [0, 1],
      doseGy: new Float32Array(11),
      stepGy: 0,
    } as const;
    expect(refusal(() => layDosePlanes(stored))).toEqual({
      kind: 'unreadable',
      message: 'the dose array does not fit its grid (found 11 values; expected 3 x 2 x 2)',
    });
  });

  it('doses on different grids, and no dose at all', () => {
    const nodes = [0, 2, 5];
    const dose = doseOnNodes(nodes, nodes, nodes, () => 10);
    const message =
      'the doses to be added lie on different grids (expected the same planes, rows and columns, as from a sum in the planning system)';
    for (const other of [
      doseOnNodes([0, 2, 5.002], nodes, nodes, () => 10),
      doseOnNodes(nodes, [0, 2], nodes, () => 10),
      doseOnNodes(nodes, [0, 2, 5, 6], nodes, () => 10),
      doseOnNodes(nodes, nodes, [0, 2.1, 5], () => 10),
      { ...dose, axes: { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } } as const,
    ])
      expect(refusal(() => addDoses([dose, other]))).toEqual({ kind: 'contradiction', message });
    const turned = (c: number) => ({ ...dose, axes: { x: [c, 0.6, 0], y: [-0.6, c, 0], z: [0, 0, 1] } }) as const;
    expect(refusal(() => addDoses([turned(0.8), turned(0.801)])).kind).toBe('contradiction');
    expect([...addDoses([turned(0.8), turned(0.8 + 1e-8)]).doseGy]).toEqual(Array(27).fill(20));
    expect(refusal(() => addDoses([]))).toEqual({ kind: 'usage', message: 'no dose to add' });
    const near = doseOnNodes([0, 2.0009, 5], nodes, nodes, () => 5, 0.5);
    expect(addDoses([{ ...dose, stepGy: 0.25 }, near])).toMatchObject({ stepGy: 0.75, xMm: dose.xMm });
    expect(addDoses([dose, near]).doseGy[13]).toBe(15);
    expect(dose.doseGy[13]).toBe(10);
  });

  it.each([
    [
      { doseGy: -1, fractions: 3, alphaBetaGy: 10 },
      'the dose cannot be used (found -1; expected a finite number of Gy, 0 or more)',
    ],
    [
      { doseGy: Infinity, fractions: 3, alphaBetaGy: 10 },
      'the dose cannot be used (found Infinity; expected a finite number of Gy, 0 or more)',
    ],
    [
      { doseGy: 27, fractions: 0, alphaBetaGy: 10 },
      'the number of fractions cannot be used (found 0; expected 1, 2, 3, ...)',
    ],
    [
      { doseGy: 27, fractions: 2.5, alphaBetaGy: 10 },
      'the number of fractions cannot be used (found 2.5; expected 1, 2, 3, ...)',
    ],
    [{ doseGy: 27, fractions: 3, alphaBetaGy: 0 }, 'alpha/beta cannot be used (found 0; expected more than 0 Gy)'],
    [
      { doseGy: 27, fractions: 3, alphaBetaGy: Infinity },
      'alpha/beta cannot be used (found Infinity; expected more than 0 Gy)',
    ],
  ])('%o', (fractionation, message) => {
    expect(refusal(() => bedGy(fractionation))).toEqual({ kind: 'usage', message });
  });
});

describe('the histogram of nothing', () => {
  it('knows the levels that were asked for, and no dose', () => {
    const dvh = emptyDvh(0.5, [20, 30]);
    expect([...dvh.exactCm3]).toEqual([
      [20, 0],
      [30, 0],
    ]);
    expect(emptyDvh().exactCm3.size).toBe(0);
    expect(dvh).toMatchObject({ volumeCm3: 0, outsideDoseCm3: 0, minGy: null, maxGy: null, meanGy: null, stepGy: 0.5 });
    expect([volumeAtDose(dvh, 25), doseAtVolume(dvh, 0)]).toEqual([0, null]);
    // Either extreme that is unknown leaves both sides open.
    for (const half of [{ minGy: 3 }, { maxGy: 3 }]) expect(doseAtVolume({ ...dvh, ...half }, 0)).toBeNull();
  });
});

describe('what is not refused', () => {
  it('a single fraction', () => {
    expect(bedGy({ doseGy: 20, fractions: 1, alphaBetaGy: 10 })).toBeCloseTo(60, 12);
    expect(bedGy({ doseGy: 0, fractions: 3, alphaBetaGy: 10 })).toBe(0);
  });

  it('the volume at 0 Gy, of which the part beyond the dose grid is a part', () => {
    const whole = { ...emptyDvh(), volumeCm3: 4, outsideDoseCm3: 1, minGy: 2, maxGy: 9, meanGy: 5 };
    const dvh = { ...whole, doseGy: Float64Array.of(2, 9), volumeCm3AtDose: Float64Array.of(3, 0) };
    const value = (text: string) => evaluateMetric(parseMetric(text), dvh, { prescriptionGy: null }).value;
    expect(value('V0Gy[cc]')).toBe(4);
    expect(value('V0Gy[%]')).toBe(100);
    expect(value('CV0Gy[cc]')).toBe(0);
    expect(value('V2Gy[cc]')).toBe(3);
    // The coldest quarter lies where nothing is known; what is inside is known to its coldest part.
    expect(value('D75%[Gy]')).toBe(2);
    expect(value('D76%[Gy]')).toBeNull();
    expect(value('Mean[Gy]')).toBeCloseTo(15 / 4, 12);
  });
});
