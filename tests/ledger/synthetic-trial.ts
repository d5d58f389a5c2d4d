import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type CohortNext, cohortNextSchema, type CohortStatus, cohortStatusSchema } from '../../core/index.ts';
import { marrowTyped } from '../../src/app/marrow-typed.ts';
import { screen } from '../../src/app/screen.ts';
import { marrowJson } from '../../src/report/marrow-json.ts';
import { screenJson } from '../../src/report/screen-json.ts';
import { trabecula } from '../built-command.ts';
import { SOME_SHA256 } from '../core/ledger/ledger-contents.ts';
import { SYNTHETIC_DESIGN } from './cohort-entries.ts';

/**
 * Worked out by hand from the rules of 3+3: one toxicity among the first three at a level asks for three more, one among
 * six goes up, and the highest level with one among six is chosen.
 */
const TOXIC = new Set(['P02', 'P09', 'P14']);
export const LEVELS_BY_HAND = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3];

/** Reserve 1000 cm³; the first lesion and then the second make 3 % less than the level; the third never fits beside them. */
async function selectionOf(subject: string, level: number): Promise<string> {
  const percent = SYNTHETIC_DESIGN.levels.find(({ id }) => id === level)?.percent ?? 0;
  const lesion = (id: string, gtvCm3: number, highRisk: boolean): object => ({
    id,
    gtvCm3,
    site: 'bone',
    highRisk,
    symptomatic: false,
    inTrabecularCm3: gtvCm3 / 2,
  });
  const [first, second, third] = [150, percent * 10 - 180, 300];
  const text = JSON.stringify({
    schema: 'trabecula/typed/1',
    subject,
    trabecularCm3: 1000 + (first + second + third) / 2,
    kind: 'trabecular',
    skeletonComplete: true,
    gtvTotalComplete: true,
    readings: { irradiationVolume: 'gtv', nodes: 'with' },
    lesions: [lesion('L1', first, true), lesion('L2', second, true), lesion('L3', third, false)],
  });
  const wish = { level, objective: 'order' as const, order: [], must: [], not: [] };
  return marrowJson(await marrowTyped({ text, path: `${subject}.json`, sha256: SOME_SHA256, trial: null, wish }));
}

async function screeningOf(subject: string): Promise<string> {
  const caseText = JSON.stringify({
    schema: 'trabecula/case/1',
    subject,
    patient: { birthDate: '1955-04-01', sex: 'male', consentDate: '2026-01-20', history: { prostateCancer: 'yes' } },
  });
  return screenJson(await screen({ caseText, casePath: `${subject}.json`, trials: ['himars'] }));
}

/** Plays 18 synthetic patients through the commands, and answers what the ledger says of them in the end. */
export async function playTrial(word: string, folder: string): Promise<CohortStatus> {
  const design = join(folder, 'design.json');
  writeFileSync(design, JSON.stringify(SYNTHETIC_DESIGN));
  const next = (): CohortNext => {
    const { status, stdout, stderr } = trabecula(
      'cohort',
      'next',
      '--design',
      design,
      '--ledger',
      word,
      '--format',
      'json',
    );
    expect([status, stderr]).toEqual([status, '']);
    return cohortNextSchema.parse(JSON.parse(stdout));
  };
  for (let first = 0; first < 18; first += 3) {
    const { next: answer } = next();
    expect([first, answer.action, answer.level]).toEqual([first, 'assign', LEVELS_BY_HAND[first]]);
    await visitsOf([first, first + 1, first + 2], answer.level ?? 0, answer.reason, word, folder);
  }
  const end = next().next;
  expect([end.action, end.chosen, end.enrolled]).toEqual(['stop', 3, 18]);
  const { status, stdout } = trabecula('cohort', 'status', '--ledger', word, '--format', 'json');
  expect(status).toBe(0);
  return cohortStatusSchema.parse(JSON.parse(stdout));
}

/** One command records a cohort of three: what was found of them, and what happened. */
async function visitsOf(
  subjects: readonly number[],
  level: number,
  reason: string,
  word: string,
  folder: string,
): Promise<void> {
  const results: string[] = [];
  const lines: string[] = [];
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  for (const index of subjects) {
    const subject = `P${String(index + 1).padStart(2, '0')}`;
    lines.push(...visitsLines(subject, index, level, reason));
    results.push('--result', file(`${subject}-screen.json`, await screeningOf(subject)));
    results.push('--result', file(`${subject}-marrow.json`, await selectionOf(subject, level)));
  }
  const { status, stdout, stderr } = trabecula(
    ...['ledger', 'add', '--ledger', word, '--by', 'Trial nurse', '--at', '2026-12-01T16:00:00+01:00'],
    file('visits.jsonl', lines.join('\n')),
    ...results,
  );
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout.trim().split('\n')).toHaveLength(lines.length + 6);
}

function visitsLines(subject: string, index: number, level: number, reason: string): string[] {
  const day = (offset: number): string =>
    new Date(Date.UTC(2026, 1, 2 + index * 14 + offset)).toISOString().slice(0, 10);
  const toxic = TOXIC.has(subject);
  const entered = [
    { kind: 'subject', subject, trial: 'himars' },
    { kind: 'level', subject, level, reason },
    { kind: 'plan-check', subject, trial: 'himars', outcome: 'no-deviation-found', resultSha256: SOME_SHA256 },
    ...[1, 2, 3].map((number) => {
      const startedAt = `${day(2 * number)}T09:30:00+01:00`;
      return { kind: 'fraction', subject, lesions: ['L1', 'L2'], number, startedAt };
    }),
    ...(toxic
      ? [{ kind: 'toxicity', subject, term: 'neutropenia', grade: 4, doseLimiting: 'yes', onset: day(12) }]
      : []),
    {
      kind: 'evaluation',
      subject,
      doseLimitingToxicity: toxic ? 'yes' : 'no',
      windowEnd: day(30),
      reason: 'blood counts of the whole window',
    },
  ];
  return entered.map((content) => JSON.stringify({ at: `${day(31)}T16:00:00+01:00`, content }));
}
