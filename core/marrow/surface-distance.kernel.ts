/**
 * Euclidean distances from the centres of voxels to a surface between them.
 *
 * The surface is where a field of shares (1 inside, 0 outside) crosses one half: a point on each grid edge between an
 * inner and an outer centre, placed by linear interpolation. The distance to the nearest of these points is exact: points
 * on edges along x have whole indices in y and z, so that the smallest sum of squares can be found axis by axis, and so
 * for the edges along y and z. Cost: (2 r + 1) steps per voxel and axis for a reach of r voxels.
 *
 * @param share first index fastest
 * @param withinMm what lies farther is answered as this
 * @returns mm, positive inside and negative outside
 */
export function surfaceDistance(
  share: Float32Array,
  size: readonly [number, number, number],
  spacingMm: readonly [number, number, number],
  withinMm: number,
): Float32Array {
  const step = [1, size[0], size[0] * size[1]] as const;
  const reach = spacingMm.map((mm) => Math.ceil(withinMm / mm)) as [number, number, number];
  const along = (axis: 0 | 1 | 2): Float32Array => crossingsAlong(share, size, step, axis, spacingMm[axis]);
  const spread = (squares: Float32Array, axis: 0 | 1 | 2): Float32Array =>
    spreadAlong(squares, size, step, axis, spacingMm[axis], reach[axis]);

  const inSlices = smaller(spread(along(0), 1), spread(along(1), 0));
  const squares = smaller(spread(inSlices, 2), spread(spread(along(2), 0), 1));
  for (let n = 0; n < squares.length; n++) {
    const mm = Math.min(Math.sqrt(squares[n]!), withinMm);
    squares[n] = share[n]! >= 0.5 ? mm : -mm;
  }
  return squares;
}

type Triple = readonly [number, number, number];

/** Squared distance to the nearest crossing on the line of voxels along an axis. */
function crossingsAlong(share: Float32Array, size: Triple, step: Triple, axis: 0 | 1 | 2, mm: number): Float32Array {
  const squares = new Float32Array(share.length).fill(Infinity);
  const [p, q] = axis === 0 ? ([1, 2] as const) : axis === 1 ? ([0, 2] as const) : ([0, 1] as const);
  const count = size[axis];
  const stride = step[axis];
  for (let b = 0; b < size[q]; b++) {
    for (let a = 0; a < size[p]; a++) {
      const start = a * step[p] + b * step[q];
      let last = -Infinity;
      let cleared = 0;
      for (let n = 0, at = start; n < count; n++, at += stride) {
        if (n + 1 < count) {
          const here = share[at]! - 0.5;
          const next = share[at + stride]! - 0.5;
          if (here >= 0 !== next >= 0) {
            const crossing = n + here / (here - next);
            // Back to the crossing before, on to the next: each voxel is visited twice a crossing apart.
            for (let m = cleared; m <= n; m++) {
              const d = Math.min(crossing - m, m - last) * mm;
              squares[start + m * stride] = d * d;
            }
            cleared = n + 1;
            last = crossing;
          }
        }
      }
      if (last > -Infinity) {
        for (let m = cleared; m < count; m++) {
          const d = (m - last) * mm;
          squares[start + m * stride] = d * d;
        }
      }
    }
  }
  return squares;
}

/** The smallest of the squares within reach along an axis, each with the square of the way there. */
function spreadAlong(
  squares: Float32Array,
  size: Triple,
  step: Triple,
  axis: 0 | 1 | 2,
  mm: number,
  reach: number,
): Float32Array {
  const out = squares.slice();
  const [ni, nj, nk] = size;
  const rowHas = rowsWithAny(squares, ni);
  const count = size[axis];
  const stride = step[axis];
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = j + nj * k;
      const to = row * ni;
      if (axis === 0) {
        if (rowHas[row] === 0) continue;
        for (let m = 1; m <= reach && m < ni; m++) {
          const way = m * mm * (m * mm);
          for (let i = 0; i + m < ni; i++) {
            const up = squares[to + i + m]! + way;
            if (up < out[to + i]!) out[to + i] = up;
            const down = squares[to + i]! + way;
            if (down < out[to + i + m]!) out[to + i + m] = down;
          }
        }
        continue;
      }
      const index = axis === 1 ? j : k;
      const rowStep = stride / ni;
      for (let m = -reach; m <= reach; m++) {
        if (m === 0 || index + m < 0 || index + m >= count || rowHas[row + m * rowStep] === 0) continue;
        const way = m * mm * (m * mm);
        const from = to + m * stride;
        for (let i = 0; i < ni; i++) {
          const other = squares[from + i]! + way;
          if (other < out[to + i]!) out[to + i] = other;
        }
      }
    }
  }
  return out;
}

function rowsWithAny(squares: Float32Array, ni: number): Uint8Array {
  const has = new Uint8Array(squares.length / ni);
  for (let row = 0; row < has.length; row++) {
    for (let n = row * ni; n < (row + 1) * ni; n++) {
      if (squares[n]! < Infinity) {
        has[row] = 1;
        break;
      }
    }
  }
  return has;
}

function smaller(a: Float32Array, b: Float32Array): Float32Array {
  for (let n = 0; n < a.length; n++) if (b[n]! < a[n]!) a[n] = b[n]!;
  return a;
}
