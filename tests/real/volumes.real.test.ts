import { beforeAll, expect, it } from 'vitest';
import type { DvhResult } from '../../core/index.ts';
import { GTV_POLYGON_SUMS_CM3, PLANIQ_VOLUMES } from './expectations/volumes.ts';
import { dvhOf, structureIn } from './measured.ts';
import { RealSet } from './real-set.ts';

for (const { set: name, structureSet, dose, answerFile, endCaps, tolerancePercent, structures } of PLANIQ_VOLUMES) {
  const set = new RealSet(name);
  set.describe(`volumes as PlanIQ printed them (end caps ${endCaps})`, () => {
    // Pairs of columns: dose, volume. The first line of numbers is dose 0, where the volume is the whole structure.
    const [names = '', , zeroDose = ''] = set.text(answerFile).split(/\r?\n/);
    const cells = zeroDose.split('\t');
    const printed = new Map(names.split('\t').map((cell, i) => [cell.trim(), Number(cells[i + 1])] as const));

    let result: DvhResult;
    beforeAll(() => {
      result = dvhOf({
        paths: [set.path(structureSet), set.path(dose)],
        rois: structures.map(({ roiName }) => roiName),
        metrics: ['Vol[cc]'],
        endCaps,
      });
    });

    it.each(structures)(`$roiName within ${String(tolerancePercent)} %`, ({ roiName, printedName }) => {
      const theirs = printed.get(printedName) ?? NaN;
      const ours = structureIn(result, roiName).volumeCm3;
      expect(Math.abs(ours / theirs - 1) * 100).toBeLessThan(tolerancePercent);
    });
  });
}

const brain = new RealSet('brain-srs-2018');
brain.describe('volumes of the smallest targets', () => {
  const names = Object.keys(GTV_POLYGON_SUMS_CM3);
  it.each([
    ['half-slice', 0],
    ['none', 1],
  ] as const)('are sums of polygon areas under end caps %s', (endCaps, column) => {
    const result = dvhOf({
      paths: [brain.path('RS.raystation.dcm'), brain.path('RD.raystation_vmat.dcm')],
      rois: names,
      metrics: ['Vol[cc]'],
      endCaps,
    });
    for (const [name, answers] of Object.entries(GTV_POLYGON_SUMS_CM3)) {
      // The sums are kept to 0.001 cm³.
      expect(Math.abs(structureIn(result, name).volumeCm3 - answers[column])).toBeLessThan(0.0006);
    }
  });
});

const box = new RealSet('raystation-proton-box');
box.describe('volume of the nominal cube', () => {
  it.each([
    ['none', 1000],
    ['half-slice', 1050],
    // 1.5 mm at each end instead of 2.5 mm.
    ['capped', 1030],
  ] as const)('under end caps %s is %d cm³', (endCaps, cm3) => {
    const result = dvhOf({
      paths: [box.path('RS.dcm'), box.path('RD.plan30.dcm')],
      rois: ['Cube101010'],
      metrics: ['Vol[cc]'],
      endCaps,
    });
    expect(structureIn(result, 'Cube101010').volumeCm3).toBeCloseTo(cm3, 3);
  });
});
