import { gzipSync } from 'node:zlib';

/** NIfTI-1 files written field by field after the standard (nifti1.h), sharing nothing with the reader. */

export interface NiftiFields {
  readonly size: readonly number[];
  readonly pixdim?: readonly [qfac: number, x: number, y: number, z: number];
  readonly sform?: readonly (readonly [number, number, number, number])[];
  readonly sformCode?: number;
  readonly qform?: {
    readonly b: number;
    readonly c: number;
    readonly d: number;
    readonly offset: readonly [number, number, number];
  };
  readonly qformCode?: number;
  readonly datatype?: keyof typeof DATATYPES;
  readonly slope?: number;
  readonly intercept?: number;
  readonly units?: number;
  readonly bigEndian?: boolean;
  readonly extension?: string;
  readonly magic?: string;
}

const DATATYPES = {
  uint8: [2, 1, (v: DataView, at: number, x: number) => v.setUint8(at, x)],
  int16: [4, 2, (v: DataView, at: number, x: number, le: boolean) => v.setInt16(at, x, le)],
  int32: [8, 4, (v: DataView, at: number, x: number, le: boolean) => v.setInt32(at, x, le)],
  float32: [16, 4, (v: DataView, at: number, x: number, le: boolean) => v.setFloat32(at, x, le)],
  float64: [64, 8, (v: DataView, at: number, x: number, le: boolean) => v.setFloat64(at, x, le)],
  rgb24: [128, 3, (v: DataView, at: number, x: number) => v.setUint8(at, x)],
  int8: [256, 1, (v: DataView, at: number, x: number) => v.setInt8(at, x)],
  uint16: [512, 2, (v: DataView, at: number, x: number, le: boolean) => v.setUint16(at, x, le)],
  uint32: [768, 4, (v: DataView, at: number, x: number, le: boolean) => v.setUint32(at, x, le)],
  int64: [1024, 8, (v: DataView, at: number, x: number, le: boolean) => v.setBigInt64(at, BigInt(x), le)],
  uint64: [1280, 8, (v: DataView, at: number, x: number, le: boolean) => v.setBigUint64(at, BigInt(x), le)],
} as const;

export function niftiBytes(fields: NiftiFields, values: readonly number[]): Uint8Array {
  const le = fields.bigEndian !== true;
  const [code, bytes, set] = DATATYPES[fields.datatype ?? 'uint8'];
  const text = new TextEncoder().encode(fields.extension ?? '');
  const esize = text.length === 0 ? 0 : Math.ceil((text.length + 8) / 16) * 16;
  const start = 352 + esize;
  const out = new Uint8Array(start + values.length * bytes);
  const v = new DataView(out.buffer);
  v.setInt32(0, 348, le);
  v.setInt16(40, fields.size.length, le);
  for (let d = 0; d < 7; d++) v.setInt16(42 + 2 * d, fields.size[d] ?? 1, le);
  v.setInt16(70, code, le);
  v.setInt16(72, 8 * bytes, le);
  (fields.pixdim ?? [1, 1, 1, 1]).forEach((p, n) => v.setFloat32(76 + 4 * n, p, le));
  v.setFloat32(108, start, le);
  v.setFloat32(112, fields.slope ?? 0, le);
  v.setFloat32(116, fields.intercept ?? 0, le);
  v.setUint8(123, fields.units ?? 2);
  v.setInt16(252, fields.qformCode ?? (fields.qform === undefined ? 0 : 1), le);
  v.setInt16(254, fields.sformCode ?? (fields.sform === undefined ? 0 : 1), le);
  const { qform } = fields;
  if (qform !== undefined) {
    [qform.b, qform.c, qform.d, ...qform.offset].forEach((q, n) => v.setFloat32(256 + 4 * n, q, le));
  }
  fields.sform?.flat().forEach((s, n) => v.setFloat32(280 + 4 * n, s, le));
  [...(fields.magic ?? 'n+1')].forEach((letter, n) => v.setUint8(344 + n, letter.charCodeAt(0)));
  if (esize > 0) {
    v.setUint8(348, 1);
    v.setInt32(352, esize, le);
    v.setInt32(356, 0, le);
    out.set(text, 360);
  }
  values.forEach((value, n) => set(v, start + n * bytes, value, le));
  return out;
}

export function gzipped(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(gzipSync(bytes));
}
