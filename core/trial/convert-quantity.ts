import { isUnit, math, type Unit } from '../protocol/allowed-expression.ts';

/**
 * A number in another unit, both units of mathjs; null where the two do not measure the same. Mass and amount of substance
 * are converted into each other where the molar mass is given.
 */
export function convertQuantity(
  value: number,
  from: string,
  to: string,
  molarMassGPerMol: number | null = null,
): number | null {
  return from === to ? value : convertUnit(math.unit(value, from), to, molarMassGPerMol);
}

export function convertUnit(given: Unit, to: string, molarMassGPerMol: number | null = null): number | null {
  const wanted = math.unit(1, to);
  if (given.equalBase(wanted)) return fourteenDigits(given.toNumber(to));
  if (molarMassGPerMol === null) return null;
  const molarMass = math.unit(molarMassGPerMol, 'g/mol');
  for (const other of [math.multiply(given, molarMass), math.divide(given, molarMass)] as unknown[]) {
    if (isUnit(other) && other.equalBase(wanted)) return fourteenDigits(other.toNumber(to));
  }
  return null;
}

/** Powers of ten differ in the last digit from one JavaScript engine to the next: 1 G/L would not be 1000/mm³ in each. */
function fourteenDigits(value: number): number {
  return Number(value.toPrecision(14));
}
