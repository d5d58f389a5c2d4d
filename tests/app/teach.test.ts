import { describe, expect, it } from 'vitest';
import { FIRST_TEACHING_SETTINGS, TEACHING_NUMBER_NAMES } from '../../core/index.ts';
import type { TeachingSettings } from '../../core/index.ts';
import { glance, nudge, teach } from '../../src/app/teach.ts';
import type { TaughtFinding } from '../../src/app/teach.ts';

const settingsWith = (changes: Partial<TeachingSettings>): TeachingSettings => ({
  ...FIRST_TEACHING_SETTINGS,
  ...changes,
});

async function ofPtv(settings: TeachingSettings): Promise<TaughtFinding> {
  const { findings } = await teach(settings);
  const found = findings.find(({ finding }) => finding.rule === 'himars/ptv-coverage');
  if (found === undefined) throw new Error('no PTV coverage');
  return found;
}

const deciding = ({ items }: TaughtFinding): string[] => items.filter(({ decides }) => decides).map(({ item }) => item);

describe('a teaching case', () => {
  it('is computed as finely as it is drawn: half a millimetre comes to the closed form', () => {
    const { ptv, gtv } = glance(settingsWith({ doseSpacingMm: 0.5, sliceSpacingMm: 0.5, shiftZMm: 1 }));
    expect(Math.abs((ptv.computedPercent ?? 0) - ptv.truth.coveragePercent)).toBeLessThan(0.6);
    expect(ptv.computedCm3).toBeCloseTo(ptv.truth.volumeCm3, 2);
    expect(gtv.computedCm3).toBeCloseTo(gtv.truth.volumeCm3, 2);
  });

  // Balls of 9 mm in an isodose of 9 mm: with d between the centres the lens holds 1 - 3d/4R + d³/16R³ of the target.
  it.each([
    { shiftXMm: 0.5, class: 'per-protocol', item: 'H19' },
    { shiftXMm: 2, class: 'acceptable-deviation', item: 'H20' },
    { shiftXMm: 4, class: 'unacceptable-deviation', item: 'H21' },
  ])(
    'changes its class with the shift, and with it the sentence that decides: $item',
    async ({ shiftXMm, ...wanted }) => {
      const found = await ofPtv(settingsWith({ shiftXMm, doseSpacingMm: 1, sliceSpacingMm: 1 }));
      const truth = 100 * (1 - (3 * shiftXMm) / (4 * 9) + shiftXMm ** 3 / (16 * 9 ** 3));
      expect(glance(settingsWith({ shiftXMm })).ptv.truth.coveragePercent).toBeCloseTo(truth, 9);
      expect(found.finding.outcome).toBe(wanted.class);
      expect(found.ofTruth).toBe(wanted.class);
      expect(deciding(found)).toEqual([wanted.item]);
      expect(found.finding.low).toBeLessThanOrEqual(truth);
      expect(found.finding.high).toBeGreaterThanOrEqual(truth);
    },
  );

  it('is undecided where a coarse dose grid cannot tell, with both sentences', async () => {
    const small = settingsWith({ diameterMm: 8, marginMm: 0, reachMm: 0, shiftXMm: 0 });
    const [fine, coarse] = [
      await ofPtv({ ...small, doseSpacingMm: 0.5, sliceSpacingMm: 0.5 }),
      await ofPtv({ ...small, doseSpacingMm: 3 }),
    ];
    expect(fine.finding.outcome).toBe('per-protocol');
    expect(coarse.finding.outcome).toBe('undecided');
    expect(coarse.ofTruth).toBe('per-protocol');
    expect(deciding(coarse)).toContain('H19');
    expect(deciding(coarse).length).toBeGreaterThan(1);
  });

  it('has no coverage and no verdict where no slice cuts the target', async () => {
    const base = settingsWith({ diameterMm: 3, marginMm: 0, sliceSpacingMm: 5 });
    const seed = Array.from({ length: 20 }, (_, n) => n).find(
      (n) => glance({ ...base, seed: n }).ptv.computedPercent === null,
    );
    const found = await ofPtv({ ...base, seed: seed ?? -1 });
    expect(found.finding).toMatchObject({ outcome: 'not-evaluable', value: null });
    expect(found.finding.reason).toContain('not drawn');
    expect(deciding(found)).toEqual([]);
  });

  it('says of every setting what a step of it changes, and nothing beyond its range', async () => {
    for (const name of TEACHING_NUMBER_NAMES) {
      const { moved } = await nudge(settingsWith({ marginMm: 0, doseSpacingMm: 2.5, sliceSpacingMm: 2.5 }), name);
      expect(moved.length).toBe(2);
      if (name === 'marginMm') expect(moved[0]).toBeNull();
      else expect(moved[0]).not.toBeNull();
    }
    const { moved } = await nudge(settingsWith({ shiftXMm: 1 }), 'shiftXMm');
    expect(moved.map((each) => each?.to)).toEqual([0, 2]);
    expect(moved[0]?.truePercent).toBe(100);
    expect(moved[1]?.truePercent).toBeCloseTo(100 * (1 - 6 / 36 + 8 / (16 * 729)), 9);
  });
});
