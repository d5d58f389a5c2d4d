import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchRecordSchema, batchSummarySchema, checkResultSchema } from '../../core/index.ts';
import { parseCsv } from '../../src/ledger/parse-csv.ts';
import { type Answer, builtMain, trabecula } from '../built-command.ts';
import { plansAt, spoiling } from '../spoilt-plans.ts';
import { scratchFolder } from './scratch-folder.ts';

const scratch = scratchFolder();
const environment = spoiling(scratch);

function batch(root: string, out: string, ...words: readonly string[]): Answer {
  return batchWithin(process.env, root, out, ...words);
}

function batchWithin(env: NodeJS.ProcessEnv, root: string, out: string, ...words: readonly string[]): Answer {
  const all = [builtMain, 'batch', root, '--trial', 'himars', '--out', out, '--jobs', '2', ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', env });
  return { status: status ?? -1, stdout, stderr };
}

const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');
const recordOf = (out: string, plan: string) =>
  batchRecordSchema.parse(JSON.parse(read(out, 'records', `${plan}.json`)));
const failureOf = (out: string, plan: string) => recordOf(out, plan).failure;
const counts = (answer: Answer): string => answer.stderr.split('\n')[0] ?? '';

describe('a batch with plans that break, hang and crash', () => {
  const root = join(scratch, 'plans');
  const out = join(scratch, 'out');
  let first: Answer;
  const files = ['summary.json', 'summary.txt', 'summary.csv', 'summary.html', 'findings.csv', 'findings.parquet'];

  beforeAll(() => {
    plansAt(root, {
      a: 'sphere',
      'b-broken': 'sphere',
      'c-hangs': 'sphere',
      'd-crashes': 'sphere',
      'e-exits': 'sphere',
      '=f<img src=x>': 'gtv-fails-ptv-passes',
      'g-no-case': 'sphere',
      h: 'sphere',
    });
    rmSync(join(root, 'g-no-case', 'case.json'));
    writeFileSync(join(root, 'notes.txt'), 'no plan');
    // Long enough for plans that do not hang on a machine that is busy.
    first = batchWithin(environment, root, out, '--time-limit', '8');
  });

  it('writes for each plan what check prints, whatever became of the others, and ends with 65', () => {
    expect(first.status).toBe(65);
    expect(readdirSync(join(out, 'results'))).toEqual(['=f<img src=x>.json', 'a.json', 'h.json']);
    for (const plan of ['a', 'h']) {
      const folder = join(root, plan);
      const alone = trabecula(
        'check',
        folder,
        '--trial',
        'himars',
        '--case',
        join(folder, 'case.json'),
        '--format',
        'json',
      );
      expect(read(out, 'results', `${plan}.json`)).toBe(alone.stdout);
      expect(recordOf(out, plan).result?.exitStatus).toBe(alone.status);
    }
  });

  it('records of each other plan why it has no result', () => {
    expect(failureOf(out, 'b-broken')).toMatchObject({ kind: 'unreadable', exitStatus: 65 });
    expect(failureOf(out, 'b-broken')?.message).toContain('RS.dcm');
    expect(failureOf(out, 'c-hangs')).toMatchObject({ kind: 'time-limit', exitStatus: 75 });
    expect(failureOf(out, 'c-hangs')?.message).toBe('took longer than 8 s and was ended');
    expect(failureOf(out, 'd-crashes')).toMatchObject({ kind: 'crashed', exitStatus: 75 });
    expect(failureOf(out, 'd-crashes')?.message).toContain('SIGSEGV');
    expect(failureOf(out, 'e-exits')?.message).toBe(
      'its process was ended with status 3: FATAL ERROR: out of something',
    );
    expect(failureOf(out, 'g-no-case')).toMatchObject({ kind: 'nothing-found', exitStatus: 66 });
    expect(failureOf(out, 'g-no-case')?.message).toContain(join('g-no-case', 'case.json'));
  });

  it('counts every plan once in the summary, with its reason or its class', () => {
    const summary = batchSummarySchema.parse(JSON.parse(read(out, 'summary.json')));
    expect(summary).toMatchObject({ plans: 8, checked: 3, failed: 5, missing: 0, besidePlans: 1, madeOtherwise: 0 });
    const results = readdirSync(join(out, 'results')).map((file) =>
      checkResultSchema.parse(JSON.parse(read(out, 'results', file))),
    );
    for (const { outcome, plans } of summary.outcomes) {
      expect(plans).toBe(results.filter((result) => result.outcome === outcome).length);
    }
    const findings = results.flatMap((result) => result.findings);
    expect(summary.findings).toBe(findings.length);
    for (const { rule, counts: ofRule } of summary.rules) {
      for (const [outcome, number] of Object.entries(ofRule)) {
        expect(number).toBe(findings.filter((each) => each.rule === rule && each.outcome === outcome).length);
      }
    }
    // The second phantom has a GTV that is not met, the sphere nothing.
    expect(summary.worst.map(({ plan }) => plan)).toEqual(['=f<img src=x>']);
    expect(first.stdout).toBe(read(out, 'summary.txt'));
    for (const { plan, message } of summary.failedPlans) {
      expect(first.stdout).toContain(plan);
      expect(first.stdout.replace(/\s+/g, ' ')).toContain(message);
    }
  });

  it('has a row for each plan, worst first, and no formula or tag where a name looks like one', () => {
    const [head = [], ...rows] = parseCsv(read(out, 'summary.csv')) ?? [];
    expect(rows.map(([plan]) => plan)).toEqual([
      "'=f<img src=x>",
      'b-broken',
      'c-hangs',
      'd-crashes',
      'e-exits',
      'g-no-case',
      'a',
      'h',
    ]);
    for (const row of rows) expect(row).toHaveLength(head.length);
    const html = read(out, 'summary.html');
    expect(html).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri');
    expect(html).not.toContain('<img');
    expect(html).toContain('=f&lt;img src=x&gt;');
    expect(html).not.toMatch(/<script|https?:\/\//);
  });

  it('has the same findings in Parquet as in CSV, and a row for each plan without any', async () => {
    const [head = [], ...rows] = parseCsv(read(out, 'findings.csv')) ?? [];
    const file = await asyncBufferFromFile(join(out, 'findings.parquet'));
    const objects = await parquetReadObjects({ file });
    expect(objects).toHaveLength(rows.length);
    const asText = (value: unknown): string => (typeof value === 'number' ? String(value) : ((value ?? '') as string));
    objects.forEach((object, n) => {
      expect(Object.keys(object)).toEqual(head);
      // Only a spreadsheet needs the guard.
      const guarded = head.map((column) => asText(object[column]).replace(/^(?=[=+\-@])/, "'"));
      const numbers = new Set(['value', 'low', 'high', 'limit']);
      expect(head.map((column, m) => (numbers.has(column) ? asText(object[column]) : guarded[m]))).toEqual(rows[n]);
    });
    const failed = objects.filter(({ plan }) => plan === 'c-hangs');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      outcome: 'not-evaluable',
      reason: 'took longer than 8 s and was ended',
      value: null,
    });
  });

  it('does again only what is missing or may go otherwise', () => {
    rmSync(join(out, 'results', 'a.json'));
    const again = batch(root, out);
    // Checked: the one without a result, and three that were ended. Done: two results and the broken one.
    expect(counts(again)).toBe('8 plans looked at: 4 checked, 3 done before and unchanged, 2 failed');
    expect(again.status).toBe(65);
  });

  it('answers the same, byte by byte, one plan at a time and into another folder', () => {
    const other = join(scratch, 'other-out');
    batch(root, other, '--jobs', '1');
    for (const file of files) {
      expect(readFileSync(join(out, file)).equals(readFileSync(join(other, file))), file).toBe(true);
    }
  });
});

describe('what is done and unchanged', () => {
  const root = join(scratch, 'unchanged');
  const out = join(scratch, 'unchanged-out');
  const cases = join(scratch, 'cases');
  const withCases = ['--case-pattern', join(cases, '{plan}.json')];

  it('is not done again, until a file, the case, an option, or the result changes, or it is asked for', () => {
    plansAt(root, { a: 'sphere', b: 'sphere', c: 'sphere' });
    mkdirSync(cases);
    for (const plan of ['a', 'b', 'c']) renameSync(join(root, plan, 'case.json'), join(cases, `${plan}.json`));
    const run = (...words: readonly string[]): string => counts(batch(root, out, ...withCases, ...words));
    const said = (checked: number): string =>
      `3 plans looked at: ${checked} checked, ${3 - checked} done before and unchanged, 0 failed`;
    expect(run()).toBe(said(3));
    expect(run()).toBe(said(0));
    writeFileSync(join(root, 'a', 'notes.txt'), 'a new file');
    expect(run()).toBe(said(1));
    writeFileSync(
      join(cases, 'b.json'),
      read(cases, 'b.json')
        .replace(/\}\s*$/, ', "subject": "other"}')
        .replace(/"subject": "(?!other)[^"]*",/, ''),
    );
    expect(run()).toBe(said(1));
    writeFileSync(join(out, 'results', 'c.json'), read(out, 'results', 'c.json').replace('100', '99'));
    expect(run()).toBe(said(1));
    expect(run('--end-caps', 'none')).toBe(said(3));
    expect(run('--end-caps', 'none', '--again')).toBe(said(3));
  });

  it('takes away the result of a plan that can no longer be checked', () => {
    writeFileSync(join(root, 'b', 'RS.dcm'), readFileSync(join(root, 'b', 'RS.dcm')).subarray(0, 5000));
    expect(batch(root, out, ...withCases).status).toBe(65);
    expect(existsSync(join(out, 'results', 'b.json'))).toBe(false);
  });
});

describe('parts of a batch', () => {
  it('checks each plan in one shard, sums up what is there, and says what is missing', () => {
    const root = plansAt(join(scratch, 'deep'), { 'x/a': 'sphere', 'x/b': 'sphere', 'y/c': 'sphere', 'y/d': 'sphere' });
    const out = join(scratch, 'deep-out');
    const deep = ['--depth', '2'];
    expect(counts(batch(root, out, ...deep, '--shard', '2/3'))).toContain('1 plans looked at: 1 checked');
    expect(existsSync(join(out, 'summary.json'))).toBe(false);
    const part = batch(root, out, ...deep, '--summary-only');
    expect(part.status).toBe(75);
    expect(part.stdout).toContain('3 not yet checked');
    expect(counts(batch(root, out, ...deep, '--shard', '1/3'))).toContain('2 plans looked at: 2 checked');
    const last = batch(root, out, ...deep, '--only', 'y/c');
    expect({ ...last, stderr: counts(last) }).toEqual({
      status: 0,
      stdout: '',
      stderr: '1 plans looked at: 1 checked, 0 done before and unchanged, 0 failed',
    });
    const whole = batch(root, out, ...deep, '--summary-only');
    expect(whole.status).toBe(0);
    expect(readdirSync(join(out, 'results'), { recursive: true }).sort()).toEqual([
      'x',
      'x/a.json',
      'x/b.json',
      'y',
      'y/c.json',
      'y/d.json',
    ]);
  });

  it.each([
    [['--only', '../x'], 'not the name of a plan folder'],
    [['--case-pattern', 'case.json'], '{plan}'],
    [['--shard', '4/3'], '3/24'],
    [['--jobs', '0'], 'whole number'],
    [['--out', join(scratch, 'plans', 'out')], 'among the plans'],
  ])('refuses %j with 64', (words, part) => {
    const answer = batch(join(scratch, 'plans'), join(scratch, 'nowhere'), ...words);
    expect({ status: answer.status, stdout: answer.stdout }).toEqual({ status: 64, stdout: '' });
    expect(answer.stderr).toContain(part);
  });

  it('says 66 where there is no root and where there is no plan', () => {
    expect(batch(join(scratch, 'no-root'), join(scratch, 'nowhere')).status).toBe(66);
    mkdirSync(join(scratch, 'empty'));
    expect(batch(join(scratch, 'empty'), join(scratch, 'nowhere')).status).toBe(66);
  });
});

describe('a batch that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s keeps whole results, leaves nothing half, and goes on later',
    async (signal) => {
      const name = `stop-${signal}`;
      const root = plansAt(join(scratch, name), {
        a: 'sphere',
        b: 'gtv-fails-ptv-passes',
        hangs: 'sphere',
        z: 'sphere',
      });
      const out = join(scratch, `${name}-out`);
      const words = ['batch', root, '--trial', 'himars', '--out', out, '--jobs', '1'];
      const child = spawn(process.execPath, [builtMain, ...words], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      while (!existsSync(join(out, 'records', 'b.json'))) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(said).toContain('2 plans looked at: 2 checked');
      expect(said).toContain('interrupted');
      expect(readdirSync(out, { recursive: true }).sort()).toEqual([
        'records',
        'records/a.json',
        'records/b.json',
        'results',
        'results/a.json',
        'results/b.json',
      ]);
      expect(counts(batch(root, out))).toBe('4 plans looked at: 2 checked, 2 done before and unchanged, 0 failed');
    },
  );
});
