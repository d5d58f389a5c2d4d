import { regionOfBox } from '../../../core/index.ts';
import type { BoundsMm, DoseGrid, LesionToMeasure, Structure } from '../../../core/index.ts';

/** Boxes as masks, and doses sampled on a lopsided grid: what is measured on them is a matter of lengths. */

export function aBox(
  x: readonly [number, number],
  y: readonly [number, number],
  z: readonly [number, number],
): BoundsMm {
  return { x0: x[0], x1: x[1], y0: y[0], y1: y[1], z0: z[0], z1: z[1] };
}

export function aStructure(roiName: string, box: BoundsMm): Structure {
  const solid = { kind: 'mask', region: regionOfBox(box) } as const;
  return { roiName, roiNumber: null, interpretedType: null, solid, remarks: [] };
}

export function boxCm3({ x0, x1, y0, y1, z0, z1 }: BoundsMm): number {
  return ((x1 - x0) * (y1 - y0) * (z1 - z0)) / 1000;
}

/** Nodes 2, 3 and 2.5 mm apart: x from -60 to 60, y from -30 to 30, z from -25 to 25. */
export function aDose(field: (xMm: number, yMm: number, zMm: number) => number, stepGy = 1e-6): DoseGrid {
  const nodes = (from: number, step: number): Float64Array =>
    Float64Array.from({ length: Math.round((-2 * from) / step) + 1 }, (_, n) => from + n * step);
  const [xMm, yMm, zMm] = [nodes(-60, 2), nodes(-30, 3), nodes(-25, 2.5)] as const;
  const doseGy = new Float32Array(xMm.length * yMm.length * zMm.length);
  let at = 0;
  for (const z of zMm) for (const y of yMm) for (const x of xMm) doseGy[at++] = field(x, y, z);
  return { xMm, yMm, zMm, doseGy, stepGy, axes: null };
}

/** The value at some nodes, and another elsewhere. */
export function spots(
  nodes: readonly (readonly [x: number, y: number, z: number, doseGy: number])[],
  elsewhereGy: number,
): (xMm: number, yMm: number, zMm: number) => number {
  return (x, y, z) => nodes.find((node) => node[0] === x && node[1] === y && node[2] === z)?.[3] ?? elsewhereGy;
}

export function aLesionToMeasure(changes: Partial<LesionToMeasure> = {}): LesionToMeasure {
  return {
    id: 'L1',
    site: null,
    highRisk: null,
    symptomatic: null,
    prescription: { doseGy: 27, fractions: 3, isodosePercent: null, isodoseOf: null, source: 'case file' },
    prescriptionReason: null,
    gtv: null,
    gtvReason: 'the case names no GTV',
    ptv: null,
    ptvReason: null,
    dose: null,
    doseReason: null,
    tps: null,
    ...changes,
  };
}
