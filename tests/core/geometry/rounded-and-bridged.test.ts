import { describe, expect, it } from 'vitest';
import type { ContourStack, Region } from '../../../core/index.ts';
import { areaMm2Of, boundsOf, regionFromContours, volumeCm3Of } from '../../../core/index.ts';
import { type RegionOptions, SlabsOfStack } from '../../../core/geometry/region-from-contours.ts';
import { circle, stack } from './polygons.ts';

/** Discs of 6 mm radius on planes, and of 4 mm. */
const wide = [circle(6, 1, -2)];
const slim = [circle(4, 1, -2)];
const DISC = Math.PI * 36;
const discs = (...z: readonly number[]): ContourStack => stack(...z.map((at) => [at, wide] as const));
const mm3 = (region: Region): number => 1000 * volumeCm3Of(region);
const solid = (contours: ContourStack, options: Partial<RegionOptions>): Region =>
  regionFromContours(contours, { endCaps: 'none', betweenSlices: 'prism', ...options });

describe.each(['prism', 'interpolated'] as const)('rounded ends, %s between planes', (betweenSlices) => {
  const rounded = { endCaps: 'rounded', betweenSlices } as const;

  it('are half an ellipsoid on the first and on the last plane, half a slice high', () => {
    const region = solid(discs(0, 2, 4), rounded);
    expect(mm3(region) / (DISC * (4 + 2 * (2 / 3)))).toBeCloseTo(1, 2);
    expect(boundsOf(region)).toMatchObject({ z0: -1, z1: 5 });
  });

  it('end what a gap ends', () => {
    const region = solid(discs(0, 2, 4, 11, 13, 15), rounded);
    expect(mm3(region) / (2 * DISC * (4 + 2 * (2 / 3)))).toBeCloseTo(1, 2);
    expect(region.slabs.some(({ z0Mm, z1Mm }) => z1Mm > 5.001 && z0Mm < 9.999)).toBe(false);
  });

  it('are all that a single plane has', () => {
    const region = solid(discs(3), { ...rounded, singlePlaneThicknessMm: 4 });
    expect(Math.abs(mm3(region) / (DISC * 4 * (2 / 3)) - 1)).toBeLessThan(0.01);
    expect(boundsOf(region)).toMatchObject({ z0: 1, z1: 5 });
  });

  it('leave slabs that ascend and touch', () => {
    const { slabs } = solid(stack([0, wide], [2, slim], [4, wide]), rounded);
    for (let n = 1; n < slabs.length; n++) expect(slabs[n]!.z0Mm).toBeCloseTo(slabs[n - 1]!.z1Mm, 12);
  });
});

describe('interpolation between planes', () => {
  const bridged = { betweenSlices: 'interpolated' } as const;

  it('ends at the end planes, where caps go on', () => {
    const linear = (Math.PI * 3 * (36 + 16)) / 2;
    const contours = stack([0, wide], [3, slim]);
    expect(mm3(solid(contours, bridged)) / linear).toBeCloseTo(1, 2);
    const capped = mm3(solid(contours, { ...bridged, endCaps: 'half-slice' }));
    expect(capped / (linear + 1.5 * Math.PI * (36 + 16))).toBeCloseTo(1, 2);
  });

  it('fills no gap, and leaves a plane that stands alone its slice', () => {
    expect(mm3(solid(discs(0, 2, 4, 11, 13, 15), bridged)) / (DISC * 8)).toBeCloseTo(1, 3);
    expect(mm3(solid(discs(0, 2, 4, 11, 18, 20, 22), bridged)) / (DISC * 10)).toBeCloseTo(1, 3);
  });
});

describe('what slabs are made of', () => {
  const contours = stack([0, [circle(6, 1, -2, 24)]], [2, slim], [9, [circle(5, 1, -2, 24)]]);
  const conventions = (['half-slice', 'none', 'capped', 'rounded'] as const).flatMap((endCaps) =>
    (['prism', 'interpolated'] as const).map((betweenSlices) => ({ endCaps, betweenSlices })),
  );

  const shown = ({ slabs }: Region) => slabs.map((slab) => [slab.z0Mm, slab.z1Mm, areaMm2Of(slab), slab.outline]);

  it('is shared between conventions without a difference', () => {
    for (const refine of [1, 2]) {
      const made = new SlabsOfStack(contours, refine);
      for (const convention of [...conventions, ...conventions])
        expect(shown(solid(contours, { ...convention, refine, made }))).toEqual(
          shown(solid(contours, { ...convention, refine })),
        );
    }
  });

  it('keeps the drawn contours where slabs are slices through a shape, for the extremes there', () => {
    for (const convention of conventions) {
      const { faces } = solid(contours, convention);
      if (convention.endCaps === 'rounded' || convention.betweenSlices === 'interpolated')
        expect(faces).toBe(contours.planes);
      else expect(faces).toBeUndefined();
    }
  });
});
