import { mkdir, writeFile } from 'node:fs/promises';
import { schemaTexts, SEED_SCHEMA } from './schema-texts.ts';

/** Writes schemas/ and seeds/schema/ anew: `npm run schemas` after a schema in core has changed. */
await mkdir(new URL('../../seeds/schema/', import.meta.url), { recursive: true });
for (const [name, text] of schemaTexts()) {
  await writeFile(new URL(`../../schemas/${name}`, import.meta.url), text);
  if (name === SEED_SCHEMA) await writeFile(new URL(`../../seeds/schema/${name}`, import.meta.url), text);
}
