import { z } from 'zod';
import { TrabeculaError } from '../errors.ts';
import { caseDecisionSchema } from './case-decision.ts';
import { CONFIRM_WORDS } from './confirm-words.ts';
import { lesionFacts, patientSchema } from '../trial/patient-file.ts';
import { caseScheduleSchema } from '../trial/schedule-file.ts';
import { isZone } from '../trial/zoned-time.ts';
import { nearestName } from './nearest-name.ts';
import { parseJson, placeOf, readStrict } from './strict-json.ts';

/**
 * The case file: what a user says of one patient and plan, so that nothing has to be guessed.
 * Of a lesion only `id` and, for a check, one of `gtv`, `ptv` are required.
 */

const name = z.string().min(1, 'a name that is not empty');
const positive = z.number().positive('a number above 0');
const percentage = z.number().min(0, 'a percentage from 0 to 100').max(100, 'a percentage from 0 to 100');

export const casePrescriptionSchema = z.strictObject({
  /** Total dose. */
  doseGy: positive,
  fractions: z.int().positive('a whole number above 0'),
  /** The isodose line that the dose is prescribed to, in percent of `isodoseOf`. */
  isodosePercent: z.number().positive('a number above 0').optional(),
  isodoseOf: z.enum(['maximum', 'point', 'near-maximum']).optional(),
});

/** What the planning system reported of a lesion. */
export const caseTpsSchema = z.strictObject({
  system: z.string().optional(),
  version: z.string().optional(),
  gtvVolumeCm3: positive.optional(),
  ptvVolumeCm3: positive.optional(),
  gtvCoveragePercent: percentage.optional(),
  ptvCoveragePercent: percentage.optional(),
  /** Doses are of the PTV, or of the GTV where the lesion has no PTV. */
  dmaxGy: positive.optional(),
  dminGy: z.number().min(0, 'a number from 0').optional(),
  dmeanGy: z.number().min(0, 'a number from 0').optional(),
  d98PercentGy: z.number().min(0, 'a number from 0').optional(),
  d95PercentGy: z.number().min(0, 'a number from 0').optional(),
  d50PercentGy: z.number().min(0, 'a number from 0').optional(),
  d2PercentGy: z.number().min(0, 'a number from 0').optional(),
});

export const caseLesionSchema = z.strictObject({
  id: name,
  gtv: name.optional(),
  ptv: name.optional(),
  site: z.enum(['bone', 'node', 'other']).optional(),
  ...lesionFacts,
  /** Absent or null: unknown, which is not false. */
  highRisk: z.boolean().nullable().optional(),
  symptomatic: z.boolean().nullable().optional(),
  /** Whether it is to be irradiated, or was; absent: it counts as treated. An untreated lesion still takes from the reserve. */
  treated: z.boolean().optional(),
  /** Its ROIs in the frame of reference of the trabecular bone, where `gtv` and `ptv` lie in another one. */
  marrow: z.strictObject({ gtv: name.optional(), ptv: name.optional() }).optional(),
  prescription: casePrescriptionSchema.optional(),
  /** SOP Instance UID or label of the dose; needed when the folder holds more than one. */
  dose: name.optional(),
  tps: caseTpsSchema.optional(),
});

/** How the cortical shell is taken off whole bones on a CT. */
export const caseShellSchema = z.strictObject({
  method: z.enum(['erosion', 'adaptive-threshold']),
  /** Thickness of the shell, or of the ring that the threshold is taken from. */
  thicknessMm: positive.optional(),
  /** Whether the user has looked at the result and takes it as trabecular bone. */
  accepted: z.boolean(),
});

/** Trabecular bone from exactly one of `rois`, `nifti`, `seg` and `array`. */
export const caseTrabecularBoneSchema = z.strictObject({
  /** ROIs of a structure set, taken together. */
  rois: z.array(name).min(1, 'at least one ROI').optional(),
  /** UID, file or label of the structure set that holds `rois`, and the GTVs of the same frame of reference. */
  structureSet: name.optional(),
  /** A label map: a .nii or .nii.gz file, as a path from the case file or the end of a path among the files given. */
  nifti: name.optional(),
  /** Numbers, or names of `labelNames`, of the bones in the label map; absent: everything that is not 0. */
  labels: z
    .array(z.union([name, z.int().positive('a whole number above 0')]))
    .min(1, 'at least one label')
    .optional(),
  /**
   * Class numbers and names, or the path of a file of them ("25 sacrum" per line, or JSON); absent: those that the NIfTI
   * file carries, if it does.
   */
  labelNames: z.union([z.record(z.string().regex(/^[0-9]+$/, 'a whole number'), name), name]).optional(),
  /** A DICOM segmentation: UID, file or label. */
  seg: name.optional(),
  /** Numbers or labels of its segments; absent: all. */
  segments: z
    .array(z.union([name, z.int().positive('a whole number above 0')]))
    .min(1, 'at least one segment')
    .optional(),
  /** A plain array: the path of its JSON header. */
  array: name.optional(),
  /** Frame of reference of a NIfTI file or plain array, which carry none. */
  frameOfReferenceUid: name.optional(),
  /** What the source holds. Without it, or without `skeletonComplete`, there is no level. */
  kind: z.enum(['trabecular', 'whole-bone']).optional(),
  /** Whether it is all of the skeleton. */
  skeletonComplete: z.boolean().optional(),
  shell: caseShellSchema.optional(),
  /** Series Instance UID of the CT; needed when several lie in the frame of reference. */
  ct: name.optional(),
});

export const TRABECULAR_SOURCES = ['rois', 'nifti', 'seg', 'array'] as const;

export const caseFileSchema = z.strictObject({
  schema: z.literal('trabecula/case/1'),
  subject: z.string().optional(),
  trial: name.optional(),
  lesions: z.array(caseLesionSchema).optional(),
  trabecularBone: caseTrabecularBoneSchema.optional(),
  /** The volume level that is open in the trial; `--level` goes before it. */
  level: z.int().optional(),
  gtvTotal: z
    .strictObject({
      rois: z.union([z.literal('all-lesions'), z.array(name).min(1, 'at least one ROI')]),
      complete: z.union([z.boolean(), z.literal('unknown')]),
    })
    .optional(),
  /** For screening. */
  patient: patientSchema.optional(),
  /** Fractions that were given or are planned. */
  schedule: caseScheduleSchema.optional(),
  /** By key, what a template says of it; not read by the program. */
  explanations: z.record(z.string(), z.string()).optional(),
  /** Readings of ambiguous rules, by name: {"isodoseOf": "of-maximum"}. */
  readings: z.record(z.string(), z.string()).optional(),
  confirm: z.array(z.enum(CONFIRM_WORDS)).optional(),
  /** Open findings that persons decided, in that order. */
  decisions: z.array(caseDecisionSchema).optional(),
  /** SOP Instance UIDs of doses to be added; they are never added unasked. */
  sumDoses: z.array(name).min(2, 'at least two SOP Instance UIDs').optional(),
});

export type CaseFile = z.infer<typeof caseFileSchema>;
export type CaseLesion = z.infer<typeof caseLesionSchema>;
export type CaseTrabecularBone = z.infer<typeof caseTrabecularBoneSchema>;
export type CaseShell = z.infer<typeof caseShellSchema>;

/**
 * A case file from its text, or from a value that was parsed already.
 *
 * @throws TrabeculaError (unreadable) with the key, its place and the nearest known one
 */
export function readCaseFile(source: string | object, where: string): CaseFile {
  const caseFile = readCaseFacts(source, where);
  for (const [index, lesion] of (caseFile.lesions ?? []).entries()) {
    if (lesion.gtv === undefined && lesion.ptv === undefined) {
      const attribute = placeOf(['lesions', index]);
      throw new TrabeculaError('unreadable', {
        what: `lesion ${lesion.id} names neither gtv nor ptv`,
        where,
        attribute,
      });
    }
  }
  return caseFile;
}

/**
 * A case file for what needs no plan: of a lesion only `id` is required.
 *
 * @throws TrabeculaError (unreadable) with the key, its place and the nearest known one
 */
export function readCaseFacts(source: string | object, where: string): CaseFile {
  const caseFile = readStrict(caseFileSchema, typeof source === 'string' ? parseJson(source, where) : source, where);
  const ids = new Set<string>();
  for (const [index, lesion] of (caseFile.lesions ?? []).entries()) {
    if (ids.has(lesion.id)) {
      const attribute = placeOf(['lesions', index, 'id']);
      throw new TrabeculaError('unreadable', { what: `the lesion id "${lesion.id}" is used twice`, where, attribute });
    }
    ids.add(lesion.id);
    const { organ, site } = lesion;
    const siteOfOrgan = organ === 'bone' ? 'bone' : organ === 'lymph node' ? 'node' : 'other';
    if (organ !== undefined && organ !== 'other' && site !== undefined && site !== siteOfOrgan) {
      throw new TrabeculaError('unreadable', {
        what: `lesion ${lesion.id} lies in ${organ}, and its site is ${site}`,
        where,
        attribute: placeOf(['lesions', index, 'site']),
        expected: siteOfOrgan,
      });
    }
  }
  checkTrabecularBone(caseFile.trabecularBone, where);
  checkScheduleNames(caseFile, ids, where);
  return caseFile;
}

function checkScheduleNames({ schedule }: CaseFile, ids: ReadonlySet<string>, where: string): void {
  if (schedule === undefined) return;
  const { zone, fractions = [], plans = {} } = schedule;
  if (zone !== undefined && !isZone(zone)) {
    const expected = 'the name of a time zone, such as Europe/Paris';
    throw new TrabeculaError('unreadable', {
      what: 'no such time zone',
      where,
      attribute: 'schedule.zone',
      found: zone,
      expected,
    });
  }
  const named = [
    ...fractions.map(({ lesions = [] }, index) => ({
      lesions,
      place: placeOf(['schedule', 'fractions', index, 'lesions']),
    })),
    ...Object.entries(plans).map(([plan, lesions]) => ({ lesions, place: placeOf(['schedule', 'plans', plan]) })),
  ];
  for (const { lesions, place } of named) {
    const strange = lesions.find((id) => !ids.has(id));
    if (strange === undefined) continue;
    const nearest = nearestName(strange, ids);
    throw new TrabeculaError('unreadable', {
      what: `no lesion "${strange}"${nearest === null ? '' : `, nearest is "${nearest}"`}`,
      where,
      attribute: place,
      expected: 'the id of a lesion of the case',
    });
  }
}

function checkTrabecularBone(bone: CaseTrabecularBone | undefined, where: string): void {
  if (bone === undefined) return;
  const sources = TRABECULAR_SOURCES.filter((source) => bone[source] !== undefined);
  if (sources.length !== 1) {
    throw new TrabeculaError('unreadable', {
      what: sources.length === 0 ? 'the trabecular bone has no source' : 'the trabecular bone has more than one source',
      where,
      attribute: 'trabecularBone',
      ...(sources.length === 0 ? {} : { found: sources.join(', ') }),
      expected: `exactly one of ${TRABECULAR_SOURCES.join(', ')}`,
    });
  }
  const [source] = sources;
  const strays = Object.entries(BELONGS_TO).filter(
    ([key, owner]) => bone[key as keyof CaseTrabecularBone] !== undefined && !owner.includes(source!),
  );
  for (const [key, owner] of strays) {
    throw new TrabeculaError('unreadable', {
      what: `"${key}" says nothing of ${source}`,
      where,
      attribute: `trabecularBone.${key}`,
      expected: `only with ${owner.join(' or ')}`,
    });
  }
  if (bone.shell !== undefined && bone.kind !== 'whole-bone') {
    throw new TrabeculaError('unreadable', {
      what: 'a shell is taken off whole bones, not off trabecular bone',
      where,
      attribute: 'trabecularBone.shell',
      expected: 'only with "kind": "whole-bone"',
    });
  }
}

/** Keys that mean something for some sources only. `structureSet` may also name where the GTVs lie. */
const BELONGS_TO: Partial<Record<keyof CaseTrabecularBone, readonly (typeof TRABECULAR_SOURCES)[number][]>> = {
  labels: ['nifti', 'array'],
  labelNames: ['nifti', 'array'],
  segments: ['seg'],
  frameOfReferenceUid: ['nifti', 'array'],
};
