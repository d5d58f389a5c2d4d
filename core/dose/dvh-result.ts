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
  /** Ends of the interval over computing conventions; null unless it was asked for and there is a value. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string(),
  status: z.enum(['ok', 'not-evaluable']),
  /** Why there is no value, or how a part outside the dose grid was counted; null when there is nothing to say. */
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

/** A histogram that the planning system left in the RT Dose object, beside the one computed here. */
export const planningSystemDvhSchema = z.strictObject({
  /** "PTV_1", or "PTV_1 + PTV_2 - CORD" where several ROIs contribute. */
  name: z.string(),
  rois: z.array(
    z.strictObject({
      roiNumber: z.number(),
      roiName: z.string().nullable(),
      contribution: z.enum(['INCLUDED', 'EXCLUDED']),
    }),
  ),
  /** How it is stored; null where that cannot be read. */
  stored: z
    .strictObject({
      kind: z.enum(['differential', 'cumulative']),
      volumeUnit: z.enum(['cm3', 'percent']),
      bins: z.number(),
      /** The median: no dose of it is known more closely. */
      usualBinGy: z.number(),
    })
    .nullable(),
  volumeCm3: z.strictObject({
    here: z.number().nullable(),
    /** null where it gives volumes in percent only. */
    planningSystem: z.number().nullable(),
    difference: z.number().nullable(),
  }),
  /** Over D1% to D99%. */
  largestDoseDifference: z
    .strictObject({
      atVolumePercent: z.number(),
      hereGy: z.number(),
      planningSystemGy: z.number(),
      differenceGy: z.number(),
    })
    .nullable(),
  /** Differences are here less planning system. */
  metrics: z.array(
    z.strictObject({
      metric: z.string(),
      unit: z.string(),
      here: z.number().nullable(),
      planningSystem: z.number().nullable(),
      difference: z.number().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  remarks: z.array(z.string()),
  /** Why nothing is compared; null when it is. */
  reason: z.string().nullable(),
});

export const dvhResultSchema = z.strictObject({
  schema: z.literal('trabecula/dvh/1'),
  notice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  conventions: z.strictObject({
    endCaps: z.enum(['half-slice', 'none', 'capped', 'rounded']),
    betweenSlices: z.enum(['prism', 'interpolated']),
    doseInterpolation: z.enum(['trilinear', 'tricubic', 'spline']),
    /** The system whose convention was asked for, and what that rests on. */
    like: z.strictObject({ system: z.string(), evidence: z.string() }).nullable(),
    /** What `low` and `high` range over; null where no interval was asked for. */
    intervalMeans: z.string().nullable(),
  }),
  /** The dose that percent of dose refer to; null where none was given. */
  prescriptionGy: z.number().nullable(),
  inputs: z.array(resultInputSchema),
  confirmed: z.array(z.string()),
  structures: z.array(dvhStructureSchema),
  /** Empty where the dose carries no histograms. */
  planningSystem: z.array(planningSystemDvhSchema),
  unusable: z.array(z.strictObject({ roiName: z.string(), roiNumber: z.number(), reason: z.string() })),
  warnings: z.array(resultWarningSchema),
});

export type DvhMetricResult = z.infer<typeof dvhMetricSchema>;
export type DvhStructureResult = z.infer<typeof dvhStructureSchema>;
export type PlanningSystemDvh = z.infer<typeof planningSystemDvhSchema>;
export type DvhResult = z.infer<typeof dvhResultSchema>;
