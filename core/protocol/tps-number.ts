/** A number of a pasted table with the unit that stands behind it; null where this is none. */
export interface TpsNumber {
  readonly value: number;
  readonly unit: string | null;
}

const NUMBER = /^([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*(\S.*)?$/i;

/**
 * A decimal point or comma. `plainPoint`: the same text writes decimals with a point, so that a comma before three digits
 * may part thousands, and the number is not taken.
 */
export function readTpsNumber(cell: string, plainPoint: boolean): TpsNumber | 'ambiguous' | null {
  const text = cell
    .replace(/[−–]/g, '-')
    .replace(/[\u00A0\u202F]/g, ' ')
    .trim();
  if (/^[+-]?\d+[.,]\d+[.,]\d/.test(text)) return 'ambiguous';
  const [, digits, unit] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return null;
  if (plainPoint && /^[+-]?[1-9]\d{0,2},\d{3}$/.test(digits)) return 'ambiguous';
  return {
    value: Number(digits.replace(',', '.')),
    unit: unit === undefined ? null : unit.replace(/^[[(]|[\])]$/g, ''),
  };
}

/** Whether a text writes decimals with a point. */
export function hasDecimalPoints(text: string): boolean {
  return /(^|[\s;|])[+-]?\d+\.\d+($|[\s;|%a-zA-Z])/.test(text);
}
