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

  // Rows run along y and columns against x: the node (u, v, w) lies at x = -v, y = w, z = -u.
  const turned = { x: [0, 0, -1], y: [-1, 0, 0], z: [0, 1, 0] } as const;

  it('is sought within 30 mm of a target on a grid along axes of its own too', () => {
    // u from -60 to 60 (z), v from -30 to 30 (x), w from -25 to 25 (y).
    const high = { lesion: 'high', region: regionOfBox(aBox([-9, 7], [-8, 10], [24, 40])) };
    const low = { lesion: 'low', region: regionOfBox(aBox([-9, 7], [-8, 10], [-40, -24])) };
    const nodes = [
      // The hottest of all belongs to "high"; of "low" there is one 12 mm below it, and a hotter one too far away.
      [-58, 3, 5, 50],
      [52, 3, 5, 33],
      [52, -3, 10, 35],
      [2, 0, 0, 20],
    ] as const;
    const dose = { ...aDose(spots(nodes, 10)), axes: turned };
    const found = hottestOutside(dose, [high, low], [high.region, low.region]);
    expect(Object.fromEntries(found)).toEqual({
      high: { doseGy: 50, atMm: [-3, 5, 58] },
      low: { doseGy: 35, atMm: [3, 10, -52] },
    });
  });

  it('of a target is not sought beyond 30 mm in x, y or z, unless it is the hottest of all', () => {
    const box = aBox([-4, 4], [-3, 3], [-2.5, 2.5]);
    const small = { lesion: 'small', region: regionOfBox(box) };
    const other = { lesion: 'other', region: regionOfBox(aBox([56, 60], [27, 30], [-25, -22.5])) };
    const at = (nodes: Parameters<typeof spots>[0]): unknown =>
      hottestOutside(
        aDose(spots([[58, 24, -22.5, 60], ...nodes], 10)),
        [small, other],
        [small.region, other.region],
      ).get('small');
    // 34 mm from the middle in x is 30 mm from the surface; y and z of this grid end before that.
    expect(at([[34, 0, 0, 30]])).toEqual({ doseGy: 30, atMm: [34, 0, 0] });
    expect(at([[-34, 0, 0, 30]])).toEqual({ doseGy: 30, atMm: [-34, 0, 0] });
    expect(at([[36, 0, 0, 30]])).toMatchObject({ doseGy: 10 });
    expect(at([[-36, 0, 0, 30]])).toMatchObject({ doseGy: 10 });
    expect(at([[0, -30, 0, 30]])).toEqual({ doseGy: 30, atMm: [0, -30, 0] });
    expect(at([[0, 30, 0, 30]])).toEqual({ doseGy: 30, atMm: [0, 30, 0] });
    expect(at([[0, 0, 25, 30]])).toEqual({ doseGy: 30, atMm: [0, 0, 25] });
    expect(at([[0, 0, -25, 30]])).toEqual({ doseGy: 30, atMm: [0, 0, -25] });
  });

  it('of equally hot nodes is the first as the dose is stored', () => {
    const dose = aDose(
      spots(
        [
          [4, 3, 5, 40],
          [4, 6, 5, 40],
          [4, 3, 10, 40],
        ],
        10,
      ),
    );
    expect(hottestOutside(dose, [LEFT], [left]).get('L1')?.atMm).toEqual([4, 3, 5]);
  });

  it('passes over an empty target', () => {
    const empty = { lesion: 'empty', region: { slabs: [] } };
    const dose = aDose(spots([[12, 6, -5, 40]], 10));
    const found = hottestOutside(dose, [empty, LEFT], [empty.region, left]);
    expect(Object.fromEntries(found)).toEqual({ L1: { doseGy: 40, atMm: [12, 6, -5] } });
  });
});
