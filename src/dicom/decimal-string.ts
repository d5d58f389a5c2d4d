/** Decimal strings (VR DS) straight from bytes: a structure set holds millions of them. */

const BACKSLASH = 0x5c;
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
    let to = from;
    while (to < stop && bytes[to] !== BACKSLASH) to++;
    const value = parseDecimal(bytes, from, to);
    if (Number.isNaN(value)) return { index, text: ascii(bytes, from, Math.min(to, from + 40)) };
    values[index] = value;
    from = to + 1;
  }
  return values;
}

/** One value; NaN if it is none. */
function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  let to = end;
  while (from < to && isPadding(bytes[from] ?? 0)) from++;
  while (to > from && isPadding(bytes[to - 1] ?? 0)) to--;
  let i = from;
  const sign = bytes[i];
  if (sign === 0x2d || sign === 0x2b) i++;
  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; i < to; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      mantissa = mantissa * 10 + (byte - 0x30);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === 0x2e && decimals < 0) decimals = 0;
    else return slowDecimal(bytes, from, to);
  }
  if (digits === 0 || digits > 15) return slowDecimal(bytes, from, to);
  const value = decimals > 0 ? mantissa / (POWERS_OF_TEN[decimals] ?? 0) : mantissa;
  return sign === 0x2d ? -value : value;
}

function slowDecimal(bytes: Uint8Array, start: number, end: number): number {
  const text = ascii(bytes, start, end);
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
