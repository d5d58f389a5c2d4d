import { describe, expect, it } from 'vitest';
import { type CaseDecision, type CaseFile, readCaseFile } from '../../core/index.ts';
import {
  caseText,
  withConfirmed,
  withDecision,
  withDecisionTakenBack,
  withLesion,
  withNewLesion,
  withoutLesion,
  withReading,
  withRoiUse,
  withSchedule,
  withTps,
} from '../../ui/case-draft.ts';
import { changeDraft, historyOf } from '../../ui/draft-history.ts';

/** A case with parts that no screen shows: they must not get lost. */
const start: CaseFile = {
  schema: 'trabecula/case/1',
  subject: 'S-7',
  trial: 'himars',
  lesions: [
    { id: 'L1', gtv: 'GTV_1', ptv: 'PTV_1', organ: 'bone', site: 'bone', prescription: { doseGy: 27, fractions: 3 } },
    { id: 'L4', ptv: 'PTV_4', tps: { system: 'A', ptvVolumeCm3: 3 } },
  ],
  trabecularBone: { rois: ['TTB'], kind: 'trabecular', skeletonComplete: true },
  gtvTotal: { rois: 'all-lesions', complete: true },
  level: 2,
};
const decision: CaseDecision = {
  rule: 'himars/ptv-coverage',
  lesion: 'L1',
  outcome: 'per-protocol',
  by: 'M. Weber',
  date: '2026-03-31',
  reason: 'seen',
  of: {
    outcome: 'undecided',
    roiName: 'PTV_1',
    value: 89.9,
    low: 89,
    high: 91,
    limit: 90,
    reason: null,
    inputs: ['a'],
  },
};
const read = (draft: CaseFile): CaseFile => readCaseFile(caseText(draft), 'case');

describe('a case that was edited on the page', () => {
  it('is what the command line reads, with every part that no screen shows', () => {
    const signed = { by: 'A. Noor', date: '2026-04-01', reason: 'wrong lesion' };
    const steps: ((draft: CaseFile) => CaseFile)[] = [
      (draft) => withLesion(draft, 1, { highRisk: true, symptomatic: undefined }),
      (draft) => withNewLesion(draft, 'PTV_9'),
      (draft) => withConfirmed(draft, 'links', true),
      (draft) => withReading(draft, 'isodoseOf', 'of-maximum'),
      (draft) => withDecision(draft, decision),
      (draft) => withDecisionTakenBack(draft, { rule: decision.rule, lesion: 'L1' }, signed),
      (draft) => withTps(draft, [{ lesion: 'L4', tps: { dmaxGy: 33 } }], { system: 'B', version: '' }),
    ];
    const edited = steps.reduce((draft, step) => step(draft), start);
    expect(read(edited)).toEqual(edited);
    expect(edited).toMatchObject({ trabecularBone: start.trabecularBone, level: 2, subject: 'S-7' });
    expect(edited.lesions).toEqual([
      start.lesions?.[0],
      { id: 'L4', ptv: 'PTV_4', highRisk: true, tps: { system: 'B', ptvVolumeCm3: 3, dmaxGy: 33 } },
      { id: 'L2', ptv: 'PTV_9' },
    ]);
    expect(edited.decisions).toEqual([{ ...decision, withdrawn: signed }]);
  });

  it('takes back the last decision on a finding that stands, and no other', () => {
    const signed = { by: 'N', date: '2026-04-01', reason: 'r' };
    const other = { ...decision, rule: 'himars/maximum-dose' };
    const draft = [decision, decision, other].reduce(withDecision, start);
    const once = withDecisionTakenBack(draft, { rule: decision.rule, lesion: 'L1' }, signed);
    expect(once.decisions?.map(({ withdrawn }) => withdrawn !== undefined)).toEqual([false, true, false]);
    const twice = withDecisionTakenBack(once, { rule: decision.rule, lesion: 'L1' }, signed);
    expect(twice.decisions?.map(({ withdrawn }) => withdrawn !== undefined)).toEqual([true, true, false]);
  });
});

describe('what an ROI is used as', () => {
  it('is one thing only: what had it gives it up, and what it was before is free', () => {
    const draft = withRoiUse(start, 'PTV_1', { lesion: 'L4', role: 'ptv' });
    const [l1, l4] = draft.lesions ?? [];
    expect([l1?.gtv, l1?.ptv, l4?.ptv]).toEqual(['GTV_1', undefined, 'PTV_1']);
    expect(l1).not.toHaveProperty('ptv');
    // The rest of both lesions stays.
    expect([l1?.prescription, l4?.tps]).toEqual([start.lesions?.[0]?.prescription, start.lesions?.[1]?.tps]);
  });

  it('adds the lesion that it is of, where there is none yet', () => {
    const draft = withRoiUse(start, 'GTV_9', { lesion: 'L9', role: 'gtv' });
    expect(draft.lesions?.at(-1)).toEqual({ id: 'L9', gtv: 'GTV_9' });
    expect(read(draft)).toEqual(draft);
  });

  it('may be nothing', () => {
    expect(withRoiUse(start, 'PTV_1', null).lesions?.[0]).not.toHaveProperty('ptv');
    expect(withRoiUse(start, 'unknown', null)).toEqual(start);
  });
});

it('a schedule in the case is one that the command line reads, and takes nothing else with it', () => {
  const schedule = {
    zone: 'Europe/Paris',
    fractions: [{ start: '2026-03-28T09:00', lesions: ['L4'] }],
    complete: true,
  };
  const draft = withSchedule(start, schedule);
  expect(read(draft)).toEqual({ ...start, schedule });
});

describe('undo and redo', () => {
  it('go back and forth over changes, and a change after an undo forgets what was undone', () => {
    const first = changeDraft(historyOf(start), { kind: 'change', by: (draft) => withoutLesion(draft, 0) });
    const second = changeDraft(first, { kind: 'change', by: (draft) => ({ ...draft, level: 3 }) });
    const undone = changeDraft(changeDraft(second, { kind: 'undo' }), { kind: 'undo' });
    expect(undone.draft).toBe(start);
    expect(changeDraft(undone, { kind: 'undo' })).toBe(undone);
    expect(changeDraft(undone, { kind: 'redo' }).draft).toBe(first.draft);
    const other = changeDraft(undone, { kind: 'change', by: (draft) => ({ ...draft, level: 1 }) });
    expect(other.future).toEqual([]);
    expect(other.past).toEqual([start]);
  });

  it('pass over a change that changes nothing', () => {
    const history = historyOf(start);
    expect(changeDraft(history, { kind: 'change', by: (draft) => ({ ...draft }) })).toBe(history);
  });
});
