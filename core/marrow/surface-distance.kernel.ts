/**
 * Euclidean distances from the centres of voxels to a surface between them.
 *
 * The surface is where a field of shares (1 inside, 0 outside) crosses one half: a point on each grid edge between an
 * inner and an outer centre, placed by linear interpolation. The distance to the nearest of these points is exact: points
 * on edges along x have whole indices in y and z, so that the smallest sum of squares can be found axis by axis, and so
 * for the edges along y and z.
 * Only what lies within reach of the surface is worked on.
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
  const most = withinMm * withinMm;
  const along = (axis: 0 | 1 | 2): Float32Array =>
    crossingsAlong(share, size, step, axis, spacingMm[axis], reach[axis]);
  const spread = (squares: Float32Array, axis: 0 | 1 | 2): Float32Array =>
    spreadAlong(squares, size, axis, spacingMm[axis], reach[axis], most);

  const inSlices = smaller(spread(along(0), 1), spread(along(1), 0));
  const squares = smaller(spread(inSlices, 2), spread(spread(along(2), 0), 1));
  for (let n = 0; n < squares.length; n++) {
    const mm = Math.min(Math.sqrt(squares[n]!), withinMm);
    squares[n] = share[n]! >= 0.5 ? mm : -mm;
  }
  return squares;
}

type Triple = readonly [number, number, number];

/** Squared distance to the nearest crossing on the line of voxels along an axis; Infinity out of reach. */
function crossingsAlong(
  share: Float32Array,
  size: Triple,
  step: Triple,
  axis: 0 | 1 | 2,
  mm: number,
  reach: number,
): Float32Array {
  const squares = new Float32Array(share.length).fill(Infinity);
  const stride = step[axis];
  const count = size[axis];
  // In the order of storage, whatever the axis: each edge writes around itself.
  for (let at = 0; at < share.length; at++) {
    const index = Math.floor(at / stride) % count;
    if (index + 1 >= count) continue;
    const here = share[at]! - 0.5;
    const next = share[at + stride]! - 0.5;
    if (here >= 0 === next >= 0) continue;
    const crossing = here / (here - next);
    const from = Math.max(-reach, -index);
    const to = Math.min(reach + 1, count - 1 - index);
    for (let m = from; m <= to; m++) {
      const d = (m - crossing) * mm;
      const to = at + m * stride;
      if (d * d < squares[to]!) squares[to] = d * d;
    }
  }
  return squares;
}

/** The smallest of the squares along an axis, each with the square of the way there; Infinity beyond `most`. */
function spreadAlong(
  squares: Float32Array,
  size: Triple,
  axis: 0 | 1 | 2,
  mm: number,
  reach: number,
  most: number,
): Float32Array {
  const out = squares.slice();
  const [ni, nj, nk] = size;
  const runs: number[] = [];
  for (let row = 0; row < nj * nk; row++) {
    runsOf(squares, row * ni, ni, runs);
    if (runs.length === 0) continue;
    const index = axis === 0 ? 0 : axis === 1 ? row % nj : Math.floor(row / nj);
    const rowStep = axis === 1 ? ni : ni * nj;
    for (let m = -reach; m <= reach; m++) {
      if (m === 0 || (axis !== 0 && (index + m < 0 || index + m >= size[axis]))) continue;
      const way = m * mm * (m * mm);
      const start = row * ni;
      const shift = axis === 0 ? m : m * rowStep;
      for (let r = 0; r < runs.length; r += 2) {
        const from = axis === 0 ? Math.max(runs[r]!, -m) : runs[r]!;
        const to = axis === 0 ? Math.min(runs[r + 1]!, ni - m) : runs[r + 1]!;
        for (let at = start + from; at < start + to; at++) {
          const square = squares[at]! + way;
          if (square <= most && square < out[at + shift]!) out[at + shift] = square;
        }
      }
    }
  }
  return out;
}

/** Where a row holds finite values: first and end of each stretch. */
function runsOf(squares: Float32Array, start: number, length: number, runs: number[]): void {
  runs.length = 0;
  let inRun = false;
  for (let i = 0; i < length; i++) {
    const isFinite = squares[start + i]! < Infinity;
    if (isFinite !== inRun) {
      runs.push(i);
      inRun = isFinite;
    }
  }
  if (inRun) runs.push(length);
}

function smaller(a: Float32Array, b: Float32Array): Float32Array {
  for (let n = 0; n < a.length; n++) if (b[n]! < a[n]!) a[n] = b[n]!;
  return a;
}
