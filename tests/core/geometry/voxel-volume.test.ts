import { expect, it } from 'vitest';
import {
  cutVolume,
  ORIENTATIONS,
  PLANE_KINDS,
  planeThrough,
  sidesOfPlane,
  sliceStack,
  stepThrough,
  valueAt,
  volumeOfSlices,
} from '../../../core/index.ts';
import type { Lps, PlaneKind, VoxelGrid } from '../../../core/index.ts';

/** A number that tells where it is, on a grid whose every size and spacing differs. */
const truth = ([x, y, z]: Lps): number => Math.round(100 * x + 7 * y + 3 * z);
const SIZE = [5, 4, 3] as const;
const SPACING = [2, 3, 5] as const;

function ctOf({ row, column }: { readonly row: Lps; readonly column: Lps }): {
  grid: VoxelGrid;
  sliceAt: (k: number) => Int16Array;
} {
  const grid: VoxelGrid = { size: SIZE, spacingMm: SPACING, originMm: [-11, 17, 40], axes: [row, column, [0, 0, 1]] };
  const place = (i: number, j: number, k: number): Lps =>
    [0, 1, 2].map(
      (a) => grid.originMm[a]! + row[a]! * 2 * i + column[a]! * 3 * j + (a === 2 ? 5 * k : 0),
    ) as unknown as Lps;
  return {
    grid,
    sliceAt: (k) => Int16Array.from({ length: 20 }, (_, n) => truth(place(n % 5, Math.floor(n / 5), k))),
  };
}

const IN_PLANE: Readonly<Record<PlaneKind, readonly [0 | 1 | 2, 0 | 1 | 2]>> = {
  axial: [0, 1],
  coronal: [0, 2],
  sagittal: [1, 2],
};

it.each(Object.entries(ORIENTATIONS))(
  'CT slices stored for %s lie along the patient, in every plane',
  (_, orientation) => {
    const { grid, sliceAt } = ctOf(orientation);
    const volume = volumeOfSlices(grid, sliceAt, 'test');
    const { positionsMm } = sliceStack(volume, null, [])!;
    for (const z of positionsMm.axial) {
      for (const y of positionsMm.coronal) {
        for (const x of positionsMm.sagittal) {
          const at: Lps = [x, y, z];
          expect(valueAt(volume, at)).toBe(truth(at));
          for (const kind of PLANE_KINDS) {
            const plane = cutVolume(volume, planeThrough(kind, at))!;
            const [u, v] = IN_PLANE[kind];
            const [i, j] = [(at[u] - plane.uMm) / plane.columnSpacingMm, (at[v] - plane.vMm) / plane.rowSpacingMm];
            expect(plane.values[i + plane.columns * j]).toBe(truth(at));
          }
        }
      }
    }
  },
);

it('a voxel reaches half its size around its centre, and no farther', () => {
  const { grid, sliceAt } = ctOf(ORIENTATIONS.HFS);
  const volume = volumeOfSlices(grid, sliceAt, 'test');
  expect(valueAt(volume, [-12, 17, 40])).toBe(truth([-11, 17, 40]));
  expect(valueAt(volume, [-12.01, 17, 40])).toBeNull();
  expect(cutVolume(volume, { kind: 'sagittal', atMm: -2 })?.atMm).toBe(-3);
  expect(cutVolume(volume, { kind: 'sagittal', atMm: -1.99 })).toBeNull();
});

it('pictures show the patient as DICOM’s axes say: x to the left, y to posterior, z to the head', () => {
  expect(sidesOfPlane('axial')).toEqual({ left: 'R', right: 'L', top: 'A', bottom: 'P' });
  expect(sidesOfPlane('coronal')).toEqual({ left: 'R', right: 'L', top: 'H', bottom: 'F' });
  expect(sidesOfPlane('sagittal')).toEqual({ left: 'A', right: 'P', top: 'H', bottom: 'F' });
});

it('leafing goes to the next plane from anywhere, and stops at the ends', () => {
  const planes = [-3, 0, 2, 7];
  expect(stepThrough(planes, 0, 1)).toBe(2);
  expect(stepThrough(planes, 0.5, 1)).toBe(2);
  expect(stepThrough(planes, 0.5, -1)).toBe(0);
  expect(stepThrough(planes, 0.5, -2)).toBe(-3);
  expect(stepThrough(planes, 7, 1)).toBe(7);
  expect(stepThrough(planes, -9, -1)).toBe(-3);
  expect(stepThrough(planes, 2, Infinity)).toBe(7);
  expect(stepThrough(planes, 2, -Infinity)).toBe(-3);
  expect(stepThrough([], 2, 1)).toBe(2);
});
