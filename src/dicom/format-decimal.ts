import { TrabeculaError } from '../../core/index.ts';

const LONGEST = 16;
const LARGEST = 1e308;

/**
 * A number as a decimal string (VR DS), which may have at most 16 characters: the shortest text that reads back as
 * the same number, or, where that is too long, the one with the most digits that fits. dcmjs would cut the text,
 * exponent and all.
 *
 * @throws TrabeculaError (usage) if the number is not finite, or so large that rounding could make it infinite
 */
export function formatDecimal(value: number): string {
  if (!(Math.abs(value) <= LARGEST)) {
    throw new TrabeculaError('usage', {
      what: 'not a number for a decimal string',
      found: String(value),
      expected: 'a finite number',
    });
  }
  if (value === 0) return '0';
  const shortest = tidied(String(value));
  if (shortest.length <= LONGEST) return shortest;
  for (let digits = 16; digits >= 1; digits--) {
    const text = tidied(String(Number(value.toPrecision(digits))));
    if (text.length <= LONGEST) return text;
    const exponential = tidied(value.toExponential(digits - 1));
    if (exponential.length <= LONGEST) return exponential;
  }
  return tidied(value.toExponential(0));
}

/** A coordinate in mm, to a ten-thousandth. */
export function formatMm(value: number): string {
  return formatDecimal(Math.round(value * 1e4) / 1e4);
}

function tidied(text: string): string {
  return text.replace('e+', 'e');
}
