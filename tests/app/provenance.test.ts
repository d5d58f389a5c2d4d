import { describe, expect, it } from 'vitest';
import { addDoses, layDosePlanes, sampleDose, spherePhantom } from '../../core/index.ts';
import { dvh } from '../../src/app/dvh.ts';
import { patientFiles } from '../../src/app/phantom.ts';

const files = patientFiles(
  spherePhantom({ radiusMm: 7, coveragePercent: 93, sliceSpacingMm: 2, doseSpacingMm: [2, 2.5, 3], withCt: false }),
);
const request = { files, rois: [], metrics: [], curve: true, confirm: [] };

describe('a number says where it comes from', () => {
  it('CERR#626: beside every curve stand the objects it was computed from, by hash', async () => {
    const { inputs, structures } = await dvh({ ...request, endCaps: 'half-slice' });
    expect(structures.every(({ curve }) => curve !== null)).toBe(true);
    expect(inputs.map(({ modality }) => modality).sort()).toEqual(['RTDOSE', 'RTPLAN', 'RTSTRUCT']);
    for (const { sha256 } of inputs) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('Varian-Code-Samples#169, rt-utils#17: the convention behind a volume is named, and another one gives another volume', async () => {
    const volume = async (endCaps: 'half-slice' | 'none'): Promise<number> => {
      const { conventions, structures } = await dvh({ ...request, endCaps });
      expect(conventions).toMatchObject({ endCaps, betweenSlices: 'prism', doseInterpolation: 'trilinear' });
      return structures.find(({ roiName }) => roiName.startsWith('PTV'))!.volumeCm3;
    };
    // Two half slices of 2 mm less: about 2 mm of 14, at the thin ends of a sphere.
    const [withCaps, without] = [await volume('half-slice'), await volume('none')];
    expect(without).toBeLessThan(withCaps);
    expect(without / withCaps).toBeGreaterThan(0.85);
  });

  it('matRad#530: doses on different grids are not mixed', () => {
    const layout = (spacing: number): Parameters<typeof sampleDose>[1] => ({
      centreMm: [-9, -7, -5],
      columns: 9,
      rows: 7,
      columnSpacingMm: spacing,
      rowSpacingMm: 2,
      planeOffsetsMm: [0, 3, 6],
    });
    const grid = (spacing: number): ReturnType<typeof layDosePlanes> =>
      layDosePlanes(sampleDose((x, y, z) => 20 + x + y + z, layout(spacing)));
    const sum = addDoses([grid(2.5), grid(2.5)]);
    expect(sum.doseGy[0]).toBeCloseTo(2 * grid(2.5).doseGy[0]!, 4);
    expect(() => addDoses([grid(2.5), grid(2.6)])).toThrow('different grids');
  });
});
