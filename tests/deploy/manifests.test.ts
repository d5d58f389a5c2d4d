import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { Job } from 'kubernetes-models/batch/v1';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageJson from '../../package.json' with { type: 'json' };

const pathOf = (file: string): string => fileURLToPath(new URL(`../../deploy/${file}`, import.meta.url));
const textOf = (file: string): string => readFileSync(pathOf(file), 'utf8');

/** Against the JSON Schemas that Kubernetes publishes of its API. */
function validateJob(text: string): void {
  new Job(parse(text) as ConstructorParameters<typeof Job>[0]).validate();
}

describe('the Kubernetes job', () => {
  const text = textOf('kubernetes-job.yaml');

  it('keeps to the schema of batch/v1, which refuses a wrong kind of value', () => {
    expect(() => validateJob(text)).not.toThrow();
    expect(() => validateJob(text.replace('parallelism: 8', 'parallelism: many'))).toThrow(/parallelism/);
    expect(() => validateJob(text.replace('claimName: plans,', 'claimname: plans,'))).toThrow(/claimName/);
  });

  it('has as many shards as indexes, and the version of this package', () => {
    const { spec } = parse(text) as { spec: { completions: number; completionMode: string } };
    expect(spec.completionMode).toBe('Indexed');
    expect(text).toContain(`--shard "$((JOB_COMPLETION_INDEX + 1))/${spec.completions}"`);
    expect(text).toContain(`trabecula:${packageJson.version}\n`);
  });
});

describe('the Containerfile', () => {
  const text = textOf('Containerfile');

  it('has nothing that a linter complains of, which complains of what is wrong', () => {
    expect(validate(text)).toEqual([]);
    expect(validate(text.replace('WORKDIR /source', 'WORKDIRR /source'))).not.toEqual([]);
    expect(validate(text.replace('ENTRYPOINT ["trabecula"]', "ENTRYPOINT ['trabecula']"))).not.toEqual([]);
    expect(validate(text.replace('AS build', 'AS'))).not.toEqual([]);
  });

  it('takes a Node that the package allows', () => {
    const versions = [...text.matchAll(/^FROM node:(\d+)\.(\d+)\./gm)].map(([, major, minor]) =>
      [major, minor].map(Number),
    );
    expect(packageJson.engines.node).toBe('>=20.19');
    expect(versions).toHaveLength(2);
    for (const [major = 0, minor = 0] of versions) expect(major > 20 || (major === 20 && minor >= 19)).toBe(true);
  });
});

describe('the Slurm script', () => {
  it('is a shell script without errors of syntax, and ends with 64 outside an array', () => {
    expect(spawnSync('bash', ['-n', pathOf('slurm-array.sh')]).status).toBe(0);
    const { status, stderr } = spawnSync('bash', [pathOf('slurm-array.sh'), '6', 'plans', 'out'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect({ status, stderr }).toEqual({ status: 64, stderr: expect.stringContaining('usage: sbatch') as string });
  });
});
