import { beforeAll, describe, expect, it } from 'vitest';
import { intersect, subtract, uniteAll } from '../../../core/geometry/region-algebra.ts';
import { regionFromContours } from '../../../core/geometry/region-from-contours.ts';
import { volumeCm3Of } from '../../../core/geometry/region-size.ts';
import type { Region } from '../../../core/geometry/region.ts';
import { stackFromContours } from '../../../core/geometry/stack-from-contours.ts';
import type { PhantomMarrow, PhantomPatient } from '../../../core/phantom/patient.ts';
import { skeletonParts } from '../../../core/phantom/skeleton-bones.ts';
import { skeletonLesions } from '../../../core/phantom/skeleton-lesions.ts';
import { skeletonPhantom } from '../../../core/phantom/skeleton.ts';
import { volumeBySampling } from './shares.ts';

let patient: PhantomPatient;
let marrow: PhantomMarrow;
let regions: Map<string, Region>;

beforeAll(() => {
  patient = skeletonPhantom();
  if (patient.marrow === undefined) throw new Error('no marrow');
  marrow = patient.marrow;
  regions = new Map(
    patient.rois.map(({ roiName, contours }) => {
      const { stack } = stackFromContours(contours);
      if (stack === null) throw new Error(roiName);
      return [roiName, regionFromContours(stack, { endCaps: 'half-slice', betweenSlices: 'prism' })];
    }),
  );
});

const region = (roiName: string): Region => regions.get(roiName) ?? { slabs: [] };
const within = (found: number, wanted: number, percent: number): void => {
  expect(Math.abs(found / wanted - 1) * 100, `${String(found)} for ${String(wanted)}`).toBeLessThan(percent);
};

describe('what is said to be true of the skeleton', () => {
  const PARTS = skeletonParts();
  const inBone = (x: number, y: number, z: number): boolean => PARTS.some(({ inner }) => inner.holds(x, y, z));

  it('of each lesion and of what it takes of trabecular bone is what counting points gives', () => {
    for (const { id, gtv } of skeletonLesions()) {
      const { x0, x1, y0, y1, z0, z1 } = gtv.boundsMm;
      const half = [(x1 - x0) / 2, (y1 - y0) / 2, (z1 - z0) / 2] as const;
      const at = (u: number, v: number, w: number): [number, number, number] => [
        u + (x0 + x1) / 2,
        v + (y0 + y1) / 2,
        w + (z0 + z1) / 2,
      ];
      const stated = marrow.truth.lesions.find((lesion) => lesion.id === id);
      const count = (also: (x: number, y: number, z: number) => boolean): number =>
        volumeBySampling(half, (u, v, w) => gtv.holds(...at(u, v, w)) && also(...at(u, v, w)), 400_000) / 1000;
      within(
        count(() => true),
        stated?.gtvCm3 ?? NaN,
        0.3,
      );
      const inTrabecular = count(inBone);
      if (stated?.inTrabecularCm3 === 0) expect(inTrabecular).toBe(0);
      else within(inTrabecular, stated?.inTrabecularCm3 ?? NaN, 0.5);
    }
  });

  it('of trabecular and whole bone is what counting points bone by bone gives, parts of a femur once', () => {
    for (const which of ['inner', 'whole'] as const) {
      let cm3 = 0;
      for (const bone of new Set(PARTS.map((part) => part.bone))) {
        const solids = PARTS.filter((part) => part.bone === bone).map((part) => part[which]);
        const x0 = Math.min(...solids.map(({ boundsMm }) => boundsMm.x0));
        const x1 = Math.max(...solids.map(({ boundsMm }) => boundsMm.x1));
        const y0 = Math.min(...solids.map(({ boundsMm }) => boundsMm.y0));
        const y1 = Math.max(...solids.map(({ boundsMm }) => boundsMm.y1));
        const z0 = Math.min(...solids.map(({ boundsMm }) => boundsMm.z0));
        const z1 = Math.max(...solids.map(({ boundsMm }) => boundsMm.z1));
        const holds = (u: number, v: number, w: number): boolean =>
          solids.some((solid) => solid.holds(u + (x0 + x1) / 2, v + (y0 + y1) / 2, w + (z0 + z1) / 2));
        cm3 += volumeBySampling([(x1 - x0) / 2, (y1 - y0) / 2, (z1 - z0) / 2], holds, 100_000) / 1000;
      }
      within(cm3, which === 'inner' ? marrow.truth.trabecularCm3 : marrow.truth.wholeBoneCm3, 0.15);
    }
  });

  it('adds up: reserve and intersection are the trabecular bone, what overlaps is counted once', () => {
    const { trabecularCm3, intersectionCm3, reserveCm3, gtvTotalCm3, lesions, overlap } = marrow.truth;
    expect(reserveCm3 + intersectionCm3).toBeCloseTo(trabecularCm3, 9);
    const sum = (key: 'gtvCm3' | 'inTrabecularCm3'): number =>
      lesions.reduce((total, lesion) => total + lesion[key], 0);
    expect(sum('gtvCm3') - gtvTotalCm3).toBeCloseTo(overlap.volumeCm3, 9);
    // The two that overlap lie in bone wholly.
    within(sum('inTrabecularCm3') - intersectionCm3, overlap.volumeCm3, 0.1);
    expect(overlap.volumeCm3).toBeGreaterThan(1);
  });

  it('has the size of a man, lesions of every kind, and fills level 1 but not level 2', () => {
    const { trabecularCm3, reserveCm3, gtvTotalCm3, lesions } = marrow.truth;
    expect(trabecularCm3).toBeGreaterThan(1000);
    expect(trabecularCm3).toBeLessThan(1500);
    expect((100 * gtvTotalCm3) / reserveCm3).toBeGreaterThan(20);
    expect((100 * gtvTotalCm3) / reserveCm3).toBeLessThan(30);
    const share = (id: string): number => {
      const lesion = lesions.find((candidate) => candidate.id === id);
      return (lesion?.inTrabecularCm3 ?? NaN) / (lesion?.gtvCm3 ?? NaN);
    };
    for (const inside of ['L1', 'L2', 'L4', 'L5', 'L10']) expect(share(inside)).toBeGreaterThan(0.999);
    for (const outgrowing of ['L3', 'L6', 'L7']) expect(Math.abs(share(outgrowing) - 0.6)).toBeLessThan(0.35);
    for (const node of ['L8', 'L9']) expect(share(node)).toBe(0);
  });
});

describe('contours of the skeleton', () => {
  it('have the volume of every solid within 0.2 %', () => {
    expect(patient.truth.volumes.length).toBeGreaterThan(30);
    for (const { roiName, volumeCm3 } of patient.truth.volumes) within(volumeCm3Of(region(roiName)), volumeCm3, 0.2);
  });

  it('give trabecular bone, intersections and reserve within 0.2 % by region algebra', () => {
    const { truth } = marrow;
    const bone = uniteAll((patient.caseFile.trabecularBone?.rois ?? []).map(region));
    within(volumeCm3Of(bone), truth.trabecularCm3, 0.2);
    for (const { id, inTrabecularCm3 } of truth.lesions) {
      const found = volumeCm3Of(intersect(bone, region(`GTV_${id.slice(1)}`)));
      if (inTrabecularCm3 === 0) expect(found).toBe(0);
      else within(found, inTrabecularCm3, 0.2);
    }
    const total = region('GTV_Total');
    within(volumeCm3Of(intersect(bone, total)), truth.intersectionCm3, 0.2);
    within(volumeCm3Of(subtract(bone, total)), truth.reserveCm3, 0.2);
  });

  it('overlap where the bones of a femur do: their sum is not their union', () => {
    const rois = patient.caseFile.trabecularBone?.rois ?? [];
    const sum = rois.reduce((total, name) => total + volumeCm3Of(region(name)), 0);
    expect(sum - volumeCm3Of(uniteAll(rois.map(region)))).toBeGreaterThan(20);
  });
});

describe('the CT and the label maps', () => {
  it('have cortical bone around spongiosa, marrow in the shafts, lysis, sclerosis, soft tissue and air', () => {
    const hu = (x: number, y: number, z: number): number => patient.ct?.hounsfield(x, y, z) ?? NaN;
    const near = (x: number, y: number, z: number, wanted: number): void => {
      expect(Math.abs(hu(x, y, z) - wanted), `${String(wanted)} HU at ${[x, y, z].join(', ')}`).toBeLessThan(10);
    };
    near(0, 45, 300, 200);
    near(15.5, 45, 300, 1000);
    near(136, 28, -260, -70);
    near(3, 40, 84, 35);
    near(78, 32, -50, 700);
    near(28, 0, 90, 40);
    near(-113, 20, -30, 40);
    near(0, -60, 0, 40);
    expect(hu(-176, -112, 0)).toBe(-1000);
  });

  it('do not end in bone', () => {
    const [first, last] = [patient.ct?.zMm[0], patient.ct?.zMm.at(-1)];
    expect(first).toBeLessThan(-331.5);
    expect(last).toBeGreaterThan(454.5);
  });

  it('count trabecular and whole bone within 1 %, in the numbers of their bones', () => {
    for (const { name, grid, values, labels } of marrow.labelMaps) {
      // Twelve vertebrae of one shape on one lattice: what counting misses of one it misses of all.
      const voxelCm3 = (grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2]) / 1000;
      const counted = values.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0) * voxelCm3;
      within(counted, name === 'trabecular' ? marrow.truth.trabecularCm3 : marrow.truth.wholeBoneCm3, 1);
      expect(new Set(values)).toEqual(new Set([0, ...Object.values(labels)]));
    }
  });
});
