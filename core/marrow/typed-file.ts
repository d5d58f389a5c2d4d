import { z } from 'zod';
import { TrabeculaError } from '../errors.ts';
import { parseJson, placeOf, readStrict } from '../protocol/strict-json.ts';

/** Volumes that were typed off another system, without any DICOM. All in cm³. */

const name = z.string().min(1, 'a name that is not empty');
const volume = z.number().min(0, 'a volume from 0 up');

export const typedLesionSchema = z.strictObject({
  id: name,
  gtvCm3: volume.optional(),
  ptvCm3: volume.optional(),
  site: z.enum(['bone', 'node']).optional(),
  /** Absent or null: unknown, which is not false. */
  highRisk: z.boolean().nullable().optional(),
  symptomatic: z.boolean().nullable().optional(),
  /** Part of the GTV in trabecular bone; absent of a bone lesion: anything from 0 to its volume. */
  inTrabecularCm3: volume.nullable().optional(),
  /** Absent: it counts as treated. */
  treated: z.boolean().optional(),
});

export const typedFileSchema = z.strictObject({
  schema: z.literal('trabecula/typed/1'),
  subject: z.string().optional(),
  trial: name.optional(),
  trabecularCm3: z.number().positive('a volume above 0'),
  kind: z.enum(['trabecular', 'whole-bone']).optional(),
  skeletonComplete: z.boolean().optional(),
  gtvTotalComplete: z.union([z.boolean(), z.literal('unknown')]).optional(),
  /** Readings of ambiguous rules, by name: {"irradiationVolume": "gtv", "nodes": "with"}. */
  readings: z.record(z.string(), z.string()).optional(),
  level: z.int().optional(),
  lesions: z.array(typedLesionSchema),
});

export type TypedFile = z.infer<typeof typedFileSchema>;

/**
 * A file of typed volumes, from its text.
 *
 * @throws TrabeculaError (unreadable) with the key and its place; also for an id that is used twice and for a part in
 *   trabecular bone that is larger than the lesion
 */
export function readTypedFile(text: string, where: string): TypedFile {
  const typed = readStrict(typedFileSchema, parseJson(text, where), where);
  const seen = new Set<string>();
  typed.lesions.forEach(({ id, gtvCm3, inTrabecularCm3 }, index) => {
    const refuse = (what: string, key: string, found: string): TrabeculaError =>
      new TrabeculaError('unreadable', { what, where, attribute: placeOf(['lesions', index, key]), found });
    if (seen.has(id)) throw refuse(`the lesion id "${id}" is used twice`, 'id', id);
    seen.add(id);
    if (gtvCm3 !== undefined && (inTrabecularCm3 ?? 0) > gtvCm3) {
      throw refuse(
        `more of ${id} lies in trabecular bone than there is of it`,
        'inTrabecularCm3',
        `${inTrabecularCm3} of ${gtvCm3} cm³`,
      );
    }
  });
  return typed;
}
