import { readExport } from '../../src/dicom/index.ts';
import type { RtDose, RtExport, RtPlan, RtStructureSet } from '../../src/dicom/index.ts';
import { doseFile, planFile, structureFile } from './rt-files.ts';
import type { TestElement, Wrapping } from './dicom-bytes.ts';

type Changes = Readonly<Record<string, TestElement | null>>;

export const readAll = (files: Readonly<Record<string, Uint8Array>>): Promise<RtExport> =>
  readExport(Object.entries(files).map(([path, bytes]) => ({ path, bytes })));

export async function readDose(changes: Changes = {}, wrapping: Wrapping = {}): Promise<RtDose> {
  return only((await readAll({ 'RD.dcm': doseFile(changes, wrapping) })).doses);
}

export async function readStructures(changes: Changes = {}, wrapping: Wrapping = {}): Promise<RtStructureSet> {
  return only((await readAll({ 'RS.dcm': structureFile(changes, wrapping) })).structureSets);
}

export async function readPlan(changes: Changes = {}, wrapping: Wrapping = {}): Promise<RtPlan> {
  return only((await readAll({ 'RP.dcm': planFile(changes, wrapping) })).plans);
}

function only<T>(objects: readonly T[]): T {
  const [object, ...others] = objects;
  if (object === undefined || others.length > 0) throw new Error(`${objects.length} objects instead of one`);
  return object;
}
