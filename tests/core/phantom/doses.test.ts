import { describe, expect, it } from 'vitest';
import { gaussianDose } from '../../../core/phantom/closed-form.ts';
import {
  ORIENTATIONS,
  ellipsoidalField,
  flatField,
  largestOf,
  linearField,
  penumbraField,
  radialField,
  sampleDose,
} from '../../../core/phantom/doses.ts';
import type { DoseLayout, PatientOrientation } from '../../../core/phantom/doses.ts';
import type { StoredDosePlanes } from '../../../core/dose/dose-grid.ts';

const LAYOUT: DoseLayout = {
  centreMm: [5, -31, 12.5],
  columns: 7,
  rows: 5,
  columnSpacingMm: 2.5,
  rowSpacingMm: 3.1,
  planeOffsetsMm: [0, 2, 5, 6],
};

/** Position of a stored voxel, straight from the definition of the attributes. */
function positionOf(planes: StoredDosePlanes, i: number, j: number, k: number): [number, number, number] {
  const { originMm, rowDirection: r, columnDirection: c } = planes;
  const n = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
  return [0, 1, 2].map(
    (axis) =>
      (originMm[axis] ?? 0) +
      (r[axis] ?? 0) * i * planes.columnSpacingMm +
      (c[axis] ?? 0) * j * planes.rowSpacingMm +
      (n[axis] ?? 0) * (planes.planeOffsetsMm[k] ?? 0),
  ) as [number, number, number];
}

describe('sampleDose', () => {
  const field = linearField([5, -31, 12.5], [3, -2, 1], 40, 0.9);

  it.each([...(Object.keys(ORIENTATIONS) as PatientOrientation[])])(
    '%s: every stored voxel holds the dose at its own position, within half a step',
    (orientation) => {
      const planes = sampleDose(field, { ...LAYOUT, orientation });
      let voxel = 0;
      for (let k = 0; k < 4; k++) {
        for (let j = 0; j < 5; j++) {
          for (let i = 0; i < 7; i++) {
            const dose = field(...positionOf(planes, i, j, k));
            expect(Math.abs((planes.doseGy[voxel] ?? 0) - dose)).toBeLessThanOrEqual(planes.stepGy / 2 + 1e-5);
            voxel++;
          }
        }
      }
    },
  );

  it.each([...(Object.keys(ORIENTATIONS) as PatientOrientation[])])(
    '%s: the box lies about its centre',
    (orientation) => {
      const planes = sampleDose(field, { ...LAYOUT, orientation });
      const corners = [positionOf(planes, 0, 0, 0), positionOf(planes, 6, 4, 3)];
      [0, 1, 2].forEach((axis) => {
        const middle = ((corners[0]?.[axis] ?? 0) + (corners[1]?.[axis] ?? 0)) / 2;
        expect(middle).toBeCloseTo(LAYOUT.centreMm[axis] ?? Number.NaN, 5);
      });
    },
  );

  it('turns rows and columns as the patient lies: prone flips x and y, feet first flips z, decubitus swaps x and y', () => {
    const normalZ = (orientation: PatientOrientation): number => {
      const { row, column } = ORIENTATIONS[orientation];
      return row[0] * column[1] - row[1] * column[0];
    };
    for (const orientation of Object.keys(ORIENTATIONS) as PatientOrientation[]) {
      expect(normalZ(orientation)).toBe(orientation.startsWith('HF') ? 1 : -1);
    }
    expect(ORIENTATIONS.HFP.row).toEqual([-1, 0, 0]);
    expect(ORIENTATIONS.HFP.column).toEqual([0, -1, 0]);
    // Right side down: the rows of the image run downwards to the patient's right.
    expect(ORIENTATIONS.HFDR.column).toEqual([-1, 0, 0]);
    expect(ORIENTATIONS.FFDL.column).toEqual([1, 0, 0]);
  });

  it('stores whole steps that a decimal string can carry', () => {
    const planes = sampleDose(radialField([5, -31, 12.5], gaussianDose(33.3, 6)), LAYOUT);
    expect(String(planes.stepGy).length).toBeLessThanOrEqual(16);
    planes.doseGy.forEach((dose) => {
      const steps = dose / planes.stepGy;
      expect(Math.abs(steps - Math.round(steps))).toBeLessThan(0.01);
      expect(Math.round(steps)).toBeLessThanOrEqual(65535);
    });
  });

  it('takes descending offsets, and a dose of nothing', () => {
    const planes = sampleDose(flatField(0), { ...LAYOUT, planeOffsetsMm: [0, -2, -4] });
    expect(planes.originMm[2]).toBeCloseTo(14.5, 9);
    expect(planes.stepGy).toBeGreaterThan(0);
    expect(planes.doseGy.every((dose) => dose === 0)).toBe(true);
  });

  it('lays an oblique grid along the directions given', () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const planes = sampleDose(field, { ...LAYOUT, directions: { row: [c, s, 0], column: [-s, c, 0] } });
    expect(planes.doseGy[6] ?? 0).toBeCloseTo(field(...positionOf(planes, 6, 0, 0)), 2);
  });
});

describe('fields', () => {
  it('rise evenly along their direction and are never negative', () => {
    const field = linearField([1, 2, 3], [0, 0, 2], 16, 1);
    expect(field(99, -7, 8)).toBeCloseTo(21, 9);
    expect(field(1, 2, -40)).toBe(0);
  });

  it('fall to half way between high and low at the penumbra, and by one sigma to 84 and 16 %', () => {
    const field = penumbraField([4, 0, 0], [2, 0, 0], 30, 10, 3);
    expect(field(4, 7, -2)).toBeCloseTo(20, 9);
    expect(field(1, 0, 0)).toBeCloseTo(10 + 20 * 0.841345, 4);
    expect(field(7, 0, 0)).toBeCloseTo(10 + 20 * 0.158655, 4);
  });

  it('have the same dose all over the ellipsoid they are stretched to', () => {
    const field = ellipsoidalField([1, 2, 3], [10, 5, 20], gaussianDose(30, 1.5));
    expect(field(11, 2, 3)).toBeCloseTo(field(1, 7, 3), 9);
    expect(field(11, 2, 3)).toBeCloseTo(field(1, 2, -17), 9);
  });

  it('combine to the largest', () => {
    expect(largestOf([flatField(3), flatField(8), flatField(5)])(0, 0, 0)).toBe(8);
  });
});
