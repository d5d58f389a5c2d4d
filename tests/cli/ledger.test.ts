import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerListSchema } from '../../core/index.ts';
import { builtMain, trabecula } from '../built-command.ts';
import { scratchFolder } from './scratch-folder.ts';

const folder = scratchFolder();
const ledger = join(folder, 'ledger');
const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const line = (value: object): string => `${JSON.stringify(value)}\n`;
const decision = (number: number): string => line({ kind: 'decision', decision: `no. ${number}`, reason: 'a reason' });

/** `ledger add -` as a process of its own; answers once it has acknowledged so many entries. */
async function adding(word: string, count: number): Promise<{ child: ChildProcess; acknowledged: () => string[] }> {
  const child = spawn(process.execPath, [builtMain, 'ledger', 'add', '--ledger', word, '--by', 'Nurse', '-']);
  let out = '';
  const enough = new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      if (out.split('\n').length > count) resolve();
    });
    child.on('exit', () => resolve());
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write(Array.from({ length: 5000 }, (_, index) => decision(index)).join(''));
  await enough;
  return { child, acknowledged: () => out.split('\n').slice(0, -1) };
}

const gone = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.on('exit', resolve));

beforeAll(() => {
  expect(trabecula('ledger', 'init', '--ledger', ledger).status).toBe(0);
});

describe('trabecula ledger', () => {
  it('records, lists and exports in both forms, which a new ledger takes in as they are', () => {
    const entries = written(
      'entries.jsonl',
      line({ kind: 'subject', subject: 'P01', trial: 'himars', note: '=1+1, "quoted"\nin two lines' }) +
        line({
          at: '2026-03-02T09:30:00+01:00',
          by: 'Ä. Physicist',
          content: { kind: 'level', subject: 'P01', level: -1, reason: 'é' },
        }),
    );
    const added = trabecula('ledger', 'add', '--ledger', ledger, '--by', 'A. Nurse', entries);
    expect(added.stdout).toMatch(/^1:[0-9a-f]{64}\n2:[0-9a-f]{64}\n$/);
    const listed = trabecula('ledger', 'list', '--ledger', ledger, '--kind', 'level', '--format', 'json');
    expect(ledgerListSchema.parse(JSON.parse(listed.stdout)).entries).toMatchObject([
      { sequence: 2, at: '2026-03-02T08:30:00.000Z', by: 'Ä. Physicist', content: { level: -1 } },
    ]);
    const csv = join(folder, 'all.csv');
    expect(trabecula('ledger', 'export', '--ledger', ledger, '--format', 'csv', '--out', csv).status).toBe(0);
    for (const cell of readFileSync(csv, 'utf8').split(/[,\n]/)) expect(cell).not.toMatch(/^"?[=+@-]/);
    const other = join(folder, 'other');
    trabecula('ledger', 'init', '--ledger', other);
    expect(trabecula('ledger', 'import', '--ledger', other, csv).stdout).toContain('2 entries taken in');
    const lines = trabecula('ledger', 'export', '--ledger', ledger).stdout;
    expect(trabecula('ledger', 'export', '--ledger', other).stdout).toBe(lines);
    const cut = written('cut.jsonl', lines.split('\n').slice(0, 2).join('\n'));
    expect(trabecula('ledger', 'restore', cut, '--ledger', join(folder, 'new'))).toMatchObject({ status: 65 });
    const forged = written('forged.jsonl', lines.replace('"level":-1', '"level":3'));
    const refused = trabecula('ledger', 'import', '--ledger', other, forged);
    expect(refused).toMatchObject({ status: 65, stdout: '' });
    expect(refused.stderr).toContain('the chain is broken at entry 2');
  });

  it('loses no acknowledged entry when it is killed while it writes, and blocks nobody afterwards', async () => {
    const { child, acknowledged } = await adding(ledger, 40);
    const meanwhile = trabecula('ledger', 'verify', '--ledger', ledger);
    expect(meanwhile.status).toBe(64);
    expect(meanwhile.stderr).toContain(`in use by process ${child.pid ?? 0}`);
    const ended = gone(child);
    child.kill('SIGKILL');
    await ended;
    const kept = acknowledged();
    expect(kept.length).toBeGreaterThanOrEqual(40);
    const [, last = ''] = /^(\d+:[0-9a-f]{64})$/.exec(kept.at(-1) ?? '') ?? [];
    const { status, stdout } = trabecula('ledger', 'verify', '--ledger', ledger, '--anchor', last);
    expect([status, stdout]).toEqual([0, expect.stringContaining('agrees')]);
    const hashes = trabecula('ledger', 'export', '--ledger', ledger).stdout;
    for (const each of kept) expect(hashes).toContain(`"hash":"${each.split(':')[1] ?? ''}"`);
  });

  it.each([
    ['a process that is gone', { pid: 2 ** 22 + 5, host: hostname(), boot: null, started: null }, 0],
    ['a process number that was used again', { pid: process.pid, host: hostname(), started: '1' }, 0],
    ['an earlier start of the computer', { pid: process.pid, host: hostname(), boot: 'other', started: null }, 0],
    ['a lock that was half written', null, 0],
    ['another computer', { pid: 1, host: 'elsewhere', boot: null, started: null }, 64],
  ])('treats a lock left by %s as such', (_what, holder, expected) => {
    const locks = readdirSync(ledger).filter((name) => name.startsWith('lock.'));
    const number = Math.max(...locks.map((name) => Number(name.slice(5)))) + 1;
    const stored = JSON.parse(readFileSync(join(ledger, `lock.${number - 1}`), 'utf8')) as object;
    const text = holder === null ? '{"pid":' : JSON.stringify({ ...stored, ...holder, released: false });
    writeFileSync(join(ledger, `lock.${number}`), text);
    expect(trabecula('ledger', 'verify', '--ledger', ledger).status).toBe(expected);
  });
});

describe('trabecula ledger, asked for what it does not do', () => {
  it.each([
    [[], 64, 'no command given'],
    [['init'], 64, '--ledger'],
    [['verify', '--ledger', 'nowhere'], 66, 'trabecula ledger init makes one'],
    [['template', 'toxicities'], 64, 'nearest is "toxicity"'],
    [['add', '--ledger', 'nowhere'], 64, 'no entry given'],
    [['verify', '--ledger', 'nowhere', '--anchor', '3'], 64, 'NUMBER:HASH'],
    [['verify', '--ledger', 'postgres://u:secret@192.0.2.1/x?sslmode=disable'], 64, 'encrypted'],
    [['verify', '--ledger', 'postgres://u:secret@127.0.0.1:9/x'], 66, 'cannot be reached'],
  ])('refuses %j', (words, expected, part) => {
    const { status, stdout, stderr } = trabecula('ledger', ...words);
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    expect(stderr).toContain(part);
    expect(stderr).not.toContain('secret');
  });

  it('refuses entries that do not fit, with the place, and a folder that holds something else', () => {
    const where = ['--ledger', join(folder, 'none'), '--by', 'N'];
    const broken = written('broken.jsonl', line({ kind: 'level', subject: 'P 01', level: 1, reason: 'r' }));
    expect(trabecula('ledger', 'add', ...where, broken)).toMatchObject({ status: 65, stdout: '' });
    const nobody = trabecula('ledger', 'add', '--ledger', join(folder, 'none'), written('one.json', decision(1)));
    expect(nobody).toMatchObject({ status: 64, stderr: expect.stringContaining('--by NAME') as string });
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'mine.txt'), '');
    const full = trabecula('ledger', 'init', '--ledger', join(folder, 'full'));
    expect(full).toMatchObject({ status: 64, stderr: expect.stringContaining('mine.txt') as string });
    expect(trabecula('ledger', 'role').stdout).toContain('grant select, insert');
  });
});
