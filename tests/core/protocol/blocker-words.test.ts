import { describe, expect, it } from 'vitest';
import { blockerWords } from '../../../core/protocol/words.ts';

describe('what stands against a verdict', () => {
  it.each([
    ['pairing', 'pairing not confirmed', '--write-case'],
    ['pairing', 'G lies wholly outside P, the PTV that the case gives lesion L1', '"confirm": ["pairing"]'],
    ['not-named', 'PTV_9 is a target that no lesion of the case names', '"confirm": ["pairing"]'],
    ['dose-type', 'RD: DoseType is EFFECTIVE; not confirmed', '"confirm": ["dose-type"]'],
    ['dose-type', 'RD: DoseSummationType is BEAM: only part of a plan', 'DoseSummationType PLAN'],
    ['beam-doses-only', 'only doses of beams', 'DoseSummationType PLAN'],
    ['links', 'RD names another plan', '"confirm": ["links"]'],
    ['no-lesions', 'the case names no lesions', '"lesions"'],
  ])('%s: %s: says what to do, and why in few words', (code, message, todo) => {
    const { short, remedy } = blockerWords({ code, message });
    expect(remedy).toContain(todo);
    expect(short.length).toBeLessThanOrEqual(30);
  });

  it('offers no remedy where the user has vouched for what the data do not show', () => {
    const message = '"patient" is confirmed by the user, not by the data';
    expect(blockerWords({ code: 'patient', message })).toEqual({ short: message, remedy: null });
  });

  it('never offers to confirm a dose that is only part of a plan', () => {
    const { remedy } = blockerWords({ code: 'dose-type', message: 'RD: EFFECTIVE; BEAM: only part of a plan' });
    expect(remedy).not.toContain('confirm');
  });
});
