import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { LesionChange } from '../../ui/case-draft.ts';
import { LesionForm } from '../../ui/panels/LesionForm.tsx';
import { shown } from './shown.tsx';

async function form() {
  const change = vi.fn<(change: LesionChange) => void>();
  const remove = vi.fn();
  const screen = await shown(
    <table>
      <tbody>
        <LesionForm
          lesion={{ id: 'L1', gtv: 'GTV_1', prescription: { doseGy: 27, fractions: 3 }, highRisk: false }}
          roiNames={['GTV_1', 'PTV_1']}
          change={change}
          remove={remove}
        />
      </tbody>
    </table>,
  );
  return { screen, change, remove };
}

it('takes a prescription with a decimal comma when the field is left, and not one that cannot be read', async () => {
  const { screen, change } = await form();
  const field = screen.getByLabelText('L1: Gy / fractions');
  await userEvent.fill(field, '27,5 / 5');
  await userEvent.tab();
  expect(change.mock.lastCall).toEqual([{ prescription: { doseGy: 27.5, fractions: 5 } }]);
  await userEvent.fill(field, '27 in 3');
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await userEvent.tab();
  expect(change).toHaveBeenCalledTimes(1);
});

it('keeps "not known" apart from "no"', async () => {
  const { screen, change } = await form();
  const [symptomatic, highRisk] = [screen.getByLabelText('L1: Symptomatic'), screen.getByLabelText('L1: High risk')];
  await expect.element(symptomatic).toHaveValue('');
  await expect.element(highRisk).toHaveValue('false');
  await userEvent.selectOptions(symptomatic, 'false');
  await userEvent.selectOptions(highRisk, '');
  expect(change.mock.calls).toEqual([[{ symptomatic: false }], [{ highRisk: undefined }]]);
});
