import { beforeAll, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { MarrowResult } from '../../core/index.ts';
import { marrowTyped } from '../../src/app/marrow-typed.ts';
import { BudgetBar } from '../../ui/marrow/BudgetBar.tsx';
import { LesionTable } from '../../ui/marrow/LesionTable.tsx';
import { firstDraft } from '../../ui/marrow/marrow-draft.ts';
import type { Change, MarrowDraft } from '../../ui/marrow/marrow-draft.ts';
import { TYPED_VOLUMES } from '../typed-volumes.ts';
import { cellsOf, rowsOf, shown } from './shown.tsx';

// Of a reserve of 1000 cm³ level -1 allows 20 %: L1 (100, comes first) and L3 (80) fit, L2 (120) does not.
let result: MarrowResult;
beforeAll(async () => {
  result = await marrowTyped({
    text: JSON.stringify(TYPED_VOLUMES),
    path: 'typed.json',
    sha256: '0'.repeat(64),
    trial: null,
    wish: { level: -1, objective: 'order', order: [], must: [], not: [], pick: null },
  });
});

const number = (element: Element | null | undefined, name: string): number =>
  Number(element?.getAttribute(name) ?? Number.NaN);

describe('the budget bar', () => {
  it('draws each lesion as long as its volume, one after the other, within the room that the level allows', async () => {
    const { container } = await shown(<BudgetBar result={result} />);
    const [l1, l3, ...more] = [...container.querySelectorAll('rect.first, rect.other')];
    expect(more).toEqual([]);
    expect([l1, l3].map((part) => part?.querySelector('title')?.textContent)).toEqual([
      'L1: 100.0 cm³',
      'L3: 80.0 cm³',
    ]);
    expect(l1?.classList.contains('first')).toBe(true);
    expect(l3?.classList.contains('other')).toBe(true);
    const perCm3 = number(l1, 'width') / 100;
    expect(number(l3, 'width')).toBeCloseTo(80 * perCm3, 0);
    expect(number(l3, 'x')).toBeCloseTo(number(l1, 'x') + number(l1, 'width'), 0);
    expect(number(container.querySelector('rect.room'), 'width')).toBeCloseTo(200 * perCm3, 0);
  });

  it('draws every level at what it allows, the open one as a whole line and the others as ghosts', async () => {
    const { container } = await shown(<BudgetBar result={result} />);
    const start = number(container.querySelector('rect.room'), 'x');
    const perCm3 = number(container.querySelector('rect.room'), 'width') / 200;
    const at = (line: Element): number => Math.round((number(line, 'x1') - start) / perCm3);
    expect([...container.querySelectorAll('line.open')].map(at)).toEqual([200]);
    const ghosts = [...container.querySelectorAll('line.ghost')].map(at);
    expect(ghosts).toHaveLength(3);
    for (const [n, allowed] of [300, 400, 500].entries()) expect(Math.abs(ghosts[n]! - allowed)).toBeLessThan(3);
  });

  it('says the same as a table and in one line', async () => {
    const { container } = await shown(<BudgetBar result={result} />);
    expect(rowsOf(container.querySelector('table')!)).toEqual([
      'Level Of the reserve Allows',
      expect.stringMatching(/^level -1 20 % 200\.0 cm³ open$/),
      expect.stringMatching(/^level 1 30 % 300\.0 cm³$/),
      expect.stringMatching(/^level 2 40 % 400\.0 cm³$/),
      expect.stringMatching(/^level 3 50 % 500\.0 cm³$/),
    ]);
    expect(container.querySelector('svg')?.textContent).toContain('used 180.0 cm³, remaining 20.0 cm³');
  });

  it('draws nothing while it is not declared that the skeleton is whole, instead of an empty bar', async () => {
    const open = await marrowTyped({
      text: JSON.stringify({ ...TYPED_VOLUMES, skeletonComplete: undefined }),
      path: 'typed.json',
      sha256: '0'.repeat(64),
      trial: null,
      wish: { level: -1, objective: 'order', order: [], must: [], not: [], pick: null },
    });
    const { container } = await shown(<BudgetBar result={open} />);
    expect(container.querySelector('svg')).toBeNull();
    expect(container.textContent).toContain('once the reserve is declared and complete');
  });
});

describe('the table of lesions', () => {
  const draft: MarrowDraft = { ...firstDraft(null), level: -1 };

  async function table(facts: Partial<MarrowDraft> = {}) {
    const change = vi.fn<(change: Change) => void>();
    const screen = await shown(<LesionTable result={result} draft={{ ...draft, ...facts }} change={change} />);
    const rows = (): HTMLTableRowElement[] => [...screen.container.querySelectorAll<HTMLTableRowElement>('tbody tr')];
    const ids = (): string[] => rows().map((row) => row.querySelector('th')?.textContent ?? '');
    return { change, screen, rows, ids };
  }

  it('ticks the proposal, and holds fast what comes first', async () => {
    const { screen } = await table();
    const box = (id: string) => screen.getByRole('checkbox', { name: `Treat ${id}` });
    await expect.element(box('L1')).toBeChecked();
    await expect.element(box('L1')).toBeDisabled();
    await expect.element(box('L2')).not.toBeChecked();
    await expect.element(box('L3')).toBeChecked();
    await expect.element(box('L3')).toBeEnabled();
  });

  it('says what each lesion adds and the sum so far', async () => {
    const { rows } = await table();
    const [l1, l2, l3] = rows().map(cellsOf);
    expect(l1?.slice(9, 11)).toEqual(['100.0 cm³', '100.0 cm³']);
    expect(l2?.slice(9, 11)).toEqual(['-', '-']);
    expect(l3?.slice(9, 11)).toEqual(['80.0 cm³', '180.0 cm³']);
  });

  it('calls back a tick with what was ticked before', async () => {
    const { change, screen } = await table();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Treat L2' }));
    expect(change.mock.calls).toEqual([[{ kind: 'tick', lesion: 'L2', on: true, ticked: ['L1', 'L3'] }]]);
  });

  it('calls back a lock; what is left out can no longer be ticked', async () => {
    const { change, screen } = await table({ not: ['L3'] });
    await userEvent.selectOptions(screen.getByLabelText('Lock L2'), 'in');
    expect(change.mock.calls).toEqual([[{ kind: 'lock', lesion: 'L2', lock: 'in' }]]);
    const out = screen.getByRole('checkbox', { name: 'Treat L3' });
    await expect.element(out).not.toBeChecked();
    await expect.element(out).toBeDisabled();
  });

  it('sorts by a heading both ways and says so to whoever does not see it', async () => {
    const { ids, screen } = await table();
    expect(ids()).toEqual(['L1', 'L2', 'L3']);
    await userEvent.click(screen.getByRole('button', { name: 'GTV' }));
    expect(ids()).toEqual(['L3', 'L1', 'L2']);
    await userEvent.click(screen.getByRole('button', { name: 'GTV' }));
    expect(ids()).toEqual(['L2', 'L1', 'L3']);
    const head = screen.getByRole('columnheader', { name: 'GTV' });
    await expect.element(head).toHaveAttribute('aria-sort', 'descending');
  });

  it('moves a lesion up in the user’s own order, and not beyond the first place', async () => {
    const { change, screen } = await table();
    await userEvent.click(screen.getByRole('button', { name: 'Move up L3' }));
    expect(change.mock.calls).toEqual([[{ kind: 'order', lesion: 'L3', order: ['L1', 'L3', 'L2'] }]]);
    await expect.element(screen.getByRole('button', { name: 'Move up L1' })).toBeDisabled();
  });
});
