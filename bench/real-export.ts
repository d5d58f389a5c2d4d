import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DoseGrid, layDosePlanes, type Structure } from '../core/index.ts';
import { structuresOf } from '../src/app/structures.ts';
import { readExport } from '../src/dicom/index.ts';

export interface RealExport {
  readonly structures: readonly Structure[];
  readonly dose: DoseGrid;
}

/** One structure set and one dose, taken together whatever their links say: the pairing is known from elsewhere. */
export async function realExport(folder: string, paths: readonly string[]): Promise<RealExport> {
  const files = await Promise.all(
    paths.map(async (path) => ({ path, bytes: new Uint8Array(await readFile(join(folder, path))) })),
  );
  const { structureSets, doses } = await readExport(files);
  const [structureSet] = structureSets;
  const [object] = doses;
  if (structureSet === undefined || object === undefined) throw new Error(`${folder}: no structure set or no dose`);
  const grid = layDosePlanes(object.readPlanes());
  const { usable } = structuresOf(structureSet, { object, grid }, ['frame-of-reference']);
  return { structures: usable, dose: grid };
}
