/** A byte writer for DICOM files of tests: every uncompressed syntax and deflated, right or wrong on purpose. */
import { deflateRawSync } from 'node:zlib';

export type Syntax = 'implicit-little' | 'explicit-little' | 'explicit-big' | 'deflated';

export const SYNTAX_UIDS: Record<Syntax, string> = {
  'implicit-little': '1.2.840.10008.1.2',
  'explicit-little': '1.2.840.10008.1.2.1',
  'explicit-big': '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
};

export interface Item {
  readonly elements: readonly TestElement[];
}

export interface TestElement {
  /** "3004,000E" */
  readonly tag: string;
  readonly vr: string;
  readonly value: string | Uint8Array | readonly number[] | readonly Item[];
  /** Write a sequence and its items with undefined length and delimiters. */
  readonly open?: boolean;
  /** Write VR UN with the value in implicit little endian. */
  readonly asUnknown?: boolean;
}

export const el = (
  tag: string,
  vr: string,
  value: TestElement['value'],
  more: Partial<TestElement> = {},
): TestElement => ({
  tag,
  vr,
  value,
  ...more,
});
export const sq = (
  tag: string,
  items: readonly (readonly TestElement[])[],
  more: Partial<TestElement> = {},
): TestElement =>
  el(
    tag,
    'SQ',
    items.map((elements) => ({ elements })),
    more,
  );

const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);
const UNDEFINED = 0xffffffff;

class Bytes {
  readonly parts: number[] = [];
  constructor(readonly little: boolean) {}
  u16(value: number): void {
    const [low, high] = [value & 0xff, (value >> 8) & 0xff];
    this.parts.push(...(this.little ? [low, high] : [high, low]));
  }
  u32(value: number): void {
    const bytes = [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff];
    this.parts.push(...(this.little ? bytes : bytes.reverse()));
  }
  raw(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.parts.push(bytes[i] ?? 0);
  }
}

export function writeElements(elements: readonly TestElement[], explicit: boolean, little: boolean): Uint8Array {
  const out = new Bytes(little);
  for (const element of elements) writeElement(out, element, explicit);
  return Uint8Array.from(out.parts);
}

function writeElement(out: Bytes, element: TestElement, explicit: boolean): void {
  const [group = '', number = ''] = element.tag.split(',');
  out.u16(parseInt(group, 16));
  out.u16(parseInt(number, 16));
  const unknown = element.asUnknown === true;
  const open = element.open === true;
  const value = unknown
    ? valueBytes({ ...element, asUnknown: false }, false, true)
    : valueBytes(element, explicit, out.little);
  const vr = unknown ? 'UN' : element.vr;
  if (explicit) {
    out.raw([...vr].map((c) => c.charCodeAt(0)));
    if (LONG.has(vr)) {
      out.u16(0);
      out.u32(open ? UNDEFINED : value.length);
    } else out.u16(value.length);
  } else out.u32(open ? UNDEFINED : value.length);
  out.raw(value);
}

function valueBytes(element: TestElement, explicit: boolean, little: boolean): Uint8Array {
  const { vr, value } = element;
  if (value instanceof Uint8Array) return padded(value, 0);
  if (typeof value === 'string')
    return padded(
      Uint8Array.from(value, (c) => c.charCodeAt(0)),
      vr === 'UI' ? 0 : 0x20,
    );
  const out = new Bytes(little);
  if (vr === 'SQ') {
    for (const item of value as readonly Item[]) {
      const body = writeElements(item.elements, explicit, little);
      out.u16(0xfffe);
      out.u16(0xe000);
      out.u32(element.open === true ? UNDEFINED : body.length);
      out.raw(body);
      if (element.open === true) {
        out.u16(0xfffe);
        out.u16(0xe00d);
        out.u32(0);
      }
    }
    if (element.open === true) {
      out.u16(0xfffe);
      out.u16(0xe0dd);
      out.u32(0);
    }
  } else for (const number of value as readonly number[]) out.u16(number);
  return Uint8Array.from(out.parts);
}

function padded(bytes: Uint8Array, pad: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : Uint8Array.from([...bytes, pad]);
}

export interface Wrapping {
  readonly syntax?: Syntax;
  /** `full`: preamble and meta header; `no-preamble`: meta header from byte 0; `bare`: the data set alone. */
  readonly header?: 'full' | 'no-preamble' | 'bare';
}

export function dicomFile(elements: readonly TestElement[], wrapping: Wrapping = {}): Uint8Array {
  const { syntax = 'implicit-little', header = 'full' } = wrapping;
  const explicit = syntax !== 'implicit-little';
  const plain = writeElements(elements, explicit, syntax !== 'explicit-big');
  const body = syntax === 'deflated' ? new Uint8Array(deflateRawSync(plain)) : plain;
  if (header === 'bare') return body;
  const uidOf = (tag: string): string => {
    const value = elements.find((element) => element.tag === tag)?.value;
    return typeof value === 'string' ? value : '1.2.3';
  };
  const meta = writeElements(
    [
      el('0002,0001', 'OB', Uint8Array.of(0, 1)),
      el('0002,0002', 'UI', uidOf('0008,0016')),
      el('0002,0003', 'UI', uidOf('0008,0018')),
      el('0002,0010', 'UI', SYNTAX_UIDS[syntax]),
    ],
    true,
    true,
  );
  const length = writeElements([el('0002,0000', 'UL', Uint8Array.of(meta.length, 0, 0, 0))], true, true);
  const preamble = header === 'full' ? [...new Uint8Array(128), 0x44, 0x49, 0x43, 0x4d] : [];
  return Uint8Array.from([...preamble, ...length, ...meta, ...body]);
}
