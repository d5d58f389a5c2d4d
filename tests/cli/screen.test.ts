import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ScreenResult, screenResultSchema } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';
import { scratchFolder } from './scratch-folder.ts';

const folder = scratchFolder();
const written = (name: string, value: object): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ schema: 'trabecula/case/1', ...value }));
  return path;
};
const json = (text: string): ScreenResult => screenResultSchema.parse(JSON.parse(text));

describe('trabecula screen', () => {
  it.each(['medcare', 'utuc'])('prints an empty case for %s that is open in everything', (trial) => {
    const template = join(folder, `${trial}.json`);
    expect(trabecula('screen', '--template', trial, '--out', template).status).toBe(0);
    const { explanations } = JSON.parse(readFileSync(template, 'utf8')) as { explanations: Record<string, string> };
    for (const [key, words] of Object.entries(explanations)) expect([key, words.length > 2]).toEqual([key, true]);
    const { status, stdout } = trabecula('screen', '--case', template, '--trial', trial, '--format', 'json');
    expect(status).toBe(2);
    expect(new Set(json(stdout).trials[0]?.criteria.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']));
  });

  it('screens against all five trials when none is named, and ends with 1 when one bars', () => {
    const path = written('woman.json', { patient: { sex: 'female' } });
    const { status, stdout } = trabecula('screen', '--case', path, '--format', 'json');
    expect(status).toBe(1);
    expect(json(stdout).trials.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'himars barred',
      'mdrt barred',
      'medcare barred',
      'utuc unknown',
      'eradication barred',
    ]);
    expect(trabecula('screen', '--case', path).stdout).toContain('sex: criterion not fulfilled');
    expect(trabecula('screen', '--case', path, '--trial', 'utuc').status).toBe(2);
  });

  it('ends with 0 when a trial of the user’s own finds no bar', () => {
    const trial = join(folder, 'own.json');
    const cite = { registry: 'X', section: 'in', items: ['X1'] };
    const criterion = { id: 'own/sex', kind: 'inclusion', group: 'disease', name: 'sex', cite, when: 'male' };
    writeFileSync(
      trial,
      JSON.stringify({
        schema: 'trabecula/trial/1',
        id: 'own',
        acronym: 'OWN',
        title: 'Own',
        registry: 'X',
        recordDate: '2026-01-01',
        items: { X1: 'Men.' },
        readings: {},
        rules: [],
        noDoseRules: 'None.',
        criteria: [criterion],
      }),
    );
    const { status, stdout } = trabecula(
      'screen',
      '--case',
      written('man.json', { patient: { sex: 'male' } }),
      '--trial',
      trial,
    );
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, ' ')).toContain("eligibility is the investigator's decision");
  });

  it.each([
    ['a misspelt key', { patient: { birthdate: '1950-01-01' } }, 'nearest is "birthDate"'],
    ['a date that is none', { patient: { birthDate: '1950-02-30' } }, 'patient.birthDate'],
    ['a unit of another value', { patient: { laboratory: { platelets: { value: 1, unit: 'g/dL' } } } }, 'G/L'],
    ['a lesion twice', { lesions: [{ id: 'A' }, { id: 'A' }] }, 'used twice'],
  ])('refuses a case with %s, with 65', (_words, facts, part) => {
    const { status, stdout, stderr } = trabecula('screen', '--case', written('broken.json', facts));
    expect({ status, stdout }).toEqual({ status: 65, stdout: '' });
    expect(stderr).toContain(part);
  });

  it.each([
    [[], '--template TRIAL'],
    [['--template', 'himars', '--case', 'x.json'], 'stands alone'],
    [['--template', 'himar'], 'nearest is "himars"'],
  ])('refuses %j with 64', (words, part) => {
    const { status, stderr } = trabecula('screen', ...words);
    expect(status).toBe(64);
    expect(stderr).toContain(part);
  });
});
