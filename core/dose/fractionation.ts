import { TrabeculaError } from '../errors.ts';

export interface Fractionation {
  /** Total dose in Gy. */
  readonly doseGy: number;
  readonly fractions: number;
  readonly alphaBetaGy: number;
}

/**
 * Biologically effective dose in Gy: n·d·(1 + d / (α/β)) (Fowler, Br J Radiol 1989;62:679). Linear-quadratic, without a
 * time factor; at the doses per fraction of SBRT it is an extrapolation. Throws `usage` unless dose >= 0, fractions is a
 * whole number of at least 1 and α/β > 0.
 */
export function bedGy({ doseGy, fractions, alphaBetaGy }: Fractionation): number {
  if (!(doseGy >= 0) || !Number.isFinite(doseGy)) refuse('the dose', doseGy, 'a finite number of Gy, 0 or more');
  if (!Number.isInteger(fractions) || fractions < 1) refuse('the number of fractions', fractions, '1, 2, 3, ...');
  if (!(alphaBetaGy > 0) || !Number.isFinite(alphaBetaGy)) refuse('alpha/beta', alphaBetaGy, 'more than 0 Gy');
  return doseGy * (1 + doseGy / fractions / alphaBetaGy);
}

/** Dose in 2 Gy fractions of the same effect, Gy: BED / (1 + 2 / (α/β)) (Withers et al., Cancer 1983;52:2). Throws as `bedGy`. */
export function eqd2Gy(fractionation: Fractionation): number {
  return bedGy(fractionation) / (1 + 2 / fractionation.alphaBetaGy);
}

function refuse(name: string, value: number, expected: string): never {
  throw new TrabeculaError('usage', { what: `${name} cannot be used`, found: String(value), expected });
}
