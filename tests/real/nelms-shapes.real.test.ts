import { beforeAll, describe, expect, it } from 'vitest';
import type { DvhStructureResult } from '../../core/index.ts';
import {
  AS_DRAWN,
  ENGINE_TOLERANCE_GY,
  MEAN_TOLERANCE_GY,
  SMOOTH_TOLERANCE_OF_SPACING,
  VOLUME_TOLERANCE_PERCENT,
} from './expectations/nelms-shapes.ts';
import { dvhOf, valueIn } from './measured.ts';
import { RealSet } from './real-set.ts';

const set = new RealSet('nelms-2015');
const METRICS = ['D99%[Gy]', 'D95%[Gy]', 'D5%[Gy]', 'D1%[Gy]'] as const;

set.describe('linear dose in spheres, cylinders and cones', () => {
  const [head = '', ...lines] = set.text('analytic.csv').trim().split(/\r?\n/);
  const keys = head.split(',');
  const rows = lines.map((line) => new Map(line.split(',').map((cell, i) => [keys[i] ?? '', cell])));

  it('are published in 36 rows', () => {
    expect(rows).toHaveLength(36);
  });

  for (const row of rows) {
    const text = (key: string): string => row.get(key) ?? '';
    const structure = text('structure');
    const spacing = Number(text('contour_spacing_mm'));
    const gradient = text('gradient') as 'AntPost' | 'SupInf';
    const publishedGy = (metric: string): number => Number(text(`${metric}_cGy`)) / 100;
    const asDrawn = AS_DRAWN[`${structure.split('_')[0] ?? ''} ${String(spacing)}`];

    describe(`${structure}, ${text('dose_voxel_mm')} mm dose along ${gradient}`, () => {
      let measured: DvhStructureResult;
      beforeAll(() => {
        const { structures, unusable, warnings } = dvhOf({
          paths: [
            set.path('structures', `${structure}.dcm`),
            set.path('dose', `Linear_${gradient}_${text('dose_voxel_mm')}mm_Aligned.dcm`),
          ],
          metrics: [...METRICS, 'Mean[Gy]', 'Min[Gy]', 'Max[Gy]'],
        });
        expect(structures).toHaveLength(1);
        measured = structures[0]!;
        expect(unusable.map(({ roiName }) => roiName)).toEqual(['POI_1']);
        expect(warnings.map(({ message }) => message).join('\n')).toContain('FRACTION');
      });

      it('has the published volume, as far as the drawn prisms do', () => {
        const published = Number(text('volume_cc')) * (1 + (asDrawn?.volumePercent ?? 0) / 100);
        expect(measured.volumeCm3).toBeGreaterThan(published * (1 - VOLUME_TOLERANCE_PERCENT / 100));
        expect(measured.volumeCm3).toBeLessThan(published * (1 + VOLUME_TOLERANCE_PERCENT / 100));
        expect(measured.outsideDoseCm3).toBe(0);
      });

      it.each(METRICS.map((metric, i) => [metric, i] as const))('has the published %s', (metric, i) => {
        const shift = asDrawn?.[gradient][i] ?? 0;
        const published = publishedGy(metric.split('%')[0] ?? '');
        const value = valueIn(measured, metric);
        expect(Math.abs(value - published - shift)).toBeLessThan(ENGINE_TOLERANCE_GY);
        expect(Math.abs(value - published)).toBeLessThan(SMOOTH_TOLERANCE_OF_SPACING * Math.max(spacing, 0.2));
      });

      it('has the published mean', () => {
        expect(Math.abs(valueIn(measured, 'Mean[Gy]') - publishedGy('Dmean'))).toBeLessThan(MEAN_TOLERANCE_GY);
      });

      it('reaches the published extremes, caps included', () => {
        expect(Math.abs(valueIn(measured, 'Min[Gy]') - publishedGy('Dmin'))).toBeLessThan(0.02);
        expect(Math.abs(valueIn(measured, 'Max[Gy]') - publishedGy('Dmax'))).toBeLessThan(0.02);
      });
    });
  }
});
