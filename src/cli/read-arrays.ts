import { dirname, resolve } from 'node:path';
import { TrabeculaError } from '../../core/index.ts';
import type { ArrayFiles } from '../app/check-arrays.ts';
import { type PlainArrayFiles, readArrayHeader } from '../app/plain-arrays.ts';
import { bytesOf, displayNames } from './collect-files.ts';

/** The plain arrays that the command line names: a dose, and masks as NAME=FILE. */
export async function readArrays(doseArray: string, masks: readonly string[]): Promise<ArrayFiles> {
  const named = masks.map((word) => {
    const split = word.indexOf('=');
    if (split <= 0 || split === word.length - 1) {
      throw new TrabeculaError('usage', { what: `--mask ${word}: no name or no file`, expected: 'NAME=FILE' });
    }
    return { roiName: word.slice(0, split), path: word.slice(split + 1) };
  });
  const shown = displayNames([doseArray, ...named.map(({ path }) => path)].map((path) => dirname(resolve(path))));
  const dose = await readArray(doseArray, shown);
  const read: ArrayFiles['masks'][number][] = [];
  for (const { roiName, path } of named) read.push({ roiName, files: await readArray(path, shown) });
  return { dose, masks: read };
}

async function readArray(path: string, shown: (absolute: string) => string): Promise<PlainArrayFiles> {
  const headerFile = resolve(path);
  const headerPath = shown(headerFile);
  const header = await bytesOf(headerFile, path);
  const dataFile = resolve(dirname(headerFile), readArrayHeader(header, headerPath).file);
  return { headerPath, header, dataPath: shown(dataFile), data: await bytesOf(dataFile, shown(dataFile)) };
}
