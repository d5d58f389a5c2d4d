import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { dicomFile, el } from './dicom-bytes.ts';
import { readAll } from './read-one.ts';
import { doseFile, planFile, structureFile } from './rt-files.ts';

const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const FILES = { 'no-extension': doseFile(), 'picture.jpg': structureFile(), 'x.dcm': planFile() };
const ct = (uid: string): Uint8Array =>
  dicomFile([
    el('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    el('0008,0018', 'UI', uid),
    el('0008,0060', 'CS', 'CT'),
    el('7FE0,0010', 'OW', new Uint8Array(2000)),
  ]);

describe('an export', () => {
  it('is told by content, not by name, and hashed', async () => {
    const found = await readAll(FILES);
    expect([found.doses.length, found.structureSets.length, found.plans.length]).toEqual([1, 1, 1]);
    expect(found.doses[0]).toMatchObject({
      path: 'no-extension',
      byteLength: FILES['no-extension'].length,
      sha256: createHash('sha256').update(FILES['no-extension']).digest('hex'),
    });
  });

  it('passes over everything else with the reason', async () => {
    const found = await readAll({
      ...FILES,
      'case.json': text('{"schema":"trabecula/case/1"}'),
      'empty.dcm': new Uint8Array(0),
      'notes.dcm': text('Only text here, though the name says otherwise.'),
      'report.pdf': text('%PDF-1.7'),
      'scan.nii.gz': Uint8Array.of(0x1f, 0x8b, 8, 0),
      'noise.bin': Uint8Array.from({ length: 500 }, (_, i) => (i * 167 + 13) % 256),
      DICOMDIR: dicomFile([el('0008,0016', 'UI', '1.2.840.10008.1.3.10'), el('0008,0018', 'UI', '1.5')]),
      'sheet.xlsx': zipSync({ '[Content_Types].xml': text('<Types/>'), 'xl/workbook.xml': text('<w/>') }),
    });
    expect(Object.fromEntries(found.passedOver.map(({ path, why }) => [path, why]))).toEqual({
      DICOMDIR: 'a DICOM directory (DICOMDIR)',
      'case.json': 'JSON, not DICOM',
      'empty.dcm': 'empty',
      'noise.bin': 'not DICOM',
      'notes.dcm': 'text, not DICOM',
      'report.pdf': 'a PDF document',
      'scan.nii.gz': 'a gzip file: unpack it first',
      'sheet.xlsx': 'an office document',
    });
    expect(found.doses).toHaveLength(1);
  });

  it('counts images by their headers and keeps none of their pixels', async () => {
    const { others } = await readAll({ 'a.dcm': ct('1.6'), 'b.dcm': ct('1.5') });
    expect(others.map(({ sopInstanceUid, modality }) => [sopInstanceUid, modality])).toEqual([
      ['1.5', 'CT'],
      ['1.6', 'CT'],
    ]);
    expect(JSON.stringify(others).length).toBeLessThan(2000);
  });

  it('passes over a broken object of another kind with a warning', async () => {
    const broken = dicomFile([el('0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.2'), el('0010,0020', 'LO', 'P1')], {
      header: 'bare',
    });
    const found = await readAll({ ...FILES, 'CT.dcm': broken });
    expect(found.passedOver).toEqual([{ path: 'CT.dcm', why: 'DICOM, but broken' }]);
    expect(found.warnings).toMatchObject([
      { code: 'unreadable', message: expect.stringContaining('CT.dcm') as string },
    ]);
  });

  it('is the same in whatever order the files come', async () => {
    const files = { ...FILES, 'a/CT1': ct('1.6'), 'b/CT2': ct('1.5'), 'b/copy': ct('1.5'), 'note.txt': text('x') };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(JSON.stringify(await readAll(reversed))).toBe(JSON.stringify(await readAll(files)));
  });

  it('keeps one of two equal files, with a warning', async () => {
    const found = await readAll({ 'a.dcm': doseFile(), 'copy/a.dcm': doseFile() });
    expect(found.doses.map(({ path }) => path)).toEqual(['a.dcm']);
    expect(found.warnings).toMatchObject([
      { code: 'duplicate', message: expect.stringContaining('copy/a.dcm') as string },
    ]);
  });
});

describe('zip files', () => {
  it('are opened, also inside each other, stored or deflated', async () => {
    const inner = zipSync({ 'deep/RD': doseFile() }, { level: 0 });
    const found = await readAll({
      'export.zip': zipSync({ 'inner.bin': inner, 'x/RS': structureFile(), 'note.txt': text('hello') }),
    });
    expect(found.doses[0]?.path).toBe('export.zip!inner.bin!deep/RD');
    expect(found.structureSets[0]?.path).toBe('export.zip!x/RS');
    expect(found.doses[0]?.readPlanes().doseGy[23]).toBe(12);
    expect(found.passedOver).toEqual([{ path: 'export.zip!note.txt', why: 'text, not DICOM' }]);
  });

  it('that are broken or cut short are refused by name', async () => {
    const zip = zipSync({ RD: doseFile() });
    const flipped = zip.slice();
    flipped[60] = (flipped[60] ?? 0) ^ 0xff;
    for (const bytes of [zip.slice(0, -30), zip.slice(0, 200), flipped]) {
      await expect(readAll({ 'export.zip': bytes })).rejects.toMatchObject({ kind: 'unreadable' });
      await expect(readAll({ 'export.zip': bytes })).rejects.toThrow('export.zip');
    }
  });

  it('with a changed byte in stored content fail their checksum', async () => {
    const zip = zipSync({ 'note.txt': text('a dose of 27 Gy') }, { level: 0 });
    const at = zip.findIndex((byte, i) => byte === 0x32 && zip[i + 1] === 0x37);
    zip[at] = 0x33;
    await expect(readAll({ 'a.zip': zip })).rejects.toThrow('checksum');
  });

  it('may not name files outside themselves, nest without end, or expand beyond measure', async () => {
    const slip = await readAll({ 'a.zip': zipSync({ '../RD': doseFile(), '/abs/RD': doseFile() }) });
    expect(slip.doses).toEqual([]);
    expect(slip.passedOver.every(({ why }) => why === 'its name leads out of the zip file')).toBe(true);
    let nested: Uint8Array = zipSync({ RD: doseFile() });
    for (let i = 0; i < 4; i++) nested = zipSync({ [`${i}.zip`]: nested });
    expect((await readAll({ 'n.zip': nested })).passedOver[0]?.why).toContain('inside 3 others');
    const bomb = zipSync({ zeros: new Uint8Array(1000) });
    const view = new DataView(bomb.buffer);
    const directory = view.getUint32(bomb.length - 22 + 16, true);
    view.setUint32(directory + 24, 0xf0000000, true);
    await expect(readAll({ 'bomb.zip': bomb })).rejects.toThrow('beyond all measure');
  });
});
