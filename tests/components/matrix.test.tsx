import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Matrix } from '../../ui/panels/Matrix.tsx';
import { CHECK_FIXTURE } from '../report/check-result-fixture.ts';
import { cellsOf, shown } from './shown.tsx';

const bodyOf = (container: Element): HTMLTableRowElement[] => [
  ...container.querySelectorAll<HTMLTableRowElement>('tbody tr'),
];
const firstWordOf = (row: Element): string => row.querySelector('th')?.querySelector('button span')?.textContent ?? '';

describe('the matrix of lesions and rules', () => {
  it('puts first what may turn out worst: an open rule stands where its worst answer stands', async () => {
    const { container } = await shown(<Matrix result={CHECK_FIXTURE} selected={null} select={vi.fn()} />);
    // L3 has an unacceptable deviation; L1 may not meet its isodose; of L4 nothing is known; L2 deviates acceptably.
    expect(bodyOf(container).map(firstWordOf)).toEqual(['L3', 'L1', 'L4', 'L2']);
  });

  it('says in a cell the value, its interval, the class as sign and word, and the distance to the limit', async () => {
    const { container } = await shown(<Matrix result={CHECK_FIXTURE} selected={null} select={vi.fn()} />);
    const [l3, l1, l4, l2] = bodyOf(container).map(cellsOf);
    expect(l3?.[1]).toMatch(/^!!78\.5 % 78\.10?-79\.20? unacceptable deviation 1\.5 points below 80 %$/);
    // Near the limit with as many digits as tell it from 90.
    expect(l1?.[1]).toMatch(/^\?89\.96 % 89\.10?-90\.60? too close to call 0\.040 points below 90 %$/);
    expect(l2?.[1]).toMatch(/^!85\.0 % 84\.90?-85\.40? acceptable deviation 5\.0 points below 90 %$/);
    expect(l4?.[1]).toMatch(/^\?- not checked/);
    // A rule that says nothing of a lesion is a dash, not a pass.
    expect(l2?.[2]).toBe('-');
  });

  it('has a decimal comma on the French page', async () => {
    const { container } = await shown(<Matrix result={CHECK_FIXTURE} selected={null} select={vi.fn()} />, 'fr');
    const l3 = bodyOf(container).map(cellsOf)[0]?.[1] ?? '';
    expect(l3).toContain('78,5 %');
    expect(l3).toMatch(/78,10?-79,20?/);
    expect(l3).not.toMatch(/\d\.\d/);
  });

  it('calls back with the lesion and the rule of the cell, and with the lesion alone at its name', async () => {
    const select = vi.fn();
    const { container } = await shown(<Matrix result={CHECK_FIXTURE} selected={null} select={select} />);
    const [, l1] = bodyOf(container);
    await userEvent.click(l1!.cells[2]!.querySelector('button')!);
    await userEvent.click(l1!.cells[0]!.querySelector('button')!);
    expect(select.mock.calls).toEqual([
      [{ lesion: 'L1', rule: 'himars/prescription-isodose' }],
      [{ lesion: 'L1', rule: null }],
    ]);
  });

  it('marks the cell that is chosen, and no other', async () => {
    const { container } = await shown(
      <Matrix result={CHECK_FIXTURE} selected={{ lesion: 'L3', rule: 'himars/gtv-coverage' }} select={vi.fn()} />,
    );
    const pressed = [...container.querySelectorAll('[aria-pressed="true"]')];
    expect(pressed).toHaveLength(1);
    expect(pressed[0]?.closest('td')?.dataset['label']).toBe('GTV coverage');
    expect(pressed[0]?.closest('tr')).toBe(bodyOf(container)[0]);
  });

  it('is walked with the arrow keys, and Enter chooses', async () => {
    const select = vi.fn();
    const { container } = await shown(<Matrix result={CHECK_FIXTURE} selected={null} select={select} />);
    bodyOf(container)[0]!.cells[0]!.querySelector('button')!.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowRight}{ArrowRight}{Enter}');
    expect(select.mock.calls).toEqual([[{ lesion: 'L1', rule: 'himars/prescription-isodose' }]]);
  });

  it('hides by its filter only lesions that have nothing of the kind, and says how many', async () => {
    const screen = await shown(<Matrix result={CHECK_FIXTURE} selected={null} select={vi.fn()} />);
    await userEvent.selectOptions(screen.getByLabelText('Show'), 'only what is open');
    expect(bodyOf(screen.container).map(firstWordOf)).toEqual(['L1', 'L4']);
    await expect.element(screen.getByRole('status')).toHaveTextContent('2 lesions not shown');
  });
});
