import { describe, expect, it } from 'vitest';
import { type Lps, regionOfBox } from '../../../core/index.ts';
import { hottestOutside } from '../../../core/protocol/hot-spots.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

/** About z by 0.6 rad, then about x by 0.4: no axis stays where it was. */
const [C, S, C2, S2] = [Math.cos(0.6), Math.sin(0.6), Math.cos(0.4), Math.sin(0.4)];
const TURNED = { x: [C, S * C2, S * S2], y: [-S, C * C2, C * S2], z: [0, -S2, C2] } as const;
const ALONG = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] } as const;
const NODES = Array.from({ length: 15 }, (_, n) => 8 * n - 56);
const BOXES = [
  { x0: -18, x1: -4, y0: -6, y1: 9, z0: -7, z1: 5 },
  { x0: 11, x1: 25, y0: 2, y1: 13, z0: -3, z1: 17 },
];
const away = ([x, y, z]: Lps, n: number): number => {
  const b = BOXES[n]!;
  return Math.hypot(Math.max(b.x0 - x, 0, x - b.x1), Math.max(b.y0 - y, 0, y - b.y1), Math.max(b.z0 - z, 0, z - b.z1));
};

describe('the hottest node outside all targets, one node after the other', () => {
  it.each([
    ['along the patient', null],
    ['turned', TURNED],
  ] as const)('is found on a grid %s', (_, axes) => {
    const { x, y, z } = axes ?? ALONG;
    for (let seed = 1; seed <= 12; seed++) {
      let state = seed * 7919;
      const noise = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
      const dose = { ...doseOnNodes(NODES, NODES, NODES, () => 50 * noise()), axes };
      const nodes = [...dose.doseGy].map((doseGy, n) => {
        const [u, v, w] = [NODES[n % 15]!, NODES[Math.floor(n / 15) % 15]!, NODES[Math.floor(n / 225)]!];
        const at: Lps = [0, 1, 2].map((c) => u * x[c]! + v * y[c]! + w * z[c]!) as [number, number, number];
        return { doseGy, at };
      });
      const outside = nodes.filter(({ at }) => away(at, 0) > 0 && away(at, 1) > 0);
      const hottest = (of: typeof nodes) => of.reduce((best, node) => (node.doseGy > best.doseGy ? node : best));
      const expected = BOXES.map((b, n) => {
        const own = outside.filter(({ at }) => away(at, n) < away(at, 1 - n));
        const near = own.filter(
          ({ at: [px, py, pz] }) =>
            px >= b.x0 - 30 &&
            px <= b.x1 + 30 &&
            py >= b.y0 - 30 &&
            py <= b.y1 + 30 &&
            pz >= b.z0 - 30 &&
            pz <= b.z1 + 30,
        );
        const ofAll = hottest(outside);
        return own.includes(ofAll) ? ofAll : hottest(near);
      });
      const regions = BOXES.map(regionOfBox);
      const own = regions.map((region, n) => ({ lesion: `L${n}`, region }));
      const found = hottestOutside(dose, own, regions);
      expected.forEach(({ doseGy, at }, n) => {
        const { doseGy: gy, atMm } = found.get(`L${n}`)!;
        expect(gy).toBe(doseGy);
        atMm.forEach((mm, c) => expect(mm).toBeCloseTo(at[c]!, 9));
      });
    }
  });

  it('is given for no target without a volume, and by no grid that is cold or far away', () => {
    const region = regionOfBox(BOXES[0]!);
    const empty = { slabs: [] };
    const hot = doseOnNodes(NODES, NODES, NODES, () => 20);
    expect(hottestOutside(hot, [{ lesion: 'L', region: empty }], [empty]).size).toBe(0);
    expect(
      hottestOutside(
        doseOnNodes(NODES, NODES, NODES, () => 0),
        [{ lesion: 'L', region }],
        [region],
      ).size,
    ).toBe(0);
    const far = doseOnNodes([500, 510], NODES, NODES, () => 20);
    // The hottest node of all is given to the nearest target wherever it is.
    expect(hottestOutside(far, [{ lesion: 'L', region }], [region]).get('L')?.atMm[0]).toBe(500);
  });
});
