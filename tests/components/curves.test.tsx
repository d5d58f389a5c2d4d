import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { DvhCurves } from '../../src/worker/messages.ts';
import { LesionCurves } from '../../ui/panels/LesionCurves.tsx';
import { CHECK_FIXTURE } from '../report/check-result-fixture.ts';
import { cellsOf, shown } from './shown.tsx';

type Curve = NonNullable<DvhCurves['curves'][number]['curve']>;

const DOSE_GY = [0, 10, 20, 30];

function curve(percent: readonly number[], volumeCm3: number, low = percent, high = percent): Curve {
  const of = (percents: readonly number[]): number[] => percents.map((value) => (value * volumeCm3) / 100);
  return {
    doseGy: DOSE_GY,
    isRanged: low !== percent,
    percent: [...percent],
    low: [...low],
    high: [...high],
    cm3: of(percent),
    lowCm3: of(low),
    highCm3: of(high),
  };
}

/** Of a target of 40 cm³ all has 10 Gy, half has 20 Gy; an organ of 200 cm³ has less. */
function answer(rois: readonly string[]): DvhCurves {
  // Between the conventions the half may be 45 to 55 %.
  const ptv = curve([100, 100, 50, 0], 40, [100, 99, 45, 0], [100, 100, 55, 0]);
  const organ = curve([100, 25, 0, 0], 200);
  return {
    lesion: 'L2',
    prescriptionGy: 20,
    doseGy: DOSE_GY,
    dosePercent: DOSE_GY.map((dose) => dose * 5),
    rois: [
      { roiName: 'PTV_2', role: 'ptv' },
      { roiName: 'Cord', role: 'other' },
    ],
    curves: [
      { roiName: 'PTV_2', role: 'ptv', volumeCm3: 40, curve: ptv, reason: null },
      ...(rois.includes('Cord')
        ? [{ roiName: 'Cord', role: 'other' as const, volumeCm3: 200, curve: organ, reason: null }]
        : []),
    ],
  };
}

async function curves() {
  const asked = vi.fn((_kind: string, { rois }: { readonly rois: readonly string[] }) => Promise.resolve(answer(rois)));
  const screen = await shown(<LesionCurves result={CHECK_FIXTURE} lesion="L2" ask={asked} />);
  const chart = screen.getByRole('img', { name: /Dose-volume histogram/ });
  await expect.element(chart).toBeInTheDocument();
  return { asked, screen, chart };
}

const tableRows = (container: Element): string[][] => [...container.querySelectorAll('table tr')].map(cellsOf);

describe('the histograms of a lesion', () => {
  it('are said as a table, with the range where the conventions part', async () => {
    const { screen } = await curves();
    await userEvent.click(screen.getByText('The same numbers as a table'));
    await expect.element(screen.getByRole('table')).toBeVisible();
    const [head, ...rows] = tableRows(screen.container);
    expect(head).toEqual(['Dose, Gy', 'Dose, % of prescription', 'PTV_2']);
    expect(rows.map(([dose]) => Number(dose))).toEqual(DOSE_GY);
    expect(rows.map(([, percent]) => Number(percent))).toEqual([0, 50, 100, 150]);
    expect(rows[2]?.[2]).toMatch(/^50\.0 % \(45\.0-55\.0\)$/);
    expect(rows[3]?.[2]).toMatch(/^0(\.0)? %$/);
  });

  it('are in cm³ once that is ticked', async () => {
    const { screen } = await curves();
    await userEvent.click(screen.getByLabelText('volume in cm³'));
    await userEvent.click(screen.getByText('The same numbers as a table'));
    await expect.element(screen.getByRole('table')).toBeVisible();
    // Half of 40 cm³.
    expect(tableRows(screen.container)[3]?.[2]).toMatch(/^20\.0+ cm³/);
  });

  it('draw the prescription and 80, 125 and 130 % of it where they are on the dose axis', async () => {
    const { screen } = await curves();
    await expect.poll(() => screen.container.querySelectorAll('.recharts-reference-line').length).toBeGreaterThan(3);
    const upright = [...screen.container.querySelectorAll('.recharts-reference-line line')]
      .map((line) => [Number(line.getAttribute('x1')), Number(line.getAttribute('x2'))] as const)
      .filter(([x1, x2]) => x1 === x2)
      .map(([x]) => x)
      .sort((a, b) => a - b);
    expect(upright).toHaveLength(4);
    const [at80 = 0, at100 = 0, at125 = 0, at130 = 0] = upright;
    const perPercent = (at100 - at80) / 20;
    expect(at125 - at100).toBeCloseTo(25 * perPercent, 1);
    expect(at130 - at100).toBeCloseTo(30 * perPercent, 1);
  });

  it('are drawn of another ROI once it is ticked, which asks for it, and of none that is unticked', async () => {
    const { screen, asked, chart } = await curves();
    expect(asked.mock.lastCall).toEqual(['curves', { lesion: 'L2', rois: [] }]);
    await userEvent.click(screen.getByText('Other ROIs in this dose'));
    await userEvent.click(screen.getByLabelText('Cord'));
    await expect.element(chart).toHaveAccessibleName(/PTV_2, Cord/);
    expect(asked.mock.lastCall).toEqual(['curves', { lesion: 'L2', rois: ['Cord'] }]);
    await userEvent.click(screen.getByLabelText('PTV_2'));
    await expect.element(chart).toHaveAccessibleName(/: Cord$/);
  });

  it('say why there are none where the question has no answer', async () => {
    const asked = (): Promise<never> => Promise.reject(new Error('no dose for L2'));
    const screen = await shown(<LesionCurves result={CHECK_FIXTURE} lesion="L2" ask={asked} />);
    await expect.element(screen.getByText('no dose for L2')).toBeVisible();
  });
});
