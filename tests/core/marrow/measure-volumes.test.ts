import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureVolumes } from '../../../core/marrow/measure-volumes.ts';
import type { BoneSource } from '../../../core/marrow/bone-source.ts';
import { nearestLesions } from '../../../core/marrow/nearest-lesions.ts';
import { volumeOfParts } from '../../../core/marrow/volume-parts.ts';
import { regionOfBox } from '../../../core/geometry/region-of-box.ts';
import type { Region } from '../../../core/geometry/region.ts';

type Box = readonly [number, number, number, number, number, number];

const boxRegion = ([x, y, z, dx, dy, dz]: Box): Region =>
  regionOfBox({ x0: x, x1: x + dx, y0: y, y1: y + dy, z0: z, z1: z + dz });

const volumeOf = ([, , , dx, dy, dz]: Box): number => (dx * dy * dz) / 1000;

/** Boxes with whole-number corners, so that unions can be counted by unit cubes. */
function countedCm3(boxes: readonly Box[], isIn: (inside: readonly boolean[]) => boolean): number {
  let cubes = 0;
  for (let x = 0; x < 24; x++) {
    for (let y = 0; y < 24; y++) {
      for (let z = 0; z < 24; z++) {
        const inside = boxes.map(
          ([bx, by, bz, dx, dy, dz]) => x >= bx && x < bx + dx && y >= by && y < by + dy && z >= bz && z < bz + dz,
        );
        if (isIn(inside)) cubes++;
      }
    }
  }
  return cubes / 1000;
}

const box = fc.tuple(
  ...([0, 0, 0] as const).map(() => fc.integer({ min: 0, max: 14 })),
  ...([0, 0, 0] as const).map(() => fc.integer({ min: 1, max: 9 })),
) as unknown as fc.Arbitrary<Box>;

const BONE: Box = [2, 3, 1, 17, 15, 19];

function measured(lesions: readonly Box[]): ReturnType<typeof measureVolumes> {
  const bone: BoneSource = {
    from: 'box',
    kind: 'trabecular',
    names: [],
    frameOfReferenceUid: '1',
    regionOf: () => boxRegion(BONE),
    isDrawn: false,
    remarks: [],
    estimate: null,
  };
  const none = { parts: [], missing: lesions.map(() => 'no dose given') };
  const target = (each: Box): { solid: { kind: 'mask'; region: Region } } => ({
    solid: { kind: 'mask', region: boxRegion(each) },
  });
  return measureVolumes({
    bone,
    lesions: lesions.map((each) => ({ gtv: target(each), ptv: { solid: null, reason: 'no PTV' } })),
    gtvTotal: [],
    treatedVolume: none,
    irradiatedVolume: none,
  });
}

describe('volumes of overlapping lesions and bone', () => {
  it('equal a count of unit cubes, for the whole and for any set of lesions', () => {
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 31 }), (lesions, mask) => {
        const [stated] = measured(lesions).scenarios;
        const chosen = lesions.filter((_, n) => (mask >> n) & 1);
        const { parts } = stated.volumes.gtv;
        const union = volumeOfParts(parts, (n) => ((mask >> n) & 1) === 1);
        expect(union).toBeCloseTo(
          countedCm3(chosen, (inside) => inside.some(Boolean)),
          9,
        );
        expect(union).toBeLessThanOrEqual(chosen.reduce((sum, each) => sum + volumeOf(each), 0) + 1e-9);
        const inBone = countedCm3([BONE, ...lesions], ([bone, ...others]) => bone === true && others.some(Boolean));
        expect(stated.intersectionCm3).toBeCloseTo(inBone, 9);
        const insideParts = volumeOfParts(stated.volumes['gtv-in-trabecular'].parts, () => true);
        expect(insideParts).toBeCloseTo(inBone, 9);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('leave a reserve that, with what lesions take, is all the trabecular bone', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 5 }), (lesions) => {
        const { scenarios, regions } = measured(lesions);
        let reserveCm3 = 0;
        for (const { z0Mm, z1Mm, rowEdgesMm, rowStart, endsMm } of regions.reserve.slabs) {
          for (let r = 0; r + 1 < rowEdgesMm.length; r++) {
            for (let n = rowStart[r]!; n < rowStart[r + 1]!; n++) {
              const length = endsMm[2 * n + 1]! - endsMm[2 * n]!;
              reserveCm3 += (length * (rowEdgesMm[r + 1]! - rowEdgesMm[r]!) * (z1Mm - z0Mm)) / 1000;
            }
          }
        }
        expect(reserveCm3 + scenarios[0].intersectionCm3).toBeCloseTo(volumeOf(BONE), 9);
        expect(scenarios[0].trabecularCm3).toBeCloseTo(volumeOf(BONE), 9);
      }),
      { numRuns: 60, seed: 8 },
    );
  });
});

describe('the nearest other lesion', () => {
  it('is found by the distance of surfaces, not of middles', () => {
    const boxes: Box[] = [
      [0, 0, 0, 40, 4, 4],
      [43, 0, 0, 2, 4, 4],
      [18, 9, 0, 4, 4, 4],
      [60, 30, 12, 3, 3, 3],
    ];
    const nearest = nearestLesions(boxes.map(boxRegion));
    expect(nearest.map((each) => each?.lesion)).toEqual([1, 0, 0, 1]);
    expect(nearest[0]?.distanceMm).toBeCloseTo(3, 9);
    expect(nearest[2]?.distanceMm).toBeCloseTo(5, 9);
    expect(nearest[3]?.distanceMm).toBeCloseTo(Math.hypot(15, 26, 8), 9);
  });

  it('is at no distance where lesions overlap, and none where there is no other', () => {
    const [first] = nearestLesions([boxRegion([0, 0, 0, 5, 5, 5]), boxRegion([4, 4, 4, 5, 5, 5])]);
    expect(first).toEqual({ lesion: 1, distanceMm: 0 });
    expect(nearestLesions([boxRegion([0, 0, 0, 5, 5, 5])])).toEqual([null]);
  });
});
