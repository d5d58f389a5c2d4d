import { describe, expect, it } from 'vitest';
import { exercises } from '../../src/app/exercises.ts';
import type { Exercise } from '../../src/app/exercises.ts';
import { keyHtml, worksheetHtml } from '../../src/report/exercises-html.ts';

const asked = (made: readonly Exercise[]) => made.map(({ number, question }) => ({ number, question }));

describe('exercises', () => {
  it('are the same for the same seed, and others for another', async () => {
    const [one, same, other] = [
      await exercises({ seed: 3, count: 4 }),
      await exercises({ seed: 3, count: 4 }),
      await exercises({ seed: 4, count: 4 }),
    ];
    expect(one).toEqual(same);
    expect(one[0]?.question).not.toEqual(other[0]?.question);
    expect(one[1]?.question).not.toEqual(other[1]?.question);
    // The first of ten are the first four.
    expect((await exercises({ seed: 3, count: 2 }))[1]).toEqual(one[1]);
  });

  it('have the best choice of lesions as their key: no other set holds more', async () => {
    for (const { question, answer } of await exercises({ seed: 11, count: 12 })) {
      if (question.kind !== 'marrow' || answer.kind !== 'marrow') continue;
      const { lesions, trabecularCm3 } = question.volumes;
      const reserve = trabecularCm3 - lesions.reduce((sum, each) => sum + (each.inTrabecularCm3 ?? 0), 0);
      const budget = (question.levelPercent / 100) * reserve;
      expect(answer.reserveCm3).toBeCloseTo(reserve, 9);
      expect(answer.budgetCm3).toBeCloseTo(budget, 9);
      let most = -1;
      for (let set = 0; set < 2 ** lesions.length; set++) {
        const chosen = lesions.filter((_, n) => (set >> n) % 2 === 1);
        const holdsPriority = lesions.every((each) => each.highRisk !== true || chosen.includes(each));
        const volume = chosen.reduce((sum, { gtvCm3 = 0 }) => sum + gtvCm3, 0);
        if (holdsPriority && volume <= budget + 1e-6) most = Math.max(most, volume);
      }
      expect(answer.status).toBe('fits');
      expect(answer.usedCm3).toBeCloseTo(most, 6);
      const sum = lesions
        .filter(({ id }) => answer.proposed.includes(id))
        .reduce((all, { gtvCm3 = 0 }) => all + gtvCm3, 0);
      expect(sum).toBeCloseTo(most, 6);
    }
  });

  it('call a coverage what the record calls it', async () => {
    const classOf = (percent: number): string =>
      percent >= 90 ? 'per-protocol' : percent >= 80 ? 'acceptable-deviation' : 'unacceptable-deviation';
    for (const { question, answer } of await exercises({ seed: 5, count: 9 })) {
      if (question.kind !== 'coverage' || answer.kind !== 'coverage') continue;
      const { value, low, high } = question.coverage;
      expect(answer.ofValue).toBe(classOf(value));
      expect(answer.ofTruth).toBe(classOf(answer.truePercent));
      expect(answer.outcome).toBe(classOf(low) === classOf(high) ? classOf(value) : 'undecided');
      expect(answer.items.length).toBe(new Set([low, value, high].map(classOf)).size);
    }
  });

  it('leave no answer on the worksheet, and no question on the key', async () => {
    const made = await exercises({ seed: 7, count: 6 });
    const [sheet, key] = [worksheetHtml(7, asked(made)), keyHtml(7, made)];
    for (const { answer } of made) {
      if (answer.kind === 'coverage') {
        expect(key).toContain('True coverage');
        expect(JSON.stringify(asked(made))).not.toContain(String(answer.truePercent));
      } else {
        expect(key).toContain(answer.proposed.join(', '));
        expect(sheet).not.toContain(answer.proposed.join(', '));
        expect(sheet).not.toContain(`${answer.reserveCm3.toFixed(1)} cm³`);
      }
    }
    expect(sheet).not.toContain('True coverage');
    expect(sheet).not.toContain('H20');
    expect(sheet).not.toContain('<script');
    expect(key).not.toContain('Which class');
  });

  it.each([
    { seed: -1, count: 3 },
    { seed: 1.5, count: 3 },
    { seed: 1, count: 0 },
    { seed: 1, count: 51 },
  ])('are refused for seed $seed and count $count', async (request) => {
    await expect(exercises(request)).rejects.toThrow(/whole number/);
  });
});
