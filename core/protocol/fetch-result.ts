import { z } from 'zod';

/** What `trabecula fetch` prints with --format json. */

const software = z.strictObject({ name: z.string(), version: z.string() });

export const fetchSeriesSchema = z.strictObject({
  seriesInstanceUid: z.string(),
  /** Null where the server does not say. */
  modality: z.string().nullable(),
  description: z.string().nullable(),
  /** Objects in it, as the server counts; null where it does not. */
  instances: z.number().nullable(),
  /** Of these, how many were fetched: all that were asked for, or the command fails. */
  fetched: z.number(),
});

export const fetchedObjectSchema = z.strictObject({
  /** Below the folder that it was written to. */
  path: z.string(),
  modality: z.string(),
  label: z.string().nullable(),
  sopInstanceUid: z.string(),
  seriesInstanceUid: z.string(),
  sha256: z.string(),
  bytes: z.number(),
});

export const fetchedPlanSchema = z.strictObject({
  sopInstanceUid: z.string(),
  label: z.string().nullable(),
  path: z.string(),
  /** Doses that name this plan, by their paths. */
  doses: z.array(z.string()),
  /** Structure sets that this plan names and that were fetched, by their paths. */
  structureSets: z.array(z.string()),
});

/** A study at a server, and what was fetched of it. */
export const fetchResultSchema = z.strictObject({
  schema: z.literal('trabecula/fetch/1'),
  notice: z.string(),
  software,
  /** Its address, without user and password. */
  server: z.string(),
  studyInstanceUid: z.string(),
  studyDate: z.string().nullable(),
  studyDescription: z.string().nullable(),
  /** The folder that holds the objects; null: the study was looked at only. */
  folder: z.string().nullable(),
  series: z.array(fetchSeriesSchema),
  objects: z.array(fetchedObjectSchema),
  plans: z.array(fetchedPlanSchema),
});

/** The studies of one patient at a server. */
export const studiesResultSchema = z.strictObject({
  schema: z.literal('trabecula/studies/1'),
  notice: z.string(),
  software,
  server: z.string(),
  patientId: z.string(),
  studies: z.array(
    z.strictObject({
      studyInstanceUid: z.string(),
      /** YYYYMMDD, as the server writes it. */
      date: z.string().nullable(),
      description: z.string().nullable(),
      modalities: z.array(z.string()),
      series: z.number().nullable(),
      instances: z.number().nullable(),
    }),
  ),
});

export type FetchResult = z.infer<typeof fetchResultSchema>;
export type StudiesResult = z.infer<typeof studiesResultSchema>;
