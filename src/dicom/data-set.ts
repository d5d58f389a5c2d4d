import dicomParser from 'dicom-parser';
import type { Element } from 'dicom-parser';
import { refuseAbove, TrabeculaError } from '../../core/index.ts';
import { nameOfTag, tagOf, vrOfTag } from './attributes.ts';
import type { Keyword } from './attributes.ts';
import { decodeText } from './character-set.ts';
import { parseDecimals } from './decimal-string.ts';
import type { Encoding } from './encoding.ts';
import type { ReadWarning } from './rt-objects.ts';

/**
 * The one door to dicom-parser, which only finds the elements: it throws strings, overlooks implicit data sets that
 * end early, and splits a decimal string anew for each value. Values are read here, straight from the bytes.
 */

/** What all data sets of a file share. */
interface Source {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  characterSet: readonly string[];
  readonly warnings: ReadWarning[];
}

type Elements = Record<string, Element>;

export interface PixelBytes {
  /** A view of the file's bytes at any alignment: copy before reading words from it. */
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly encapsulated: boolean;
}

/** Compressed pixel data: pieces of frames, and where the frames begin, if the file says so (PS3.5 A.4). */
export interface PixelFragments {
  /** Byte offsets of the frames from the first fragment's item tag; empty if the table is empty. */
  readonly offsetTable: readonly number[];
  readonly fragments: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
}

/** A data set or sequence item whose attributes are read by keyword. Absent and empty attributes are null. */
export class DataSet {
  readonly #source: Source;
  readonly #elements: Elements;
  /** The file, and the item inside it: "RS.dcm, (3006,0039) ROIContourSequence item 3". */
  readonly where: string;

  constructor(source: Source, elements: Elements, where: string) {
    this.#source = source;
    this.#elements = elements;
    this.where = where;
  }

  get path(): string {
    return this.#source.path;
  }

  /** Collected while reading; shared by all items of the file. */
  get warnings(): readonly ReadWarning[] {
    return this.#source.warnings;
  }

  warn(code: string, message: string): void {
    if (this.#source.warnings.some((warning) => warning.code === code && warning.message === message)) return;
    this.#source.warnings.push({ code, message });
  }

  /** True if the attribute is there, empty or not. */
  has(keyword: Keyword): boolean {
    return this.#elements[tagOf(keyword)] !== undefined;
  }

  /**
   * One line of text in the file's character set, without padding; values stay joined by backslashes. Control
   * characters, which these VRs forbid, become spaces: they would break tables and terminals.
   */
  text(keyword: Keyword): string | null {
    const bytes = this.#bytesOf(keyword);
    if (bytes === null) return null;
    const { text, doubt } = decodeText(bytes, this.#source.characterSet);
    const trimmed = trim(text.replace(/\p{Cc}+/gu, ' '));
    if (doubt !== null) this.warn('character-set', `${this.path}: ${nameOfTag(tagOf(keyword))} "${trimmed}": ${doubt}`);
    return trimmed === '' ? null : trimmed;
  }

  /** Code strings and UIDs: ASCII, one value (the first of several). */
  code(keyword: Keyword): string | null {
    return this.codes(keyword).find((value) => value !== '') ?? null;
  }

  /** All values of a code string, padding removed; inner empty values are kept. */
  codes(keyword: Keyword): readonly string[] {
    const bytes = this.#bytesOf(keyword);
    return bytes === null ? [] : asciiOf(bytes).split('\\').map(trim);
  }

  /** An integer string (IS), or US in its place. */
  integer(keyword: Keyword): number | null {
    const element = this.#elements[tagOf(keyword)];
    if (element?.vr === 'US' && vrOfTag(element.tag) === 'US') return this.unsignedShort(keyword);
    const text = this.code(keyword);
    if (text === null) return null;
    const value = /^[+-]?\d+(?:\.0*)?$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value)) {
      throw this.error(keyword, 'not a whole number', { found: `"${text}"`, expected: 'an integer string' });
    }
    return value;
  }

  /** Two bytes, unsigned, in the byte order of the file (VR US). */
  unsignedShort(keyword: Keyword): number | null {
    const element = this.#elements[tagOf(keyword)];
    if (element === undefined || element.length === 0) return null;
    if (element.length !== 2) {
      throw this.error(keyword, 'wrong length', { found: `${element.length} bytes`, expected: '2 bytes' });
    }
    return this.#source.view.getUint16(element.dataOffset, this.#source.littleEndian);
  }

  /**
   * A decimal string of one value.
   *
   * @throws TrabeculaError `unreadable` if it has several values or is no number
   */
  decimal(keyword: Keyword): number | null {
    const values = this.decimals(keyword);
    if (values === null) return null;
    if (values.length !== 1) {
      throw this.error(keyword, 'one value wanted', { found: `${values.length} values`, expected: '1 value' });
    }
    return values[0] ?? null;
  }

  /**
   * All values of a decimal string; null if the attribute is absent or empty.
   *
   * @throws TrabeculaError `unreadable` naming the first value that is empty or no finite number
   */
  decimals(keyword: Keyword): Float64Array | null {
    const element = this.#elements[tagOf(keyword)];
    if (element === undefined || element.length === 0) return null;
    const values = parseDecimals(this.#source.bytes, element.dataOffset, element.dataOffset + element.length);
    if (values instanceof Float64Array) return values.length === 0 ? null : values;
    throw this.error(keyword, `value ${values.index + 1} is not a decimal number`, {
      found: `"${values.text}"`,
      expected: 'a decimal string',
    });
  }

  /** The items of a sequence, also of one whose VR was lost (UN). */
  items(keyword: Keyword): readonly DataSet[] {
    const element = this.#elements[tagOf(keyword)];
    if (element === undefined || element.length === 0) return [];
    const items = element.items ?? this.#itemsOfUnknown(element);
    const name = nameOfTag(element.tag);
    return items.map(
      (item, i) => new DataSet(this.#source, item.dataSet?.elements ?? {}, `${this.where}, ${name} item ${i + 1}`),
    );
  }

  pixelBytes(): PixelBytes | null {
    const element = this.#elements[tagOf('PixelData')];
    if (element === undefined || element.length === 0) return null;
    return {
      bytes: this.#source.bytes.subarray(element.dataOffset, element.dataOffset + element.length),
      littleEndian: this.#source.littleEndian,
      encapsulated: element.hadUndefinedLength === true,
    };
  }

  /** The fragments of compressed pixel data; null if there are none. */
  pixelFragments(): PixelFragments | null {
    const element = this.#elements[tagOf('PixelData')];
    if (element?.fragments === undefined) return null;
    const { bytes } = this.#source;
    return {
      offsetTable: element.basicOffsetTable ?? [],
      fragments: element.fragments.map(({ offset, position, length }) => ({
        offset,
        bytes: bytes.subarray(position, position + length),
      })),
    };
  }

  /** An `unreadable` error at this attribute of this item. */
  error(keyword: Keyword, what: string, facts: { found?: string; expected?: string } = {}): TrabeculaError {
    return new TrabeculaError('unreadable', {
      what,
      where: this.where,
      attribute: nameOfTag(tagOf(keyword)),
      ...facts,
    });
  }

  #bytesOf(keyword: Keyword): Uint8Array | null {
    const element = this.#elements[tagOf(keyword)];
    if (element === undefined || element.length === 0) return null;
    return this.#source.bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  }

  /** UN of known length holds implicit VR little endian, whatever the file's own syntax (PS3.5 6.2.2). */
  #itemsOfUnknown(element: Element): Element[] {
    if (element.vr !== 'UN' && element.vr !== undefined) {
      throw new TrabeculaError('unreadable', {
        what: 'not a sequence',
        where: this.where,
        attribute: nameOfTag(element.tag),
        found: `VR ${element.vr}`,
        expected: 'VR SQ',
      });
    }
    const { bytes, path } = this.#source;
    const end = element.dataOffset + element.length;
    const parsed: Element = { tag: element.tag, vr: 'SQ', length: element.length, dataOffset: element.dataOffset };
    const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, element.dataOffset);
    try {
      dicomParser.readSequenceItemsImplicit(stream, parsed, vrForParser);
    } catch (cause) {
      throw cutShort(path, element.tag, stream.position, bytes.length, cause);
    }
    checkExtents({ [element.tag]: parsed }, end, path, { elements: 0 });
    return parsed.items ?? [];
  }
}

/** A file that was recognised as DICOM but does not parse; it tells what is known of it all the same. */
export class HalfRead {
  readonly error: TrabeculaError;
  readonly dataSet: DataSet;

  constructor(error: TrabeculaError, dataSet: DataSet) {
    this.error = error;
    this.dataSet = dataSet;
  }
}

/**
 * Parses the data set of a file.
 *
 * @param untilPixels stop before the pixel data: for objects of which only the header is wanted
 * @returns what could be read and the error, if the file is cut short or malformed
 */
export function parseDataSet(
  encoding: Encoding,
  path: string,
  { untilPixels = false }: { untilPixels?: boolean } = {},
): DataSet | HalfRead {
  const { bytes, start, explicitVr, littleEndian } = encoding;
  const source: Source = {
    path,
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    littleEndian,
    characterSet: [],
    warnings: encoding.remarks.map((remark) => ({ code: 'encoding', message: `${path}: ${remark}` })),
  };
  const elements: Elements = {};
  const dataSet = new DataSet(source, elements, path);
  const problem = fillElements(elements, bytes, start, explicitVr, littleEndian, path, untilPixels);
  source.characterSet = dataSet.codes('SpecificCharacterSet');
  return problem === null ? dataSet : new HalfRead(problem, dataSet);
}

function fillElements(
  elements: Elements,
  bytes: Uint8Array,
  start: number,
  explicitVr: boolean,
  littleEndian: boolean,
  path: string,
  untilPixels: boolean,
): TrabeculaError | null {
  if (start >= bytes.length) {
    return new TrabeculaError('unreadable', { what: 'the file ends after its meta header', where: path });
  }
  const parser = littleEndian ? dicomParser.littleEndianByteArrayParser : dicomParser.bigEndianByteArrayParser;
  const stream = new dicomParser.ByteStream(parser, bytes, start);
  const warnings: string[] = [];
  // Only these members of dicom-parser's DataSet are used while parsing; ours takes its place afterwards.
  const target = { elements, warnings, byteArray: bytes, byteArrayParser: parser } as unknown as Parameters<
    typeof dicomParser.parseDicomDataSetExplicit
  >[0];
  const pixels = tagOf('PixelData');
  try {
    if (explicitVr) {
      const options = untilPixels ? { untilTag: pixels } : undefined;
      dicomParser.parseDicomDataSetExplicit(target, stream, bytes.length, options);
    } else {
      const options = { vrCallback: vrForParser, untilTag: untilPixels ? pixels : '' };
      dicomParser.parseDicomDataSetImplicit(target, stream, bytes.length, options);
    }
  } catch (cause) {
    // The parser calls itself for each level; so deep a nesting ends its stack.
    if (cause instanceof RangeError && cause.message.includes('call stack')) return tooDeep(path);
    return cutShort(path, unreadTag(elements, bytes, start, littleEndian), stream.position, bytes.length, cause);
  }
  const unread = untilPixels ? elements[pixels] : undefined;
  if (unread !== undefined) unread.length = 0;
  // An empty last attribute that is not in the dictionary makes it peek beyond the end: harmless.
  const ended = (warning: string): boolean => warning.startsWith('eof encountered') && !warning.includes('peeking');
  if ([...warnings, ...stream.warnings].some(ended)) {
    return cutShort(path, lastOf(elements)?.tag ?? null, stream.position, bytes.length, undefined);
  }
  try {
    checkExtents(elements, bytes.length, path, { elements: 0 });
  } catch (error) {
    if (error instanceof TrabeculaError) return error;
    throw error;
  }
  return null;
}

/** The dictionary's VR; undefined lets dicom-parser look whether an unknown attribute begins with an item. */
function vrForParser(tag: string): string {
  return vrOfTag(tag) as string;
}

function lastOf(elements: Elements): Element | undefined {
  return Object.values(elements).at(-1);
}

/** The attribute after the last that was read: the one that did not parse. */
function unreadTag(elements: Elements, bytes: Uint8Array, start: number, littleEndian: boolean): string | null {
  const last = lastOf(elements);
  const at = last === undefined ? start : last.dataOffset + last.length + (last.hadUndefinedLength === true ? 8 : 0);
  if (at + 4 > bytes.length) return last?.tag ?? null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4);
  const hex = (offset: number): string => view.getUint16(offset, littleEndian).toString(16).padStart(4, '0');
  return `x${hex(0)}${hex(2)}`;
}

/** Every value must lie inside what holds it: dicom-parser does not look in implicit VR. What there is too much of is refused, too. */
function checkExtents(elements: Elements, end: number, path: string, seen: { elements: number }, depth = 0): void {
  refuseAbove('nesting', depth, 'sequences within sequences, too deep', path);
  const own = Object.values(elements);
  seen.elements += own.length;
  refuseAbove('elements', seen.elements, 'too many DICOM elements', path);
  for (const element of own) {
    const items = element.items ?? [];
    refuseAbove('items', items.length, `${nameOfTag(element.tag)} has too many items`, path);
    const needed = element.dataOffset + element.length;
    if (needed > end) {
      throw new TrabeculaError('unreadable', {
        what: 'the file ends, or an item ends, inside this attribute',
        where: path,
        attribute: nameOfTag(element.tag),
        found: `${end - element.dataOffset} bytes from byte ${element.dataOffset}`,
        expected: `${element.length} bytes`,
      });
    }
    for (const { dataSet, dataOffset, length } of items) {
      if (dataSet !== undefined) checkExtents(dataSet.elements, dataOffset + length, path, seen, depth + 1);
    }
  }
}

function tooDeep(path: string): TrabeculaError {
  return new TrabeculaError('unreadable', {
    what: 'sequences within sequences, too deep',
    where: path,
    found: 'more levels than can be followed',
  });
}

function cutShort(path: string, tag: string | null, at: number, size: number, cause: unknown): TrabeculaError {
  return new TrabeculaError(
    'unreadable',
    {
      what: 'the file is cut short or malformed',
      where: path,
      ...(tag === null ? {} : { attribute: nameOfTag(tag) }),
      found: `nothing readable at byte ${Math.min(at, size)} of ${size}`,
      expected: 'whole elements to the end',
    },
    cause,
  );
}

function asciiOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Spaces and NULs that pad a value to even length, on either side. */
function trim(text: string): string {
  return text.replace(/^[\0 ]+|[\0 ]+$/g, '');
}
