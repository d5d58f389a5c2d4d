import { z } from 'zod';

const name = z.string().min(1, 'a text that is not empty');

/** Where a rule or a criterion is from. */
export const citeSchema = z.strictObject({
  /** Number in the registry, or the name and version of the document that it is from. */
  registry: name,
  /** Section of that record or document. */
  section: name,
  /** Items of the trial file that it rests on; each is explained in `items`. */
  items: z.array(name).min(1, 'at least one item'),
});

export type Cite = Readonly<z.infer<typeof citeSchema>>;
