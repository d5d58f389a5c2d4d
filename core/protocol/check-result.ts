import { z } from 'zod';
import { marrowResultSchema } from '../marrow/marrow-result.ts';

/** The result of `trabecula check`, as it is printed with --format json. Percentages are 0 to 100. */

export const FINDING_OUTCOMES = [
  'per-protocol',
  'acceptable-deviation',
  'unacceptable-deviation',
  'met',
  'not-met',
  'depends-on-reading',
  'undecided',
  'not-evaluable',
  'no-rule-in-source',
] as const;

export const OVERALL_OUTCOMES = [
  'unacceptable-deviation',
  'not-met',
  'acceptable-deviation',
  'not-evaluable',
  'depends-on-reading',
  'undecided',
  'no-deviation-found',
  'no-rule-in-source',
] as const;

export const findingOutcome = z.enum(FINDING_OUTCOMES);
export const overallOutcome = z.enum(OVERALL_OUTCOMES);

export const intervalSchema = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
});

export const citationSchema = z.strictObject({
  registry: z.string(),
  /** Section of the registry record. */
  section: z.string(),
  /** Item of the trial file, explained there ("H19"); several are joined by a comma. */
  item: z.string(),
});

export const readingOutcomeSchema = z.strictObject({
  name: z.string(),
  outcome: findingOutcome,
  value: z.number().nullable(),
  limit: z.number().nullable(),
});

/** What a person decided of a finding, and whether that still applies. The computed outcome stays beside it. */
export const decisionResultSchema = z.strictObject({
  outcome: findingOutcome,
  by: z.string(),
  date: z.string(),
  reason: z.string(),
  /** `stale`: made for another value, limit or set of files; `superseded`: by a later one. Only `in-force` applies. */
  standing: z.enum(['in-force', 'stale', 'superseded', 'withdrawn']),
  /** For `stale`: what has changed. */
  why: z.string().nullable(),
  withdrawn: z.strictObject({ by: z.string(), date: z.string(), reason: z.string() }).nullable(),
});

export const findingSchema = z.strictObject({
  rule: z.string(),
  lesion: z.string(),
  roiName: z.string().nullable(),
  /** Metric in TG-263 notation or in words, for example "V100%[%]". */
  metric: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string(),
  /** Nearest band edge. */
  limit: z.number().nullable(),
  outcome: findingOutcome,
  /** For `undecided`: the classes at the two ends of the interval, worse first. */
  between: z.tuple([findingOutcome, findingOutcome]).nullable(),
  /** For an interval that crosses a limit: what is expected to settle the class. */
  settledBy: z
    .strictObject({
      /** Each of them, with all that it names; empty when nothing finer would do. */
      ways: z.array(z.strictObject({ doseGridMm: z.number().nullable(), slicesMm: z.number().nullable() })),
      /** With room for the value itself to move; without it they may settle it or may not. */
      likely: z.boolean(),
      /** Distance of the best estimate from the nearest limit that is crossed, percentage points. */
      withinPoints: z.number().nullable(),
      words: z.string(),
    })
    .optional(),
  readings: z.array(readingOutcomeSchema),
  cite: citationSchema,
  reason: z.string().nullable(),
  /** What the outcome means, with the rule's own numbers: "90/80 rule: no deviation". */
  words: z.string().optional(),
  /** Where a blocker of the summary takes every verdict: which one, and what the finding would be without it. */
  withheld: z
    .strictObject({ by: z.string(), outcome: findingOutcome, words: z.string(), reason: z.string().nullable() })
    .optional(),
  /** How far it is to another class, on either side of the value; absent where none is near. */
  flips: z
    .array(
      z.strictObject({
        to: findingOutcome,
        limit: z.number(),
        /** What the value would have to change by, in its unit (points for %). */
        change: z.number(),
        /** The same as volume at the prescribed dose; null for what is no coverage. */
        volumeCm3: z.number().nullable(),
        /** The same as a change of all of the dose (coverage), or of the maximum. */
        doseGy: z.number().nullable(),
      }),
    )
    .optional(),
  /** Of an open finding that a person may decide: as what, worst first. */
  decidable: z.array(findingOutcome).optional(),
  /** What persons decided, in that order; absent where nobody did. */
  decisions: z.array(decisionResultSchema).optional(),
});

export const targetSchema = z.strictObject({
  roiName: z.string(),
  roiNumber: z.number().nullable(),
  volumeCm3: z.number(),
  volumeRangeCm3: z.strictObject({ low: z.number(), high: z.number() }),
  outsideDoseCm3: z.number(),
  /** Share of the target at or above the prescribed dose; null when there is no prescription or no dose. */
  coveragePercent: intervalSchema.nullable(),
  /** The same as it most likely is: interpolated shape, rounded ends, spline dose; beside the stated convention's value. */
  coverageBestEstimatePercent: z.number().nullable(),
  dminGy: z.number().nullable(),
  dmaxGy: z.number().nullable(),
  dmeanGy: z.number().nullable(),
  d98PercentGy: z.number().nullable(),
  d95PercentGy: z.number().nullable(),
  d50PercentGy: z.number().nullable(),
  d2PercentGy: z.number().nullable(),
  d0035ccGy: z.number().nullable(),
  /** Why something above is null; null when nothing is. */
  reason: z.string().nullable(),
  curve: z.strictObject({ doseGy: z.array(z.number()), volumePercent: z.array(z.number()) }).nullable(),
});

/** What the planning system reported, beside what was computed here. */
export const tpsComparisonSchema = z.strictObject({
  system: z.string().nullable(),
  version: z.string().nullable(),
  rows: z.array(
    z.strictObject({
      quantity: z.string(),
      unit: z.string(),
      tps: z.number(),
      here: z.number().nullable(),
      difference: z.number().nullable(),
      /** The convention under which this program comes closest to the planning system, in words; null when none comes closer. */
      explainedBy: z.string().nullable(),
    }),
  ),
});

export const lesionSchema = z.strictObject({
  id: z.string(),
  site: z.enum(['bone', 'node']).nullable(),
  highRisk: z.boolean().nullable(),
  symptomatic: z.boolean().nullable(),
  prescription: z
    .strictObject({
      doseGy: z.number(),
      fractions: z.number(),
      isodosePercent: z.number().nullable(),
      isodoseOf: z.enum(['maximum', 'point', 'near-maximum']).nullable(),
      /** Where it comes from, in words: "case file", "RTPLAN dose reference 2 (proposed)". */
      source: z.string(),
    })
    .nullable(),
  outcome: overallOutcome,
  gtv: targetSchema.nullable(),
  ptv: targetSchema.nullable(),
  /** Volume of the GTV that lies outside its own PTV, cm³; null unless both are there. */
  gtvOutsidePtvCm3: z.number().nullable(),
  indices: z
    .array(
      z.strictObject({
        name: z.string(),
        value: z.number().nullable(),
        unit: z.string(),
        reason: z.string().nullable(),
      }),
    )
    .optional(),
  tps: tpsComparisonSchema.nullable(),
});

export const warningSchema = z.strictObject({ code: z.string(), message: z.string() });

export const checkResultSchema = z.strictObject({
  schema: z.literal('trabecula/check/1'),
  notice: z.string(),
  rulesNotice: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  subject: z.string().nullable(),
  trial: z.strictObject({
    id: z.string(),
    registry: z.string(),
    recordDate: z.string(),
    title: z.string(),
    /** The cited items with what the record says there, in the words of the trial file. */
    items: z.array(z.strictObject({ item: z.string(), words: z.string() })).optional(),
    /** Every band edge of the coverage rules, for drawing. */
    coverageLimitsPercent: z.array(z.number()).optional(),
  }),
  /** Everything that the record leaves open: how it was read here, and why. */
  readings: z.array(
    z.strictObject({
      name: z.string(),
      question: z.string(),
      /** The option taken; null while it is open and findings that hang on it say so. */
      chosen: z.string().nullable(),
      by: z.enum(['case', 'default', 'nobody']),
      options: z.array(z.strictObject({ name: z.string(), words: z.string() })),
      reason: z.string(),
    }),
  ),
  conventions: z.strictObject({
    endCaps: z.enum(['half-slice', 'none', 'capped', 'rounded']),
    betweenSlices: z.enum(['prism', 'interpolated']),
    doseInterpolation: z.enum(['trilinear', 'tricubic', 'spline']),
    intervalMeans: z.string(),
  }),
  inputs: z.array(
    z.strictObject({
      sopInstanceUid: z.string(),
      modality: z.string(),
      sha256: z.string(),
      bytes: z.number(),
    }),
  ),
  /** `given`: by a case file; `proposed`: by the program, not confirmed; `accepted`: the proposal, accepted by the user. */
  pairing: z.enum(['given', 'proposed', 'accepted']),
  confirmed: z.array(z.string()),
  outcome: overallOutcome,
  summary: z.strictObject({
    /** One sentence: what the outcome means. */
    words: z.string(),
    worstSettled: overallOutcome.nullable(),
    worstPossible: overallOutcome,
    /** What stands against a good verdict of the whole plan, and what to do about it. */
    blockers: z.array(
      z.strictObject({
        code: z.string(),
        message: z.string(),
        /** `outright`: no finding has a verdict; `at-best`: a settled deviation stands, anything better does not. */
        weight: z.enum(['outright', 'at-best']),
        remedy: z.string().nullable(),
      }),
    ),
    open: z.array(z.strictObject({ rule: z.string(), lesion: z.string(), outcome: findingOutcome })),
    counts: z.record(findingOutcome, z.number()),
    rulesChecked: z.number(),
    rulesTotal: z.number(),
    /** Where the case holds decisions of persons: how many apply, and what the outcome would be with them. */
    decided: z.strictObject({ inForce: z.number(), stale: z.number(), outcome: overallOutcome }).optional(),
    /** The last line of the text and HTML reports. */
    checkedLine: z.string(),
  }),
  lesions: z.array(lesionSchema),
  findings: z.array(findingSchema),
  hottestOutsideTargets: z
    .strictObject({
      doseGy: z.number(),
      atMm: z.tuple([z.number(), z.number(), z.number()]),
      /** ROIs that hold the point, smallest first; empty if none. */
      roiNames: z.array(z.string()),
      nearestLesion: z.string(),
      percentOfPrescription: z.number().nullable(),
    })
    .nullable(),
  organsAtRisk: z.array(
    z.strictObject({
      roiName: z.string(),
      volumeCm3: z.number(),
      d0035ccGy: z.number().nullable(),
      dmeanGy: z.number().nullable(),
      /** Which dose, as the user would call it. */
      dose: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Reserve, level and exclusion, when the case names trabecular bone. */
  marrow: marrowResultSchema.optional(),
  notChecked: z.array(z.strictObject({ rule: z.string(), why: z.string() })),
  warnings: z.array(warningSchema),
});

export type FindingOutcome = z.infer<typeof findingOutcome>;
export type OverallOutcome = z.infer<typeof overallOutcome>;
export type Interval = z.infer<typeof intervalSchema>;
export type DecisionResult = z.infer<typeof decisionResultSchema>;
export type Citation = z.infer<typeof citationSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type ReadingOutcome = z.infer<typeof readingOutcomeSchema>;
export type TargetResult = z.infer<typeof targetSchema>;
export type LesionResult = z.infer<typeof lesionSchema>;
export type TpsComparison = z.infer<typeof tpsComparisonSchema>;
export type Warning = z.infer<typeof warningSchema>;
export type CheckResult = z.infer<typeof checkResultSchema>;
