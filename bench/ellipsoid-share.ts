type Vector = readonly [number, number, number];

/**
 * Share of the unit ball that lies in an ellipsoid along the same axes, centre and semi-axes in units of the ball's
 * radius. Columns along z are exact; over the unit disc they are summed by the midpoint rule in sin²θ and angle, with
 * `rings` times 2·`rings` points. Under stretching shares do not change, so this is the coverage of any ellipsoid
 * by any isodose that is an ellipsoid along the same axes.
 */
export function ballShareInEllipsoid(centre: Vector, semiAxes: Vector, rings: number): number {
  const [cx, cy, cz] = centre;
  const [a, b, c] = semiAxes;
  const turn = Math.PI / rings;
  const step = Math.PI / 2 / rings;
  let sum = 0;
  for (let ring = 0; ring < rings; ring++) {
    const theta = (ring + 0.5) * step;
    const r = Math.sin(theta);
    const half = Math.cos(theta);
    const weight = r * half;
    for (let n = 0; n < 2 * rings; n++) {
      const x = (r * Math.cos((n + 0.5) * turn) - cx) / a;
      const y = (r * Math.sin((n + 0.5) * turn) - cy) / b;
      const rest = 1 - x * x - y * y;
      if (rest <= 0) continue;
      const reach = c * Math.sqrt(rest);
      const length = Math.min(half, cz + reach) - Math.max(-half, cz - reach);
      if (length > 0) sum += weight * length;
    }
  }
  return (sum * step * turn) / ((4 / 3) * Math.PI);
}
