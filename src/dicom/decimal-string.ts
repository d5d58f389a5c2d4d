/** Decimal strings (VR DS) straight from bytes: a structure set holds millions of them. */

const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
/** The decimal point, counted from zero. */
const POINT = 0x2e - ZERO;
/** So many digits are an exact double. */
const MOST_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The index and the words of a value that is no decimal number. */
export interface BadDecimal {
  readonly index: number;
  readonly text: string;
}

/**
 * The backslash-separated values of bytes[start, end), each bit-identical to `Number(text)`: at most 15 digits are
 * an exact double, so is the power of ten, and one division rounds once. Anything longer or with an exponent goes
 * through Number() itself.
 */
export function parseDecimals(bytes: Uint8Array, start: number, end: number): Float64Array | BadDecimal {
  let stop = end;
  while (stop > start && isPadding(bytes[stop - 1] ?? 0)) stop--;
  if (stop === start) return new Float64Array(0);
  let count = 1;
  for (let i = start; i < stop; i++) if (bytes[i] === BACKSLASH) count++;
  const values = new Float64Array(count);
  let from = start;
  for (let index = 0; index < count; index++) {
    // Plain digits with a sign and a point; parseDecimal takes whatever else there is.
    const isNegative = bytes[from] === MINUS;
    const first = isNegative ? from + 1 : from;
    let at = first;
    let mantissa = 0;
    let point = -1;
    for (; at < stop; at++) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
      else if (digit === POINT && point < 0) point = at;
      else break;
    }
    const digits = at - first - (point < 0 ? 0 : 1);
    if (digits > 0 && digits <= MOST_DIGITS && (at === stop || bytes[at] === BACKSLASH)) {
      const value = point < 0 ? mantissa : mantissa / (POWERS_OF_TEN[at - point - 1] ?? 0);
      values[index] = isNegative ? -value : value;
    } else {
      while (at < stop && bytes[at] !== BACKSLASH) at++;
      const value = parseDecimal(bytes, from, at);
      if (Number.isNaN(value)) return { index, text: ascii(bytes, from, Math.min(at, from + 40)) };
      values[index] = value;
    }
    from = at + 1;
  }
  return values;
}

/** One value that is padded, signed with a plus, long or has an exponent; NaN if it is none. */
function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  let to = end;
  while (from < to && isPadding(bytes[from] ?? 0)) from++;
  while (to > from && isPadding(bytes[to - 1] ?? 0)) to--;
  const text = ascii(bytes, from, to);
  if (!DECIMAL.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

function isPadding(byte: number): boolean {
  return byte === 0x20 || byte === 0;
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
