import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { CaseFile, Finding } from '../../core/index.ts';
import { Decide } from '../../ui/panels/Decide.tsx';
import { CHECK_FIXTURE } from '../report/check-result-fixture.ts';
import { shown } from './shown.tsx';

const CASE: CaseFile = { schema: 'trabecula/case/1', lesions: [{ id: 'L1', ptv: 'PTV_1' }] };

function findingOf(rule: string, facts: Partial<Finding> = {}): Finding {
  const found = CHECK_FIXTURE.findings.find((finding) => finding.rule === rule);
  if (found === undefined) throw new Error(`the fixture has no ${rule}`);
  return { ...found, ...facts };
}

const OPEN = findingOf('himars/ptv-coverage', { decidable: ['acceptable-deviation', 'per-protocol'] });

async function form(finding = OPEN) {
  const recheck = vi.fn<(draft: CaseFile) => void>();
  const screen = await shown(<Decide result={CHECK_FIXTURE} finding={finding} draft={CASE} recheck={recheck} />);
  return { recheck, screen };
}

describe('the form for a person’s decision', () => {
  it('is not there for a finding that nobody may decide', async () => {
    const { screen } = await form(findingOf('himars/ptv-coverage'));
    expect(screen.container.textContent).toBe('');
  });

  it('offers the classes that the rule has, and none before one is chosen', async () => {
    const { screen } = await form();
    await userEvent.click(screen.getByText('Decide this finding'));
    const select = screen.getByLabelText('Decided as').element() as HTMLSelectElement;
    expect([...select.options].map(({ value }) => value)).toEqual(['', 'acceptable-deviation', 'per-protocol']);
    expect(select.value).toBe('');
  });

  it('adds nothing while a class, a name, a date or a reason is missing, and says so', async () => {
    const { screen, recheck } = await form();
    await userEvent.click(screen.getByText('Decide this finding'));
    await userEvent.selectOptions(screen.getByLabelText('Decided as'), 'per-protocol');
    await userEvent.fill(screen.getByLabelText('Name'), 'R. Meyer');
    await userEvent.fill(screen.getByLabelText('Date'), '2026-03-04');
    // Blanks are no reason.
    await userEvent.fill(screen.getByLabelText('Reason'), '   ');
    await userEvent.click(screen.getByRole('button', { name: 'Add this decision' }));
    await expect.element(screen.getByRole('alert')).toHaveTextContent('a reason');
    expect(recheck).not.toHaveBeenCalled();
  });

  it('calls back with a case that holds who decided what, when, why, and what they had before them', async () => {
    const { screen, recheck } = await form();
    await userEvent.click(screen.getByText('Decide this finding'));
    await userEvent.selectOptions(screen.getByLabelText('Decided as'), 'acceptable-deviation');
    await userEvent.fill(screen.getByLabelText('Name'), ' R. Meyer ');
    await userEvent.fill(screen.getByLabelText('Date'), '2026-03-04');
    await userEvent.fill(screen.getByLabelText('Reason'), 'two readers');
    await userEvent.click(screen.getByRole('button', { name: 'Add this decision' }));
    expect(recheck).toHaveBeenCalledTimes(1);
    const [draft] = recheck.mock.calls[0]!;
    expect(draft.lesions).toEqual(CASE.lesions);
    expect(draft.decisions).toEqual([
      {
        rule: 'himars/ptv-coverage',
        lesion: 'L1',
        outcome: 'acceptable-deviation',
        by: 'R. Meyer',
        date: '2026-03-04',
        reason: 'two readers',
        of: {
          outcome: 'undecided',
          roiName: OPEN.roiName,
          value: 89.96,
          low: 89.1,
          high: 90.6,
          limit: 90,
          reason: null,
          inputs: ['ab'.repeat(32), 'cd'.repeat(32)],
        },
      },
    ]);
  });

  it('shows a decision as text, whatever is written in it, and lets it be taken back', async () => {
    const decision = {
      outcome: 'per-protocol' as const,
      by: '<b>N. N.</b>',
      date: '2026-01-02',
      reason: '<img src=x onerror=alert(1)>',
      standing: 'in-force' as const,
      why: null,
      withdrawn: null,
    };
    const { screen } = await form({ ...OPEN, decisions: [decision] });
    expect(screen.container.querySelector('img, b')).toBeNull();
    expect(screen.container.textContent).toContain('<b>N. N.</b>, 2026-01-02: <img src=x onerror=alert(1)>');
    await expect.element(screen.getByText('Take this decision back').first()).toBeVisible();
  });
});
