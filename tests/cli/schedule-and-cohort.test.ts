import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cohortNextSchema, scheduleResultSchema } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';
import { scratchFolder } from './scratch-folder.ts';

const folder = scratchFolder();
const written = (name: string, value: object): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
};
const lesions = [{ id: 'L1', prescription: { doseGy: 27, fractions: 3 } }];
const caseOf = (name: string, ...starts: string[]): string =>
  written(name, {
    schema: 'trabecula/case/1',
    lesions,
    schedule: { zone: 'America/New_York', fractions: starts.map((start) => ({ start })) },
  });

it('a schedule ends with 0 when it is kept, 1 when it is broken, 2 when it is open, 65 when it cannot be read', () => {
  // Clocks go forward in New York in the night to 8 March 2026.
  const kept = caseOf('kept.json', '2026-03-06T09:00', '2026-03-08T09:00', '2026-03-10T09:00');
  const { status, stdout } = trabecula('schedule', '--case', kept, '--format', 'json');
  expect(status).toBe(0);
  expect(scheduleResultSchema.parse(JSON.parse(stdout)).fractions.map(({ hoursSinceLast }) => hoursSinceLast)).toEqual([
    null,
    47,
    48,
  ]);
  const broken = caseOf('broken.json', '2026-03-07T09:00', '2026-03-08T09:00', '2026-03-10T09:00');
  expect(trabecula('schedule', '--case', broken).status).toBe(1);
  expect(trabecula('schedule', '--case', caseOf('open.json', '2026-03-06T09:00')).status).toBe(2);
  expect(trabecula('schedule', '--case', caseOf('skipped.json', '2026-03-08T02:30')).status).toBe(65);
});

it('a proposal goes to a calendar file and to the screen', () => {
  const out = join(folder, 'plan.ics');
  const open = caseOf('plan.json');
  const { status, stdout } = trabecula('schedule', '--case', open, '--plan', '2026-03-06', '--out', out);
  expect(status).toBe(0);
  expect(stdout).toContain('2026-03-11  09:00  -04:00');
  expect(
    readFileSync(out, 'utf8')
      .match(/^DTSTART.*$/gm)
      ?.map((line) => line.trim()),
  ).toEqual(['DTSTART:20260306T140000Z', 'DTSTART:20260309T130000Z', 'DTSTART:20260311T130000Z']);
});

it('a template of a design is refused until it is filled in; then the next subject is assigned', () => {
  const path = join(folder, 'design.json');
  expect(trabecula('cohort', 'next', '--template', '3+3', '--out', path).status).toBe(0);
  const subjects = written('subjects.json', {
    schema: 'trabecula/subjects/1',
    subjects: [1, 2, 3].map((number) => ({ id: `S${number}`, level: 1, toxicity: 'no' })),
  });
  const empty = trabecula('cohort', 'next', '--design', path, '--subjects', subjects);
  expect(empty.status).toBe(65);
  expect(empty.stderr).toContain('version: nothing is filled in here yet');
  expect(empty.stderr).toContain('a name for this version of the design');
  const design = JSON.parse(readFileSync(path, 'utf8')) as object;
  const filled = written('filled.json', {
    ...design,
    version: '1',
    candidateSubjects: 6,
    doseLimitingToxicity: { definition: 'thrombopenia of grade 4', windowDays: 42 },
  });
  const { status, stdout } = trabecula(
    'cohort',
    'next',
    '--design',
    filled,
    '--subjects',
    subjects,
    '--format',
    'json',
  );
  expect(status).toBe(0);
  expect(cohortNextSchema.parse(JSON.parse(stdout)).next).toMatchObject({ action: 'assign', level: 2, percent: 40 });
  const simulated = trabecula('cohort', 'simulate', '--design', filled, '--curve', '0.1,0.2,0.3,0.4');
  expect(simulated.status).toBe(0);
  expect(simulated.stdout).toMatch(/ 1 +30 % +20\.0 % +36\.9 %/);
});
