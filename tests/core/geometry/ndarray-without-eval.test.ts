import fc from 'fast-check';
import ndarray from 'ndarray';
import { expect, it } from 'vitest';
import stridedView from '../../../core/geometry/ndarray-without-eval.ts';

const axes = fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]);
const side = fc.integer({ min: 1, max: 7 });
const step = fc.constantFrom(1, -1, 2, -2, 3, -3);

it('gives the same strided view as ndarray for any order, direction and step of axes', () => {
  fc.assert(
    fc.property(fc.tuple(side, side, side), axes, fc.tuple(step, step, step), (shape, order, steps) => {
      const data = Float64Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, index) => index);
      const stride = [1, shape[0], shape[0] * shape[1]];
      const theirs = ndarray(data, [...shape], [...stride])
        .transpose(...order)
        .step(...steps);
      const ours = stridedView(data, shape, stride)
        .transpose(...order)
        .step(...steps);
      expect({ shape: [...ours.shape], stride: [...ours.stride], offset: ours.offset }).toEqual({
        shape: [...theirs.shape],
        stride: [...theirs.stride],
        offset: theirs.offset,
      });
    }),
  );
});
