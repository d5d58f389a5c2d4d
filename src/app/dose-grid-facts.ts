import type { InspectDose } from '../../core/index.ts';
import { type RtDose, doseRefusal } from '../dicom/index.ts';

type Point = [number, number, number];

/** What a person wants to know of a dose grid before trusting it. */
export function doseGridFacts(dose: RtDose): InspectDose {
  const [columns, rows, planes] = dose.size;
  const refusal = doseRefusal(dose);
  return {
    sopInstanceUid: dose.sopInstanceUid,
    path: dose.path,
    doseUnits: dose.doseUnits,
    doseType: dose.doseType,
    doseSummationType: dose.doseSummationType,
    columns,
    rows,
    planes,
    columnSpacingMm: dose.columnSpacingMm,
    rowSpacingMm: dose.rowSpacingMm,
    planeSpacingMm: planeSpacing(dose.planeOffsetsMm),
    extentMm: extent(dose),
    orientation: orientationWords(dose),
    bitsAllocated: dose.bitsAllocated,
    doseGridScaling: dose.doseGridScaling,
    maximumGy: dose.maximumGy,
    usable: refusal === null,
    reason: refusal === null ? null : refusal.message,
  };
}

function planeSpacing(offsetsMm: readonly number[]): { low: number; high: number } | null {
  const sorted = [...offsetsMm].sort((a, b) => a - b);
  const distances = sorted.slice(1).map((offset, index) => rounded(offset - (sorted[index] ?? offset)));
  return distances.length === 0 ? null : { low: Math.min(...distances), high: Math.max(...distances) };
}

/** Directions of columns, rows and planes as letters of the patient: L, R, A, P, H (head), F (feet). */
function orientationWords({ rowDirection, columnDirection, planeOffsetsMm }: RtDose): string {
  const normal = cross(rowDirection, columnDirection);
  const first = planeOffsetsMm[0] ?? 0;
  const last = planeOffsetsMm.at(-1) ?? 0;
  const planes: Point = last < first ? [-normal[0], -normal[1], -normal[2]] : normal;
  return `columns run to ${towards(rowDirection)}, rows to ${towards(columnDirection)}, planes to ${towards(planes)}`;
}

function towards(direction: readonly [number, number, number]): string {
  const letters = [
    ['left', 'right'],
    ['posterior', 'anterior'],
    ['head', 'feet'],
  ] as const;
  const sizes = direction.map(Math.abs);
  const largest = Math.max(...sizes);
  const axis = sizes.indexOf(largest);
  const word = letters[axis]?.[(direction[axis] ?? 0) < 0 ? 1 : 0] ?? '?';
  return largest > 0.9999
    ? word
    : `${word} (oblique, ${((Math.acos(Math.min(1, largest)) * 180) / Math.PI).toFixed(1)} degrees off)`;
}

/** Bounding box of the eight corner nodes in LPS. */
function extent(dose: RtDose): { low: Point; high: Point } {
  const [columns, rows] = dose.size;
  const normal = cross(dose.rowDirection, dose.columnDirection);
  const low: Point = [Infinity, Infinity, Infinity];
  const high: Point = [-Infinity, -Infinity, -Infinity];
  for (const along of [0, (columns - 1) * dose.columnSpacingMm]) {
    for (const down of [0, (rows - 1) * dose.rowSpacingMm]) {
      for (const up of [Math.min(...dose.planeOffsetsMm), Math.max(...dose.planeOffsetsMm)]) {
        for (const axis of [0, 1, 2] as const) {
          const at = rounded(
            dose.originMm[axis] +
              along * dose.rowDirection[axis] +
              down * dose.columnDirection[axis] +
              up * normal[axis],
          );
          low[axis] = Math.min(low[axis], at);
          high[axis] = Math.max(high[axis], at);
        }
      }
    }
  }
  return { low, high };
}

function cross(a: readonly [number, number, number], b: readonly [number, number, number]): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** To a nanometre: sums of decimal numbers otherwise end in noise. */
function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
