import { describe, expect, it } from 'vitest';
import type { BoundsMm } from '../../../core/index.ts';
import { proposePairs, regionOfBox } from '../../../core/index.ts';
import { unite } from '../../../core/geometry/region-algebra.ts';
import type { Structure } from '../../../core/geometry/solid.ts';

/** A cube of a given half width about a point on the x axis, mm. */
const cube = (xMm: number, halfMm: number): BoundsMm => ({
  x0: xMm - halfMm,
  x1: xMm + halfMm,
  y0: -halfMm,
  y1: halfMm,
  z0: -halfMm,
  z1: halfMm,
});

function structure(roiName: string, boxes: readonly BoundsMm[], interpretedType: string | null = null): Structure {
  const region = boxes.map(regionOfBox).reduce(unite);
  return { roiName, roiNumber: null, interpretedType, solid: { kind: 'mask', region }, remarks: [] };
}

const names = (structures: readonly Structure[]): string[] =>
  proposePairs(structures).map(({ id, gtv, ptv }) => `${id} ${gtv?.roiName ?? '-'} ${ptv?.roiName ?? '-'}`);

describe('lesions that are proposed', () => {
  it('pair targets of the same number, whatever else the names say', () => {
    expect(
      names([
        structure('PTV_1_2700', [cube(0, 10)]),
        structure('PTV 2 35Gy', [cube(60, 9)]),
        structure('gtv-1', [cube(0, 6)]),
        structure('GTV2', [cube(60, 5)]),
      ]),
    ).toEqual(['L1 gtv-1 PTV_1_2700', 'L2 GTV2 PTV 2 35Gy']);
  });

  it('say how much of a GTV lies in the PTV of its name', () => {
    const [pair] = proposePairs([structure('PTV_1', [cube(0, 10)]), structure('GTV_1', [cube(10, 10)])]);
    expect(pair?.why).toBe('same name, 50 % of the GTV in the PTV');
  });

  it('do not pair names where no part of the GTV lies in the PTV', () => {
    expect(names([structure('PTV_1', [cube(0, 10)]), structure('GTV_1', [cube(50, 5)])])).toEqual([
      'L1 - PTV_1',
      'L2 GTV_1 -',
    ]);
  });

  it('pair what is left by containment, in one PTV and in no other', () => {
    expect(
      names([
        structure('PTV_A', [cube(0, 10)]),
        structure('PTV_B', [cube(60, 10)]),
        structure('GTV_left', [cube(0, 5)]),
        structure('GTV_right', [cube(60, 5)]),
      ]),
    ).toEqual(['L1 GTV_left PTV_A', 'L2 GTV_right PTV_B']);
  });

  it('pair 90 % inside but not less', () => {
    // 20 mm long, of which 18.2 and 17.8 mm lie in the PTV.
    const ptv = structure('PTV_A', [{ x0: 0, x1: 40, y0: -20, y1: 20, z0: -20, z1: 20 }]);
    const gtv = (x0: number): Structure => structure('GTV_B', [{ x0, x1: x0 + 20, y0: -3, y1: 4, z0: -2, z1: 5 }]);
    expect(names([ptv, gtv(21.8)])).toEqual(['L1 GTV_B PTV_A']);
    expect(names([ptv, gtv(22.2)])).toEqual(['L1 - PTV_A', 'L2 GTV_B -']);
  });

  it('choose none of two PTVs that both hold the GTV', () => {
    expect(
      names([
        structure('PTV_low', [cube(0, 12)]),
        structure('PTV_boost', [cube(0, 10)]),
        structure('GTV_x', [cube(0, 5)]),
      ]),
    ).toEqual(['L1 - PTV_low', 'L2 - PTV_boost', 'L3 GTV_x -']);
  });

  it('choose none of two PTVs of the same name', () => {
    expect(
      names([structure('PTV_1', [cube(0, 10)]), structure('ptv1', [cube(2, 10)]), structure('GTV_1', [cube(1, 5)])]),
    ).toEqual(['L1 - PTV_1', 'L2 - ptv1', 'L3 GTV_1 -']);
  });

  it('leave out the union of others', () => {
    expect(
      names([
        structure('PTV_TOTAL', [cube(0, 10), cube(60, 9)]),
        structure('PTV_1', [cube(0, 10)]),
        structure('PTV_2', [cube(60, 9)]),
      ]),
    ).toEqual(['L1 - PTV_1', 'L2 - PTV_2']);
  });

  it('keep a target that holds others and more than them', () => {
    expect(
      names([
        structure('PTV_big', [{ x0: -20, x1: 80, y0: -20, y1: 20, z0: -20, z1: 20 }]),
        structure('PTV_1', [cube(0, 10)]),
        structure('PTV_2', [cube(60, 9)]),
      ]),
    ).toEqual(['L1 - PTV_big', 'L2 - PTV_1', 'L3 - PTV_2']);
  });

  it('go by the interpreted type where the name does not say', () => {
    expect(
      names([
        structure('boost', [cube(0, 10)], 'PTV'),
        structure('tumour', [cube(0, 5)], 'GTV'),
        structure('heart', [cube(60, 30)], 'ORGAN'),
      ]),
    ).toEqual(['L1 tumour boost']);
  });

  it('are not made of walls, isocentres and the like', () => {
    expect(
      names([
        structure('PTV1_WALL', [cube(0, 10)], 'CONTROL'),
        structure('ptv 4', [cube(0, 5)], 'ISOCENTER'),
        structure('BODY', [cube(0, 90)], 'EXTERNAL'),
      ]),
    ).toEqual([]);
  });

  it('take a plain name whatever its type, since types are often left at their default', () => {
    expect(names([structure('PTV_1', [cube(0, 10)], 'ORGAN'), structure('GTVp1', [cube(0, 5)], 'AVOIDANCE')])).toEqual([
      'L1 GTVp1 PTV_1',
    ]);
  });

  it('say why, of each', () => {
    expect(
      proposePairs([
        structure('PTV_A', [cube(0, 10)]),
        structure('PTV_B', [cube(60, 10)]),
        structure('GTV_x', [cube(0, 5)]),
        structure('GTV_y', [cube(-60, 5)]),
      ]).map(({ why }) => why),
    ).toEqual([
      '100 % of the GTV lies in this PTV and in no other',
      'no GTV found for this PTV',
      'no PTV found for this GTV',
    ]);
  });

  it('choose none of two GTVs of the same name', () => {
    expect(
      names([structure('PTV_1', [cube(0, 10)]), structure('GTV_1', [cube(-3, 4)]), structure('gtv1', [cube(4, 4)])]),
    ).toEqual(['L1 GTV_1 PTV_1', 'L2 gtv1 -']);
  });

  it('of the same name go before containment', () => {
    // GTV_2 lies wholly in PTV_1, too, and in PTV_2 by half.
    expect(
      names([structure('PTV_1', [cube(0, 12)]), structure('PTV_2', [cube(12, 7)]), structure('GTV_2', [cube(5, 5)])]),
    ).toEqual(['L1 - PTV_1', 'L2 GTV_2 PTV_2']);
  });

  it('pair exactly 90 % inside', () => {
    // 10 cm³, of which 9 lie in the PTV: numbers that no rounding touches.
    const ptv = structure('PTV_A', [{ x0: -40, x1: 60, y0: -20, y1: 20, z0: -20, z1: 20 }]);
    const gtv = structure('GTV_B', [{ x0: -50, x1: 50, y0: -5, y1: 5, z0: -5, z1: 5 }]);
    expect(names([ptv, gtv])).toEqual(['L1 GTV_B PTV_A']);
  });

  it('keep a target of which a single other makes up all, since one part is no sum', () => {
    expect(names([structure('PTV_boost', [cube(0, 9.9)]), structure('PTV_x', [cube(0, 10)])])).toEqual([
      'L1 - PTV_boost',
      'L2 - PTV_x',
    ]);
  });

  it('leave out a sum that names itself so, even if it holds what is not drawn by itself', () => {
    const more = [cube(0, 10), cube(60, 9), cube(-60, 20)];
    const parts = [structure('PTV_1', [cube(0, 10)]), structure('PTV_2', [cube(60, 9)])];
    expect(names([structure('PTV_all', more), ...parts])).toEqual(['L1 - PTV_1', 'L2 - PTV_2']);
    expect(names([structure('PTV_left_sum', more), ...parts])).toEqual(['L1 - PTV_1', 'L2 - PTV_2']);
    // A name that only begins so, or ends in the letters, does not say so.
    expect(names([structure('PTV_all_ribs', more), ...parts])[0]).toBe('L1 - PTV_all_ribs');
    expect(names([structure('PTV_wall', more), ...parts])[0]).toBe('L1 - PTV_wall');
  });

  it('leave out a union of which others make up all but 5 %, whatever its name', () => {
    // 1000 and 2000 of 3120 mm³: 3.8 % are in none of the parts; of 3200 mm³ 6.3 %.
    const whole = (x1: number): Structure => structure('PTV_x', [{ x0: 0, x1, y0: 0, y1: 10, z0: 0, z1: 10 }]);
    const parts = [
      structure('PTV_1', [{ x0: 0, x1: 10, y0: 0, y1: 10, z0: 0, z1: 10 }]),
      structure('PTV_2', [{ x0: 10, x1: 30, y0: 0, y1: 10, z0: 0, z1: 10 }]),
    ];
    expect(names([whole(31.2), ...parts])).toEqual(['L1 - PTV_1', 'L2 - PTV_2']);
    expect(names([whole(32), ...parts])).toEqual(['L1 - PTV_x', 'L2 - PTV_1', 'L3 - PTV_2']);
  });

  it('take empty structures for what they are: paired with nothing', () => {
    const empty = (roiName: string): Structure => ({
      ...structure(roiName, [cube(0, 1)]),
      solid: { kind: 'mask', region: { slabs: [] } },
    });
    expect(names([structure('PTV_1', [cube(0, 10)]), empty('GTV_1')])).toEqual(['L1 - PTV_1', 'L2 GTV_1 -']);
    expect(names([empty('PTV_1'), structure('GTV_1', [cube(0, 10)])])).toEqual(['L1 - PTV_1', 'L2 GTV_1 -']);
  });

  it('are not made of rings, which many systems give the type of their target', () => {
    expect(
      names([
        structure('D2CM LN', [cube(0, 30)], 'PTV'),
        structure('PTV_LN', [cube(0, 9)], 'PTV'),
        structure('Ring_1', [cube(60, 30)], 'PTV'),
        structure('PTV2 shell 5mm', [cube(60, 20)], 'PTV'),
        structure('GTV_n', [cube(0, 5)], 'GTV'),
      ]),
    ).toEqual(['L1 GTV_n PTV_LN']);
  });

  it('are not made of what lies around another target and holds none of it, whatever its name', () => {
    // A frame of 20 mm thickness around a cube of 18 mm, open at both ends.
    const frame = [
      { x0: -30, x1: -10, y0: -30, y1: 30, z0: -9, z1: 9 },
      { x0: 10, x1: 30, y0: -30, y1: 30, z0: -9, z1: 9 },
      { x0: -10, x1: 10, y0: -30, y1: -10, z0: -9, z1: 9 },
      { x0: -10, x1: 10, y0: 10, y1: 30, z0: -9, z1: 9 },
    ];
    const ptv = structure('PTV_sacrum', [cube(0, 9)], 'PTV');
    expect(names([structure('fall off', frame, 'PTV'), ptv])).toEqual(['L1 - PTV_sacrum']);
    // Beside it, it is a target like any other; and a plain name says that it is one.
    expect(names([structure('fall off', frame.slice(0, 1), 'PTV'), ptv])).toEqual(['L1 - fall off', 'L2 - PTV_sacrum']);
    expect(names([structure('PTV_2', frame, 'PTV'), ptv])).toEqual(['L1 - PTV_2', 'L2 - PTV_sacrum']);
  });
});
