import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { fileNamedAmong } from '../../src/app/file-named-among.ts';

const text = (said: string): Uint8Array => new TextEncoder().encode(said);
const said = async (files: { path: string; bytes: Uint8Array }[], name: string): Promise<string> =>
  new TextDecoder().decode((await fileNamedAmong(files)(name)).bytes);

const zip = { path: 'export.zip', bytes: zipSync({ 'bones.nii': text('packed'), 'deep/ribs.nii': text('deep') }) };

it('finds a file that a case names inside a zip, at its root and in a folder', async () => {
  expect(await said([zip], './bones.nii')).toBe('packed');
  expect(await said([zip], 'ribs.nii')).toBe('deep');
  const nested = { path: 'all.zip', bytes: zipSync({ 'inner.zip': zip.bytes }) };
  expect(await said([nested], 'deep/ribs.nii')).toBe('deep');
});

it('takes the file that lies beside a zip before one of that name inside it', async () => {
  expect(await said([zip, { path: 'set/bones.nii', bytes: text('beside') }], 'bones.nii')).toBe('beside');
});

it('refuses a name that two zips hold, and one that nothing holds', async () => {
  const twice = [zip, { ...zip, path: 'other.zip' }];
  await expect(fileNamedAmong(twice)('bones.nii')).rejects.toThrow('the end of 2 paths');
  await expect(fileNamedAmong([zip])('ones.nii')).rejects.toThrow('no file "ones.nii"');
});
