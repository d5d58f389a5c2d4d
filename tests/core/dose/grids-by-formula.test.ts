import { describe, expect, it } from 'vitest';
import type { DoseGrid, Lps, Region } from '../../../core/index.ts';
import { EMPTY, isodoseVolumes, maximumBeyond, regionOfBox, unite } from '../../../core/index.ts';
import { alignedDose, doseAtPoint } from '../../../core/dose/oblique-dose.ts';
import { cropDose, refineAlong, thinDose } from '../../../core/dose/refine-dose.ts';
import type { BoundsMm } from '../../../core/geometry/region.ts';
import { doseOnNodes } from '../../reference/dose-on-nodes.ts';

const X = [-9, -6, -4, 1, 3.5, 7];
const Y = [-5, -3, 2, 4, 8];
const Z = [-8, -7, -3, 0, 5];
const box = (x0: number, x1: number, y0: number, y1: number, z0: number, z1: number): Region =>
  regionOfBox({ x0, x1, y0, y1, z0, z1 });
const LESION = box(-1, 1, -1, 1, -1, 1);
/** About z by 0.5 rad, then about x by 0.3 rad: no axis stays where it was. */
const [C, S, C2, S2] = [Math.cos(0.5), Math.sin(0.5), Math.cos(0.3), Math.sin(0.3)];
const TURNED = {
  x: [C, S * C2, S * S2],
  y: [-S, C * C2, C * S2],
  z: [0, -S2, C2],
} as const;
const inLps = (u: number, v: number, w: number): Lps => [
  u * TURNED.x[0] + v * TURNED.y[0] + w * TURNED.z[0],
  u * TURNED.x[1] + v * TURNED.y[1] + w * TURNED.z[1],
  u * TURNED.x[2] + v * TURNED.y[2] + w * TURNED.z[2],
];
const pooled = (dose: DoseGrid, levelGy: number) =>
  isodoseVolumes(dose, [{ region: LESION, levelGy }], 'pooled').volumes[0]!;

describe('an isodose', () => {
  it('of a dose that goes up and down along x has the volume of the formula', () => {
    const values = [4, 20, 9, 31, 12, 26];
    const dose = doseOnNodes(X, Y, Z, (x) => values[X.indexOf(x)]!);
    for (const level of [3, 8, 11.5, 17, 25, 30.5, 32]) {
      let mm = 0;
      for (let n = 0; n + 1 < X.length; n++) {
        const [low, high] = [values[n]!, values[n + 1]!].sort((a, b) => a - b) as [number, number];
        mm += (X[n + 1]! - X[n]!) * Math.min(1, Math.max(0, (high - level) / (high - low)));
      }
      expect(pooled(dose, level).volumeCm3, `at ${level} Gy`).toBeCloseTo((mm * 13 * 13) / 1000, 6);
    }
  });

  it.each([
    ['y', Y, 16 * 13],
    ['z', Z, 16 * 13],
  ] as const)('of a dose that rises along %s has its volume to an eighth of a cell', (axis, nodes, area) => {
    const dose = doseOnNodes(X, Y, Z, (_x, y, z) => 40 + (axis === 'y' ? y : z));
    for (let at = nodes[0]! + 0.3; at < nodes.at(-1)!; at += 0.9) {
      const cell = nodes.findLastIndex((node) => node <= at);
      const off = Math.abs(pooled(dose, 40 + at).volumeCm3 - ((nodes.at(-1)! - at) * area) / 1000);
      expect(off, `at ${at} mm`).toBeLessThan(((nodes[cell + 1]! - nodes[cell]!) * area) / 8000 + 1e-6);
    }
  });

  it('around one hot node has the volume between hyperboloids, and does not reach the rim', () => {
    // In each of the eight cells at it the dose is 30·u·v·w: {u·v·w >= c} fills 1 - c·(1 - ln c + ln² c / 2).
    const dose = doseOnNodes(X, Y, Z, (x, y, z) => (x === 1 && y === 2 && z === -3 ? 30 : 0));
    for (const level of [1, 3, 10]) {
      const [c, ln] = [level / 30, Math.log(level / 30)];
      const expected = (7.5 * 7 * 7 * (1 - c * (1 - ln + (ln * ln) / 2))) / 1000;
      const { volumeCm3, reachesGridEdge } = pooled(dose, level);
      expect(Math.abs(volumeCm3 / expected - 1), `at ${level} Gy`).toBeLessThan(0.08);
      expect(reachesGridEdge).toBe(false);
    }
    expect(pooled(dose, 31)).toEqual({ volumeCm3: 0, reachesGridEdge: false });
  });

  it.each([
    ['left', [7, 2, -3]],
    ['right', [-9, 2, -3]],
    ['behind', [1, 8, -3]],
    ['before', [1, -5, -3]],
    ['above', [1, 2, 5]],
    ['below', [1, 2, -8]],
  ] as const)('around a hot node on the rim reaches it: %s', (_, hot) => {
    const dose = doseOnNodes(X, Y, Z, (x, y, z) => (x === hot[0] && y === hot[1] && z === hot[2] ? 30 : 0));
    expect(pooled(dose, 20).reachesGridEdge).toBe(true);
    expect(pooled(dose, 31).reachesGridEdge).toBe(false);
  });

  it('takes half a storage step as nothing, and no more', () => {
    const dose = (stepGy: number): DoseGrid => doseOnNodes(X, Y, Z, () => 30, stepGy);
    expect(pooled(dose(0.02), 30.009).volumeCm3).toBeCloseTo((16 * 13 * 13) / 1000, 9);
    expect(pooled(dose(0.02), 30.011).volumeCm3).toBe(0);
    expect(pooled(dose(0), 30).volumeCm3).toBeCloseTo((16 * 13 * 13) / 1000, 9);
  });

  it('is shared or split between lesions, each at its own level', () => {
    const dose = doseOnNodes(X, Y, Z, (x, y, z) => (y === 2 && z === -3 ? (x === -6 ? 40 : x === 3.5 ? 36 : 0) : 0));
    const targets = [
      { region: box(-7, -6, 1, 2, -4, -3), levelGy: 20 },
      { region: box(4, 5, 1, 2, -4, -3), levelGy: 18 },
    ];
    const volumes = (sharing: 'pooled' | 'nearest-target'): number[] => {
      const found = isodoseVolumes(dose, targets, sharing);
      expect(found.sharing).toBe(sharing);
      return found.volumes.map(({ volumeCm3 }) => volumeCm3);
    };
    // Half the dose of either node fills the same share of its cells: 5 mm and 6 mm wide, 7 mm by 7 mm.
    const share = 1 - 0.5 * (1 - Math.log(0.5) + Math.log(0.5) ** 2 / 2);
    const [first, second] = volumes('nearest-target') as [number, number];
    expect(Math.abs(first / ((share * 5 * 7 * 7) / 1000) - 1)).toBeLessThan(0.03);
    expect(Math.abs(second / ((share * 6 * 7 * 7) / 1000) - 1)).toBeLessThan(0.03);
    const [low, lower] = volumes('pooled') as [number, number];
    const atLevel = (levelGy: number): number => pooled(dose, levelGy).volumeCm3;
    expect([low, lower]).toEqual([atLevel(20), atLevel(18)]);
    expect(low).toBeGreaterThan(first);
    expect(lower).toBeGreaterThan(second);
  });

  it('on an oblique grid goes to the lesion that is nearest in the patient', () => {
    const nodes = Array.from({ length: 13 }, (_, n) => 4 * n - 24);
    const hot = (u: number, v: number, w: number): number => (u === 20 && v === -12 && w === 12 ? 30 : 0);
    const dose = { ...doseOnNodes(nodes, nodes, nodes, hot), axes: TURNED };
    const [x, y, z] = inLps(20, -12, 12);
    const targets = [
      { region: box(x - 1, x + 1, y - 1, y + 1, z - 1, z + 1), levelGy: 3 },
      { region: box(19, 21, -13, -11, 11, 13), levelGy: 3 },
    ];
    const [there, elsewhere] = isodoseVolumes(dose, targets, 'nearest-target').volumes;
    expect(there!.volumeCm3).toBeGreaterThan(0.1);
    expect(elsewhere!.volumeCm3).toBe(0);
  });

  it.each([
    ['along the patient', null],
    ['turned', TURNED],
  ])('of each cell goes to the lesion that is nearest to its middle: grid %s', (_, axes) => {
    const dose = { ...doseOnNodes(X, Y, Z, () => 30), axes };
    const boxes = [
      { x0: -4, x1: -2.9, y0: -1, y1: 1, z0: -4, z1: -2 },
      { x0: 2.1, x1: 4, y0: 2, y1: 3, z0: -1, z1: 1.7 },
    ] as const;
    const away = (b: (typeof boxes)[number], [x, y, z]: Lps): number =>
      Math.hypot(Math.max(b.x0 - x, 0, x - b.x1), Math.max(b.y0 - y, 0, y - b.y1), Math.max(b.z0 - z, 0, z - b.z1));
    const expected = [0, 0];
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 4; j++)
        for (let k = 0; k < 4; k++) {
          const [u, v, w] = [(X[i]! + X[i + 1]!) / 2, (Y[j]! + Y[j + 1]!) / 2, (Z[k]! + Z[k + 1]!) / 2];
          const middle: Lps = axes === null ? [u, v, w] : inLps(u, v, w);
          const owner = away(boxes[0], middle) <= away(boxes[1], middle) ? 0 : 1;
          expected[owner]! += ((X[i + 1]! - X[i]!) * (Y[j + 1]! - Y[j]!) * (Z[k + 1]! - Z[k]!)) / 1000;
        }
    const targets = boxes.map((each) => ({ region: regionOfBox(each), levelGy: 20 }));
    const { volumes } = isodoseVolumes(dose, targets, 'nearest-target');
    volumes.forEach(({ volumeCm3 }, n) => expect(volumeCm3).toBeCloseTo(expected[n]!, 9));
  });

  it('goes to nobody where no lesion has a volume', () => {
    const dose = doseOnNodes(X, Y, Z, () => 30);
    const targets = [EMPTY, EMPTY].map((region) => ({ region, levelGy: 20 }));
    expect(isodoseVolumes(dose, targets, 'nearest-target').volumes.map(({ volumeCm3 }) => volumeCm3)).toEqual([0, 0]);
  });

  it('of a single plane has no volume and an open end', () => {
    expect(
      pooled(
        doseOnNodes(X, Y, [0], () => 30),
        20,
      ),
    ).toEqual({ volumeCm3: 0, reachesGridEdge: true });
  });
});

describe('the maximum beyond a distance', () => {
  let state = 7;
  const noise = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  const nodes = [-30, -22, -13, -5, 1, 8, 17, 24, 33];
  const boxes: BoundsMm[] = [
    { x0: -6, x1: -2, y0: -4, y1: 3, z0: -8, z1: 0 },
    { x0: 9, x1: 12, y0: 5, y1: 6, z0: 2, z1: 11 },
  ];
  const away = (b: BoundsMm, [x, y, z]: Lps): number =>
    Math.hypot(Math.max(b.x0 - x, 0, x - b.x1), Math.max(b.y0 - y, 0, y - b.y1), Math.max(b.z0 - z, 0, z - b.z1));

  it.each([
    ['along the patient', null],
    ['turned', TURNED],
  ])('is that of the nodes that are so far from every target: grid %s', (_, axes) => {
    for (const distance of [5, 12, 20, 26]) {
      const dose: DoseGrid = { ...doseOnNodes(nodes, nodes, nodes, () => 60 * noise()), axes };
      let best: [number, Lps] | null = null;
      dose.doseGy.forEach((gy, n) => {
        const [u, v, w] = [nodes[n % 9]!, nodes[Math.floor(n / 9) % 9]!, nodes[Math.floor(n / 81)]!];
        const at: Lps = axes === null ? [u, v, w] : inLps(u, v, w);
        if (boxes.every((b) => away(b, at) >= distance) && (best === null || gy > best[0])) best = [gy, at];
      });
      const found = maximumBeyond(dose, boxes.map(regionOfBox), distance);
      const [doseGy, at] = best as unknown as [number, Lps];
      expect(found.doseGy).toBe(doseGy);
      found.atMm!.forEach((mm, a) => expect(mm).toBeCloseTo(at[a]!, 9));
    }
  });

  it('of a hollow target is looked for inside it, too', () => {
    const shell = unite(box(-25, 25, -25, 25, -25, -21), box(-25, 25, -25, 25, 21, 25));
    const dose = doseOnNodes(nodes, nodes, nodes, (x, y, z) => (x === 1 && y === 1 && z === 1 ? 50 : 10));
    expect(maximumBeyond(dose, [shell], 20).doseGy).toBe(50);
    expect(maximumBeyond(dose, [shell], 20.5).doseGy).toBe(10);
  });

  it('is complete when the grid reaches so far on every side', () => {
    const dose = doseOnNodes(nodes, nodes, nodes, () => 10);
    const target = { x0: -10, x1: 13, y0: -10, y1: 13, z0: -10, z1: 13 };
    const complete = (part: Partial<BoundsMm>): boolean =>
      maximumBeyond(dose, [regionOfBox({ ...target, ...part })]).complete;
    expect(complete({})).toBe(true);
    for (const part of [{ x0: -10.1 }, { x1: 13.1 }, { y0: -10.1 }, { y1: 13.1 }, { z0: -10.1 }, { z1: 13.1 }])
      expect(complete(part)).toBe(false);
    const both = [regionOfBox(target), regionOfBox({ ...target, x1: 14 })];
    expect(maximumBeyond(dose, both).complete).toBe(false);
    // Turned, the corners of the box reach farther: half of 23 mm, times the sum of the shares of an axis.
    const turned = { ...dose, axes: TURNED };
    const cube = (half: number): Region => box(-half, half, -half, half, -half, half);
    const most = Math.max(
      ...[TURNED.x, TURNED.y, TURNED.z].map((a) => Math.abs(a[0]) + Math.abs(a[1]) + Math.abs(a[2])),
    );
    expect(maximumBeyond(turned, [cube(9.9 / most)]).complete).toBe(true);
    expect(maximumBeyond(turned, [cube(10.1 / most)]).complete).toBe(false);
  });

  it('of nothing, and of a grid without a node so far away, is none', () => {
    const dose = doseOnNodes(nodes, nodes, nodes, () => 10);
    expect(maximumBeyond(dose, [EMPTY])).toEqual({ doseGy: null, atMm: null, complete: false });
    expect(maximumBeyond(dose, [LESION], 90)).toEqual({ doseGy: null, atMm: null, complete: false });
  });
});

describe('the dose at a point', () => {
  const linear = (x: number, y: number, z: number): number => 20 + 1.1 * x - 0.7 * y + 0.4 * z;
  const along = doseOnNodes(X, Y, Z, linear);
  const turned: DoseGrid = { ...along, axes: TURNED };
  const spread = Array.from({ length: 150 }, (_, n): Lps => [
    -11.03 + ((n * 37) % 150) / 7,
    -7.03 + ((n * 61) % 150) / 9,
    -10.03 + ((n * 89) % 150) / 8,
  ]);
  const inside = ([u, v, w]: Lps): boolean => u >= -9 && u <= 7 && v >= -5 && v <= 8 && w >= -8 && w <= 5;

  it('is exact for a linear dose, along the patient and turned, and unknown beyond the outermost nodes', () => {
    for (const [u, v, w] of spread) {
      for (const found of [doseAtPoint(along, [u, v, w]), doseAtPoint(turned, inLps(u, v, w))]) {
        if (inside([u, v, w])) expect(found).toBeCloseTo(linear(u, v, w), 4);
        else expect(found).toBeNull();
      }
    }
    expect(doseAtPoint(doseOnNodes(X, Y, [0], linear), [0, 0, 0])).toBeNull();
    expect(doseAtPoint(doseOnNodes([0], Y, Z, linear), [0, 0, 0])).toBeNull();
    expect(doseAtPoint(doseOnNodes(X, [0], Z, linear), [0, 0, 0])).toBeNull();
    for (const corner of [
      [-9, -5, -8],
      [7, 8, 5],
    ] as const)
      expect(doseAtPoint(along, corner)).toBeCloseTo(linear(corner[0], corner[1], corner[2]), 5);
  });

  it('of a dose that twists is trilinear', () => {
    const cell = doseOnNodes(
      [0, 2],
      [0, 4],
      [0, 5],
      (x, y, z) => x + 2 * y + 3 * z + x * y + y * z + x * z + x * y * z,
    );
    for (const [x, y, z] of [
      [0.5, 1, 4],
      [1.9, 3.5, 0.1],
      [1, 2, 2.5],
    ] as const)
      expect(doseAtPoint(cell, [x, y, z])).toBeCloseTo(x + 2 * y + 3 * z + x * y + y * z + x * z + x * y * z, 4);
  });

  it('a turned grid is sampled along the patient, over the box and a hair more, twice as fine as its finest step', () => {
    const around: BoundsMm = { x0: -3, x1: 2, y0: -2, y1: 2.5, z0: -4, z1: 9 };
    const { xMm, yMm, zMm, doseGy, axes, stepGy } = alignedDose({ ...turned, stepGy: 0.5 }, around);
    expect([axes, stepGy]).toEqual([null, 0.5]);
    for (const [nodes, low, high] of [
      [xMm, -3, 2],
      [yMm, -2, 2.5],
      [zMm, -4, 9],
    ] as const) {
      expect(nodes[0]).toBeCloseTo(low, 5);
      expect(nodes[0]).toBeLessThan(low);
      expect(nodes.at(-1)).toBeCloseTo(high, 5);
      expect(nodes.at(-1)).toBeGreaterThan(high);
      // The finest step is 1 mm, from -8 to -7 along z.
      expect(nodes[1]! - nodes[0]!).toBeLessThanOrEqual(0.5);
      expect(nodes[1]! - nodes[0]!).toBeGreaterThan(0.4);
    }
    let unknown = 0;
    doseGy.forEach((gy, n) => {
      const at: Lps = [
        xMm[n % xMm.length]!,
        yMm[Math.floor(n / xMm.length) % yMm.length]!,
        zMm[Math.floor(n / (xMm.length * yMm.length))]!,
      ];
      const own = [TURNED.x, TURNED.y, TURNED.z].map((a) => a[0] * at[0] + a[1] * at[1] + a[2] * at[2]) as [
        number,
        number,
        number,
      ];
      if (inside(own)) expect(gy).toBeCloseTo(linear(...own), 3);
      else expect(gy).toBeNaN();
      if (Number.isNaN(gy)) unknown++;
    });
    expect(unknown).toBeGreaterThan(0);
    expect(alignedDose(along, around)).toBe(along);
  });
});

describe('a part of a dose, and a finer or coarser one', () => {
  const number = (x: number, y: number, z: number): number => 1 + X.indexOf(x) + 10 * Y.indexOf(y) + 100 * Z.indexOf(z);
  const dose = doseOnNodes(X, Y, Z, number);
  const at = ({ xMm, yMm, zMm, doseGy }: DoseGrid): void => {
    let n = 0;
    for (const z of zMm) for (const y of yMm) for (const x of xMm) expect(doseGy[n++]).toBe(number(x, y, z));
    expect(doseGy).toHaveLength(n);
  };

  it('cropped to a box has the cells that it touches, and so many more on each side', () => {
    const part = cropDose(dose, { x0: -3, x1: 0, y0: 2.5, y1: 3, z0: -2, z1: 1 }, 0);
    expect([[...part.xMm], [...part.yMm], [...part.zMm]]).toEqual([
      [-4, 1],
      [2, 4],
      [-3, 0, 5],
    ]);
    at(part);
    const more = cropDose(dose, { x0: -3, x1: 0, y0: 2.5, y1: 3, z0: -2, z1: -1 }, 1);
    expect([[...more.xMm], [...more.yMm], [...more.zMm]]).toEqual([
      [-6, -4, 1, 3.5],
      [-3, 2, 4, 8],
      [-7, -3, 0, 5],
    ]);
    at(more);
    at(cropDose(dose, { x0: -3, x1: 0, y0: 2.5, y1: 3, z0: -2, z1: 1 }, 9));
    expect(cropDose(dose, { x0: -3, x1: 0, y0: 2.5, y1: 3, z0: -2, z1: 1 }, 9).doseGy).toHaveLength(6 * 5 * 5);
  });

  it('thinned keeps every second node and the last; of fewer than five nodes all', () => {
    const thin = thinDose(dose);
    expect([[...thin.xMm], [...thin.yMm], [...thin.zMm]]).toEqual([
      [-9, -4, 3.5, 7],
      [-5, 2, 8],
      [-8, -3, 5],
    ]);
    at(thin);
    const small = doseOnNodes(X.slice(0, 4), Y, Z, number);
    expect([...thinDose(small).xMm]).toEqual(X.slice(0, 4));
    at(thinDose(small));
  });

  it('refined along an axis has that rule on every line, old nodes among the new, none farther apart than 0.75 mm', () => {
    for (const [axis, nodes, low, high, from, to] of [
      ['xMm', X, -5, 2, 1, 4],
      ['yMm', Y, -4, 3, 0, 3],
      ['zMm', Z, -7.5, -7.4, 0, 1],
    ] as const) {
      const fine = refineAlong(dose, axis, low, high, (old, places, lines) => {
        expect([...old]).toEqual(nodes);
        return (values, first, out, firstOut) => {
          places.forEach((place, n) => {
            const cell = Math.min(
              nodes.findLastIndex((node) => node <= place),
              nodes.length - 2,
            );
            const share = (place - nodes[cell]!) / (nodes[cell + 1]! - nodes[cell]!);
            for (let line = 0; line < lines; line++) {
              const value = (node: number): number => values[first + node * lines + line]!;
              out[firstOut + n * lines + line] = value(cell) + share * (value(cell + 1) - value(cell));
            }
          });
        };
      });
      const places = [...fine[axis]];
      expect([places[0], places.at(-1)]).toEqual([nodes[from], nodes[to]]);
      for (const node of nodes.slice(from, to + 1)) expect(places).toContain(node);
      const steps = places.slice(1).map((place, n) => place - places[n]!);
      expect(Math.max(...steps)).toBeLessThanOrEqual(0.75);
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(0.5);
      let n = 0;
      const index = (old: readonly number[], place: number): number => {
        const cell = Math.min(
          old.findLastIndex((node) => node <= place),
          old.length - 2,
        );
        return cell + (place - old[cell]!) / (old[cell + 1]! - old[cell]!);
      };
      for (const z of fine.zMm)
        for (const y of fine.yMm)
          for (const x of fine.xMm)
            expect(fine.doseGy[n++]).toBeCloseTo(1 + index(X, x) + 10 * index(Y, y) + 100 * index(Z, z), 3);
      expect(fine.doseGy).toHaveLength(n);
    }
  });

  it('along an axis of one node stays as it is', () => {
    const flat = doseOnNodes(X, Y, [0], (x, y) => x + y);
    expect(refineAlong(flat, 'zMm', -1, 1, () => expect.unreachable())).toBe(flat);
  });
});
