import { beforeAll, describe, expect, it } from 'vitest';
import type { DvhResult, DvhStructureResult, EndCaps } from '../../core/index.ts';
import { ECLIPSE_PHANTOM, ECLIPSE_PHANTOM_ROIS } from './expectations/eclipse-phantom.ts';
import { dvhOf, structureIn } from './measured.ts';
import { RealSet } from './real-set.ts';

interface PrintedCurve {
  readonly volumeCm3: number;
  readonly points: readonly { readonly doseGy: number; readonly percent: number }[];
}

const set = new RealSet('eclipse-prostate-phantom');

set.describe('DVH tables of three programs', () => {
  const computed = new Map<EndCaps, DvhResult>();
  beforeAll(() => {
    for (const endCaps of ['none', 'half-slice'] as const) {
      computed.set(
        endCaps,
        dvhOf({ paths: [set.path()], rois: ECLIPSE_PHANTOM_ROIS, metrics: ['Vol[cc]'], endCaps, more: ['--curve'] }),
      );
    }
  });
  const under = (endCaps: EndCaps, roiName: string): DvhStructureResult => {
    const result = computed.get(endCaps);
    if (result === undefined) throw new Error(`nothing computed under ${endCaps}`);
    return structureIn(result, roiName);
  };

  for (const { system, file, between, ...tolerance } of ECLIPSE_PHANTOM) {
    const printed = printedCurves(set.text('oracle', file));

    describe(system, () => {
      it.each(ECLIPSE_PHANTOM_ROIS)('gives %s the same volume', (roiName) => {
        const { volumeCm3 } = printed.get(squeezed(roiName))!;
        const [low, high] = between.map((endCaps) => under(endCaps, roiName).volumeCm3).sort((a, b) => a - b) as [
          number,
          number,
        ];
        expect(volumeCm3).toBeGreaterThan(low * (1 - tolerance.volumeTolerancePercent / 100));
        expect(volumeCm3).toBeLessThan(high * (1 + tolerance.volumeTolerancePercent / 100));
      });

      it.each(ECLIPSE_PHANTOM_ROIS)('gives %s the same curve', (roiName) => {
        const { points } = printed.get(squeezed(roiName))!;
        const curves = between.map((endCaps) => percentCurve(under(endCaps, roiName)));
        const far = points.filter(({ doseGy, percent }) => {
          const highest = Math.max(...curves.map((at) => at(doseGy - tolerance.doseToleranceGy)));
          const lowest = Math.min(...curves.map((at) => at(doseGy + tolerance.doseToleranceGy)));
          return (
            percent > highest + tolerance.volumeToleranceOfCurvePercent ||
            percent < lowest - tolerance.volumeToleranceOfCurvePercent
          );
        });
        expect(points.length).toBeGreaterThan(200);
        expect(far).toEqual([]);
      });
    });
  }
});

/** Pairs of columns: dose, and percent of a volume that the heading names. */
function printedCurves(csv: string): Map<string, PrintedCurve> {
  const [head = '', ...lines] = csv.trim().split(/\r?\n/);
  const headings = head.split(',');
  const rows = lines.map((line) => line.split(',').map(Number));
  const curves = new Map<string, PrintedCurve>();
  for (let column = 0; column + 1 < headings.length; column += 2) {
    const name = /^(.*?)(?:_DvhArray)? Dose/.exec(headings[column] ?? '')?.[1];
    const volume = /\(% of ([\d.]+) cc\)/.exec(headings[column + 1] ?? '')?.[1];
    if (name === undefined || volume === undefined) continue;
    curves.set(squeezed(name), {
      volumeCm3: Number(volume),
      // One row of the Eclipse table carries a dose out of order, a slip of whoever kept it.
      points: rows
        .map((row) => ({ doseGy: row[column]!, percent: row[column + 1]! }))
        .filter(({ doseGy }, i) => i === 0 || doseGy > rows[i - 1]![column]!),
    });
  }
  return curves;
}

/** Names lost their spaces in two of the tables. */
function squeezed(name: string): string {
  return name.replaceAll(' ', '');
}

/** Percent of the volume that receives at least a dose, linear between the points of the curve. */
function percentCurve({ curve, volumeCm3 }: DvhStructureResult): (doseGy: number) => number {
  if (curve === null) throw new Error('asked for without --curve');
  const { doseGy: doses, volumeCm3: volumes } = curve;
  return (doseGy) => {
    const after = doses.findIndex((dose) => dose > doseGy);
    if (after === 0) return 100;
    if (after === -1) return 0;
    const [d0, d1] = [doses[after - 1]!, doses[after]!];
    const [v0, v1] = [volumes[after - 1]!, volumes[after]!];
    return (100 * (v0 + ((v1 - v0) * (doseGy - d0)) / (d1 - d0))) / volumeCm3;
  };
}
