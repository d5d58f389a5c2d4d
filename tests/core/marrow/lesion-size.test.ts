import { describe, expect, it } from 'vitest';
import { lesionSize } from '../../../core/marrow/lesion-size.ts';

const plane = (zMm: number, ...loops: number[][]): { zMm: number; loops: Float64Array[] } => ({
  zMm,
  loops: loops.map((loop) => Float64Array.from(loop)),
});

/** Points of an ellipse turned by an angle, so that neither axis runs along x or y. */
function ellipse(a: number, b: number, turn: number): number[] {
  return Array.from({ length: 720 }, (_, n) => {
    const t = (n / 720) * 2 * Math.PI;
    const [u, v] = [a * Math.cos(t), b * Math.sin(t)];
    return [31 + u * Math.cos(turn) - v * Math.sin(turn), -12 + u * Math.sin(turn) + v * Math.cos(turn)];
  }).flat();
}

describe('the size of a lesion', () => {
  it('is the two axes of an ellipse, however it lies', () => {
    const size = lesionSize({ planes: [plane(3, ellipse(9, 4, 0.3)), plane(6, ellipse(17, 6.5, 0.7))] });
    expect(size?.longAxisMm).toBeCloseTo(34, 2);
    expect(size?.shortAxisMm).toBeCloseTo(13, 2);
  });

  it('takes the short axis in the plane of the long one, though another plane is wider', () => {
    const size = lesionSize({ planes: [plane(0, ellipse(10, 9.5, 0)), plane(5, ellipse(12, 3, 0.2))] });
    expect(size?.longAxisMm).toBeCloseTo(24, 2);
    expect(size?.shortAxisMm).toBeCloseTo(6, 2);
  });

  it('is the diagonal of a rectangle, and the longest stretch across it', () => {
    // 8 by 6: diagonal 10; across it the longest chord runs through a corner: 6 / 0.8 = 7.5.
    const size = lesionSize({ planes: [plane(0, [0, 0, 8, 0, 8, 6, 0, 6])] });
    expect(size?.longAxisMm).toBeCloseTo(10, 9);
    expect(size?.shortAxisMm).toBeCloseTo(7.5, 4);
  });

  it('does not count a gap as width', () => {
    // A U of 40 by 20 with arms of 5: across its diagonal no stretch inside is as long as the whole.
    const u = [0, 0, 40, 0, 40, 20, 35, 20, 35, 5, 5, 5, 5, 20, 0, 20];
    expect(lesionSize({ planes: [plane(0, u)] })!.shortAxisMm).toBeLessThan(20);
  });

  it('is nothing where nothing is drawn', () => {
    expect(lesionSize({ planes: [] })).toBeNull();
  });
});
