import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phantomFiles } from '../../src/app/phantom.ts';
import { SHIPPED_PHANTOMS } from '../shipped-phantoms.ts';

/** Validators of other authors: dciodvfy (Debian package dicom3tools) and dcmdump (dcmtk). */
const installed = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;
const hasDciodvfy = installed('dciodvfy');
const hasDcmdump = installed('dcmdump');

function run(command: string, words: readonly string[]): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, text: `${stdout}\n${stderr}` };
}

describe.each(SHIPPED_PHANTOMS)('phantom %s', (name) => {
  let folder = '';
  let paths: readonly string[] = [];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'phantom-'));
    paths = phantomFiles(name)
      .filter(({ path }) => path.endsWith('.dcm'))
      .map(({ path, bytes }) => {
        const target = join(folder, path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, bytes);
        return target;
      });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.skipIf(!hasDciodvfy)('gives dciodvfy nothing to complain of (needs dicom3tools)', () => {
    // Doses are of 16 bits: on 32 bits dciodvfy stops by itself.
    expect(paths.length).toBeGreaterThan(10);
    for (const path of paths) {
      const { status, text } = run('dciodvfy', [path]);
      expect(text, path).not.toMatch(/^(Error|Warning)/m);
      expect(status, path).toBe(0);
    }
  });

  it.skipIf(!hasDcmdump)(
    'is read wholly by dcmdump, with the ROI names, the contours and the dose (needs dcmtk)',
    () => {
      for (const path of paths) {
        const { status, text } = run('dcmdump', [path]);
        expect(status, path).toBe(0);
        expect(text, path).not.toMatch(/^[EW]:/m);
      }
      const structures = paths.find((path) => path.endsWith('RS.dcm')) ?? '';
      const dumped = run('dcmdump', ['+L', '+P', '3006,0050', '+P', '3006,0026', structures]).text;
      expect(dumped).toMatch(/\[PTV_1\s*\]/);
      const contours = [...dumped.matchAll(/\(3006,0050\) DS \[([^\]]*)\]/g)].map((match) => match[1] ?? '');
      expect(contours.length).toBeGreaterThan(30);
      for (const contour of contours) {
        const values = contour.trim().split('\\');
        expect(values.length % 3).toBe(0);
        expect(Math.max(...values.map((value) => value.length))).toBeLessThanOrEqual(16);
        expect(values.every((value) => Number.isFinite(Number(value)))).toBe(true);
      }
      const dose = paths.find((path) => /RD_/.test(path)) ?? '';
      expect(run('dcmdump', ['+P', '3004,0002', dose]).text).toMatch(/\[GY\]/);
    },
  );
});
