import { z } from 'zod';
import { CONFIDENCES, ROI_ROLES } from './propose-roles.ts';

/** The result of `trabecula inspect`, as it is printed with --format json: what a folder holds, before any choice. */

const lps = z.tuple([z.number(), z.number(), z.number()]);

export const inspectObjectSchema = z.strictObject({
  /** As the user would call it: relative, a zip's inner path after "!". */
  path: z.string(),
  kind: z.enum(['dose', 'structure-set', 'plan', 'treatment-record', 'other']),
  modality: z.string(),
  label: z.string().nullable(),
  manufacturer: z.string().nullable(),
  sopInstanceUid: z.string(),
  sopClassUid: z.string(),
  patientId: z.string().nullable(),
  frameOfReferenceUid: z.string().nullable(),
  transferSyntaxUid: z.string(),
  characterSet: z.string().nullable(),
  sha256: z.string(),
  bytes: z.number(),
});

export const inspectLinkSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** What the reference says: "the dose was computed from this plan". */
  says: z.string(),
  /** `agrees`: the object is here; `absent`: nothing is said; `contradicts`: another object is named, which is not here. */
  status: z.enum(['agrees', 'absent', 'contradicts']),
  message: z.string().nullable(),
});

export const inspectRoiSchema = z.strictObject({
  structureSetUid: z.string(),
  roiNumber: z.number(),
  roiName: z.string(),
  interpretedType: z.string().nullable(),
  contours: z.number(),
  planes: z.number(),
  usable: z.boolean(),
  /** Why it is not usable; null when it is. */
  reason: z.string().nullable(),
  remarks: z.array(z.string()),
  /** Under the default convention: half-slice end caps, each plane extended half way. */
  volumeCm3: z.number().nullable(),
  /** What it is taken for, and what speaks for that; to be confirmed by a person. Null for what is not usable. */
  proposed: z
    .strictObject({
      role: z.enum(ROI_ROLES),
      /** The lesion that it was paired into. */
      lesion: z.string().nullable(),
      /** How far name, type and place agree. */
      confidence: z.enum(CONFIDENCES),
      why: z.array(z.string()),
    })
    .nullable(),
  /** The name after TG-263 that is suggested; null where it fits, or nothing is known. */
  tg263Name: z.string().nullable(),
});

export const inspectDoseSchema = z.strictObject({
  sopInstanceUid: z.string(),
  path: z.string(),
  doseUnits: z.string().nullable(),
  doseType: z.string().nullable(),
  doseSummationType: z.string().nullable(),
  columns: z.number(),
  rows: z.number(),
  planes: z.number(),
  columnSpacingMm: z.number(),
  rowSpacingMm: z.number(),
  /** Distances between planes, smallest and largest. */
  planeSpacingMm: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  /** The corner nodes of the grid in the patient coordinate system (LPS). */
  extentMm: z.strictObject({ low: lps, high: lps }),
  /** Where columns, rows and planes run to, in words. */
  orientation: z.string(),
  bitsAllocated: z.number(),
  doseGridScaling: z.number(),
  maximumGy: z.number(),
  usable: z.boolean(),
  reason: z.string().nullable(),
});

export const inspectPrescriptionSchema = z.strictObject({
  planUid: z.string(),
  target: z.string().nullable(),
  roiNumber: z.number().nullable(),
  doseGy: z.number().nullable(),
  fractions: z.number().nullable(),
  source: z.string(),
  /** Dose and fractions are stated and nothing contradicts them. */
  usable: z.boolean(),
});

export const inspectPairSchema = z.strictObject({
  lesion: z.string(),
  gtv: z.string().nullable(),
  ptv: z.string().nullable(),
  why: z.string(),
  /** Volume of the PTV over that of the GTV. */
  ptvToGtv: z.number().nullable(),
  /** The nearest other lesion of the same structure set, by the distance of their targets' surfaces (PTV, else GTV). */
  nearest: z.strictObject({ lesion: z.string(), distanceMm: z.number() }).nullable(),
});

export const inspectResultSchema = z.strictObject({
  schema: z.literal('trabecula/inspect/1'),
  notice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  objects: z.array(inspectObjectSchema),
  images: z.number(),
  links: z.array(inspectLinkSchema),
  rois: z.array(inspectRoiSchema),
  doses: z.array(inspectDoseSchema),
  prescriptions: z.array(inspectPrescriptionSchema),
  /** Lesions as `check` would propose them. */
  pairs: z.array(inspectPairSchema),
  /** Why dose and structures may not be used together: other patient, other frame of reference. Empty when they may. */
  refusals: z.array(z.string()),
  confirmed: z.array(z.string()),
  passedOver: z.array(z.strictObject({ path: z.string(), why: z.string() })),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});

export type InspectResult = z.infer<typeof inspectResultSchema>;
export type InspectDose = z.infer<typeof inspectDoseSchema>;
export type InspectRoi = z.infer<typeof inspectRoiSchema>;
export type InspectLink = z.infer<typeof inspectLinkSchema>;
export type InspectPair = z.infer<typeof inspectPairSchema>;
export type InspectPrescription = z.infer<typeof inspectPrescriptionSchema>;
