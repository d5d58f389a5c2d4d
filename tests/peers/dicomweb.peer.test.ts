import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FetchResult } from '../../core/index.ts';
import { type Answer, builtMain, trabecula } from '../built-command.ts';
import { type OrthancServer, startOrthanc } from './orthanc-server.ts';

const DEMO = fileURLToPath(new URL('../../test-data/himars-demo/', import.meta.url));
const STUDY = '2.25.273489037190412956712486224751050553976';
const PATIENT = 'PHANTOM-himars-demo';
const CHECK = ['--trial', 'himars', '--case', join(DEMO, 'case.json'), '--format', 'json'];

let orthanc: OrthancServer;
let scratch: string;
const proxies: Server[] = [];

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'trabecula-pacs-'));
  orthanc = await startOrthanc();
  await orthanc.store(shipped());
}, 120_000);

afterAll(async () => {
  for (const proxy of proxies) proxy.closeAllConnections();
  await orthanc?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function shipped(): string[] {
  const names = readdirSync(DEMO, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.dcm')).map((name) => join(DEMO, name));
}

interface Running {
  readonly process: ChildProcess;
  readonly answer: Promise<Answer>;
}

function start(words: readonly string[], env: Record<string, string> = {}): Running {
  const login = { TRABECULA_DICOMWEB_USER: orthanc.user, TRABECULA_DICOMWEB_PASSWORD: orthanc.password };
  const child = spawn(process.execPath, [builtMain, ...words], {
    env: { ...process.env, ...login, NODE_EXTRA_CA_CERTS: orthanc.authority, ...env },
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.stderr += text));
  const answer = new Promise<Answer>((resolve) => {
    child.once('close', (status) => resolve({ status: status ?? -1, ...texts }));
  });
  return { process: child, answer };
}

function run(words: readonly string[], env: Record<string, string> = {}): Promise<Answer> {
  return start(words, env).answer;
}

/** Between the command and Orthanc; `cut` says after how many bytes of an object the answer ends well. */
async function proxy(cut: number): Promise<string> {
  const target = new URL(orthanc.plainUrl);
  const server = createServer((asked, answer) => {
    const isObject = /\/instances\/[0-9.]+$/.test(asked.url ?? '');
    const onward = request(
      {
        host: target.hostname,
        port: target.port,
        path: asked.url,
        headers: asked.headers,
      },
      (got) => {
        const chunks: Buffer[] = [];
        got.on('data', (chunk: Buffer) => chunks.push(chunk));
        got.on('end', () => {
          const { 'content-length': _, ...headers } = got.headers;
          answer.writeHead(got.statusCode ?? 500, headers);
          const whole = Buffer.concat(chunks);
          answer.end(isObject ? whole.subarray(0, cut) : whole);
        });
      },
    );
    onward.end();
  });
  proxies.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`;
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

describe('a study at Orthanc', () => {
  it('is found by the patient, listed, and fetched byte by byte as it was stored', async () => {
    const found = await run(['fetch', '--dicomweb', orthanc.url, '--patient', PATIENT]);
    expect(found).toMatchObject({ status: 0, stderr: '' });
    expect(found.stdout).toContain(STUDY);
    const nobody = await run(['fetch', '--dicomweb', orthanc.url, '--patient', 'PHANTOM']);
    expect(nobody.stdout).toContain('None.');

    const folder = join(scratch, 'fetched');
    const words = [
      'fetch',
      '--dicomweb',
      orthanc.url,
      '--study',
      STUDY,
      '--out',
      folder,
      '--with-ct',
      '--format',
      'json',
    ];
    const fetched = await run(words);
    expect(fetched).toMatchObject({ status: 0, stderr: '' });
    const { objects, plans, series } = JSON.parse(fetched.stdout) as FetchResult;
    const stored = shipped().map(hashOf).sort();
    expect(stored.length).toBeGreaterThan(100);
    expect(objects.map(({ path }) => hashOf(join(folder, path))).sort()).toEqual(stored);
    expect(objects.map(({ sha256 }) => sha256).sort()).toEqual(stored);
    expect(series.find(({ modality }) => modality === 'CT')).toMatchObject({ instances: 128, fetched: 128 });
    // Two plans on one structure set, each with the dose of its label.
    const labelOf = (path: string | undefined): string | null | undefined =>
      objects.find((object) => object.path === path)?.label;
    expect(plans.map(({ label }) => label).sort()).toEqual(['PELVIS_27Gy', 'SPINE_35Gy']);
    for (const { label, doses, structureSets } of plans) {
      expect(doses).toHaveLength(1);
      expect(labelOf(doses[0])).toBe(label);
      expect(structureSets).toHaveLength(1);
    }
    expect(readdirSync(scratch)).toEqual(['fetched']);
  });

  it('is checked as the folder is, and without its CT', async () => {
    const fromFolder = trabecula('check', DEMO, ...CHECK);
    const fromServer = await run(['check', '--dicomweb', orthanc.url, '--study', STUDY, ...CHECK]);
    expect(fromServer.status).toBe(1);
    expect(fromFolder.status).toBe(1);
    // The one difference: how the structure set's file is called.
    const renamed = fromServer.stdout.replaceAll('RTSTRUCT.168304262148.dcm', 'RS.dcm');
    expect(renamed).not.toBe(fromServer.stdout);
    expect(renamed).toBe(fromFolder.stdout);
  });

  it('is refused by name when several doses are there and none is meant', async () => {
    const { status, stderr } = await run(['dvh', '--dicomweb', orthanc.url, '--study', STUDY]);
    expect(status).toBe(64);
    expect(stderr).toContain('PELVIS_27Gy');
    expect(stderr).toContain('SPINE_35Gy');
  });
});

describe('what Orthanc refuses', () => {
  const list = (): string[] => ['fetch', '--dicomweb', orthanc.url, '--study', STUDY];

  it('is a wrong password, which is not shown', async () => {
    const { status, stdout, stderr } = await run(list(), { TRABECULA_DICOMWEB_PASSWORD: 'hunter2' });
    expect(status).toBe(64);
    expect(stderr).toContain('does not know this user');
    expect(stdout + stderr).not.toMatch(/hunter2|aHVudGVy/);
  });

  it('is an unknown study', async () => {
    const out = join(scratch, 'unknown');
    const { status, stderr } = await run(['fetch', '--dicomweb', orthanc.url, '--study', '1.2.3', '--out', out]);
    expect(status).toBe(66);
    expect(stderr).toContain('no such study');
    expect(existsSync(out)).toBe(false);
  });

  it('is nobody, when its certificate is signed by an authority that was not named', async () => {
    const { status, stderr } = await run(list(), { NODE_EXTRA_CA_CERTS: '' });
    expect(status).toBe(66);
    expect(stderr).toContain('certificate is not trusted');
    expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('is not taken for verified when verifying is switched off', async () => {
    const { status, stderr } = await run(list(), { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(status).toBe(64);
    expect(stderr).toContain('NODE_TLS_REJECT_UNAUTHORIZED');
  });
});

describe('what does not come wholly', () => {
  it('leaves nothing when answers are cut between two bytes, however well they end', async () => {
    const out = join(scratch, 'cut');
    const url = await proxy(3000);
    const { status, stderr, stdout } = await run(['fetch', '--dicomweb', url, '--study', STUDY, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 65, stdout: '' });
    expect(stderr).toContain('ends before its closing delimiter; asked 4 times');
    expect(readdirSync(scratch)).toEqual(['fetched']);
  });

  it('leaves nothing when the user ends it', async () => {
    const out = join(scratch, 'ended');
    const running = start(['fetch', '--dicomweb', orthanc.url, '--study', STUDY, '--out', out, '--with-ct']);
    await someOf(out);
    running.process.kill('SIGINT');
    const { status, stderr } = await running.answer;
    expect(status).toBe(130);
    expect(stderr).toContain('nothing was kept');
    expect(readdirSync(scratch)).toEqual(['fetched']);
  });

  // Last: it ends the server.
  it('leaves nothing when the server dies in the middle', async () => {
    const out = join(scratch, 'died');
    const running = start(['fetch', '--dicomweb', orthanc.plainUrl, '--study', STUDY, '--out', out, '--with-ct']);
    await someOf(out);
    await orthanc.kill();
    const { status, stderr, stdout } = await running.answer;
    expect(stdout).toBe('');
    expect(stderr).toMatch(/cannot be reached|broke off/);
    expect([65, 66]).toContain(status);
    expect(readdirSync(scratch)).toEqual(['fetched']);
  });
});

/** Until a first object lies in the temporary folder beside `out`. */
async function someOf(out: string): Promise<void> {
  const start = `.${out.slice(scratch.length + 1)}.`;
  for (;;) {
    const beside = readdirSync(scratch).find((name) => name.startsWith(start));
    if (beside !== undefined && readdirSync(join(scratch, beside)).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
