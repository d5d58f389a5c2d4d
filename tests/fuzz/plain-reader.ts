import { inflateRawSync } from 'node:zlib';
import type { DoseGrid, Loop, Lps } from '../../core/index.ts';
import type { Prism } from '../reference/prism-truth.ts';

/**
 * The other reader: a naive walk of DICOM bytes and the formulas of the standard, without a line of the program's. It
 * knows nothing of tolerance: where it stumbles it answers null, and a file is not compared.
 */

interface Element {
  readonly bytes: Uint8Array;
  readonly items: readonly Elements[];
  readonly isOpen: boolean;
}
type Elements = Map<number, Element>;

const SEQUENCES = new Set([
  ...[0x30060010, 0x30060020, 0x30060039, 0x30060040, 0x30060080, 0x300c0002, 0x300a0010, 0x300a0070, 0x300c0004],
  0x300c0060,
]);
const LONG = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNDEFINED = 0xffffffff;

class Stumbled extends Error {}

interface Walk {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly explicit: boolean;
  readonly little: boolean;
}

interface PlainFile {
  readonly elements: Elements;
  readonly little: boolean;
}

function letters(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
}

function walk(at: number, end: number, how: Walk, isOpen = false): { elements: Elements; at: number } {
  const elements: Elements = new Map();
  const { view, bytes, explicit, little } = how;
  const u32 = (from: number): number => {
    if (from + 4 > end) throw new Stumbled();
    return view.getUint32(from, little);
  };
  while (at < end) {
    if (at + 8 > end) throw new Stumbled();
    const tag = view.getUint16(at, little) * 65536 + view.getUint16(at + 2, little);
    if (tag === 0xfffee00d && isOpen) return { elements, at: at + 8 };
    if (tag >= 0xfffee000) throw new Stumbled();
    let length: number;
    let vr = SEQUENCES.has(tag) ? 'SQ' : '';
    if (explicit) {
      vr = letters(bytes.subarray(at + 4, at + 6));
      if (!/^[A-Z]{2}$/.test(vr)) throw new Stumbled();
      if (LONG.has(vr)) {
        length = u32(at + 8);
        at += 12;
      } else {
        length = view.getUint16(at + 6, little);
        at += 8;
      }
    } else {
      length = u32(at + 4);
      at += 8;
    }
    if (elements.has(tag)) throw new Stumbled();
    const start = at;
    const items: Elements[] = [];
    if (vr === 'SQ') {
      const stop = length === UNDEFINED ? end : at + length;
      if (stop > end) throw new Stumbled();
      let closed = length !== UNDEFINED;
      while (at < stop) {
        if (at + 8 > stop) throw new Stumbled();
        const mark = view.getUint16(at, little) * 65536 + view.getUint16(at + 2, little);
        const itemLength = u32(at + 4);
        at += 8;
        if (mark === 0xfffee0dd && length === UNDEFINED) {
          closed = true;
          break;
        }
        if (mark !== 0xfffee000) throw new Stumbled();
        const itemEnd = itemLength === UNDEFINED ? stop : at + itemLength;
        if (itemEnd > stop) throw new Stumbled();
        const item = walk(at, itemEnd, how, itemLength === UNDEFINED);
        items.push(item.elements);
        at = item.at;
      }
      if (!closed) throw new Stumbled();
    } else {
      if (length === UNDEFINED || at + length > end) throw new Stumbled();
      at += length;
    }
    elements.set(tag, { bytes: bytes.subarray(start, at), items, isOpen: length === UNDEFINED });
  }
  if (isOpen) throw new Stumbled();
  return { elements, at };
}

/** Part 10 with preamble alone. */
function readPlain(bytes: Uint8Array): PlainFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (letters(bytes.subarray(128, 132)) !== 'DICM' || bytes.length < 144) throw new Stumbled();
  const end = 144 + view.getUint32(140, true);
  const meta = walk(132, Math.min(end, bytes.length), { view, bytes, explicit: true, little: true }).elements;
  const syntax = codeOf(meta, 0x00020010);
  if (syntax === '1.2.840.10008.1.2.1.99') {
    const inflated = new Uint8Array(inflateRawSync(bytes.subarray(end)));
    const inner = new DataView(inflated.buffer, inflated.byteOffset, inflated.byteLength);
    const how = { view: inner, bytes: inflated, explicit: true, little: true };
    return { elements: walk(0, inflated.length, how).elements, little: true };
  }
  const little = syntax !== '1.2.840.10008.1.2.2';
  if (!['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'].includes(syntax)) throw new Stumbled();
  const how = { view, bytes, explicit: syntax !== '1.2.840.10008.1.2', little };
  return { elements: walk(end, bytes.length, how).elements, little };
}

function codeOf(elements: Elements, tag: number): string {
  return letters(elements.get(tag)?.bytes ?? new Uint8Array(0)).replace(/^[ \0]+|[ \0]+$/g, '');
}

function numbersOf(elements: Elements, tag: number): number[] {
  const value = codeOf(elements, tag);
  if (value === '') throw new Stumbled();
  return value.split('\\').map((part) => {
    const number = Number(part);
    if (part.trim() === '' || !Number.isFinite(number)) throw new Stumbled();
    return number;
  });
}

function shortOf({ elements, little }: PlainFile, tag: number): number {
  const value = elements.get(tag)?.bytes;
  if (value?.length !== 2) throw new Stumbled();
  return new DataView(value.buffer, value.byteOffset, 2).getUint16(0, little);
}

export interface PlainContours {
  readonly roiName: string;
  readonly contours: readonly { readonly geometricType: string; readonly points: readonly number[] }[];
}

function contoursOf({ elements }: PlainFile): PlainContours[] {
  const names = new Map(
    (elements.get(0x30060020)?.items ?? []).map((item) => [codeOf(item, 0x30060022), codeOf(item, 0x30060026)]),
  );
  return (elements.get(0x30060039)?.items ?? []).map((item) => ({
    roiName: names.get(codeOf(item, 0x30060084)) ?? '',
    contours: (item.get(0x30060040)?.items ?? []).map((contour) => ({
      geometricType: codeOf(contour, 0x30060042),
      points: numbersOf(contour, 0x30060050),
    })),
  }));
}

/** The dose on axes of its own: the two directions of the image, and their cross product. */
function doseOf(file: PlainFile): DoseGrid {
  const { elements, little } = file;
  const [ox, oy, oz] = numbersOf(elements, 0x00200032) as [number, number, number];
  const [a, b, c, d, e, f] = numbersOf(elements, 0x00200037) as [number, number, number, number, number, number];
  const [rowSpacing, columnSpacing] = numbersOf(elements, 0x00280030) as [number, number];
  const unit = (v: Lps): Lps => {
    const length = Math.hypot(...v);
    return [v[0] / length, v[1] / length, v[2] / length];
  };
  const x = unit([a, b, c]);
  const y = unit([d, e, f]);
  const z = unit([x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]]);
  const along = (v: Lps): number => v[0] * ox + v[1] * oy + v[2] * oz;
  const [rows, columns] = [shortOf(file, 0x00280010), shortOf(file, 0x00280011)];
  const given = numbersOf(elements, 0x3004000c);
  // Absolute z or from the first plane: C.8.8.3.2.
  const offsets = given[0] === 0 ? given : given.map((offset) => (offset - given[0]!) * Math.sign(z[2]));
  const order = offsets.map((_, n) => n).sort((p, q) => offsets[p]! - offsets[q]!);
  const bits = shortOf(file, 0x00280100);
  const pixels = elements.get(0x7fe00010);
  const [scaling] = numbersOf(elements, 0x3004000e);
  if (pixels === undefined || pixels.isOpen || scaling === undefined) throw new Stumbled();
  const view = new DataView(pixels.bytes.buffer, pixels.bytes.byteOffset, pixels.bytes.byteLength);
  const plane = rows * columns;
  if (pixels.bytes.length !== (plane * offsets.length * bits) / 8) throw new Stumbled();
  const stored = (n: number): number => (bits === 16 ? view.getUint16(2 * n, little) : view.getUint32(4 * n, little));
  const doseGy = new Float32Array(plane * offsets.length);
  order.forEach((p, k) => {
    for (let n = 0; n < plane; n++) doseGy[k * plane + n] = stored(p * plane + n) * scaling;
  });
  return {
    xMm: Float64Array.from({ length: columns }, (_, i) => along(x) + i * columnSpacing),
    yMm: Float64Array.from({ length: rows }, (_, j) => along(y) + j * rowSpacing),
    zMm: Float64Array.from(order, (p) => along(z) + offsets[p]!),
    doseGy,
    stepGy: scaling,
    axes: { x, y, z },
  };
}

export interface PlainSet {
  readonly rois: readonly PlainContours[];
  readonly dose: DoseGrid;
}

/** Contours and dose of a structure set and a dose file; null where it stumbles. */
export function plainSetOf(structureSet: Uint8Array, dose: Uint8Array): PlainSet | null {
  try {
    return { rois: contoursOf(readPlain(structureSet)), dose: doseOf(readPlain(dose)) };
  } catch {
    return null;
  }
}

/** Closed axial contours, each plane half way to its neighbours; null where a gap or a single plane asks for another rule. */
export function plainPrisms({ contours }: PlainContours): Prism[] | null {
  const planes = new Map<number, Loop[]>();
  for (const { geometricType, points } of contours) {
    if (geometricType !== 'CLOSED_PLANAR') return null;
    const [, , z] = points;
    if (z === undefined || points.length < 9 || points.some((p, n) => n % 3 === 2 && p !== z)) return null;
    const loop = Float64Array.from(points.filter((_, n) => n % 3 !== 2));
    planes.set(z, [...(planes.get(z) ?? []), loop]);
  }
  const zs = [...planes.keys()].sort((a, b) => a - b);
  const spacings = zs.slice(1).map((z, n) => z - zs[n]!);
  const least = Math.min(...spacings);
  if (zs.length < 2 || !(least > 0.1) || spacings.some((spacing) => spacing > 1.4 * least)) return null;
  return zs.map((z, n) => ({
    z0Mm: z - (spacings[n - 1] ?? spacings[n]!) / 2,
    z1Mm: z + (spacings[n] ?? spacings[n - 1]!) / 2,
    loops: planes.get(z)!,
  }));
}
