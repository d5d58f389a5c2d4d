/** Files that the program wrote, turned into other encodings of the same data set; written without its reader. */
import { dicomFile, type Item, type Syntax, type TestElement } from '../dicom/dicom-bytes.ts';

const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
const UNDEFINED = 0xffffffff;
const LONG = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

/** The data set alone: no preamble, no meta header. */
export function withoutHeader(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(metaOf(bytes).end);
}

export function bigEndian(bytes: Uint8Array): Uint8Array {
  return inSyntax(bytes, 'explicit-big');
}

export function deflated(bytes: Uint8Array): Uint8Array {
  return inSyntax(bytes, 'deflated');
}

/** A structure set, which is written in implicit VR, stays as it is: its VRs are not in the file. */
function inSyntax(bytes: Uint8Array, syntax: Syntax): Uint8Array {
  const { end, transferSyntax } = metaOf(bytes);
  if (transferSyntax !== EXPLICIT_LITTLE) return bytes;
  const elements = elementsOf(bytes, end, bytes.length).elements;
  const bits = elements.find(({ tag }) => tag === '0028,0100')?.value as readonly number[] | undefined;
  const swapped = syntax === 'explicit-big' ? (bits?.[0] === 32 ? 4 : 2) : 1;
  return dicomFile(
    elements.map((element) =>
      element.vr === 'OW' ? { ...element, value: wordsSwapped(element.value as Uint8Array, swapped) } : element,
    ),
    { syntax },
  );
}

function metaOf(bytes: Uint8Array): { end: number; transferSyntax: string } {
  const view = viewOf(bytes);
  // Preamble and "DICM", then (0002,0000) UL with the length of the rest of the meta header.
  const end = 144 + view.getUint32(140, true);
  const transferSyntax = elementsOf(bytes, 144, end).elements.find(({ tag }) => tag === '0002,0010')?.value;
  return { end, transferSyntax: typeof transferSyntax === 'string' ? transferSyntax.replace(/\0+$/, '') : '' };
}

function elementsOf(bytes: Uint8Array, from: number, to: number): { elements: TestElement[]; end: number } {
  const view = viewOf(bytes);
  const elements: TestElement[] = [];
  let at = from;
  while (at < to) {
    const tag = tagAt(view, at);
    if (tag === 'FFFE,E00D') return { elements, end: at + 8 };
    const vr = String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0);
    const long = LONG.has(vr);
    const length = long ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const start = at + (long ? 12 : 8);
    if (vr === 'SQ') {
      const { items, end } = itemsOf(bytes, start, length === UNDEFINED ? bytes.length : start + length);
      elements.push({ tag, vr, value: items });
      at = end;
      continue;
    }
    const value = bytes.slice(start, start + length);
    elements.push({ tag, vr, value: valueOf(vr, value) });
    at = start + length;
  }
  return { elements, end: at };
}

function itemsOf(bytes: Uint8Array, from: number, to: number): { items: Item[]; end: number } {
  const view = viewOf(bytes);
  const items: Item[] = [];
  let at = from;
  while (at < to) {
    if (tagAt(view, at) === 'FFFE,E0DD') return { items, end: at + 8 };
    const length = view.getUint32(at + 4, true);
    const { elements, end } = elementsOf(bytes, at + 8, length === UNDEFINED ? bytes.length : at + 8 + length);
    items.push({ elements });
    at = end;
  }
  return { items, end: at };
}

/** Whole numbers as numbers, text as text, since the writer orders their bytes. */
function valueOf(vr: string, bytes: Uint8Array): TestElement['value'] {
  if (vr === 'OW' || vr === 'OB') return bytes;
  if (vr !== 'US' && vr !== 'AT') return String.fromCharCode(...bytes);
  const view = viewOf(bytes);
  return Array.from({ length: bytes.length / 2 }, (_, n) => view.getUint16(2 * n, true));
}

function wordsSwapped(bytes: Uint8Array, size: number): Uint8Array {
  return bytes.map((_, n) => bytes[n - (n % size) + (size - 1 - (n % size))] ?? 0);
}

function tagAt(view: DataView, at: number): string {
  const hex = (offset: number): string => view.getUint16(offset, true).toString(16).padStart(4, '0').toUpperCase();
  return `${hex(at)},${hex(at + 2)}`;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
