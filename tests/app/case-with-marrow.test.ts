import { beforeAll, expect, it } from 'vitest';
import { caseWithMarrow } from '../../src/app/case-with-marrow.ts';
import { marrowTyped } from '../../src/app/marrow-typed.ts';
import { screen } from '../../src/app/screen.ts';
import { marrowJson } from '../../src/report/marrow-json.ts';
import { SOME_SHA256 } from '../core/ledger/ledger-contents.ts';

/**
 * Trabecular bone 600 cm³, of which the lesions take 100: a reserve of 500 cm³. The high-risk lesion has 260 cm³, 52 % of it;
 * the other one is no priority and does not count.
 */
const typed = {
  schema: 'trabecula/typed/1',
  subject: 'P01',
  trabecularCm3: 600,
  kind: 'trabecular',
  skeletonComplete: true,
  gtvTotalComplete: true,
  readings: { irradiationVolume: 'gtv', nodes: 'with' },
  lesions: [
    { id: 'L1', gtvCm3: 260, site: 'bone', highRisk: true, symptomatic: false, inTrabecularCm3: 90 },
    { id: 'L2', gtvCm3: 40, site: 'bone', highRisk: false, symptomatic: false, inTrabecularCm3: 10 },
  ],
};
let marrow: string;
beforeAll(async () => {
  const wish = { level: 3, objective: 'order' as const, order: [], must: [], not: [] };
  const text = JSON.stringify(typed);
  marrow = marrowJson(await marrowTyped({ text, path: 'typed.json', sha256: SOME_SHA256, trial: null, wish }));
});

async function tumourVolume(facts: object): Promise<[string, string | null]> {
  const caseText = JSON.stringify({ schema: 'trabecula/case/1', subject: 'P01', ...facts });
  const request = { caseText, casePath: 'case', marrow: { text: marrow, path: 'marrow.json' }, trials: ['himars'] };
  const { trials } = await screen(request);
  const found = trials[0]?.criteria.find(({ id }) => id === 'himars/tumour-volume');
  return [found?.outcome ?? 'none', found?.value ?? null];
}

it('answers the exclusion on tumour volume from the marrow result: 260 of 500 cm³ is 52 %', async () => {
  const [outcome, value] = await tumourVolume({});
  expect([outcome, value]).toEqual(['fails', expect.stringContaining('52')]);
  expect((await tumourVolume({ lesions: [{ id: 'L1', organ: 'bone' }, { id: 'L2' }] }))[0]).toBe('fails');
});

it('leaves open what a lesion of the case adds that the marrow result does not have', async () => {
  const lesions = [{ id: 'L1', highRisk: true }, { id: 'L2' }, { id: 'L3', organ: 'bone' }];
  expect((await tumourVolume({ lesions }))[0]).toBe('fails');
  const text = caseWithMarrow(JSON.stringify({ subject: 'P01', lesions }), 'case', marrow, 'marrow.json');
  expect((JSON.parse(text) as typeof typed).lesions[2]).toEqual({ id: 'L3', organ: 'bone' });
});

it.each([
  [{ subject: 'P02' }, 'of another subject'],
  [{ lesions: [{ id: 'L1' }] }, 'does not list a lesion'],
  [{ patient: { boneMarrowReserveCm3: 700 } }, 'boneMarrowReserveCm3 is another'],
  [{ lesions: [{ id: 'L1', highRisk: false }, { id: 'L2' }] }, 'L1: highRisk is another'],
])('refuses a case that says otherwise: %j', async (facts, part) => {
  await expect(tumourVolume(facts)).rejects.toThrow(part);
});
