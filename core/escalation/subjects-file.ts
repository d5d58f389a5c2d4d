import { z } from 'zod';
import { TrabeculaError } from '../errors.ts';
import { parseJson, readStrict } from '../protocol/strict-json.ts';

/** The subjects of a cohort as a plain file, in the order in which they were assigned. */

const percent = z.number().min(0, 'a number from 0 up');

export const cohortSubjectSchema = z.strictObject({
  id: z.string().min(1, 'a pseudonym').describe('a pseudonym, never a name'),
  level: z.int().describe('the level that was assigned'),
  toxicity: z
    .enum(['yes', 'no', 'pending', 'not-evaluable'])
    .describe('dose-limiting toxicity in the window of the design; pending: not yet known, which is not "no"'),
  start: z.iso.date('a date, YYYY-MM-DD').nullable().optional().describe('day of the first fraction'),
  achievedPercent: percent
    .nullable()
    .optional()
    .describe('irradiation volume over bone marrow reserve that the plan reached'),
  attainablePercent: percent
    .nullable()
    .optional()
    .describe('the same if every lesion that may be treated were: the most that the subject can fill'),
});

export const subjectsFileSchema = z.strictObject({
  schema: z.literal('trabecula/subjects/1'),
  subjects: z.array(cohortSubjectSchema),
});

export type CohortSubject = Readonly<z.infer<typeof cohortSubjectSchema>>;

/**
 * The subjects of a file, in its order.
 *
 * @throws TrabeculaError (unreadable) with the key and its place; for an id that is used twice
 */
export function readSubjects(source: string | object, where: string): readonly CohortSubject[] {
  const json = typeof source === 'string' ? parseJson(source, where) : source;
  const { subjects } = readStrict(subjectsFileSchema, json, where);
  const seen = new Set<string>();
  for (const [index, { id }] of subjects.entries()) {
    if (seen.has(id)) {
      throw new TrabeculaError('unreadable', {
        what: `the subject "${id}" is listed twice`,
        where,
        attribute: `subjects[${index}].id`,
      });
    }
    seen.add(id);
  }
  return subjects;
}
