import type { z } from 'zod';

/**
 * Result as JSON with two-space indent, in the key order of its schema and with a trailing newline, so that the same
 * result is the same bytes however it was built. Lists of numbers stay on one line: a curve would otherwise fill pages.
 * A result that does not fit its own schema (an infinite number, a missing key) is a bug and throws.
 */
export function stableJson<Schema extends z.ZodType>(schema: Schema, result: z.input<Schema>): string {
  return `${print(schema.parse(result), '')}\n`;
}

function print(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0 || value.every((item) => typeof item === 'number')) return JSON.stringify(value);
    const inner = `${indent}  `;
    return `[\n${value.map((item) => inner + print(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (entries.length === 0) return '{}';
    const inner = `${indent}  `;
    const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}
