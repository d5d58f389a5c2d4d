import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marrowResultSchema, type MarrowResult } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';
import { TYPED_VOLUMES } from '../typed-volumes.ts';
import { scratchFolder } from './scratch-folder.ts';

const folder = scratchFolder();

function typed(name: string, change: object = {}): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ ...TYPED_VOLUMES, ...change }));
  return path;
}

const complete = typed('complete');
const excluding = typed('excluding', {
  lesions: [{ id: 'L1', gtvCm3: 700, site: 'bone', highRisk: true, symptomatic: true, inTrabecularCm3: 100 }],
});

function json(...words: readonly string[]): MarrowResult {
  return marrowResultSchema.parse(JSON.parse(trabecula('marrow', ...words, '--format', 'json').stdout));
}

describe('the status of marrow', () => {
  it.each([
    [0, 'a proposal that fits', [complete, '--level', '1']],
    [0, 'a level of -1, as two words', [complete, '--level', '-1']],
    [1, 'an exclusion', [excluding, '--level', '3']],
    [
      1,
      'priority lesions above the level',
      [typed('two', { lesions: TYPED_VOLUMES.lesions.map((each) => ({ ...each, highRisk: true })) }), '--level', '-1'],
    ],
    [2, 'a level that cannot be filled', [complete, '--level', '3']],
    [2, 'no open level', [complete]],
    [2, 'something that is not declared', [typed('undeclared', { kind: undefined }), '--level', '1']],
    [64, 'a level that the trial does not have', [complete, '--level', '0']],
    [64, 'a level that is no number', [complete, '--level', 'one']],
    [64, 'an unknown lesion', [complete, '--level', '1', '--must', 'L9']],
    [64, 'a lesion locked in and out', [complete, '--level', '1', '--must', 'L1', '--not', 'L1']],
    [64, 'objects of volumes without a shape', [complete, '--level', '1', '--write-seg', join(folder, 'seg')]],
    [65, 'a key that is not known', [typed('stray', { trabecularcm3: 1 }), '--level', '1']],
  ] as const)('is %i for %s', (status, _, [file, ...words]) => {
    const answer = trabecula('marrow', '--typed', file, ...words);
    expect({ status: answer.status, stderr: answer.stderr.slice(0, 200) }).toMatchObject({ status });
    expect(answer.stdout === '').toBe(status >= 64);
    expect(existsSync(join(folder, 'seg'))).toBe(false);
  });
});

describe('marrow', () => {
  it('takes objective, order and locks from the command line', () => {
    const own = json('--typed', complete, '--level', '-1');
    expect(own.selection).toMatchObject({ level: -1, objective: 'order', proposed: ['L1', 'L3'], usedCm3: 180 });
    // Beside the priority lesion 100 cm³ are left: L2 alone does not fit.
    const locked = json(
      '--typed',
      complete,
      '--level',
      '1',
      '--objective',
      'most-volume',
      '--not',
      'L3',
      '--order',
      'L2',
    );
    expect(locked.selection).toMatchObject({ objective: 'most-volume', proposed: ['L2', 'L1'], not: ['L3'] });
    expect(locked.selection.objectiveInRecord).toBe(false);
  });

  it('writes its answer to a file as it prints it', () => {
    const out = join(folder, 'answer.csv');
    const printed = trabecula('marrow', '--typed', complete, '--level', '1', '--format', 'csv').stdout;
    expect(trabecula('marrow', '--typed', complete, '--level', '1', '--format', 'csv', '--out', out).stdout).toBe('');
    expect(readFileSync(out, 'utf8')).toBe(printed);
  });
});
