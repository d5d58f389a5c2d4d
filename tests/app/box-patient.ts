/**
 * Patients of boxes in doses that fall along x alone: every coverage is a ratio of lengths, whatever the caps, the shape
 * between slices and the rows. Sizes and spacings differ per axis, so that a swap shows.
 */
import { expect } from 'vitest';
import { exitStatusOf, isTrabeculaError, sampleDose } from '../../core/index.ts';
import type {
  CaseFile,
  CaseLesion,
  CheckResult,
  DoseField,
  DoseLayout,
  Finding,
  PhantomContour,
  PhantomDose,
  PhantomPatient,
  PhantomPlan,
  PhantomRoi,
  RoiType,
} from '../../core/index.ts';
import { check, type CheckAnswer, type CheckRequest } from '../../src/app/check.ts';
import { patientFiles } from '../../src/app/phantom.ts';
import type { FileBytes } from '../../src/dicom/index.ts';
import type { WriteOptions } from '../../src/dicom/write-phantom.ts';

export const SLICE_MM = 5;
export const RX = 27;

export interface Box {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Multiples of the slice spacing: slices lie half a spacing inside, so that half-slice caps fill the box. */
  readonly z: readonly [number, number];
}

/** 30 x 24 x 20 mm and 16 x 12 x 10 mm. */
export const PTV: Box = { x: [-15, 15], y: [-12, 12], z: [-10, 10] };
export const GTV: Box = { x: [-11, 5], y: [-7, 5], z: [-5, 5] };

export function volumeCm3Of({ x, y, z }: Box): number {
  return ((x[1] - x[0]) * (y[1] - y[0]) * (z[1] - z[0])) / 1000;
}

/** The same box elsewhere. */
export function moved({ x, y, z }: Box, [dx, dy, dz]: readonly [number, number, number]): Box {
  return { x: [x[0] + dx, x[1] + dx], y: [y[0] + dy, y[1] + dy], z: [z[0] + dz, z[1] + dz] };
}

export function boxContours(boxes: Box | readonly Box[]): PhantomContour[] {
  const all: readonly Box[] = 'x' in boxes ? [boxes] : boxes;
  return all.flatMap(({ x, y, z }) => {
    const slices = Math.round((z[1] - z[0]) / SLICE_MM);
    return Array.from({ length: slices }, (_, n): PhantomContour => {
      const at = z[0] + SLICE_MM * (n + 0.5);
      const corners = [x[0], y[0], at, x[1], y[0], at, x[1], y[1], at, x[0], y[1], at];
      return { geometricType: 'CLOSED_PLANAR', pointsMm: Float64Array.from(corners) };
    });
  });
}

export function boxRoi(roiName: string, interpretedType: RoiType, boxes: Box | readonly Box[]): PhantomRoi {
  return { roiName, interpretedType, contours: boxContours(boxes), colour: [255, 0, 0] };
}

/** Listed, but never drawn. */
export function emptyRoi(roiName: string, interpretedType: RoiType): PhantomRoi {
  return { roiName, interpretedType, contours: [], colour: [0, 0, 255] };
}

/**
 * Falls by 0.2 Gy/mm towards +x and is exactly `rxGy` where `covered` of the box lies on the hot side; flat before the
 * box. A straight slope is what every interpolation says it is.
 */
export function slope(covered: number, rxGy = 27, { x }: Box = PTV): DoseField {
  const at = x[0] + covered * (x[1] - x[0]);
  return (u) => rxGy + 0.2 * (at - Math.max(u, x[0]));
}

export const flat =
  (doseGy: number): DoseField =>
  () =>
    doseGy;

/** Nodes at multiples of 3, 2 and 2.5 mm: the sides of the boxes in x are nodes. */
export const GRID: DoseLayout = {
  centreMm: [0, 0, 0],
  columns: 27,
  rows: 25,
  columnSpacingMm: 3,
  rowSpacingMm: 2,
  planeOffsetsMm: Array.from({ length: 17 }, (_, k) => 2.5 * k),
};

export function boxDose(field: DoseField, more: Partial<PhantomDose> & { readonly layout?: Partial<DoseLayout> } = {}) {
  const { layout, ...rest } = more;
  const dose: PhantomDose = {
    label: 'PLAN_1',
    plan: 'PLAN_1',
    doseUnits: 'GY',
    doseType: 'PHYSICAL',
    doseSummationType: 'PLAN',
    frameOffsets: 'relative',
    planes: sampleDose(field, { ...GRID, ...layout }),
    ...rest,
  };
  return dose;
}

export const PLAN_1: PhantomPlan = {
  label: 'PLAN_1',
  fractions: 3,
  prescriptions: [{ roiName: 'PTV_1', doseGy: 27 }],
  beams: 2,
};

export const CASE: CaseFile = { schema: 'trabecula/case/1', trial: 'himars', lesions: [lesion()] };

/** One lesion, one plan, one dose that covers 95 % of the PTV: nothing is wrong with it. */
export function boxPatient(more: Partial<PhantomPatient> = {}): PhantomPatient {
  return {
    name: 'boxes',
    description: 'boxes',
    patientId: 'BOXES',
    patientName: 'Box^Patient',
    rois: [boxRoi('GTV_1', 'GTV', GTV), boxRoi('PTV_1', 'PTV', PTV)],
    plans: [PLAN_1],
    doses: [boxDose(slope(0.95))],
    ct: null,
    caseFile: CASE,
    truth: { volumes: [], lesions: [], outcomes: [] },
    ...more,
  };
}

/** The lesion of the case with keys replaced, or left out where they are undefined. */
export function lesion(more: { [Key in keyof CaseLesion]?: CaseLesion[Key] | undefined } = {}): CaseLesion {
  const all = { id: 'L1', gtv: 'GTV_1', ptv: 'PTV_1', prescription: { doseGy: RX, fractions: 3 }, ...more };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as CaseLesion;
}

/** The case with keys of its own, and of its lesion, replaced. */
export function caseWith(changes: Partial<CaseFile>, ofLesion: Parameters<typeof lesion>[0] = {}): CaseFile {
  return { ...CASE, lesions: [lesion(ofLesion)], ...changes };
}

export interface Checked {
  readonly patient?: PhantomPatient;
  /** Instead of the patient's files. */
  readonly files?: readonly FileBytes[];
  /** null: none is given. */
  readonly caseFile?: object | null;
  readonly amend?: WriteOptions['amend'];
  readonly request?: Partial<CheckRequest>;
}

export function filesOf(patient: PhantomPatient, amend?: WriteOptions['amend']): FileBytes[] {
  return patientFiles(patient, amend === undefined ? {} : { amend }).filter(({ path }) => path !== 'case.json');
}

export function answerOf({
  patient = boxPatient(),
  files,
  caseFile,
  amend,
  request,
}: Checked = {}): Promise<CheckAnswer> {
  const given = caseFile === undefined ? patient.caseFile : caseFile;
  return check({
    files: files ?? filesOf(patient, amend),
    trial: 'himars',
    caseText: given === null ? null : JSON.stringify(given),
    casePath: 'case.json',
    acceptProposal: false,
    ...request,
  });
}

export async function resultOf(checked: Checked = {}): Promise<CheckResult> {
  return (await answerOf(checked)).result;
}

/** What a request is refused with. */
export async function refusalOf(checked: Checked): Promise<{ kind: string; message: string }> {
  try {
    await answerOf(checked);
  } catch (error) {
    if (isTrabeculaError(error)) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error('accepted');
}

/** The result of a check that something stands in the way of. */
export async function notEvaluable(checked: Checked): Promise<CheckResult> {
  const result = await resultOf(checked);
  expect(result.outcome).toBe('not-evaluable');
  expect(exitStatusOf(result.outcome)).toBe(2);
  return result;
}

export const codes = ({ warnings }: CheckResult): string[] => warnings.map(({ code }) => code);
export const messages = ({ warnings }: CheckResult): string => warnings.map(({ message }) => message).join('\n');

/** A text that contains the words, within an object to be matched. */
export const containing = (words: string): string => expect.stringContaining(words) as string;

export function findingOf(result: CheckResult, rule: string, lesion = 'L1'): Finding {
  const found = result.findings.filter((finding) => finding.rule === `himars/${rule}` && finding.lesion === lesion);
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} findings of ${rule} for ${lesion}`);
  return found[0];
}

/** An amendment of the objects whose path begins so. */
export function amendOnly(start: string, changes: Record<string, unknown>): NonNullable<WriteOptions['amend']> {
  return (dataSet, path) => {
    if (!path.startsWith(start)) return dataSet;
    const kept = Object.entries({ ...dataSet, ...changes }).filter(([, value]) => value !== undefined);
    return Object.fromEntries(kept) as typeof dataSet;
  };
}
