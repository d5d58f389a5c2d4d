/**
 * What the door of volume.ts needs of ndarray, without its compiled constructors: ndarray calls `new Function`, which a
 * strict Content-Security-Policy refuses. The build of the page puts this file in ndarray's place; a test holds both to the
 * same answers.
 */

interface StridedView<T> {
  readonly data: T;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  /** Index of the element at (0, 0, ...). */
  readonly offset: number;
  /** Axes in another order: new axis n runs along the old axis `order[n]`. */
  readonly transpose: (...order: number[]) => StridedView<T>;
  /** Every so many elements along each axis; a negative step begins at the far end. */
  readonly step: (...steps: number[]) => StridedView<T>;
}

/** A strided view of flat data, as ndarray gives it. */
function stridedView<T>(data: T, shape: readonly number[], stride: readonly number[], offset = 0): StridedView<T> {
  return {
    data,
    shape,
    stride,
    offset,
    transpose: (...order) =>
      stridedView(
        data,
        order.map((axis) => shape[axis]!),
        order.map((axis) => stride[axis]!),
        offset,
      ),
    step: (...steps) =>
      stridedView(
        data,
        steps.map((step, axis) => Math.ceil(shape[axis]! / Math.abs(step))),
        steps.map((step, axis) => stride[axis]! * step),
        steps.reduce((from, step, axis) => (step < 0 ? from + stride[axis]! * (shape[axis]! - 1) : from), offset),
      ),
  };
}

export { stridedView as default };
