import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NumberInput } from '../../ui/panels/NumberInput.tsx';
import type { Language } from '../../ui/words/language.ts';
import { shown } from './shown.tsx';

async function typed(text: string, language: Language) {
  const change = vi.fn<(value: number | undefined) => void>();
  const screen = await shown(<NumberInput label="Volume, cm³" value={undefined} change={change} />, language);
  const input = screen.getByRole('textbox', { name: 'Volume, cm³' });
  await userEvent.type(input, text);
  return { last: change.mock.lastCall?.[0], input, container: screen.container };
}

it.each([
  ['12,5', 'en', 12.5],
  ['12,5', 'fr', 12.5],
  ['0.75', 'fr', 0.75],
  ['−3', 'en', -3],
  // In French a comma never parts thousands.
  ['1,234', 'fr', 1.234],
] as const)('%s on the page in "%s" is called back as %d', async (text, language, value) => {
  const { last, input } = await typed(text, language);
  expect(last).toBe(value);
  await expect.element(input).toHaveAttribute('aria-invalid', 'false');
});

it.each([
  ['1,234', 'thousands or decimals'],
  ['1,234.5', 'a point and a comma'],
  ['12 mm', 'not a number'],
])('"%s" is called back as unknown, and what is wrong is said beside the field', async (text, why) => {
  const { last, input, container } = await typed(text, 'en');
  expect(last).toBeUndefined();
  await expect.element(input).toHaveAttribute('aria-invalid', 'true');
  await expect.element(input).toHaveAccessibleDescription(new RegExp(why));
  expect(container.textContent).toContain(why);
});

it('what was a number and is deleted is unknown, not 0', async () => {
  const change = vi.fn<(value: number | undefined) => void>();
  const screen = await shown(<NumberInput label="Volume, cm³" value={7.25} change={change} />);
  const input = screen.getByRole('textbox');
  await expect.element(input).toHaveValue('7.25');
  await userEvent.clear(input);
  expect(change.mock.lastCall).toEqual([undefined]);
});
