import { TrabeculaError } from '../../core/index.ts';
import { inflateRaw } from './inflate.ts';

/** Where the data set of a file begins and how it is written down. */
export interface Encoding {
  /** The data set itself; inflated if it was deflated. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly explicitVr: boolean;
  readonly littleEndian: boolean;
  /** As declared in the meta header; without one, the uncompressed syntax that was recognised. */
  readonly transferSyntaxUid: string;
  readonly mediaStorageSopClassUid: string | null;
  readonly mediaStorageSopInstanceUid: string | null;
  /** What is odd about the wrapping, in words. */
  readonly remarks: readonly string[];
}

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
export const DEFLATED = '1.2.840.10008.1.2.1.99';

/** Value representations of the standard; what stands after a tag of explicit VR. */
const VRS = new Set(
  'AE AS AT CS DA DS DT FD FL IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV'.split(' '),
);
const LONG_VRS = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);

/**
 * Tells by content whether a file is DICOM, with or without preamble and meta header, and where its data set begins.
 *
 * @returns null if the bytes are no DICOM file
 * @throws TrabeculaError `unreadable` if a deflated data set does not inflate
 */
export function recogniseEncoding(bytes: Uint8Array, path: string): Encoding | null {
  const meta = readMetaHeader(bytes);
  if (meta === null) {
    const found = recogniseDataSet(bytes, 0);
    if (found === null || !looksComposite(bytes, found)) return null;
    return { ...bare(bytes, 0, found), remarks: ['no Part 10 header: read from the first byte'] };
  }
  const remarks = meta.preamble ? [] : ['no preamble before the meta header'];
  const wrapping = {
    mediaStorageSopClassUid: meta.values.get(0x0002) ?? null,
    mediaStorageSopInstanceUid: meta.values.get(0x0003) ?? null,
  };
  const declared = meta.values.get(0x0010) ?? null;
  if (declared === DEFLATED) {
    const inflated = inflateRaw(bytes.subarray(meta.end), path);
    return {
      ...wrapping,
      ...bare(inflated, 0, { explicitVr: true, littleEndian: true }),
      transferSyntaxUid: DEFLATED,
      remarks,
    };
  }
  const recognised = recogniseDataSet(bytes, meta.end);
  const said =
    declared === null ? null : { explicitVr: declared !== IMPLICIT_LITTLE, littleEndian: declared !== EXPLICIT_BIG };
  const used = recognised ?? said;
  if (used === null) {
    throw new TrabeculaError('unreadable', {
      what: 'no transfer syntax is declared and none can be recognised',
      where: path,
      attribute: '(0002,0010) TransferSyntaxUID',
    });
  }
  if (said === null) remarks.push('the meta header declares no transfer syntax: recognised from the data');
  else if (used.explicitVr !== said.explicitVr || used.littleEndian !== said.littleEndian) {
    remarks.push(
      `the data set is not written in the declared transfer syntax ${declared ?? ''}: read as it is written`,
    );
  }
  const encoding = bare(bytes, meta.end, used);
  return { ...encoding, ...wrapping, transferSyntaxUid: declared ?? encoding.transferSyntaxUid, remarks };
}

interface Syntax {
  readonly explicitVr: boolean;
  readonly littleEndian: boolean;
}

function bare(bytes: Uint8Array, start: number, { explicitVr, littleEndian }: Syntax): Encoding {
  return {
    bytes,
    start,
    explicitVr,
    littleEndian,
    transferSyntaxUid: !littleEndian ? EXPLICIT_BIG : explicitVr ? EXPLICIT_LITTLE : IMPLICIT_LITTLE,
    mediaStorageSopClassUid: null,
    mediaStorageSopInstanceUid: null,
    remarks: [],
  };
}

interface MetaHeader {
  readonly preamble: boolean;
  /** Texts of group 0002 by element number. */
  readonly values: ReadonlyMap<number, string>;
  readonly end: number;
}

/** Group 0002 is explicit VR little endian whatever follows it. */
function readMetaHeader(bytes: Uint8Array): MetaHeader | null {
  const view = viewOf(bytes);
  const preamble = isMagic(bytes, 128);
  const start = preamble ? 132 : isMagic(bytes, 0) ? 4 : 0;
  let at = start;
  const values = new Map<number, string>();
  while (at + 8 <= bytes.length && view.getUint16(at, true) === 0x0002 && VRS.has(letters(bytes, at + 4))) {
    const long = LONG_VRS.has(letters(bytes, at + 4));
    if (long && at + 12 > bytes.length) break;
    const length = long ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const data = at + (long ? 12 : 8);
    if (data + length > bytes.length) break;
    values.set(view.getUint16(at + 2, true), letters(bytes, data, length).replace(/[\0 ]+$/, ''));
    at = data + length;
  }
  if (at === start && !preamble && start === 0) return null;
  return { preamble, values, end: at };
}

function isMagic(bytes: Uint8Array, at: number): boolean {
  return letters(bytes, at) === 'DI' && letters(bytes, at + 2) === 'CM';
}

/** A data set of a composite object begins in group 0008; how its first element is written tells the syntax. */
function recogniseDataSet(bytes: Uint8Array, start: number): Syntax | null {
  if (start + 8 > bytes.length) return null;
  const view = viewOf(bytes);
  const explicitVr = VRS.has(letters(bytes, start + 4));
  if (view.getUint16(start, true) === 0x0008) {
    if (explicitVr) return { explicitVr, littleEndian: true };
    const length = view.getUint32(start + 4, true);
    return length === 0xffffffff || start + 8 + length <= bytes.length
      ? { explicitVr: false, littleEndian: true }
      : null;
  }
  return view.getUint16(start, false) === 0x0008 && explicitVr ? { explicitVr, littleEndian: false } : null;
}

/** Without a header to say so, only a walk that comes upon a SOP Class UID makes bytes a DICOM file. */
function looksComposite(bytes: Uint8Array, { explicitVr, littleEndian }: Syntax): boolean {
  const view = viewOf(bytes);
  let previous = -1;
  let at = 0;
  while (at + 12 <= bytes.length) {
    const group = view.getUint16(at, littleEndian);
    const element = view.getUint16(at + 2, littleEndian);
    if (group !== 0x0008 || element <= previous) return false;
    previous = element;
    const long = explicitVr && LONG_VRS.has(letters(bytes, at + 4));
    const length = !explicitVr
      ? view.getUint32(at + 4, true)
      : long
        ? view.getUint32(at + 8, littleEndian)
        : view.getUint16(at + 6, littleEndian);
    const data = at + (long ? 12 : 8);
    if (element === 0x0016)
      return data + length <= bytes.length && /^[0-9.]+[\0 ]*$/.test(letters(bytes, data, length));
    at = data + length;
  }
  return false;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function letters(bytes: Uint8Array, at: number, length = 2): string {
  let text = '';
  for (let i = at; i < at + length && i < bytes.length; i++) text += String.fromCharCode(bytes[i] ?? 0);
  return text;
}
