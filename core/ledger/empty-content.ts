import type { z } from 'zod';
import { ledgerContentSchema, type LedgerKind } from './entry.ts';

/** What an entry of a kind consists of, each key with its explanation. */
export function explainedContent(kind: LedgerKind): Readonly<Record<string, string>> {
  const option = ledgerContentSchema.options.find(({ shape }) => shape.kind.value === kind);
  const shape = Object.entries((option?.shape ?? {}) as Record<string, z.ZodType>);
  return Object.fromEntries(
    shape.map(([key, schema]) => {
      if (key === 'kind') return [key, kind];
      const optional = schema.safeParse(undefined).success ? ' (may be left out)' : '';
      return [key, `${schema.description ?? 'a text'}${optional}`];
    }),
  );
}
