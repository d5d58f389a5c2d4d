import { nearestName, TrabeculaError } from '../../core/index.ts';

/** Class numbers and what they are called. */
export type LabelNames = ReadonlyMap<number, string>;

/**
 * The label table that a NIfTI file carries in its header extension, as TotalSegmentator, Workbench and others write it:
 * XML with <Label Key="25">sacrum</Label>, the name bare or as CDATA. Empty if there is none.
 */
export function labelNamesIn(extensions: readonly Uint8Array[]): LabelNames {
  const names = new Map<number, string>();
  for (const extension of extensions) {
    const text = new TextDecoder('utf-8').decode(extension);
    if (!text.includes('<LabelTable')) continue;
    for (const [, attributes = '', content = ''] of text.matchAll(/<Label\b([^>]*)>([\s\S]*?)<\/Label>/g)) {
      const key = /\bKey\s*=\s*["'](\d+)["']/.exec(attributes)?.[1];
      const name = plainText(content);
      if (key !== undefined && name !== '') names.set(Number(key), name);
    }
  }
  return names;
}

function plainText(content: string): string {
  const withoutCdata = content.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) => inner);
  const plain = withoutCdata === content ? content.replace(/&(lt|gt|quot|apos|amp);/g, entity) : withoutCdata;
  return plain.trim();
}

function entity(_: string, name: string): string {
  return { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[name] ?? '';
}

/**
 * A table of class numbers and names from a text file: JSON ({"25": "sacrum"}), or one "25 sacrum" per line, with
 * commas, semicolons, tabs, equals signs or colons in between as well; empty lines and lines that begin with # are passed over.
 *
 * @throws TrabeculaError `unreadable` naming the line
 */
export function readLabelNames(text: string, where: string): LabelNames {
  const names = new Map<number, string>();
  const add = (number: number, name: string, place: string): void => {
    const known = names.get(number);
    if (known !== undefined && known !== name) {
      throw new TrabeculaError('unreadable', {
        what: `class ${number} has two names`,
        where,
        attribute: place,
        found: `${known}, ${name}`,
      });
    }
    names.set(number, name);
  };
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.startsWith('{')) {
    for (const [key, value] of Object.entries(parseObject(trimmed, where))) {
      if (!/^\d+$/.test(key) || typeof value !== 'string') {
        throw new TrabeculaError('unreadable', {
          what: 'not a class number and its name',
          where,
          attribute: key,
          found: JSON.stringify(value),
          expected: '"25": "sacrum"',
        });
      }
      add(Number(key), value.trim(), key);
    }
    return names;
  }
  for (const [n, line] of trimmed.split(/\r?\n/).entries()) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const [, number, name = ''] = /^\s*(\d+)\s*[\s,;:=]\s*(.*?)\s*$/.exec(line) ?? [];
    if (number === undefined || name === '') {
      throw new TrabeculaError('unreadable', {
        what: 'not a class number and its name',
        where,
        attribute: `line ${n + 1}`,
        found: `"${line}"`,
        expected: '"25 sacrum"',
      });
    }
    add(Number(number), name.replace(/^"(.*)"$/, '$1'), `line ${n + 1}`);
  }
  return names;
}

function parseObject(text: string, where: string): object {
  try {
    return JSON.parse(text) as object;
  } catch (cause) {
    throw new TrabeculaError('unreadable', { what: 'not JSON', where }, cause);
  }
}

/**
 * The class numbers that are meant: numbers as they are, names through the table whatever their case, and with a * at
 * the end all names that begin so.
 *
 * @throws TrabeculaError `usage` for a name that the table does not hold, with the nearest one, or holds twice
 */
export function labelNumbers(
  labels: readonly (string | number)[],
  names: LabelNames,
  where: string,
  attribute: string,
): readonly number[] {
  const known = [...names].map(([number, name]) => ({ number, folded: folded(name), name }));
  const numbers = labels.flatMap((label) => {
    if (typeof label === 'number') return [label];
    const wanted = folded(label);
    const isBeginning = wanted.endsWith('*');
    const found = known.filter(({ folded: name }) =>
      isBeginning ? name.startsWith(wanted.slice(0, -1)) : name === wanted,
    );
    if (found.length > 1 && !isBeginning) {
      throw new TrabeculaError('usage', {
        what: `more than one class is called "${label}": ${found.map(({ number }) => number).join(', ')}`,
        where,
        attribute,
        expected: 'its number',
      });
    }
    if (found.length > 0) return found.map(({ number }) => number);
    const nearest = nearestName(label, [...names.values()]);
    throw new TrabeculaError('usage', {
      what: `no class is called "${label}"`,
      where,
      attribute,
      ...(names.size === 0 ? { found: 'no table of names, in the file or in labelNames' } : {}),
      ...(nearest === null ? {} : { expected: `"${nearest}"?` }),
    });
  });
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function folded(name: string): string {
  return name.trim().toLowerCase();
}
