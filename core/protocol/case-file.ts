import { z } from 'zod';
import { TrabeculaError } from '../errors.ts';
import { parseJson, placeOf, readStrict } from './strict-json.ts';

/**
 * The case file: what a user says of one patient and plan, so that nothing has to be guessed.
 * Of a lesion only `id` and one of `gtv`, `ptv` are required.
 */

export const CONFIRM_WORDS = [
  'patient',
  'frame-of-reference',
  'links',
  'dose-type',
  'prescription',
  'pairing',
] as const;

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
  dmaxGy: positive.optional(),
});

export const caseLesionSchema = z.strictObject({
  id: name,
  gtv: name.optional(),
  ptv: name.optional(),
  site: z.enum(['bone', 'node']).optional(),
  /** Absent or null: unknown, which is not false. */
  highRisk: z.boolean().nullable().optional(),
  symptomatic: z.boolean().nullable().optional(),
  prescription: casePrescriptionSchema.optional(),
  /** SOP Instance UID or label of the dose; needed when the folder holds more than one. */
  dose: name.optional(),
  tps: caseTpsSchema.optional(),
});

export const caseFileSchema = z.strictObject({
  schema: z.literal('trabecula/case/1'),
  subject: z.string().optional(),
  trial: name.optional(),
  lesions: z.array(caseLesionSchema).optional(),
  trabecularBone: z
    .strictObject({
      rois: z.array(name).min(1, 'at least one ROI'),
      kind: z.enum(['trabecular', 'whole-bone']),
      skeletonComplete: z.boolean(),
    })
    .optional(),
  gtvTotal: z
    .strictObject({
      rois: z.union([z.literal('all-lesions'), z.array(name).min(1, 'at least one ROI')]),
      complete: z.union([z.boolean(), z.literal('unknown')]),
    })
    .optional(),
  /** Readings of ambiguous rules, by name: {"isodoseOf": "of-maximum"}. */
  readings: z.record(z.string(), z.string()).optional(),
  confirm: z.array(z.enum(CONFIRM_WORDS)).optional(),
  /** SOP Instance UIDs of doses to be added; they are never added unasked. */
  sumDoses: z.array(name).min(2, 'at least two SOP Instance UIDs').optional(),
});

export type CaseFile = z.infer<typeof caseFileSchema>;
export type CaseLesion = z.infer<typeof caseLesionSchema>;
export type ConfirmWord = (typeof CONFIRM_WORDS)[number];

/**
 * A case file from its text, or from a value that was parsed already.
 *
 * @throws TrabeculaError (unreadable) with the key, its place and the nearest known one
 */
export function readCaseFile(source: string | object, where: string): CaseFile {
  const caseFile = readStrict(caseFileSchema, typeof source === 'string' ? parseJson(source, where) : source, where);
  const ids = new Set<string>();
  for (const [index, lesion] of (caseFile.lesions ?? []).entries()) {
    if (lesion.gtv === undefined && lesion.ptv === undefined) {
      const attribute = placeOf(['lesions', index]);
      throw new TrabeculaError('unreadable', {
        what: `lesion ${lesion.id} names neither gtv nor ptv`,
        where,
        attribute,
      });
    }
    if (ids.has(lesion.id)) {
      const attribute = placeOf(['lesions', index, 'id']);
      throw new TrabeculaError('unreadable', { what: `the lesion id "${lesion.id}" is used twice`, where, attribute });
    }
    ids.add(lesion.id);
  }
  return caseFile;
}
