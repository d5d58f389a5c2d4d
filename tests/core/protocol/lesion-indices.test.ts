import { describe, expect, it } from 'vitest';
import { computeDvh, regionOfBox } from '../../../core/index.ts';
import type { BoundsMm, DoseGrid } from '../../../core/index.ts';
import { type IndexedTarget, type LesionIndex, lesionIndices } from '../../../core/protocol/lesion-indices.ts';
import { aBox, aDose, boxCm3 } from './a-box.ts';

const RX = 27;

function target(lesion: string, box: BoundsMm, dose: DoseGrid, prescriptionGy = RX): IndexedTarget {
  const region = regionOfBox(box);
  return { lesion, region, prescriptionGy, dvh: computeDvh(region, dose, [prescriptionGy]) };
}

function named(indices: readonly LesionIndex[] | undefined, name: string): LesionIndex {
  const index = indices?.find((each) => each.name.startsWith(name));
  if (index === undefined) throw new Error(`no ${name}`);
  return index;
}

/**
 * A tent along x around a middle: 1.2 times the prescription there, falling by 0.54 Gy/mm. Its isodoses are slabs, cut by
 * y and z at ±9 and ±10 mm: 27 Gy within 10 mm of the middle, 13.5 Gy within 35 mm.
 */
const tent =
  (middle: number) =>
  (x: number, y: number, z: number): number =>
    Math.abs(y) <= 9 && Math.abs(z) <= 10 ? Math.max(0, 1.2 * RX - 0.54 * Math.abs(x - middle)) : 0;
const BOX = aBox([-10, 10], [-6, 6], [-5, 5]);

describe('the indices of a target', () => {
  const dose = aDose(tent(0));
  const found = () => lesionIndices(dose, [target('L1', BOX, dose)]).get('L1');
  /** The dose falls to 0 within the next row and plane: by 27 of a node's dose per cell, half as far for half of it. */
  const slab = (fullMm: number): readonly [number, number] => [
    (2 * fullMm * 18 * 20) / 1000,
    (2 * fullMm * 24 * 25) / 1000,
  ];

  it('are in the order of their volumes, between the bounds of the closed form', () => {
    const indices = found();
    const [least, most] = slab(10);
    const pitv = named(indices, 'CI (RTOG)').value ?? NaN;
    expect(pitv).toBeGreaterThan(least / boxCm3(BOX));
    expect(pitv).toBeLessThan(most / boxCm3(BOX));
    // All of the target is covered, so Paddick's index is the reciprocal of RTOG's.
    expect(named(indices, 'CI (Paddick)').value).toBeCloseTo(1 / pitv, 2);
    const [leastHalf, mostHalf] = slab(35);
    const r50 = named(indices, 'R50%').value ?? NaN;
    expect(r50).toBeGreaterThan(leastHalf / boxCm3(BOX));
    expect(r50).toBeLessThan(mostHalf / boxCm3(BOX));
    expect(named(indices, 'GI').value).toBeCloseTo(r50 / pitv, 9);
  });

  it('of homogeneity are those of the closed form', () => {
    const indices = found();
    const at = (share: number): number => 1.2 * RX - 5.4 * share;
    expect(named(indices, 'HI (RTOG)').value).toBeCloseTo(1.2, 6);
    expect(named(indices, 'HI (ICRU 83)').value).toBeCloseTo((at(0.02) - at(0.98)) / at(0.5), 3);
    expect(target('L1', BOX, dose).dvh.volumeCm3).toBeGreaterThan(2);
    expect(named(indices, 'near-maximum D2%').value).toBeCloseTo(at(0.02), 2);
    expect(named(indices, 'near-minimum D98%').value).toBeCloseTo(at(0.98), 2);
  });

  it('have the dose 2 cm away in percent of the prescription', () => {
    // The hottest node at 20 mm or more from the box is at x = ±30.
    const d2cm = named(found(), 'D2cm');
    expect(d2cm).toMatchObject({ unit: '%' });
    expect(d2cm.value).toBeCloseTo((100 * (1.2 * RX - 0.54 * 30)) / RX, 3);
  });
});

describe('the indices of neighbours', () => {
  it('count the isodose of each for itself', () => {
    const dose = aDose((x, y, z) => Math.max(tent(-30)(x, y, z), tent(30)(x, y, z)));
    const boxes = [aBox([-40, -20], [-6, 6], [-5, 5]), aBox([20, 40], [-6, 6], [-5, 5])] as const;
    const [left, right] = boxes.map((box, n) => target(`L${n + 1}`, box, dose));
    const alone = lesionIndices(dose, [left!]).get('L1');
    const both = lesionIndices(dose, [left!, right!]);
    const pitv = (of: readonly LesionIndex[] | undefined): number => named(of, 'CI (RTOG)').value ?? NaN;
    expect(pitv(both.get('L1'))).toBeCloseTo(pitv(both.get('L2')), 6);
    expect(pitv(alone)).toBeCloseTo(2 * pitv(both.get('L1')), 1);
  });
});

describe('an index that is not there', () => {
  it('says so where the isodose reaches the edge of the grid, and is no number', () => {
    const flat = aDose(() => 30);
    const indices = lesionIndices(flat, [target('L1', BOX, flat)]).get('L1');
    for (const name of ['CI (RTOG)', 'CI (Paddick)', 'GI', 'R50%']) {
      expect(named(indices, name)).toMatchObject({
        value: null,
        reason: 'the isodose reaches the edge of the dose grid',
      });
    }
  });

  it('says so where nothing gets the prescription, and is no number', () => {
    const dose = aDose(tent(0));
    const indices = lesionIndices(dose, [target('L1', BOX, dose, 40)]).get('L1');
    for (const name of ['CI (Paddick)', 'GI']) {
      expect(named(indices, name).value).toBeNull();
      expect(named(indices, name).reason).not.toBeNull();
    }
  });

  it('says so where no part of the grid is 2 cm away, and how far it could be looked where the grid ends nearer', () => {
    const dose = aDose(tent(0));
    // The grid reaches 60, 30 and 25 mm.
    const nearly = lesionIndices(dose, [target('L1', aBox([-59, 59], [-29, 29], [-24, 24]), dose)]).get('L1');
    expect(named(nearly, 'D2cm')).toEqual({
      name: 'D2cm',
      value: null,
      unit: '%',
      reason: 'no part of the dose grid is 2 cm from the targets',
    });
    const cut = lesionIndices(dose, [target('L1', aBox([-10, 10], [-6, 6], [-5, 6]), dose)]).get('L1');
    expect(named(cut, 'D2cm').reason).toBe('at least this: the dose grid ends within 2 cm of a target');
    const inside = lesionIndices(dose, [target('L1', aBox([-2, 2], [-2, 2], [-2, 2]), dose)]).get('L1');
    expect(named(inside, 'D2cm').reason).toBeNull();
  });

  it('says so of a target without any dose', () => {
    const dose = aDose(tent(0));
    const beyond = lesionIndices(dose, [target('L1', aBox([80, 90], [-6, 6], [-5, 5]), dose)]).get('L1');
    for (const name of ['HI (ICRU 83)', 'HI (RTOG)']) {
      expect(named(beyond, name)).toEqual({
        name,
        value: null,
        unit: '',
        reason: 'not defined for this target and dose',
      });
    }
  });
});
