import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { phantomFiles } from '../../src/app/phantom.ts';
import { readExport } from '../../src/dicom/read-export.ts';
import { SHIPPED_PHANTOMS } from '../shipped-phantoms.ts';

describe('phantomFiles', () => {
  it('writes CT, structure set, plan, dose and the case', () => {
    const paths = phantomFiles('sphere').map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['CT/CT_001.dcm', 'RS.dcm', 'RP_PLAN_1.dcm', 'RD_PLAN_1.dcm', 'case.json']),
    );
  });

  it('names the nearest phantom for one that it does not know', () => {
    expect(() => phantomFiles('himar-demo')).toThrow(/did you mean "himars-demo"/);
    expect(() => phantomFiles('toString')).toThrow(/there is no phantom "toString"/);
  });
});

it('writes another plan for the same patient: his structures byte for byte, no images, plans and doses of their own', async () => {
  const files = phantomFiles('himars-demo-revised');
  const first = fileURLToPath(new URL('../../test-data/himars-demo', import.meta.url));
  expect(files.map(({ path }) => path).sort()).toEqual(
    readdirSync(first)
      .filter((path) => path !== 'CT')
      .sort(),
  );
  for (const { path, bytes } of files) {
    expect(Buffer.from(bytes).equals(readFileSync(join(first, path))), path).toBe(path === 'RS.dcm');
  }
  const kept = ['RP_SPINE_35Gy.dcm', 'RD_SPINE_35Gy.dcm'].map((path) => ({
    path,
    bytes: readFileSync(join(first, path)),
  }));
  const [before, after] = [await readExport(kept), await readExport(files)];
  const uids = ({ plans, doses }: typeof before): string[] => [...plans, ...doses].map((each) => each.sopInstanceUid);
  expect(uids(before)).toHaveLength(2);
  expect(uids(after).filter((uid) => uids(before).includes(uid))).toEqual([]);
  expect(after.doses.map((dose) => dose.frameOfReferenceUid)).toContain(before.doses[0]?.frameOfReferenceUid);
});

describe.each(SHIPPED_PHANTOMS)('test-data/%s', (name) => {
  const folder = fileURLToPath(new URL(`../../test-data/${name}`, import.meta.url));

  it('is what the program writes now, byte for byte (else: npm run test-data)', () => {
    const written = new Map(phantomFiles(name).map(({ path, bytes }) => [path, bytes]));
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
    expect(kept.sort()).toEqual([...written.keys()].sort());
    for (const path of kept) {
      const same = Buffer.from(written.get(path) ?? []).equals(readFileSync(join(folder, path)));
      expect(same, path).toBe(true);
    }
  });
});
