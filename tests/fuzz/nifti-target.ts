import { regionFromMask, volumeCm3Of } from '../../core/index.ts';
import { contentOf, labelNamesIn, maskOfLabels, readNifti } from '../../src/nifti/index.ts';
import { gzipped, niftiBytes } from '../nifti/nifti-bytes.ts';
import type { NiftiFields } from '../nifti/nifti-bytes.ts';
import type { Draw } from './draw.ts';
import type { Target } from './target.ts';

interface NiftiInput {
  readonly bytes: Uint8Array;
  /** Volume of class 1 by counting, where the file was left as it was written. */
  readonly volumeCm3: number | null;
}

const SIZE = [6, 5, 4] as const;
const KINDS = ['uint8', 'int16', 'int32', 'float32', 'float64', 'int8', 'uint16', 'uint32', 'int64', 'uint64'] as const;

function make(draw: Draw): NiftiInput {
  const values = Array.from({ length: SIZE[0] * SIZE[1] * SIZE[2] }, () => draw.pick([0, 0, 1, 2]));
  const spacing = [0.5 + 2 * draw.share(), 0.5 + 2 * draw.share(), 0.5 + 2 * draw.share()] as const;
  const sign = (): number => draw.pick([1, -1]);
  const rows = [
    [sign() * spacing[0], 0, 0, 5],
    [0, sign() * spacing[1], 0, -7],
    [0, 0, sign() * spacing[2], 3],
  ] as const;
  const turned = draw.chance(0.3) ? [rows[1], rows[2], rows[0]] : rows;
  const fields: NiftiFields = {
    size: SIZE,
    sform: turned,
    datatype: draw.pick(KINDS),
    bigEndian: draw.chance(0.3),
    ...(draw.chance(0.2) ? { slope: 1, intercept: 0 } : {}),
    ...(draw.chance(0.2) ? { extension: '<CaretExtension><Label Key="1">Sacrum</Label></CaretExtension>' } : {}),
  };
  let bytes = niftiBytes(fields, values);
  const count = values.filter((value) => value === 1).length;
  let volumeCm3: number | null = (count * spacing[0] * spacing[1] * spacing[2]) / 1000;
  if (draw.chance(0.6)) {
    volumeCm3 = null;
    bytes = changed(bytes, draw);
  }
  const packed = draw.chance(0.25);
  if (packed) bytes = gzipped(bytes);
  if (packed && draw.chance(0.3)) {
    volumeCm3 = null;
    bytes = changed(bytes, draw);
  }
  return { bytes, volumeCm3 };
}

/** Fields of the header at their offsets: dim, datatype, bitpix, pixdim, vox_offset, slope, units, codes, affine, magic. */
const FIELDS = [
  0, 40, 42, 44, 46, 48, 70, 72, 76, 80, 84, 88, 108, 112, 116, 123, 252, 254, 280, 284, 296, 312, 344, 348,
];

function changed(bytes: Uint8Array, draw: Draw): Uint8Array {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  const at = Math.min(draw.pick(FIELDS), Math.max(0, out.length - 8));
  switch (draw.whole(7)) {
    case 0:
      return out.slice(0, draw.whole(out.length));
    case 1:
      view.setInt16(at, draw.pick([0, 1, -1, 2, 7, 8, 32767, 4096, 1, 255]), true);
      break;
    case 2:
      view.setFloat32(at, draw.pick([0, 1, -1, 2, 1e30, NaN, Infinity, 352, 353, 1e-40]), true);
      break;
    case 3:
      out[draw.whole(out.length)] = draw.whole(256);
      break;
    case 4:
      for (let n = 0; n < 4; n++) out[draw.whole(Math.min(out.length, 360))]! ^= 1 << draw.whole(8);
      break;
    case 5:
      return Uint8Array.from([...out, ...out.subarray(0, draw.whole(60))]);
    default:
      out[Math.max(0, out.length - 1 - draw.whole(200))] = draw.whole(256);
  }
  return out;
}

export const niftiTarget: Target<NiftiInput> = {
  name: 'nifti',
  weight: 10,
  make,
  run: async ({ bytes, volumeCm3 }, run) => {
    const image = await readNifti({ path: 'bones.nii', bytes });
    run.parsed();
    labelNamesIn(image.extensions);
    const content = contentOf(image);
    if (content.kind !== 'labels' || !content.voxels.has(1)) return;
    const volume = volumeCm3Of(regionFromMask(maskOfLabels(image, [1])));
    if (volumeCm3 === null || !run.isSampled) return;
    const agrees = Math.abs(volume - volumeCm3) <= 1e-5 * volumeCm3;
    run.compared(agrees ? null : `class 1 is ${volume} cm3, by counting ${volumeCm3}`);
  },
  kept: ({ bytes }) => [{ path: 'bones.nii', bytes }],
};
