import { type LedgerContent, ledgerContentSchema, type LedgerEntry, NO_HASH } from '../../core/index.ts';
import { ledgerLines } from '../../src/report/ledger-lines.ts';
import { chainOf, SOME_SHA256 } from '../core/ledger/ledger-contents.ts';

/** A 3+3 over the levels of HIMARS; a chosen level has six subjects. */
export const SYNTHETIC_DESIGN = {
  schema: 'trabecula/design/1',
  method: '3+3',
  version: 'synthetic 1',
  levels: [
    { id: -1, percent: 20 },
    { id: 1, percent: 30 },
    { id: 2, percent: 40 },
    { id: 3, percent: 50 },
  ],
  startLevel: 1,
  maxSubjects: 18,
  doseLimitingToxicity: { definition: 'invented for this test', windowDays: 28 },
  candidateSubjects: 6,
} as const;

/** The same with a pause between starts. */
export const COHORT_DESIGN = { ...SYNTHETIC_DESIGN, stagger: { days: 14, of: 'first-at-level' } } as const;

/**
 * Three subjects at level 1, two of them pending, in 18 entries of which the last is a correction. The second reaches
 * 19 % of the reserve, less than the 20 % of the next lower level: he does not test his.
 */
export function cohortContents(): readonly LedgerContent[] {
  const contents = [1, 2, 3].flatMap((index) => {
    const subject = `P0${String(index)}`;
    return [
      { kind: 'subject', subject, trial: 'himars' },
      { kind: 'screening', subject, trial: 'himars', outcome: 'no-bar-found', resultSha256: SOME_SHA256 },
      { kind: 'level', subject, level: 1, reason: 'the trial begins at level 1' },
      {
        kind: 'selection',
        subject,
        lesions: ['L1', 'L2'],
        irradiatedCm3: index === 2 ? 190 : 270.5,
        attainableCm3: 312.25,
        reserveCm3: 1000,
        resultSha256: SOME_SHA256,
      },
      {
        kind: 'fraction',
        subject,
        lesions: ['L1', 'L2'],
        number: 1,
        startedAt: `2026-03-0${String(index)}T09:30:00+01:00`,
      },
    ];
  });
  const evaluated = { kind: 'evaluation', subject: 'P01', windowEnd: '2026-03-29', reason: 'blood counts, "weekly"' };
  return [
    ...contents,
    { ...evaluated, doseLimitingToxicity: 'not-evaluable' },
    { kind: 'reading', trial: 'himars', reading: 'irradiation-volume', option: 'gtv', reason: 'steering committee' },
    {
      kind: 'correction',
      corrects: 16,
      instead: { ...evaluated, doseLimitingToxicity: 'no' },
      reason: 'the counts came in late',
    },
  ].map((content) => ledgerContentSchema.parse(content));
}

/** Entries as `ledger export` writes them, sealed one after the other. */
export async function chainedLines(contents: readonly LedgerContent[]): Promise<string> {
  const rows = await chainOf(contents);
  const { sequence, hash } = rows.at(-1) ?? { sequence: 0, hash: NO_HASH };
  const entries = rows.map((row) => ({ ...(JSON.parse(row.sealed) as LedgerEntry), hash: row.hash }));
  return ledgerLines({ schema: 'trabecula/ledger-list/1', head: { sequence, hash }, entries });
}
