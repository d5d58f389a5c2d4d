import { writeFile } from 'node:fs/promises';
import { schemaTexts } from './schema-texts.ts';

/** Writes schemas/ anew: `npx tsx tests/schemas/write-schemas.ts` after a schema in core has changed. */
for (const [name, text] of schemaTexts()) {
  await writeFile(new URL(`../../schemas/${name}`, import.meta.url), text);
}
