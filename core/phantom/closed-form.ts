/**
 * Closed forms for the dose-volume histograms of simple solids: the truth that phantoms are built on.
 *
 * Linear dose: `tMm` is the signed distance from the centre of the solid towards higher dose, and every function
 * answers the volume with u >= t, in mm³. The solids are those of Nelms et al., Med Phys 42 (2015) 4435 (sphere,
 * cylinder, cone; gradient along the axis or across it); the formulas are elementary integration and are tested
 * against sampling. Spherical dose: the isodose is a sphere, so a target's histogram is a sphere or a lens.
 */

/** Ball of radius R cut by a plane: the spherical cap above t. */
export function sphereVolumeAbove(radiusMm: number, tMm: number): number {
  const t = clamp(tMm, -radiusMm, radiusMm);
  return (Math.PI * (radiusMm - t) ** 2 * (2 * radiusMm + t)) / 3;
}

/** t/R above which the share `fraction` (0 to 1) of a ball lies: the inverse of (1 - τ)²(2 + τ)/4. */
export function sphereTauAtFraction(fraction: number): number {
  return 2 * Math.cos((Math.acos(clamp(2 * fraction - 1, -1, 1)) + 4 * Math.PI) / 3);
}

/** Cylinder, gradient along its axis. */
export function cylinderParallelVolumeAbove(radiusMm: number, heightMm: number, tMm: number): number {
  return Math.PI * radiusMm ** 2 * clamp(heightMm / 2 - tMm, 0, heightMm);
}

/** Cylinder, gradient across its axis: height times a circular segment. */
export function cylinderPerpendicularVolumeAbove(radiusMm: number, heightMm: number, tMm: number): number {
  const t = clamp(tMm, -radiusMm, radiusMm);
  return heightMm * (radiusMm ** 2 * Math.acos(t / radiusMm) - t * Math.sqrt(radiusMm ** 2 - t ** 2));
}

/** Cone, gradient along its axis; `t` from the middle of its height. `apex` says which end is cold or hot. */
export function coneParallelVolumeAbove(radiusMm: number, heightMm: number, tMm: number, apex: 'cold' | 'hot'): number {
  const full = (Math.PI * radiusMm ** 2 * heightMm) / 3;
  const t = clamp(tMm, -heightMm / 2, heightMm / 2);
  return apex === 'cold'
    ? full * (1 - ((t + heightMm / 2) / heightMm) ** 3)
    : full * ((heightMm / 2 - t) / heightMm) ** 3;
}

/** Cone, gradient across its axis. */
export function conePerpendicularVolumeAbove(radiusMm: number, heightMm: number, tMm: number): number {
  const full = (Math.PI * radiusMm ** 2 * heightMm) / 3;
  const a = Math.min(Math.abs(tMm), radiusMm);
  const s = Math.sqrt(radiusMm ** 2 - a ** 2);
  const logarithm = a === 0 ? 0 : a ** 3 * Math.log((radiusMm + s) / a);
  const beyond =
    (heightMm / (3 * radiusMm)) * (radiusMm ** 3 * Math.acos(a / radiusMm) - 2 * a * radiusMm * s + logarithm);
  return tMm >= 0 ? beyond : full - beyond;
}

/**
 * Threshold at which a falling `volumeAbove` reaches `volumeMm3`, by bisection between `lowMm` and `highMm`
 * (the inverse of the forms above that have none of their own).
 */
export function thresholdAtVolume(
  volumeAbove: (tMm: number) => number,
  volumeMm3: number,
  lowMm: number,
  highMm: number,
): number {
  return bisect((t) => volumeMm3 - volumeAbove(t), lowMm, highMm);
}

export function sphereVolume(radiusMm: number): number {
  return (4 / 3) * Math.PI * radiusMm ** 3;
}

/** Volume common to two balls whose centres are `distanceMm` apart (a lens). */
export function sphereIntersection(radiusAMm: number, radiusBMm: number, distanceMm: number): number {
  const [R, r, d] = [radiusAMm, radiusBMm, distanceMm];
  if (d >= R + r) return 0;
  if (d <= Math.abs(R - r)) return sphereVolume(Math.min(R, r));
  return (
    (Math.PI * (R + r - d) ** 2 * (d ** 2 + 2 * d * r - 3 * r ** 2 + 2 * d * R + 6 * r * R - 3 * R ** 2)) / (12 * d)
  );
}

/**
 * Distance between a target ball and an isodose ball at which the isodose holds the share `fraction` (0 to 1) of
 * the target. The isodose must be able to hold that share, and the share must be above 0.
 */
export function centreDistanceForCoverage(targetRadiusMm: number, isodoseRadiusMm: number, fraction: number): number {
  const wanted = fraction * sphereVolume(targetRadiusMm);
  if (sphereIntersection(targetRadiusMm, isodoseRadiusMm, 0) < wanted) return Number.NaN;
  return bisect(
    (d) => wanted - sphereIntersection(targetRadiusMm, isodoseRadiusMm, d),
    0,
    targetRadiusMm + isodoseRadiusMm,
  );
}

/** Radius of an isodose that holds the share `fraction` of a concentric ball. */
export function isodoseRadiusForCoverage(targetRadiusMm: number, fraction: number): number {
  return targetRadiusMm * Math.cbrt(fraction);
}

/** A dose that falls with the distance r from its centre, with the radius of every isodose. */
export interface RadialDose {
  /** Dose in Gy at the distance `rMm`. */
  readonly doseGy: (rMm: number) => number;
  /** Largest distance with at least that dose: 0 above the maximum, infinite where the dose never falls so low. */
  readonly radiusMm: (doseGy: number) => number;
}

/** A·exp(-r²/2σ²). */
export function gaussianDose(maximumGy: number, sigmaMm: number): RadialDose {
  return {
    doseGy: (r) => maximumGy * Math.exp(-(r ** 2) / (2 * sigmaMm ** 2)),
    radiusMm: (d) => (d >= maximumGy ? 0 : d <= 0 ? Infinity : sigmaMm * Math.sqrt(2 * Math.log(maximumGy / d))),
  };
}

/** Dc - k·r, not below 0. */
export function linearRadialDose(centreGy: number, gyPerMm: number): RadialDose {
  return {
    doseGy: (r) => Math.max(0, centreGy - gyPerMm * r),
    radiusMm: (d) => (d >= centreGy ? 0 : d <= 0 ? Infinity : (centreGy - d) / gyPerMm),
  };
}

/**
 * A / (1 + (r/h)⁴): flat inside, half the maximum at h, and about the penumbra of a body SBRT plan between its
 * 80 % and 50 % isodoses. Smooth everywhere, and every isodose radius has a closed form.
 */
export function fourthPowerDose(maximumGy: number, halfRadiusMm: number): RadialDose {
  return {
    doseGy: (r) => maximumGy / (1 + (r / halfRadiusMm) ** 4),
    radiusMm: (d) => (d >= maximumGy ? 0 : d <= 0 ? Infinity : halfRadiusMm * (maximumGy / d - 1) ** 0.25),
  };
}

/**
 * Radiosurgery dose of Suh as used by Stanley et al., Med Phys 48 (2021): rising exponentially to the centre of a
 * collimator of diameter C, falling to a floor outside; the constants in cm⁻¹ are turned into mm⁻¹ here.
 */
export function suhDose(scaleGy: number, diameterMm: number): RadialDose {
  const [s1, s2, s3, s4] = [0.249, 0.7019, 0.029, 0.1927];
  const edge = diameterMm / 2;
  return {
    doseGy: (r) =>
      scaleGy * (r <= edge ? 1 - s1 * Math.exp(-s2 * (edge - r)) : s3 + (1 - s1 - s3) * Math.exp(-s4 * (r - edge))),
    radiusMm: (d) => {
      const share = d / scaleGy;
      if (share <= s3) return Infinity;
      if (share <= 1 - s1) return edge - Math.log((share - s3) / (1 - s1 - s3)) / s4;
      if (share >= 1) return 0;
      return Math.max(0, edge + Math.log((1 - share) / s1) / s2);
    },
  };
}

/** Volume of a ball that receives at least `doseGy` from a dose centred `offsetMm` away, mm³. */
export function sphereVolumeAtDose(radiusMm: number, dose: RadialDose, doseGy: number, offsetMm = 0): number {
  const isodose = dose.radiusMm(doseGy);
  return isodose === Infinity ? sphereVolume(radiusMm) : sphereIntersection(radiusMm, isodose, offsetMm);
}

/** Mean dose of a ball at the centre of a Gaussian dose. */
export function gaussianMeanGy(radiusMm: number, maximumGy: number, sigmaMm: number): number {
  const b = radiusMm / sigmaMm;
  return ((3 * maximumGy) / b ** 3) * (Math.sqrt(Math.PI / 2) * erf(b / Math.SQRT2) - b * Math.exp(-(b ** 2) / 2));
}

/** Mean dose of a ball at the centre of a dose Dc - k·r that is above 0 throughout it. */
export function linearRadialMeanGy(radiusMm: number, centreGy: number, gyPerMm: number): number {
  return centreGy - 0.75 * gyPerMm * radiusMm;
}

/** The error function: Maclaurin series below 3, continued fraction of its complement above; absolute error below 1e-13. */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= -(x ** 2) / n;
      sum += term / (2 * n + 1);
      if (n > 200) break;
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return 1 - Math.exp(-(x ** 2)) / (Math.sqrt(Math.PI) * fraction);
}

/** Root of an increasing function. */
function bisect(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let step = 0; step < 200 && b - a > 0; step++) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}
