import { z } from 'zod';
import { TrabeculaError } from '../../core/index.ts';
import { type Answer, askServer } from './ask-server.ts';
import type { DicomwebServer } from './dicomweb-server.ts';
import { Interrupted } from './interruption.ts';

/** A data set in the DICOM JSON model (PS3.18 annex F), as far as searches need it. */
const recordSchema = z.record(z.string(), z.looseObject({ Value: z.array(z.unknown()).optional() }));
const recordsSchema = z.array(recordSchema);

export type DicomRecord = z.infer<typeof recordSchema>;

const PAGE = 1000;
/** Characters of one answer to a search: a page of a thousand has one or two million. */
const MOST_CHARACTERS = 2 ** 27;
/** Twice as many as the largest studies have; beyond, a server is turning in circles. */
const MOST_PAGES = 100;

/**
 * Searches with QIDO-RS for everything that matches, page by page: servers answer with as many as they like, so the search
 * goes on until nothing new comes.
 *
 * @param key the attribute that tells matches apart, as eight hexadecimal digits
 * @param wanted further parameters, such as ["PatientID", "..."]
 */
export async function queryServer(
  server: DicomwebServer,
  path: string,
  key: string,
  wanted: readonly (readonly [string, string])[],
  signal: AbortSignal,
): Promise<DicomRecord[]> {
  const found = new Map<string, DicomRecord>();
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const parameters = new URLSearchParams([
      ...wanted.map(([name, value]): [string, string] => [name, value]),
      ['limit', String(PAGE)],
      ['offset', String(found.size)],
    ]);
    // Commas that part attributes are commas: some servers do not know them otherwise.
    const question = `${path}?${parameters.toString().replaceAll('%2C', ',')}`;
    const before = found.size;
    for (const record of await askServer(server, {
      path: question,
      accept: 'application/dicom+json',
      signal,
      read: recordsOf,
    })) {
      const value = textOf(record, key);
      if (value !== null && !found.has(value)) found.set(value, record);
    }
    if (found.size === before) return [...found.values()];
  }
  throw new TrabeculaError('unreadable', {
    what: 'the server finds ever more',
    where: server.baseUrl.href + path,
    found: `more than ${found.size} matches`,
  });
}

async function recordsOf({ status, contentType, chunks, where }: Answer): Promise<DicomRecord[]> {
  if (status === 204) return [];
  if (!/json/i.test(contentType)) {
    throw new TrabeculaError('unreadable', {
      what: 'this does not answer as a DICOMweb server does',
      where,
      found: contentType === '' ? 'no content type' : contentType,
      expected: 'application/dicom+json',
    });
  }
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_CHARACTERS) {
      throw new TrabeculaError('unreadable', { what: 'the answer to a search does not end', where });
    }
  }
  text += decoder.decode();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new Interrupted('the answer to a search is cut short or no JSON', { cause });
  }
  const records = recordsSchema.safeParse(parsed);
  if (records.success) return records.data;
  throw new TrabeculaError('unreadable', {
    what: 'the answer to a search is not in the DICOM JSON model',
    where,
    expected: 'a list of data sets',
  });
}

/** The first value as text; null if there is none. */
export function textOf(record: DicomRecord, tag: string): string | null {
  const [value] = record[tag]?.Value ?? [];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** The first value as a whole number, which some servers write as text; null if there is none. */
export function countOf(record: DicomRecord, tag: string): number | null {
  const text = textOf(record, tag);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/** All values that are text. */
export function textsOf(record: DicomRecord, tag: string): string[] {
  return (record[tag]?.Value ?? []).filter((value) => typeof value === 'string');
}
