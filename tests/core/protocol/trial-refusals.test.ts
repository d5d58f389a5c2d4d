import { describe, expect, it } from 'vitest';
import { isTrabeculaError, loadTrial } from '../../../core/index.ts';
import { asOverall } from '../../../core/protocol/overall-outcome.ts';
import { aLesion, aTarget, findingOf, himarsJson } from './a-lesion.ts';

interface Loose {
  id: string;
  readings: Record<string, { options: Record<string, unknown>; default: string | null }>;
  rules: (Record<string, unknown> & { id: string; kind: string; bands: Record<string, unknown>[] })[];
}
async function refusal(change: (trial: Loose) => void): Promise<{ message: string; kind: string }> {
  const copy = structuredClone(himarsJson) as Loose;
  change(copy);
  try {
    await loadTrial({ source: copy, where: 'trial.json' });
  } catch (error) {
    if (isTrabeculaError(error)) return { message: error.message, kind: error.kind };
    throw error;
  }
  throw new Error('accepted');
}
const rule = (trial: Loose, name: string): Loose['rules'][number] =>
  trial.rules.find(({ id }) => id === `himars/${name}`)!;

describe('a trial file that contradicts itself is refused', () => {
  it('where two bands hold, and where none does, with a number at which', async () => {
    const both = await refusal((trial) => (rule(trial, 'ptv-coverage').bands[0]!['when'] = 'coverage >= 85'));
    expect(both.kind).toBe('unreadable');
    expect(both.message).toContain('the bands are not total and disjoint');
    expect(both.message).toMatch(/found ".*coverage >= 85.*" and ".*" both hold at coverage = \d/);
    expect(both.message).toContain('expected exactly one band for every number');
    const gap = await refusal((trial) => (rule(trial, 'ptv-coverage').bands[0]!['when'] = 'coverage > 90'));
    expect(gap.message).toContain('no band holds at coverage = 90');
  });

  it.each([
    ['prescription-isodose', 'reading'],
    ['maximum-dose', 'statisticReading'],
    ['maximum-dose', 'placeReading'],
    ['volume-level', 'volumeReading'],
    ['volume-level', 'nodesReading'],
    ['volume-level', 'levelReading'],
    ['exclusion', 'reading'],
  ])('where a rule hangs on a reading that is not there: %s, %s', async (name, key) => {
    const { message, kind } = await refusal((trial) => (rule(trial, name)[key] = 'nowhere'));
    expect(kind).toBe('unreadable');
    expect(message).toContain(`rule himars/${name} hangs on a reading "nowhere" that is not in "readings"`);
  });

  it('where a rule comes twice, with its place', async () => {
    const { message } = await refusal((trial) => trial.rules.push(trial.rules[0]!));
    expect(message).toMatch(/trial\.json, rules\[\d+\]: the rule id "himars\/ptv-coverage" is used twice/);
  });

  it('where it extends what does not ship', async () => {
    const source = { schema: 'trabecula/trial/1', id: 'site', extends: 'himar' };
    const thrown: unknown = await loadTrial({ source, where: 'site.json', shipped: { himars: himarsJson } }).catch(
      (error: unknown) => error,
    );
    expect(isTrabeculaError(thrown) && [thrown.kind, thrown.message]).toEqual([
      'unreadable',
      'site.json, extends: no trial "himar" ships with the program, nearest is "himars"',
    ]);
  });
});

describe('outcomes', () => {
  it('of a rule that is met are no deviation found, of others themselves', () => {
    expect((['met', 'per-protocol', 'not-met', 'undecided', 'acceptable-deviation'] as const).map(asOverall)).toEqual([
      'no-deviation-found',
      'no-deviation-found',
      'not-met',
      'undecided',
      'acceptable-deviation',
    ]);
  });

  it('a regimen may be off by its tolerance and no more', () => {
    const met = (doseGy: number) =>
      findingOf('himars/regimen', {
        lesions: [
          aLesion({ prescription: { doseGy, fractions: 3, isodosePercent: null, isodoseOf: null, source: 'x' } }),
        ],
      }).outcome;
    expect([27, 27.01, 26.99, 27.011, 26.98].map(met)).toEqual(['met', 'met', 'met', 'not-met', 'not-met']);
  });

  it('an isodose that the case states below the limit is settled, whatever reading is chosen, if it says no other', () => {
    const stated = (isodoseOf: 'maximum' | 'point' | null, reading: string) =>
      findingOf('himars/prescription-isodose', {
        lesions: [
          aLesion({
            gtv: null,
            ptv: aTarget({ dmaxGy: 40, d2PercentGy: 39 }),
            prescription: { doseGy: 27, fractions: 3, isodosePercent: 40, isodoseOf, source: 'case file' },
          }),
        ],
        readings: { isodoseOf: reading },
      });
    expect(stated(null, 'of-maximum').reason).toContain('the case states the 40 % isodose');
    expect(stated('maximum', 'of-maximum').reason).toContain('the case states the 40 % isodose');
    expect(stated('point', 'of-maximum').reason ?? '').not.toContain('the case states the 40 % isodose');
  });
});
