import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type MarrowWish, PHANTOMS } from '../../core/index.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';
import { Desk } from '../../src/worker/desk.ts';
import type { Exchange } from '../../src/worker/messages.ts';
import { trabecula } from '../built-command.ts';
import { TYPED_VOLUMES } from '../typed-volumes.ts';
import { scratchFolder } from './scratch-folder.ts';

const folder = scratchFolder();
const exported = scratchFolder();
const desk = new Desk();

function ask<K extends keyof Exchange>(kind: K, asks: Exchange[K]['asks']): Promise<Exchange[K]['gets']> {
  const request = { id: 0, kind, ...asks } as Parameters<Desk['answer']>[0];
  return desk.answer(request, () => undefined);
}

const WISH: MarrowWish = {
  level: null,
  objective: 'most-volume',
  order: [],
  must: ['L3'],
  not: [],
  pick: ['L1', 'L3'],
};
const WORDS = ['--objective', 'most-volume', '--must', 'L3', '--pick', 'L1,L3'];

describe('the page’s questions about typed volumes', () => {
  const path = join(folder, 'typed.json');
  const text = JSON.stringify({ ...TYPED_VOLUMES, level: 1 });
  beforeAll(async () => {
    writeFileSync(path, text);
    await ask('marrowTyped', { text, path, wish: WISH });
  });

  it.each(['json', 'csv', 'html', 'text'] as const)(
    'have the command line’s answer as %s, byte by byte',
    async (format) => {
      const { stdout } = trabecula('marrow', '--typed', path, ...WORDS, '--format', format);
      expect(stdout.length).toBeGreaterThan(500);
      expect(await ask('marrowReport', { format })).toBe(stdout);
    },
  );

  it('write no objects, and say why', async () => {
    expect(await ask('marrowWrite', { what: 'rtstruct' })).toMatchObject({ files: null });
    expect(await ask('marrowPictures', {})).toBeNull();
  });
});

describe('the page’s questions about opened files', () => {
  let caseText: string;
  const casePath = (): string => join(exported, 'case.json');
  beforeAll(async () => {
    const patient = PHANTOMS['skeleton']?.({ fine: false });
    if (patient === undefined) throw new Error('no skeleton');
    const caseFile = {
      ...patient.caseFile,
      lesions: (patient.caseFile.lesions ?? []).filter(({ id }) => ['L1', 'L2', 'L3', 'L8'].includes(id)),
      gtvTotal: { rois: 'all-lesions' as const, complete: true },
      trabecularBone: { ...patient.caseFile.trabecularBone, rois: ['TB_Spine', 'TB_Pelvic'] },
    };
    caseText = JSON.stringify(caseFile);
    const files = writePhantom({ ...patient, doses: [], plans: [] }).map(({ path, bytes }) => ({
      path: path.replaceAll('/', '_'),
      bytes,
    }));
    for (const { path, bytes } of files) writeFileSync(join(exported, path), bytes);
    writeFileSync(casePath(), caseText);
    await ask('open', {
      files: files.map(({ path, bytes }) => ({ path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) })),
    });
    await ask('marrow', { caseText, casePath: casePath(), wish: WISH });
  }, 120_000);

  it('have the command line’s answer with its pictures, and write the same objects', async () => {
    const objects = join(folder, 'objects');
    const command = ['marrow', exported, '--case', casePath(), ...WORDS];
    const { stdout } = trabecula(...command, '--format', 'html', '--write-rtstruct', objects, '--write-seg', objects);
    expect(stdout).toContain('<svg');
    expect(await ask('marrowReport', { format: 'html' })).toBe(stdout);
    for (const what of ['rtstruct', 'seg'] as const) {
      const written = await ask('marrowWrite', { what });
      expect(written.files).toHaveLength(1);
      for (const { path, bytes } of written.files ?? []) {
        expect(Buffer.from(bytes).equals(readFileSync(join(objects, path)))).toBe(true);
      }
    }
    expect(await ask('marrowPictures', {})).toContain('<svg');
  });

  it('see a declaration taken back at once, as if nothing had been measured before', async () => {
    const caseFile = JSON.parse(caseText) as { trabecularBone: object };
    const taken = JSON.stringify({
      ...caseFile,
      trabecularBone: { ...caseFile.trabecularBone, skeletonComplete: false },
    });
    const before = await ask('marrow', { caseText, casePath: casePath(), wish: WISH });
    const after = await ask('marrow', { caseText: taken, casePath: casePath(), wish: WISH });
    expect(before.level.lowestNotExceeded).not.toBe('not-evaluable');
    expect(after.level).toMatchObject({ lowestNotExceeded: 'not-evaluable' });
    expect(after.budgets.every(({ budgetCm3 }) => budgetCm3 === null)).toBe(true);
    const other = JSON.stringify({ ...caseFile, trabecularBone: { ...caseFile.trabecularBone, rois: ['TB_Spine'] } });
    const less = await ask('marrow', { caseText: other, casePath: casePath(), wish: WISH });
    expect(less.trabecularCm3?.value).toBeLessThan(before.trabecularCm3?.value ?? 0);
  });

  it('refuse reports after a question that has no answer', async () => {
    await expect(ask('marrow', { caseText: '{', casePath: 'case.json', wish: WISH })).rejects.toThrow();
    await expect(ask('marrowReport', { format: 'json' })).rejects.toThrow('before a result');
  });
});
