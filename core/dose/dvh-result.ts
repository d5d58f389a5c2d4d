import { z } from 'zod';

/** The result of `trabecula dvh`, as it is printed with --format json. */

export const resultWarningSchema = z.strictObject({ code: z.string(), message: z.string() });

export const resultInputSchema = z.strictObject({
  sopInstanceUid: z.string(),
  modality: z.string(),
  sha256: z.string(),
  bytes: z.number(),
});

export const dvhMetricSchema = z.strictObject({
  /** Exactly as it was asked for. */
  metric: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  status: z.enum(['ok', 'not-evaluable']),
  /** Why there is no value; null when there is one. */
  reason: z.string().nullable(),
});

export const dvhStructureSchema = z.strictObject({
  roiName: z.string(),
  roiNumber: z.number(),
  volumeCm3: z.number(),
  /** Part of the structure beyond the dose grid. */
  outsideDoseCm3: z.number(),
  metrics: z.array(dvhMetricSchema),
  /** Cumulative: the volume that receives at least each dose; null unless it was asked for. */
  curve: z.strictObject({ doseGy: z.array(z.number()), volumeCm3: z.array(z.number()) }).nullable(),
  /** What was odd about the contours and how it was taken. */
  remarks: z.array(z.string()),
});

export const dvhResultSchema = z.strictObject({
  schema: z.literal('trabecula/dvh/1'),
  notice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  conventions: z.strictObject({
    endCaps: z.enum(['half-slice', 'none', 'capped', 'rounded']),
    betweenSlices: z.enum(['prism', 'interpolated']),
    doseInterpolation: z.enum(['trilinear', 'tricubic', 'spline']),
  }),
  inputs: z.array(resultInputSchema),
  confirmed: z.array(z.string()),
  structures: z.array(dvhStructureSchema),
  unusable: z.array(z.strictObject({ roiName: z.string(), roiNumber: z.number(), reason: z.string() })),
  warnings: z.array(resultWarningSchema),
});

export type DvhMetricResult = z.infer<typeof dvhMetricSchema>;
export type DvhStructureResult = z.infer<typeof dvhStructureSchema>;
export type DvhResult = z.infer<typeof dvhResultSchema>;
