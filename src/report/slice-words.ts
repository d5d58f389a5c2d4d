import { formatDoseGy, formatLimit } from '../../core/index.ts';
import type { Lps } from '../../core/index.ts';

/** "12.5 mm". */
export function shownMm(mm: number): string {
  return `${withoutMinusZero(mm.toFixed(1))} mm`;
}

/** A place in DICOM's patient coordinates: "x -12.5, y 3.0, z 104.0 mm". */
export function shownPlace([x, y, z]: Lps): string {
  const [a, b, c] = [x, y, z].map((mm) => withoutMinusZero(mm.toFixed(1)));
  return `x ${a ?? ''}, y ${b ?? ''}, z ${c ?? ''} mm`;
}

/** Hounsfield units, whole where they are stored so. */
export function shownHu(hu: number): string {
  return `${withoutMinusZero(Number.isInteger(hu) ? String(hu) : hu.toFixed(1))} HU`;
}

/** A dose, and what it is of a prescription: "24.31 Gy (90.0 %)"; the dose stays on its side of the prescription. */
export function shownDoseOf(doseGy: number, prescriptionGy: number | null): string {
  if (prescriptionGy === null) return `${formatDoseGy(doseGy)} Gy`;
  return `${formatDoseGy(doseGy, [prescriptionGy])} Gy (${((100 * doseGy) / prescriptionGy).toFixed(1)} %)`;
}

/** An isodose: "90 % = 24.3 Gy". */
export function shownLevel(percent: number, doseGy: number): string {
  return `${formatLimit(percent)} % = ${formatLimit(doseGy)} Gy`;
}

/** An area in cm², small ones in mm². */
export function shownArea(areaMm2: number): string {
  if (areaMm2 === 0) return '0 mm²';
  if (areaMm2 < 0.1) return '< 0.1 mm²';
  return areaMm2 < 100 ? `${areaMm2.toFixed(1)} mm²` : `${(areaMm2 / 100).toFixed(2)} cm²`;
}

function withoutMinusZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}
