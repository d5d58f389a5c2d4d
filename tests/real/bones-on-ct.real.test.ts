import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EMPTY, trabecularFromCt, volumeCm3Of } from '../../core/index.ts';
import { readCtSeries } from '../../src/dicom/index.ts';
import { marrow } from '../../src/app/marrow.ts';
import { writeLabelMap } from '../../src/nifti/index.ts';
import { marrowHtml } from '../../src/report/marrow-html.ts';
import { demonstrationBones } from './demonstration-bones.ts';
import { RealSet } from './real-set.ts';

const thorax = new RealSet('ct-thorax');

thorax.describe('bones on real Hounsfield units, by a demonstration mask', () => {
  const read = (): ReturnType<typeof readCtSeries> =>
    readCtSeries(
      readdirSync(thorax.path('CT')).map((name) => ({ path: name, bytes: readFileSync(thorax.path('CT', name)) })),
    );

  it('the CT is one regular volume, with air at -1000 HU and soft tissue about 0', async () => {
    const ct = await read();
    expect(ct.grid.size).toEqual([512, 512, 105]);
    expect(ct.grid.spacingMm[2]).toBeCloseTo(4, 6);
    expect(ct.remarks).toEqual([]);
    const hu = Array.from(ct.huOfSlice(50));
    const share = (from: number, to: number): number => hu.filter((v) => v >= from && v < to).length / hu.length;
    expect(share(-1000, -900)).toBeGreaterThan(0.3);
    expect(share(-150, 150)).toBeGreaterThan(0.05);
    expect(share(-150, 150)).toBeGreaterThan(10 * share(200, 2000));
  });

  it('the shell is denser than the inside, both methods leave part of the bones, and the doubts are named', async () => {
    const ct = await read();
    const { region } = demonstrationBones(ct);
    const wholeCm3 = volumeCm3Of(region);
    expect(wholeCm3).toBeGreaterThan(500);
    const eroded = trabecularFromCt(region, EMPTY, ct, { kind: 'erosion', thicknessMm: 2 });
    const threshold = trabecularFromCt(region, EMPTY, ct, { kind: 'adaptive-threshold', ringMm: null });
    for (const { trabecularCm3, flags } of [eroded, threshold]) {
      expect(trabecularCm3).toBeGreaterThan(0.1 * wholeCm3);
      expect(trabecularCm3).toBeLessThan(0.9 * wholeCm3);
      const words = flags.join('\n');
      expect(words).toMatch(/cut-off skeleton/);
      expect(words).toMatch(/CT slices 4 mm apart/);
      expect(words).not.toMatch(/not denser/);
    }
    const rows = new Map(eroded.sensitivity.map(({ change, trabecularCm3 }) => [change, trabecularCm3]));
    expect(rows.get('shell 1 mm thinner')).toBeGreaterThan(eroded.trabecularCm3);
    expect(rows.get('shell 1 mm thicker')).toBeLessThan(eroded.trabecularCm3);
  });

  it('is shown on the CT in the report, labelled as a demonstration, and leads to no level', async () => {
    const { mask } = demonstrationBones(await read());
    const labels = { 'demonstration bone': 1 };
    const map = writeLabelMap({
      name: 'DEMONSTRATION_bones',
      grid: mask.grid,
      values: Uint8Array.from(mask.values),
      labels,
    });
    const { result, picture } = await marrow({
      files: [
        ...['RS.dcm'].map((name) => ({ path: name, bytes: readFileSync(thorax.path(name)) })),
        ...readdirSync(thorax.path('CT')).map((name) => ({ path: name, bytes: readFileSync(thorax.path('CT', name)) })),
      ],
      named: (path) => Promise.resolve({ path, bytes: map }),
      trial: null,
      caseText: JSON.stringify({
        schema: 'trabecula/case/1',
        trabecularBone: {
          nifti: 'DEMONSTRATION_bones.nii',
          kind: 'whole-bone',
          skeletonComplete: false,
          shell: { method: 'adaptive-threshold', accepted: false },
        },
      }),
      casePath: 'case.json',
      wish: { level: 1, objective: 'order', order: [], must: [], not: [] },
      withPicture: true,
    });
    expect(result.level.lowestNotExceeded).toBe('not-evaluable');
    expect(result.trabecular.estimate?.flags.join()).toContain('cut-off skeleton');
    expect(picture?.slices.length).toBe(8);
    for (const { ct, shapes } of picture?.slices ?? []) {
      expect(ct).not.toBeNull();
      expect(shapes.map(({ kind }) => kind)).toEqual(['bone', 'trabecular']);
    }
    const page = marrowHtml(result, picture);
    expect(page.match(/data:image\/png/g)).toHaveLength(9);
    expect(page).toContain('DEMONSTRATION_bones.nii');
  });
});
