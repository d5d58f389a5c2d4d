import { describe, expect, it } from 'vitest';
import { DESIGN_METHODS, emptyDesign, loadTrial, readDesign } from '../../../core/index.ts';
import himars from '../../../seeds/himars.json' with { type: 'json' };
import { aDesign } from './a-design.ts';

const trial = await loadTrial({ source: himars, where: 'seeds/himars.json' });
const refusal = (design: object): string => {
  try {
    readDesign(design, 'design.json');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};

describe('a design with something left empty', () => {
  it('says of a template what the first empty key is filled in with, and names every other', () => {
    expect(refusal(emptyDesign('3+3', trial))).toBe(
      'design.json, version: nothing is filled in here yet, nor in doseLimitingToxicity.definition, ' +
        'doseLimitingToxicity.windowDays, candidateSubjects (found null; ' +
        'expected a name for this version of the design; a change of anything is a new version)',
    );
  });

  it.each(DESIGN_METHODS)('explains each key that the template of %s leaves empty, until none is left', (method) => {
    const whole = aDesign(method) as Record<string, unknown>;
    const template = emptyDesign(method, trial) as Record<string, unknown>;
    const { explanations, ...keys } = template as { explanations: Record<string, string> };
    for (const key of Object.keys(keys).filter((each) => (keys as Record<string, unknown>)[each] === null)) {
      // Null is an answer to these two: no limit, and never.
      const isAnswer = key === 'maxSubjects' || key === 'stopAbove';
      const said = refusal({ ...whole, [key]: null });
      if (isAnswer) expect([key, said]).toEqual([key, 'accepted']);
      else
        expect(said).toBe(
          `design.json, ${key}: nothing is filled in here yet (found null; expected ${explanations[key]})`,
        );
    }
    expect(refusal({ ...template, ...whole })).toBe('accepted');
  });

  it.each<[object, string]>([
    [
      { doseLimitingToxicity: { definition: '', windowDays: 42 } },
      'doseLimitingToxicity.definition: nothing is filled in',
    ],
    [{ doseLimitingToxicity: { definition: 'd', windowDays: null } }, 'expected days from the first fraction'],
    [
      { levels: [{ id: 1, percent: null }] },
      'levels[0].percent: nothing is filled in here yet (found null; expected from the record',
    ],
    // A wrong value and an unknown key are told as in every file.
    [{ candidateSubjects: 4 }, 'candidateSubjects: this value does not fit (found 4; expected 3 or 6)'],
    [{ version: null, versoin: '1' }, 'versoin: unknown key "versoin", nearest is "version"'],
    [{ schema: null }, 'schema: this value does not fit (found null; expected "trabecula/design/1")'],
  ])('%j', (changes, part) => {
    expect(refusal(aDesign('3+3', changes))).toContain(part);
  });
});
