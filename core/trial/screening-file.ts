import { z } from 'zod';
import { citeSchema } from '../protocol/cite.ts';

/** What a trial file says beyond its rules on plans: who enters, how lesions are counted, arms and strata. */

const name = z.string().min(1, 'a text that is not empty');
const identifier = z.string().regex(/^[a-z0-9][a-z0-9._/-]*$/, 'small letters, digits, ".", "_", "-" and "/"');
const variable = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a name such as "progressiveLesions"');
const expression = z.string().min(1, 'an expression');

const recordFactSchema = z.strictObject({
  name,
  value: name.describe('as the record has it; where it contradicts itself, both'),
  cite: citeSchema,
});

const armSchema = z.strictObject({ id: identifier, name, words: name, cite: citeSchema });

const allocationSchema = z.strictObject({
  ratio: z.array(z.int().positive('a whole number above 0')).min(2, 'one number for each arm'),
  cite: citeSchema,
});

const lesionCountSchema = z.strictObject({
  id: variable.describe('the name by which criteria and strata use the count'),
  name: name.describe('in words: "progressive lesions"'),
  cite: citeSchema,
  where: expression.optional().describe('which lesions count; left out: all'),
  countsAs: z.enum(['lesions', 'organs']).describe('what a lesion counts as when no group takes it'),
  groups: z
    .array(z.strictObject({ where: expression, as: z.enum(['one', 'subregion', 'organ', 'lesion']) }))
    .optional()
    .describe('the first whose condition holds takes a lesion: all of it count as one, as their subregions, ...'),
  limit: z.int().positive('a whole number above 0').optional().describe('the limit shown beside the count'),
});

const readingOptionSchema = z.strictObject({
  name: identifier,
  says: name,
  when: expression,
});

const criterionReadingSchema = z.strictObject({
  name: variable.describe('by which a case chooses: "readings": {"organFunction": "all"}'),
  question: name.describe('what the record leaves open'),
  options: z.array(readingOptionSchema).min(2, 'at least two readings'),
  default: identifier.nullable().describe('the option that holds when a case names none; null: none does'),
  reason: name.describe('why this is the default, or why there is none'),
});

const criterionSchema = z
  .strictObject({
    id: identifier,
    kind: z.enum(['inclusion', 'exclusion']),
    group: z
      .enum(['disease', 'patient', 'formal'])
      .describe('disease: what the trial is about; patient: could bar this one; formal: consent and the like'),
    name,
    cite: citeSchema,
    when: expression.optional().describe('holds when an inclusion criterion is fulfilled, or an exclusion present'),
    question: name.optional().describe('where nothing can be computed: a question that yes or no answers'),
    reading: criterionReadingSchema.optional().describe('where the record can be read in more than one way'),
    note: name.optional(),
  })
  .refine(
    ({ when, question, reading }) => [when, question, reading].filter((each) => each !== undefined).length === 1,
    {
      error: 'exactly one of when, question and reading',
    },
  );

const stratumSchema = z.strictObject({
  id: variable,
  name,
  cite: citeSchema,
  options: z.array(z.strictObject({ id: identifier, name, when: expression })).min(2, 'at least two options'),
  otherwise: name.describe('why a patient may have no place, or more than one'),
});

export const screeningShape = {
  record: z.array(recordFactSchema).optional().describe('facts of the registry record'),
  arms: z.array(armSchema).optional(),
  allocation: allocationSchema.optional(),
  lesionCounts: z.array(lesionCountSchema).optional(),
  strata: z.array(stratumSchema).optional(),
  criteria: z.array(criterionSchema).optional(),
  excludesOtherStudies: z
    .strictObject({ words: name, cite: citeSchema })
    .optional()
    .describe('whether a patient of this trial may take part in another that treats'),
  screeningNotes: z.array(name).optional().describe('holes of the record that no criterion shows'),
};

export type ScreeningData = z.infer<z.ZodObject<typeof screeningShape>>;
export type CriterionData = z.infer<typeof criterionSchema>;
export type LesionCountData = z.infer<typeof lesionCountSchema>;
export type StratumData = z.infer<typeof stratumSchema>;
