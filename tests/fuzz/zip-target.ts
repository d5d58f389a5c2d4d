import { strToU8, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { readExport, unzip, zipBudget } from '../../src/dicom/index.ts';
import { planTree, structureSetTree } from './dicom-seeds.ts';
import { fileOf } from './dicom-tree.ts';
import type { Draw } from './draw.ts';
import type { Target } from './target.ts';

interface ZipInput {
  readonly bytes: Uint8Array;
  /** Total size of what is in it, where the zip was left as it was written. */
  readonly holds: number | null;
}

const RS = fileOf(structureSetTree(), 'implicit-little');
const RP = fileOf(planTree(), 'explicit-little');
const NAMES = ['../evil', '/etc/passwd', 'C:\\x', 'a/../../b', '', '\u0000', 'é', 'x'.repeat(300), 'CON', '__MACOSX/a'];

function make(draw: Draw): ZipInput {
  const level = draw.pick([0, 6] as const);
  const files: Zippable = {
    'RS.dcm': [RS, { level }],
    'sub/RP.dcm': [RP, { level }],
    'a.txt': [strToU8('a'), { level }],
  };
  let holds: number | null = RS.length + RP.length + 1;
  if (draw.chance(0.2)) {
    files[draw.pick(NAMES)] = [strToU8('evil'), { level }];
    holds = null;
  }
  if (draw.chance(0.1)) files['bomb'] = [new Uint8Array(draw.pick([1 << 12, 1 << 16])), { level: 6 }];
  if (draw.chance(0.1)) files['inner.zip'] = [zipSync(files, { level }), { level: 0 }];
  if (files['bomb'] !== undefined || files['inner.zip'] !== undefined) holds = null;
  const bytes = zipSync(files);
  if (draw.chance(0.35)) return { bytes, holds };
  return { bytes: changed(bytes, draw), holds: null };
}

function changed(bytes: Uint8Array, draw: Draw): Uint8Array {
  const out = bytes.slice();
  const view = new DataView(out.buffer);
  // The directory lies at the end: each entry is 46 bytes and a name.
  const entries: number[] = [];
  for (let at = 0; at + 4 < out.length; at++) if (view.getUint32(at, true) === 0x02014b50) entries.push(at);
  const entry = entries.length === 0 ? 0 : draw.pick(entries);
  const end = out.length - 22;
  switch (draw.whole(7)) {
    case 0:
      return out.slice(0, draw.whole(out.length));
    case 1:
      // Sizes, offsets, method, flags, lengths of name and comment.
      view.setUint32(
        entry + draw.pick([20, 24, 42, 16]),
        draw.pick([0, 1, 100, 0xffffffff, 0x7fffffff, 1 << 28]),
        true,
      );
      break;
    case 2:
      view.setUint16(entry + draw.pick([8, 10, 28, 30, 32]), draw.pick([0, 1, 8, 9, 99, 0xffff]), true);
      break;
    case 3:
      view.setUint16(end + 10, draw.pick([0, 1, 4, 0xffff, 50000]), true);
      break;
    case 4:
      view.setUint32(end + 16, draw.pick([0, out.length, 0xffffffff, entry + 1]), true);
      break;
    case 5:
      out[draw.whole(out.length)]! ^= 1 << draw.whole(8);
      break;
    default:
      return Uint8Array.from([...out, ...Array.from({ length: draw.whole(40) }, () => draw.whole(256))]);
  }
  return out;
}

export const zipTarget: Target<ZipInput> = {
  name: 'zip',
  weight: 5,
  make,
  run: async ({ bytes, holds }, run) => {
    const file = { path: 'set.zip', bytes };
    const inner = [...unzip(file, zipBudget(), () => undefined)];
    run.parsed();
    const total = inner.reduce((sum, each) => sum + each.bytes.length, 0);
    if (holds !== null && run.isSampled) run.compared(total === holds ? null : `${total} bytes unpacked, not ${holds}`);
    await readExport([file]);
  },
  kept: ({ bytes }) => [{ path: 'set.zip', bytes }],
};
