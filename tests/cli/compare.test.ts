import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareResultSchema } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';
import { scratchFolder, shipped } from './scratch-folder.ts';

const folder = scratchFolder();
const sphere = shipped('sphere');
const given = join(sphere, 'case.json');
const himars = ['--trial', 'himars'];

describe('trabecula compare', () => {
  it('ends with 0 for the same plan twice, and with 1 where a case of B asks for more than its dose gives', () => {
    const same = trabecula('compare', sphere, sphere, ...himars, '--case', given);
    expect(same.status).toBe(0);
    expect(same.stdout).toContain('No class changed.');

    const caseFile = JSON.parse(readFileSync(given, 'utf8')) as { lesions: { prescription: object }[] };
    const more = {
      ...caseFile,
      confirm: ['prescription'],
      lesions: caseFile.lesions.map((each) => ({ ...each, prescription: { doseGy: 35, fractions: 5 } })),
    };
    const ofB = join(folder, 'b.json');
    writeFileSync(ofB, JSON.stringify(more));
    const { status, stdout } = trabecula(
      'compare',
      sphere,
      sphere,
      ...himars,
      '--case-a',
      given,
      '--case-b',
      ofB,
      '--format',
      'json',
    );
    expect(status).toBe(1);
    const result = compareResultSchema.parse(JSON.parse(stdout));
    expect(result.findings[0]).toMatchObject({ change: 'worse', b: { value: 0 } });
    expect(result.findings[0]?.why.join()).toContain('prescribed dose 27.00 Gy in A, 35.00 Gy in B');
  });

  it('refuses another patient with 65, and cases that contradict each other with 64', () => {
    const other = shipped('gtv-fails-ptv-passes');
    const { status, stdout, stderr } = trabecula('compare', sphere, other, ...himars, '--accept-proposal');
    expect({ status, stdout }).toEqual({ status: 65, stdout: '' });
    expect(stderr).toContain('different patients');
    expect(trabecula('compare', sphere, sphere, ...himars, '--case', given, '--case-b', given).status).toBe(64);
  });
});
