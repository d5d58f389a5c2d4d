import type { Lps } from '../geometry/axes.ts';
import { erf } from './closed-form.ts';
import type { RadialDose } from './closed-form.ts';
import { ellipsoidalField } from './doses.ts';
import type { DoseField } from './doses.ts';
import type { TeachingSettings } from './teaching-settings.ts';

/** A dose whose isodoses are ellipsoids of revolution about z, all of one shape. */
export interface TeachingDose {
  readonly prescribedGy: number;
  readonly fractions: number;
  readonly maximumGy: number;
  readonly centreMm: Lps;
  readonly field: DoseField;
  /** Semi-axes across and along z of the isodose at a dose; null where the dose is nowhere so high. */
  readonly isodoseMm: (doseGy: number) => { readonly acrossMm: number; readonly alongMm: number } | null;
}

/** With an error-function fall-off the plateau is prescribed to its 80 % isodose. */
const PLATEAU_RATIO = 1 / 0.8;
/** Standard normal quantiles of 0.8 and 0.6: where a penumbra is at 80 %, and how far from its middle it is at 40 %. */
const QUANTILE_80 = 0.8416212335729143;
const QUANTILE_60 = 0.2533471031357997;

/**
 * The dose of a teaching case. Unscaled and unshifted, its prescription isodose reaches `reachMm` beyond the GTV: beyond
 * the semi-axes of a sphere or ellipsoid, and of a cylinder beyond the smallest ellipsoid around it.
 */
export function teachingDose(settings: TeachingSettings): TeachingDose {
  const { reachMm, fallOffMm, scalePercent, regimen } = settings;
  const [prescribedGy = 0, fractions = 0] = regimen.split('/').map(Number);
  const around = gtvEllipsoid(settings);
  const acrossMm = Math.max(MINIMUM_MM, around.acrossMm + reachMm);
  const alongMm = Math.max(MINIMUM_MM, around.alongMm + reachMm);
  const radiusMm = Math.cbrt(acrossMm ** 2 * alongMm);
  const scaleGy = (prescribedGy * scalePercent) / 100;
  const dose = settings.fallOff === 'gaussian' ? gaussian(radiusMm, fallOffMm) : penumbra(radiusMm, fallOffMm);
  const centreMm: Lps = [settings.shiftXMm, settings.shiftYMm, settings.shiftZMm];
  const field = ellipsoidalField(centreMm, [acrossMm, acrossMm, alongMm], {
    ...dose,
    doseGy: (s) => scaleGy * dose.doseGy(s),
  });
  return {
    prescribedGy,
    fractions,
    maximumGy: scaleGy * dose.doseGy(0),
    centreMm,
    field,
    isodoseMm: (doseGy) => {
      const s = dose.radiusMm(doseGy / scaleGy);
      return s > 0 ? { acrossMm: s * acrossMm, alongMm: s * alongMm } : null;
    },
  };
}

/** No isodose is drawn smaller, however far inside the GTV it is asked for. */
const MINIMUM_MM = 0.5;

function gtvEllipsoid({ shape, diameterMm, lengthMm }: TeachingSettings): { acrossMm: number; alongMm: number } {
  const [across, along] = [diameterMm / 2, (shape === 'sphere' ? diameterMm : lengthMm) / 2];
  // The ellipsoid of least volume around a cylinder: √(3/2) times as wide and √3 times as long.
  return shape === 'cylinder'
    ? { acrossMm: Math.sqrt(1.5) * across, alongMm: Math.sqrt(3) * along }
    : { acrossMm: across, alongMm: along };
}

/** Of 1 at s = 1 (the prescription) and one half `fallOffMm` farther out, s in units of `radiusMm`. */
function gaussian(radiusMm: number, fallOffMm: number): RadialDose {
  const half = 1 + fallOffMm / radiusMm;
  const logPeak = Math.LN2 / (half ** 2 - 1);
  return {
    doseGy: (s) => Math.exp(logPeak * (1 - s ** 2)),
    radiusMm: (d) => (d <= 0 ? Infinity : Math.sqrt(Math.max(0, 1 - Math.log(d) / logPeak))),
  };
}

/** The same with a plateau: a penumbra whose standard deviation puts 80 % of the plateau at s = 1. */
function penumbra(radiusMm: number, fallOffMm: number): RadialDose {
  const sigma = fallOffMm / (QUANTILE_80 + QUANTILE_60) / radiusMm;
  const middle = 1 + QUANTILE_80 * sigma;
  const doseGy = (s: number): number => PLATEAU_RATIO * 0.5 * (1 - erf((s - middle) / (Math.SQRT2 * sigma)));
  return { doseGy, radiusMm: (d) => falling(doseGy, d, middle + 9 * sigma) };
}

/** Largest s at which a falling function is at least `value`; 0 where it never is. */
function falling(f: (s: number) => number, value: number, highest: number): number {
  if (f(0) < value) return 0;
  let [low, high] = [0, highest];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (f(middle) >= value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
