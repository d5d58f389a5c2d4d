import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { schemaTexts, SEED_SCHEMA } from './schema-texts.ts';

const folder = new URL('../../schemas/', import.meta.url);

describe('the shipped JSON Schemas', () => {
  it('are what the program itself uses (npx tsx tests/schemas/write-schemas.ts writes them)', async () => {
    const texts = schemaTexts();
    for (const [name, text] of texts) expect(await readFile(new URL(name, folder), 'utf8'), name).toBe(text);
    expect((await readdir(folder)).sort()).toEqual([...texts.keys()].sort());
    const beside = new URL(`../../seeds/schema/${SEED_SCHEMA}`, import.meta.url);
    expect(await readFile(beside, 'utf8')).toBe(texts.get(SEED_SCHEMA));
  });

  it('refuse unknown keys and allow a case of one lesion with one target', () => {
    const schema = JSON.parse(schemaTexts().get('case.schema.json') ?? '') as {
      additionalProperties: boolean;
      properties: { lesions: { items: { required: string[]; additionalProperties: boolean } } };
    };
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.lesions.items.additionalProperties).toBe(false);
    expect(schema.properties.lesions.items.required).toEqual(['id']);
  });
});
