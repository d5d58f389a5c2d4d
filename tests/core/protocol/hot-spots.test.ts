import { describe, expect, it } from 'vitest';
import { regionOfBox } from '../../../core/index.ts';
import { hottestOutside } from '../../../core/protocol/hot-spots.ts';
import { aBox, aDose, spots } from './a-box.ts';

const left = regionOfBox(aBox([20, 40], [-9, 9], [-10, 10]));
const right = regionOfBox(aBox([-40, -20], [-9, 9], [-10, 10]));
const LEFT = { lesion: 'L1', region: left };
const RIGHT = { lesion: 'L2', region: right };

describe('the hottest point outside all targets', () => {
  it('is the hottest node that lies in none of them', () => {
    const dose = aDose(
      spots(
        [
          [30, 0, 0, 50],
          [12, 6, -5, 40],
          [14, -3, 10, 39],
        ],
        10,
      ),
    );
    expect(hottestOutside(dose, [LEFT], [left]).get('L1')).toEqual({ doseGy: 40, atMm: [12, 6, -5] });
  });

  it('is not sought in a target that another dose treats', () => {
    const dose = aDose(
      spots(
        [
          [-30, 0, 0, 50],
          [14, 6, -5, 40],
        ],
        10,
      ),
    );
    expect(hottestOutside(dose, [LEFT], [left, right]).get('L1')?.atMm).toEqual([14, 6, -5]);
    expect(hottestOutside(dose, [LEFT], [left]).get('L1')?.atMm).toEqual([-30, 0, 0]);
  });

  it('belongs to the nearest target, and each target has its own', () => {
    const dose = aDose(
      spots(
        [
          [2, 0, 0, 40],
          [-4, 0, 0, 38],
          [-50, 0, 0, 36],
        ],
        10,
      ),
    );
    const found = hottestOutside(dose, [LEFT, RIGHT], [left, right]);
    expect(Object.fromEntries([...found].map(([id, { atMm }]) => [id, atMm]))).toEqual({
      L1: [2, 0, 0],
      L2: [-4, 0, 0],
    });
  });

  it('is measured to the surface of a target, not to its middle', () => {
    // The long target's surface is 4 mm from the point, its middle 39 mm; the small one's middle is 20 mm away.
    const long = { lesion: 'long', region: regionOfBox(aBox([-60, 10], [-9, 9], [-10, 10])) };
    const small = { lesion: 'small', region: regionOfBox(aBox([32, 36], [-3, 3], [-2.5, 2.5])) };
    const found = hottestOutside(aDose(spots([[14, 0, 0, 40]], 10)), [long, small], [long.region, small.region]);
    expect(found.get('long')).toEqual({ doseGy: 40, atMm: [14, 0, 0] });
    expect(found.get('small')?.doseGy).toBe(10);
  });

  it('is found however far it lies from every target', () => {
    const dose = aDose(spots([[-60, 30, 25, 44]], 10));
    expect(hottestOutside(dose, [LEFT], [left]).get('L1')).toEqual({ doseGy: 44, atMm: [-60, 30, 25] });
  });

  it('of a target that is not the nearest to the hottest of all is sought within 30 mm of it', () => {
    const near = spots(
      [
        [58, 0, 0, 44],
        [-60, 0, 0, 33],
      ],
      10,
    );
    const found = hottestOutside(aDose(near), [LEFT, RIGHT], [left, right]);
    expect([found.get('L1')?.doseGy, found.get('L2')?.doseGy]).toEqual([44, 33]);
  });

  it('is none where there is no dose outside', () => {
    const inside = aDose((x, y, z) => (x >= 20 && x <= 40 && Math.abs(y) <= 9 && Math.abs(z) <= 10 ? 30 : 0));
    expect(hottestOutside(inside, [LEFT], [left]).size).toBe(0);
    expect(hottestOutside(inside, [], []).size).toBe(0);
  });

  it('is given in LPS where the grid runs along axes of its own', () => {
    const turned = { x: [0, 1, 0], y: [-1, 0, 0], z: [0, 0, 1] } as const;
    const dose = { ...aDose(spots([[16, 3, 5, 40]], 10)), axes: turned };
    expect(hottestOutside(dose, [LEFT], [left]).get('L1')?.atMm).toEqual([-3, 16, 5]);
  });
});
