import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { ContourStack, DoseGrid, Structure } from '../../core/index.ts';
import { computeDvh, DEFAULT_CONVENTION, layDosePlanes, regionOf, volumeAtDose } from '../../core/index.ts';
import { structuresOf } from '../../src/app/structures.ts';
import { readExport } from '../../src/dicom/index.ts';
import type { Prism } from '../reference/prism-truth.ts';
import { denseExtremes, supersample } from '../reference/supersampling.ts';
import { RealSet } from './real-set.ts';

/**
 * The engine against the reference kernel on real contours in real doses: volumes, V(d) on the whole curve, extremes.
 * Allowed are 4.5 standard errors of the sampling (how they come about is said in tests/reference/supersampling.ts) and
 * the share of the solid that the rows and slabs were found to cost beyond them, which may fall and never rise.
 */
const STANDARD_ERRORS = 4.5;
const CELLS_PER_PRISM = 1500;
const LEVELS = 16;
const LARGEST_FOR_EXTREMES_CM3 = 50;
const VOLUME_SHARE = 5e-4;
const CURVE_SHARE = 5e-3;

interface Pair {
  readonly set: string;
  readonly structureSet: string;
  readonly dose: string;
  /** At least so many structures are compared. */
  readonly least: number;
}

const PAIRS: readonly Pair[] = [
  { set: 'lung-sbrt-2018', structureSet: 'RS.eclipse.dcm', dose: 'RD.monaco_imrt.dcm', least: 12 },
  { set: 'brain-srs-2018', structureSet: 'RS.raystation.dcm', dose: 'RD.raystation_vmat.dcm', least: 15 },
  { set: 'eclipse-prostate-phantom', structureSet: 'RS.dcm', dose: 'RD.dcm', least: 5 },
  { set: 'raystation-proton-box', structureSet: 'RS.dcm', dose: 'RD.plan30.dcm', least: 2 },
];

for (const { set: name, structureSet, dose: doseFile, least } of PAIRS) {
  const set = new RealSet(name);
  set.describe('the engine agrees with a slow kernel that shares nothing with it', () => {
    let structures: readonly Structure[] = [];
    let dose: DoseGrid;
    beforeAll(async () => {
      const files = [structureSet, doseFile].map((path) => ({
        path,
        bytes: new Uint8Array(readFileSync(set.path(path))),
      }));
      const read = await readExport(files);
      const object = read.doses[0]!;
      dose = layDosePlanes(object.readPlanes());
      structures = structuresOf(read.structureSets[0]!, { object, grid: dose }, ['frame-of-reference']).usable;
    });

    it('in volume, V(d), Dmin and Dmax of every structure without a gap', async ({ annotate }) => {
      let [compared, worst, worstName] = [0, 0, ''];
      for (const { roiName, solid } of structures) {
        const prisms = solid.kind === 'contours' ? evenPrisms(solid.stack) : null;
        if (prisms === null) continue;
        compared++;
        const dvh = computeDvh(regionOf(solid, DEFAULT_CONVENTION), dose);
        const sampled = supersample(prisms, dose, CELLS_PER_PRISM);
        const { volumeCm3, outsideCm3, coldestGy, hottestGy } = sampled;
        const near = (found: number, truth: { value: number; standardError: number }, share: number): number =>
          Math.abs(found - truth.value) - STANDARD_ERRORS * truth.standardError - share * volumeCm3.value;
        expect(near(dvh.volumeCm3, volumeCm3, VOLUME_SHARE), `${roiName}: volume`).toBeLessThan(0);
        expect(near(dvh.outsideDoseCm3, outsideCm3, VOLUME_SHARE), `${roiName}: outside`).toBeLessThan(0);
        if (sampled.points < 1000) continue;
        for (let n = 1; n < LEVELS; n++) {
          const level = coldestGy + ((hottestGy - coldestGy) * n) / LEVELS;
          const beyond = near(volumeAtDose(dvh, level), sampled.volumeCm3At(level), 0) / volumeCm3.value;
          if (beyond > worst) [worst, worstName] = [beyond, `${roiName}, V(${level.toFixed(2)} Gy)`];
        }
        expect(dvh.minGy!, `${roiName}: Dmin`).toBeLessThanOrEqual(coldestGy + 1e-4);
        expect(dvh.maxGy!, `${roiName}: Dmax`).toBeGreaterThanOrEqual(hottestGy - 1e-4);
        // Every node of the grid is asked for in every slice: seconds for a small solid, minutes for a body.
        if (outsideCm3.value > 0 || volumeCm3.value > LARGEST_FOR_EXTREMES_CM3) continue;
        const { minGy, maxGy } = denseExtremes(prisms, dose);
        expect(Math.abs(dvh.minGy! - minGy), `${roiName}: Dmin`).toBeLessThan(1e-3 * (maxGy - minGy) + 1e-5);
        expect(Math.abs(dvh.maxGy! - maxGy), `${roiName}: Dmax`).toBeLessThan(1e-3 * (maxGy - minGy) + 1e-5);
      }
      await annotate(
        `${compared} structures; worst V(d): ${(100 * worst).toFixed(3)} % beyond sampling (${worstName})`,
      );
      expect(worst, worstName).toBeLessThan(CURVE_SHARE);
      expect(compared).toBeGreaterThanOrEqual(least);
    });
  });
}

/** Each plane half way to its neighbours; null where a gap or a single plane leaves another rule to decide. */
function evenPrisms({ planes }: ContourStack): Prism[] | null {
  const spacings = planes.slice(1).map(({ zMm }, p) => zMm - planes[p]!.zMm);
  const least = Math.min(...spacings);
  if (planes.length < 2 || spacings.some((spacing) => spacing > 1.4 * least)) return null;
  return planes.map(({ zMm, loops }, p) => {
    const below = (spacings[p - 1] ?? spacings[p]!) / 2;
    const above = (spacings[p] ?? spacings[p - 1]!) / 2;
    return { z0Mm: zMm - below, z1Mm: zMm + above, loops };
  });
}
