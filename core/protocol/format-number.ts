/**
 * Numbers as people read them: no exponent, no "-0", and never on the wrong side of a limit
 * (89.96 is not shown as 90.0). JSON keeps every digit; only text and HTML come here.
 */

const MOST_DECIMALS = 6;

/** Volume to three significant figures, in plain digits: 0.0123, 1.50, 12.3, 1230. */
export function formatVolumeCm3(volumeCm3: number): string {
  return formatSignificant(volumeCm3, 3);
}

/**
 * A percentage with one decimal, two within a point of a limit, and more where fewer would put
 * it on a limit or across one.
 */
export function formatCoverage(percent: number, limits: readonly number[]): string {
  const near = limits.some((limit) => Math.abs(percent - limit) <= 1);
  return formatBeside(percent, limits, near ? 2 : 1);
}

/** Dose with two decimals; more where fewer would put it on a limit or across one. */
export function formatDoseGy(doseGy: number, limits: readonly number[] = []): string {
  return formatBeside(doseGy, limits, 2);
}

/** The fewest decimals, from `decimals` up, with which the number stands on its own side of every limit. */
export function formatBeside(value: number, limits: readonly number[], decimals: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  for (let shown = decimals; shown <= MOST_DECIMALS; shown++) {
    const text = value.toFixed(shown);
    if (limits.every((limit) => Math.sign(Number(text) - limit) === Math.sign(value - limit)))
      return withoutMinusZero(text);
  }
  // Closer to the limit than any decimal shows: step back from it by one unit of the last place.
  const crossed = limits.find((limit) => Math.abs(value - limit) < 10 ** -MOST_DECIMALS) ?? value;
  return (crossed + Math.sign(value - crossed) * 10 ** -MOST_DECIMALS).toFixed(MOST_DECIMALS);
}

/** A limit or a prescribed dose: as many digits as it has, at most three decimals. */
export function formatLimit(value: number): string {
  return withoutMinusZero(String(Number(value.toFixed(3))));
}

function formatSignificant(value: number, figures: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  if (value === 0) return '0';
  // Rounded first, since rounding may add a digit (9.999 is 10.0).
  const rounded = Number(value.toPrecision(figures));
  const decimals = figures - 1 - Math.floor(Math.log10(Math.abs(rounded)) + 1e-12);
  return rounded.toFixed(Math.min(Math.max(decimals, 0), 20));
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
