import { expect, it } from 'vitest';
import { ECLIPSE_PHANTOM_ROIS } from './expectations/eclipse-phantom.ts';
import { PLANIQ_VOLUMES } from './expectations/volumes.ts';
import { dvhOf, structureIn } from './measured.ts';
import { RealSet } from './real-set.ts';

/** What `--like` says it rests on, percent of the printed volume; the body is cut off by the end of the images. */
const WITHIN_PERCENT = [
  { like: 'eclipse', file: 'EclipseProstate_DvhTable_Eclipse.csv', percent: 0.36, bodyPercent: 0.7 },
  { like: 'cerr', file: 'EclipseProstate_DvhTable_CERR.csv', percent: 0.2, bodyPercent: 0.2 },
  { like: 'slicerrt', file: 'EclipseProstate_DvhTable_SlicerRT.csv', percent: 0.3, bodyPercent: 0.3 },
] as const;
const PLANIQ_WITHIN_PERCENT = 1.6;

const phantom = new RealSet('eclipse-prostate-phantom');
phantom.describe('volumes like those of a system', () => {
  it.each(WITHIN_PERCENT)('$like', ({ like, file, percent, bodyPercent }) => {
    const [head = ''] = phantom.text('oracle', file).split(/\r?\n/);
    const headings = head.split(',');
    const more = ['--like', like];
    const result = dvhOf({ paths: [phantom.path()], rois: ECLIPSE_PHANTOM_ROIS, metrics: ['Vol[cc]'], more });
    for (const roiName of ECLIPSE_PHANTOM_ROIS) {
      const column = headings.findIndex((heading) =>
        heading.replaceAll(' ', '').startsWith(roiName.replaceAll(' ', '')),
      );
      const printed = Number(/\(% of ([\d.]+) cc\)/.exec(headings[column + 1] ?? '')?.[1]);
      const off = 100 * Math.abs(structureIn(result, roiName).volumeCm3 / printed - 1);
      expect(off, roiName).toBeLessThan(roiName === 'BODY' ? bodyPercent : percent);
    }
  });
});

for (const { set: name, structureSet, dose, answerFile, structures } of PLANIQ_VOLUMES) {
  const set = new RealSet(name);
  set.describe('volumes like those of PlanIQ', () => {
    it(`in ${name}`, () => {
      const [names = '', , zeroDose = ''] = set.text(answerFile).split(/\r?\n/);
      const cells = zeroDose.split('\t');
      const printed = new Map(names.split('\t').map((cell, i) => [cell.trim(), Number(cells[i + 1])] as const));
      const rois = structures.map(({ roiName }) => roiName);
      const paths = [set.path(structureSet), set.path(dose)];
      const result = dvhOf({ paths, rois, metrics: ['Vol[cc]'], more: ['--like', 'planiq'] });
      for (const { roiName, printedName } of structures) {
        const off = 100 * Math.abs(structureIn(result, roiName).volumeCm3 / (printed.get(printedName) ?? NaN) - 1);
        expect(off, roiName).toBeLessThan(PLANIQ_WITHIN_PERCENT);
      }
    });
  });
}
