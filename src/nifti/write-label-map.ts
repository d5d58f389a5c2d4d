import type { PhantomLabelMap } from '../../core/index.ts';

const HEADER_BYTES = 348;
const UINT8 = 2;
const SCANNER = 1;
const MILLIMETRES = 2;
/** Intent "label": whole numbers that stand for names. */
const LABEL_INTENT = 1002;

const LPS_TO_RAS = [-1, -1, 1];

/**
 * A label map as one uncompressed NIfTI-1 file (.nii): 8 bits, the geometry as sform in RAS, and the names of the classes
 * as a label table in the header extension, the way Workbench and segmentation tools write it.
 */
export function writeLabelMap({ name, grid, values, labels }: PhantomLabelMap): Uint8Array {
  const table = extension(labels);
  const dataOffset = HEADER_BYTES + 4 + table.length;
  const bytes = new Uint8Array(dataOffset + values.length);
  const view = new DataView(bytes.buffer);
  const shorts = (at: number, numbers: readonly number[]): void =>
    numbers.forEach((value, n) => view.setInt16(at + 2 * n, value, true));
  const floats = (at: number, numbers: readonly number[]): void =>
    numbers.forEach((value, n) => view.setFloat32(at + 4 * n, value, true));

  view.setInt32(0, HEADER_BYTES, true);
  shorts(40, [3, ...grid.size, 1, 1, 1, 1]);
  shorts(68, [LABEL_INTENT, UINT8, 8, 0]);
  floats(76, [1, ...grid.spacingMm, 0, 0, 0, 0]);
  floats(108, [dataOffset, 1, 0]);
  bytes[123] = MILLIMETRES;
  bytes.set(new TextEncoder().encode(name.slice(0, 79)), 148);
  shorts(252, [0, SCANNER]);
  const [i, j, k] = grid.axes;
  const [si, sj, sk] = grid.spacingMm;
  LPS_TO_RAS.forEach((sign, row) => {
    const along = [(i[row] ?? 0) * si, (j[row] ?? 0) * sj, (k[row] ?? 0) * sk, grid.originMm[row] ?? 0];
    floats(
      280 + 16 * row,
      along.map((value) => sign * value),
    );
  });
  bytes.set(new TextEncoder().encode('n+1'), 344);
  bytes[HEADER_BYTES] = 1;
  bytes.set(table, HEADER_BYTES + 4);
  bytes.set(values, dataOffset);
  return bytes;
}

/** Length, code 0 (unknown) and text, padded to a multiple of 16 bytes as the format wants it. */
function extension(labels: Readonly<Record<string, number>>): Uint8Array {
  const rows = Object.entries(labels).map(([label, key]) => `<Label Key="${key}">${label}</Label>`);
  const xml = `<?xml version="1.0" encoding="UTF-8"?><CaretExtension><VolumeInformation Index="0"><LabelTable>${rows.join('')}</LabelTable></VolumeInformation></CaretExtension>`;
  const text = new TextEncoder().encode(xml);
  const bytes = new Uint8Array(16 * Math.ceil((text.length + 8) / 16));
  new DataView(bytes.buffer).setInt32(0, bytes.length, true);
  bytes.set(text, 8);
  return bytes;
}
