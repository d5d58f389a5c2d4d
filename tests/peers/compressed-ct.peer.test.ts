import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phantomFiles } from '../../src/app/phantom.ts';
import { readCtSeries } from '../../src/dicom/index.ts';

/** CT slices compressed by another implementation (Debian package dcmtk) come back bit for bit. */
const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

const ENCODERS = [
  ['dcmcrle', [], '1.2.840.10008.1.2.5'],
  ['dcmcjpeg', ['+e1'], '1.2.840.10008.1.2.4.70'],
  ['dcmcjpeg', ['+el', '+sv', '4'], '1.2.840.10008.1.2.4.57'],
  ['dcmcjpeg', ['+el', '+sv', '6'], '1.2.840.10008.1.2.4.57'],
  ['dcmcjpeg', ['+el', '+sv', '7'], '1.2.840.10008.1.2.4.57'],
  ['dcmcjpls', ['+el'], '1.2.840.10008.1.2.4.80'],
] as const;

describe('a CT slice compressed by dcmtk', () => {
  let folder = '';
  let original: Uint8Array = new Uint8Array();
  let expected: readonly number[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'compressed-'));
    const slices = phantomFiles('himars-demo').filter(({ path }) => /ct/i.test(path));
    original = slices[slices.length >> 1]!.bytes;
    writeFileSync(join(folder, 'ct.dcm'), original);
    const ct = await readCtSeries([{ path: 'ct.dcm', bytes: original }]);
    expected = Array.from(ct.huOfSlice(0));
    expect(new Set(expected).size).toBeGreaterThan(2);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [command, options, uid] of ENCODERS) {
    it.skipIf(!has(command))(`by ${command} ${options.join(' ')} comes out as it went in (needs dcmtk)`, async () => {
      const target = join(folder, 'compressed.dcm');
      const { status, stderr } = spawnSync(command, [...options, join(folder, 'ct.dcm'), target], { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      const bytes = readFileSync(target);
      expect(bytes.includes(uid)).toBe(true);
      const ct = await readCtSeries([{ path: 'compressed.dcm', bytes }]);
      expect(Array.from(ct.huOfSlice(0))).toEqual(expected);
    });
  }
});
