import { describe, expect, it } from 'vitest';
import {
  computeDvh,
  isTrabeculaError,
  loadTrial,
  readCaseFile,
  regionOfBox,
  stackFromContours,
} from '../../core/index.ts';
import { readExport } from '../../src/dicom/index.ts';
import { doseTree, structureSetTree } from './dicom-seeds.ts';
import type { Node } from './dicom-tree.ts';
import { fileOf, sequence } from './dicom-tree.ts';

/** What `npm run fuzz` found, each with a small input. */

async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (isTrabeculaError(error)) return error.message;
    throw error;
  }
  return 'nothing thrown';
}

describe('found by fuzzing', () => {
  it('a case file nested 20,000 deep is refused, not answered with a full stack', async () => {
    const text = `{"schema":"trabecula/case/1","subject":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect(await messageOf(() => readCaseFile(text, 'case.json'))).toBe('case.json: nested too deep');
    expect(await messageOf(() => loadTrial({ source: text, where: 'trial.json' }))).toBe('trial.json: nested too deep');
  });

  it('a contour that leads kilometres away is refused: rows to there took seconds', async () => {
    const nodes = structureSetTree();
    const drawn = nodes.find(({ tag }) => tag === 0x30060039)!.value as Node[][];
    const contours = drawn[1]![0]!.value as Node[][];
    const data = contours[0]![2]!;
    data.value = (data.value as string).replace('2.11', '2970000');
    const bytes = fileOf(nodes, 'implicit-little');
    const message = await messageOf(() => readExport([{ path: 'RS.dcm', bytes }]));
    expect(message).toMatch(/item 2.*ContourSequence item 1: .*ContourData.*found 2970000.*--limit reach-mm=N/);
  });

  it('a dose grid that reaches kilometres away is refused', async () => {
    const nodes = doseTree();
    nodes.find(({ tag }) => tag === 0x00280030)!.value = '1e30\\4';
    const message = await messageOf(() => readExport([{ path: 'RD.dcm', bytes: fileOf(nodes, 'explicit-little') }]));
    expect(message).toMatch(/RD.dcm: the dose grid reaches far.*--limit reach-mm=N/);
  });

  it('a scaling of 1e20 Gy is refused, and no histogram of such a dose goes on for ever', async () => {
    const nodes = doseTree();
    nodes.find(({ tag }) => tag === 0x3004000e)!.value = '99999999999999999999';
    const message = await messageOf(() => readExport([{ path: 'RD.dcm', bytes: fileOf(nodes, 'explicit-little') }]));
    expect(message).toMatch(/RD.dcm: a dose in Gy beyond all measure .*--limit dose-gy=N/);
    const nodesMm = Float64Array.of(-10, 0, 10);
    const doseGy = Float32Array.from({ length: 27 }, (_, n) => 1e22 * (n + 1));
    const dose = { xMm: nodesMm, yMm: nodesMm, zMm: nodesMm, doseGy, stepGy: 1e20, axes: null };
    const box = regionOfBox({ x0: -8, x1: 7, y0: -9, y1: 5, z0: -6, z1: 9 });
    expect(computeDvh(box, dose).volumeCm3).toBeCloseTo(3.15, 9);
  });

  it('a closed contour without a single point is left out, and does not hang', () => {
    const empty = { geometricType: 'CLOSED_PLANAR', pointsMm: new Float64Array(0) };
    expect(stackFromContours([empty]).stack).toBeNull();
  });

  it.each([40, 1500, 20_000])('sequences nested %d deep are refused', async (depth) => {
    const nodes = structureSetTree();
    const at = nodes.findIndex(({ tag }) => tag === 0x30060039);
    nodes[at] = nested(nodes[at]!, Math.min(depth, 1500), depth);
    const message = await messageOf(() => readExport([{ path: 'RS.dcm', bytes: fileOf(nodes, 'implicit-little') }]));
    expect(message).toMatch(/RS.dcm.*(too deep|malformed)/);
  });
});

/** As open items; beyond what can be written by calls, as bytes. */
function nested(node: Node, levels: number, depth: number): Node {
  if (depth > levels) {
    const level = Uint8Array.of(
      0x06,
      0x30,
      0x39,
      0,
      0xff,
      0xff,
      0xff,
      0xff,
      0xfe,
      0xff,
      0,
      0xe0,
      0xff,
      0xff,
      0xff,
      0xff,
    );
    const bytes = new Uint8Array(level.length * depth);
    for (let n = 0; n < depth; n++) bytes.set(level, n * level.length);
    return { tag: 0x30060039, vr: 'SQ', value: bytes };
  }
  let inner = node;
  for (let n = 0; n < levels; n++) inner = { ...sequence(node.tag, [[inner]]), open: true };
  return inner;
}
