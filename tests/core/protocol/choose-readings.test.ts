import { describe, expect, it } from 'vitest';
import { chooseReadings, TrabeculaError } from '../../../core/index.ts';
import type { Trial } from '../../../core/index.ts';
import { himars } from './a-lesion.ts';

function refusal(trial: Trial, chosen: Record<string, string>, where?: string): TrabeculaError {
  try {
    chooseReadings(trial, chosen, where);
  } catch (error) {
    if (error instanceof TrabeculaError) return error;
    throw error;
  }
  throw new Error('was taken');
}

const NAMES = Object.keys(himars.readings).join(', ');

describe('the readings of a trial', () => {
  it('are its defaults, open ones too, until a case chooses', () => {
    expect([...chooseReadings(himars).keys()]).toEqual(Object.keys(himars.readings));
    expect(Object.fromEntries(chooseReadings(himars))).toMatchObject({
      isodoseOf: null,
      maximumStatistic: null,
      maximumPlace: null,
      targetVolume: 'ptv',
      irradiationVolume: null,
      nodes: null,
      levelMeans: 'ceiling',
    });
    expect(chooseReadings(himars, { nodes: 'without' }).get('nodes')).toBe('without');
  });

  it.each([
    ['volume-level', 'ptv', 'irradiationVolume'],
    ['himars/volume-level', 'without', 'nodes'],
    ['volume-level', 'target', 'levelMeans'],
    ['maximum-dose', 'anywhere', 'maximumPlace'],
    ['maximum-dose', 'point-maximum', 'maximumStatistic'],
    ['gtv-coverage', 'gtv', 'targetVolume'],
  ])('named by the rule %s, "%s" is that of %s', (rule, option, name) => {
    expect(chooseReadings(himars, { [rule]: option }).get(name)).toBe(option);
  });

  it("a site's trial may be asked by the short names of the rules it took over", () => {
    const site: Trial = { ...himars, id: 'site' };
    expect(chooseReadings(site, { 'maximum-dose': 'anywhere' }).get('maximumPlace')).toBe('anywhere');
  });

  it('the end of a name is not its name', () => {
    expect(() => chooseReadings(himars, { dose: 'anywhere' })).toThrow('unknown reading "dose"');
  });

  it('one that is unknown is refused with the nearest', () => {
    expect(refusal(himars, { isodoseof: 'of-point' }).kind).toBe('unreadable');
    expect(refusal(himars, { isodoseof: 'of-point' }).message).toBe(
      `case, readings: unknown reading "isodoseof", nearest is "isodoseOf" (expected one of ${NAMES})`,
    );
  });

  it('an option that is unknown is refused with the nearest, of all readings of a rule', () => {
    expect(refusal(himars, { isodoseOf: 'of-max' }, 'case.json').message).toBe(
      'case.json, readings: unknown option of isodoseOf "of-max", nearest is "of-maximum"' +
        ' (expected one of of-maximum, of-point, of-near-maximum)',
    );
    expect(refusal(himars, { 'maximum-dose': 'anywere' }).message).toContain(
      'nearest is "anywhere" (expected one of point-maximum, d0.035cc, in-target, anywhere)',
    );
  });

  it('a rule without readings has none to choose', () => {
    expect(refusal(himars, { regimen: 'x' }).message).toContain('unknown reading "regimen"');
  });

  it('a trial without readings says that it has none', () => {
    const plain: Trial = { ...himars, readings: {}, rules: [] };
    expect(refusal(plain, { x: 'y' }).message).toBe(
      'case, readings: unknown reading "x" (expected none: this trial has no readings)',
    );
  });
});
