import { layDosePlanes } from '../dose/dose-grid.ts';
import type { DoseGrid } from '../dose/dose-grid.ts';
import type { Structure } from '../geometry/solid.ts';
import { stackFromContours } from '../geometry/stack-from-contours.ts';
import { evenOffsets, sampleDose } from './doses.ts';
import { seededNumbers } from './seeded-numbers.ts';
import { contoursOn, cylinder, ellipsoid, planesBetween } from './shapes.ts';
import type { PhantomSolid } from './shapes.ts';
import { teachingDose } from './teaching-dose.ts';
import type { TeachingDose } from './teaching-dose.ts';
import type { TeachingSettings } from './teaching-settings.ts';
import { targetSizes, teachingTruth } from './teaching-truth.ts';
import type { TargetSize, TeachingTruth } from './teaching-truth.ts';

export interface TeachingTarget {
  readonly size: TargetSize;
  readonly truth: TeachingTruth;
  /** Null where no slice cuts it: it is not drawn then. */
  readonly structure: Structure | null;
}

/** A case as a planning system would hand it over: contours on slices, a dose on a grid; and what is true of it. */
export interface TeachingCase {
  readonly dose: TeachingDose;
  readonly grid: DoseGrid;
  readonly planesMm: readonly number[];
  readonly gtv: TeachingTarget;
  readonly ptv: TeachingTarget;
}

/** How far beyond the target the dose is known at least: what an outermost node does to a spline dies out by then. */
const BEYOND_MM = 4;
const BEYOND_NODES = 5;

/** Draws and stores a teaching case. Where slices and dose nodes lie relative to the target hangs on the seed alone. */
export function teachingCase(settings: TeachingSettings): TeachingCase {
  const random = seededNumbers(settings.seed);
  const phases = { slice: random(), x: random(), y: random(), z: random() };
  const dose = teachingDose(settings);
  const sizes = targetSizes(settings);
  const { sliceSpacingMm, shape } = settings;
  const highest = sizes.ptv.alongMm;
  const planesMm = planesBetween(-highest, highest, { spacingMm: sliceSpacingMm, phase: phases.slice });
  const target = (roiName: 'GTV' | 'PTV', size: TargetSize): TeachingTarget => ({
    size,
    truth: teachingTruth(shape, size, dose),
    structure: drawn(roiName, solidOf(shape, size), planesMm, sliceSpacingMm),
  });
  return {
    dose,
    grid: gridOf(settings, dose, sizes.ptv, phases),
    planesMm,
    gtv: target('GTV', sizes.gtv),
    ptv: target('PTV', sizes.ptv),
  };
}

function solidOf(shape: TeachingSettings['shape'], { acrossMm, alongMm }: TargetSize): PhantomSolid {
  return shape === 'cylinder'
    ? cylinder([0, 0, 0], acrossMm, 2 * alongMm, 'z')
    : ellipsoid([0, 0, 0], [acrossMm, acrossMm, alongMm]);
}

function drawn(
  roiName: 'GTV' | 'PTV',
  solid: PhantomSolid,
  planesMm: readonly number[],
  sliceSpacingMm: number,
): Structure | null {
  const { stack, remarks } = stackFromContours(contoursOn(solid, planesMm));
  if (stack === null) return null;
  return {
    roiName,
    roiNumber: roiName === 'GTV' ? 1 : 2,
    interpretedType: roiName,
    remarks,
    solid: { kind: 'contours', stack, singlePlaneThicknessMm: sliceSpacingMm },
  };
}

function gridOf(
  { doseSpacingMm }: TeachingSettings,
  { field }: TeachingDose,
  { acrossMm, alongMm }: TargetSize,
  phases: { readonly x: number; readonly y: number; readonly z: number },
): DoseGrid {
  const count = (reachMm: number): number =>
    2 * Math.ceil((reachMm + Math.max(BEYOND_MM, BEYOND_NODES * doseSpacingMm)) / doseSpacingMm) + 3;
  const away = (phase: number): number => (phase - 0.5) * doseSpacingMm;
  return layDosePlanes(
    sampleDose(field, {
      centreMm: [away(phases.x), away(phases.y), away(phases.z)],
      columns: count(acrossMm),
      rows: count(acrossMm),
      columnSpacingMm: doseSpacingMm,
      rowSpacingMm: doseSpacingMm,
      planeOffsetsMm: evenOffsets(count(alongMm), doseSpacingMm),
    }),
  );
}
