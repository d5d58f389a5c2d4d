import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { TrabeculaError } from '../../core/index.ts';
import type { ArrayFiles } from '../app/check-arrays.ts';
import { readArrayHeader, type PlainArrayFiles } from '../app/plain-arrays.ts';

/**
 * The files behind `--dose-array dose.json --mask PTV_1=ptv.json`, each header with the raw file beside it. They are
 * called by their way from the folder of the dose, so that results do not depend on where that folder lies.
 */
export async function readArrays(doseArray: string, masks: readonly string[]): Promise<ArrayFiles> {
  const named = masks.map(nameAndFile);
  const folder = dirname(doseArray);
  const dose = await readArray(doseArray, folder);
  const read: ArrayFiles['masks'][number][] = [];
  for (const { roiName, path } of named) read.push({ roiName, files: await readArray(path, folder) });
  return { dose, masks: read };
}

function nameAndFile(option: string): { roiName: string; path: string } {
  const [, roiName, path] = /^([^=]+)=(.+)$/s.exec(option) ?? [];
  if (roiName === undefined || path === undefined) {
    throw new TrabeculaError('usage', {
      what: '--mask needs a name and a file',
      found: option,
      expected: 'NAME=FILE, such as PTV_1=ptv.json',
    });
  }
  return { roiName, path };
}

async function readArray(headerPath: string, folder: string): Promise<PlainArrayFiles> {
  const header = await bytesOf(headerPath);
  const dataPath = join(dirname(headerPath), readArrayHeader(header, headerPath).file);
  const data = await bytesOf(dataPath);
  const shown = (path: string): string => relative(folder, path).split(sep).join('/');
  return { headerPath: shown(headerPath), header, dataPath: shown(dataPath), data };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT') throw new TrabeculaError('nothing-found', { what: 'no such file', where: path }, cause);
    throw new TrabeculaError('unreadable', { what: 'this file cannot be read', where: path, found: code }, cause);
  });
}
