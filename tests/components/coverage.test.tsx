import { expect, it } from 'vitest';
import { Coverage } from '../../ui/panels/Coverage.tsx';
import { CHECK_FIXTURE } from '../report/check-result-fixture.ts';
import { shown } from './shown.tsx';

const number = (element: Element | null | undefined, name: string): number =>
  Number(element?.getAttribute(name) ?? Number.NaN);

it('draws value, interval and limits of every target to one scale, the worst lesion first', async () => {
  const { container } = await shown(<Coverage result={CHECK_FIXTURE} />);
  const rows = [...container.querySelectorAll('svg g')];
  expect(rows.map((row) => row.querySelector('text')?.textContent)).toEqual([
    'L3 PTV',
    'L3 GTV',
    'L1 PTV',
    'L1 GTV',
    'L2 PTV',
  ]);
  // The two limits give the scale: 80 and 90 %.
  const [at80 = 0, at90 = 0] = [...container.querySelectorAll('line.limit')].map((line) => number(line, 'x1'));
  const percentAt = (x: number): number => 80 + (10 * (x - at80)) / (at90 - at80);
  const read = rows.map((row) => [
    percentAt(number(row.querySelector('.range'), 'x1')),
    percentAt(number(row.querySelector('.point'), 'x1')),
    percentAt(number(row.querySelector('.range'), 'x2')),
  ]);
  const expected = [
    [78.1, 78.5, 79.2],
    [88.1, 88.4, 88.9],
    [89.1, 89.96, 90.6],
    [97.1, 97.3, 97.3],
    [84.9, 85, 85.4],
  ];
  for (const [n, values] of expected.entries())
    for (const [m, value] of values.entries()) expect(read[n]?.[m]).toBeCloseTo(value, 1);
});

it('carries the numbers of each bar as text, and leaves out what has no coverage instead of drawing 0', async () => {
  const { container } = await shown(<Coverage result={CHECK_FIXTURE} />);
  const words = container.querySelector('svg')?.textContent ?? '';
  expect(words).toContain('85.0 %');
  expect(words).not.toContain('L4');
});

it('is not there where nothing has a coverage', async () => {
  const { container } = await shown(<Coverage result={{ ...CHECK_FIXTURE, lesions: [] }} />);
  expect(container.textContent).toBe('');
});
