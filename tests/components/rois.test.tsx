import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { InspectResult, InspectRoi } from '../../core/index.ts';
import { Rois } from '../../ui/panels/Rois.tsx';
import { cellsOf, shown } from './shown.tsx';

const roi = (roiName: string, roiNumber: number, facts: Partial<InspectRoi>): InspectRoi => ({
  structureSetUid: '1.2.3',
  roiNumber,
  roiName,
  interpretedType: null,
  contours: 9,
  planes: 9,
  usable: true,
  reason: null,
  remarks: [],
  volumeCm3: 12.3,
  proposed: null,
  tg263Name: null,
  ...facts,
});

const target = (role: 'gtv' | 'ptv', lesion: string | null): NonNullable<InspectRoi['proposed']> => ({
  role,
  lesion,
  confidence: 'low',
  why: ['its name'],
});

// The case has GTV_1 and PTV_1 in L1; PTV_2 is proposed, and no lesion has it.
const found = {
  rois: [
    roi('GTV_1', 1, { proposed: target('gtv', 'L1') }),
    roi('PTV_2', 3, { proposed: target('ptv', 'L2') }),
    roi('<b>Cord</b>', 4, { proposed: { role: 'organ', lesion: null, confidence: 'high', why: [] } }),
    roi('empty', 5, { usable: false, reason: 'no contours', volumeCm3: null }),
  ],
} as unknown as InspectResult;
const draft = { schema: 'trabecula/case/1' as const, lesions: [{ id: 'L1', gtv: 'GTV_1' }] };

async function rois() {
  const use = vi.fn();
  const screen = await shown(<Rois found={found} draft={draft} use={use} />);
  return { use, screen, rows: [...screen.container.querySelectorAll('tbody tr')].map(cellsOf) };
}

it('puts what a person has to settle on top, and escapes what the files call it', async () => {
  const { rows, screen } = await rois();
  expect(rows.map(([name]) => name)).toEqual([
    expect.stringMatching(/^PTV_2 to be settled$/),
    'GTV_1',
    '<b>Cord</b>',
    'empty',
  ]);
  expect(screen.container.querySelector('tbody b')).toBeNull();
});

it('confirms a proposed role at one press', async () => {
  const { use, screen } = await rois();
  await userEvent.click(screen.getByRole('button', { name: 'PTV_2: Take as PTV L2' }));
  expect(use.mock.calls).toEqual([['PTV_2', { lesion: 'L2', role: 'ptv' }]]);
});

it('lets every usable ROI be something else, or nothing', async () => {
  const { use, screen } = await rois();
  const gtv = screen.getByLabelText('GTV_1: In the case');
  await expect.element(gtv).toHaveValue('GTV L1');
  await userEvent.selectOptions(gtv, 'PTV L1');
  await userEvent.selectOptions(screen.getByLabelText('<b>Cord</b>: In the case'), 'GTV L2');
  await userEvent.selectOptions(gtv, '');
  expect(use.mock.calls).toEqual([
    ['GTV_1', { lesion: 'L1', role: 'ptv' }],
    ['<b>Cord</b>', { lesion: 'L2', role: 'gtv' }],
    ['GTV_1', null],
  ]);
  expect(screen.container.querySelector('[aria-label^="empty:"]')).toBeNull();
});
