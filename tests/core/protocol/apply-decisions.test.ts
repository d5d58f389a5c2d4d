import { describe, expect, it } from 'vitest';
import { applyDecisions, decidedOn, decidedWords, readCaseFile } from '../../../core/index.ts';
import type { CaseDecision, CheckResult, Finding } from '../../../core/index.ts';
import { aLesion, aTarget, check } from './a-lesion.ts';

const inputs: CheckResult['inputs'] = [
  { sopInstanceUid: '1.2', modality: 'RTDOSE', sha256: 'bb', bytes: 3 },
  { sopInstanceUid: '1.3', modality: 'RTSTRUCT', sha256: 'aa', bytes: 5 },
];
/** PTV coverage of which 80 % and 90 % lie in the interval. */
const wide = aLesion({ ptv: aTarget({ coveragePercent: { value: 89, low: 79, high: 91 } }) });
const near = aLesion({ ptv: aTarget({ coveragePercent: { value: 89.9, low: 89.1, high: 90.6 } }) });
const RULE = 'himars/ptv-coverage';

function findingIn(lesion: typeof wide, rule = RULE): Finding {
  const finding = check({ lesions: [lesion] }).findings.find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(rule);
  return finding;
}

function decision(changes: Partial<CaseDecision> = {}): CaseDecision {
  return {
    rule: RULE,
    lesion: 'L1',
    outcome: 'acceptable-deviation',
    by: 'M. Weber',
    date: '2026-03-02',
    reason: 'seen with the record',
    of: decidedOn(findingIn(near), inputs),
    ...changes,
  };
}

const applied = (decisions: readonly CaseDecision[], lesion = near, files = inputs) =>
  applyDecisions(decisions, check({ lesions: [lesion] }), files);
const standings = (...given: Parameters<typeof applied>): unknown[] =>
  applied(...given).findings.flatMap(({ decisions = [] }) => decisions.map(({ standing, why }) => [standing, why]));

describe('an open finding', () => {
  it('may be decided as any class that its interval reaches, and as no other', () => {
    expect(findingIn(near).decidable).toEqual(['acceptable-deviation', 'per-protocol']);
    expect(findingIn(wide).decidable).toEqual(['unacceptable-deviation', 'acceptable-deviation', 'per-protocol']);
    expect(findingIn(aLesion()).decidable).toBeUndefined();
  });

  it('without an answer may be decided as any class of its rule, and not while every verdict is withheld', () => {
    const noGtv = { ...aLesion(), gtv: null, gtvReason: 'the case names no GTV' };
    expect(findingIn(noGtv, 'himars/gtv-coverage').decidable).toEqual([
      // Of a reading of the record in which the GTV is the target volume.
      'unacceptable-deviation',
      'not-met',
      'met',
    ]);
    const blocker = { code: 'pairing', message: 'pairing not confirmed', weight: 'outright' } as const;
    const { findings } = check({ lesions: [noGtv], blockers: [blocker] });
    expect(findings.map(({ decidable }) => decidable)).toEqual(findings.map(() => undefined));
  });
});

describe('a decision', () => {
  it('stands beside the computed outcome, which does not change', () => {
    const { findings, decided } = applied([decision()]);
    const finding = findings.find(({ rule }) => rule === RULE);
    expect(finding).toMatchObject({ outcome: 'undecided', value: 89.9 });
    expect(finding?.decisions).toMatchObject([
      { outcome: 'acceptable-deviation', by: 'M. Weber', standing: 'in-force' },
    ]);
    expect(decided).toEqual({ inForce: 1, stale: 0, outcome: 'acceptable-deviation' });
  });

  it('leaves what is still open, or worse, as the outcome that would be with it', () => {
    const other = aLesion({ id: 'L2', ptv: aTarget({ coveragePercent: { value: 70, low: 69, high: 71 } }) });
    const verdict = check({ lesions: [near, other] });
    const { decided } = applyDecisions([decision({ outcome: 'per-protocol' })], verdict, inputs);
    expect(decided?.outcome).toBe('unacceptable-deviation');
    const noGtv = { ...near, gtv: null };
    const open = applyDecisions([decision({ outcome: 'per-protocol' })], check({ lesions: [noGtv] }), inputs);
    expect(open.decided?.outcome).toBe('not-evaluable');
  });

  it.each([
    ['another value', aLesion({ ptv: aTarget({ coveragePercent: { value: 89.8, low: 89.1, high: 90.6 } }) })],
    ['another interval', aLesion({ ptv: aTarget({ coveragePercent: { value: 89.9, low: 89.2, high: 90.6 } }) })],
    [
      'another ROI',
      aLesion({ ptv: { ...aTarget({ coveragePercent: { value: 89.9, low: 89.1, high: 90.6 } }), roiName: 'B' } }),
    ],
    ['what is settled now', aLesion()],
  ])('made before %s is shown and does not apply', (_, lesion) => {
    const { findings, decided, warnings } = applied([decision()], lesion);
    expect(findings.flatMap(({ decisions = [] }) => decisions)).toMatchObject([
      { standing: 'stale', why: expect.any(String) as string },
    ]);
    expect(decided).toMatchObject({ inForce: 0, stale: 1, outcome: check({ lesions: [lesion] }).outcome });
    expect(warnings).toMatchObject([{ code: 'decision' }]);
  });

  it('made for other files does not apply, in whatever order files are listed', () => {
    expect(standings([decision()], near, [...inputs].reverse())).toEqual([['in-force', null]]);
    const others = inputs.map((input) => (input.modality === 'RTDOSE' ? { ...input, sha256: 'cc' } : input));
    expect(standings([decision()], near, others)).toEqual([['stale', 'it was made for other files']]);
  });

  it('for a class that the finding cannot have does not apply', () => {
    expect(standings([decision({ outcome: 'unacceptable-deviation' })])).toMatchObject([['stale', expect.anything()]]);
  });

  it('that was withdrawn stays to be seen; the one before applies again', () => {
    const withdrawn = { by: 'A. Noor', date: '2026-03-05', reason: 'wrong lesion' };
    const decisions = [decision(), decision({ outcome: 'per-protocol', withdrawn })];
    expect(standings(decisions)).toEqual([
      ['in-force', null],
      ['withdrawn', null],
    ]);
    expect(standings([decision(), decision({ outcome: 'per-protocol' })])).toEqual([
      ['superseded', null],
      ['in-force', null],
    ]);
  });

  it('on something that is not there is a warning, and nothing else', () => {
    const { findings, warnings } = applied([decision({ lesion: 'L9' })]);
    expect(findings).toEqual(check({ lesions: [near] }).findings);
    expect(warnings[0]?.message).toContain('himars/ptv-coverage of L9');
  });

  it('is said in words, with what it does not change', () => {
    const { decided } = applied([decision()]);
    const { summary } = check({ lesions: [near] });
    expect(decidedWords({ summary: { ...summary, decided } })).toBe(
      '1 open finding was decided by a person; with that: acceptable deviation. Outcome and exit status stay as computed.',
    );
    expect(decidedWords({ summary })).toBeNull();
  });
});

describe('a decision in the case file', () => {
  const text = (changes: object): string =>
    JSON.stringify({
      schema: 'trabecula/case/1',
      lesions: [{ id: 'L1', ptv: 'P' }],
      decisions: [{ ...decision(), ...changes }],
    });

  it('is read as it was written', () => {
    expect(readCaseFile(text({}), 'case').decisions).toEqual([decision()]);
  });

  it.each([
    ['nobody', { by: ' ' }],
    ['no reason', { reason: '' }],
    ['no day', { date: '2026-02-30' }],
    ['an open class', { outcome: 'undecided' }],
  ])('by %s is refused', (_, changes) => {
    expect(() => readCaseFile(text(changes), 'case')).toThrow();
  });
});
