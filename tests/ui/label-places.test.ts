import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aroundMark, besideOutline, LabelPlaces } from '../../ui/slices/label-places.ts';
import type { LabelBox, TextAt } from '../../ui/slices/label-places.ts';

const [WIDTH, HEIGHT] = [420, 310];

/** 12 px type stands 9 px above its baseline and 3 below. */
const inkOf = ([left, baseline]: TextAt, width: number): LabelBox => ({
  x0: left,
  x1: left + width,
  y0: baseline - 9,
  y1: baseline + 3,
});
const touch = (a: LabelBox, b: LabelBox): boolean => a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;

describe('labels of a pane', () => {
  it('never touch each other, nor what was there before, nor leave the pane', () => {
    const point = { x: fc.integer({ min: -30, max: WIDTH + 30 }), y: fc.integer({ min: -30, max: HEIGHT + 30 }) };
    const wish = fc.record({ ...point, width: fc.integer({ min: 5, max: 180 }), isMark: fc.boolean() });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 25 }), fc.record(point), (wishes, { x, y }) => {
        const before = { x0: x, y0: y, x1: x + 40, y1: y + 30 };
        const places = new LabelPlaces(WIDTH, HEIGHT, [before]);
        const written: LabelBox[] = [before];
        for (const each of wishes) {
          const box = { x0: each.x, y0: each.y, x1: each.x + 33, y1: each.y + 57 };
          const candidates = each.isMark
            ? aroundMark(each.x, each.y, each.width)
            : besideOutline(box, each.width, HEIGHT);
          const at = places.put(each.width, candidates);
          if (at === null) continue;
          const ink = inkOf(at, each.width);
          expect(ink.x0 >= 0 && ink.y0 >= 0 && ink.x1 <= WIDTH && ink.y1 <= HEIGHT).toBe(true);
          expect(written.some((other) => touch(ink, other))).toBe(false);
          written.push(ink);
        }
      }),
    );
  });

  it('stand right beside a mark while there is room, and give way to the other side at the edge of the pane', () => {
    const places = new LabelPlaces(WIDTH, HEIGHT);
    expect(places.put(50, aroundMark(100, 100, 50))).toEqual([112, 104]);
    const [left = 0] = new LabelPlaces(WIDTH, HEIGHT).put(50, aroundMark(WIDTH - 20, 100, 50)) ?? [];
    expect(left + 50).toBeLessThanOrEqual(WIDTH - 20);
  });

  it('find room for five marks at one point', () => {
    const places = new LabelPlaces(WIDTH, HEIGHT);
    const put = Array.from({ length: 5 }, () => places.put(90, aroundMark(200, 150, 90)));
    expect(put.every((at) => at !== null)).toBe(true);
  });

  it('are left out where nothing is free, instead of lying on another', () => {
    const places = new LabelPlaces(100, 20, [{ x0: 0, y0: 0, x1: 100, y1: 20 }]);
    expect(places.put(30, aroundMark(50, 10, 30))).toBeNull();
  });

  it('a copy takes nothing from what it was made of', () => {
    const base = new LabelPlaces(WIDTH, HEIGHT);
    base.copy().put(40, [[10, 20]]);
    expect(base.put(40, [[10, 20]])).toEqual([10, 20]);
  });
});
