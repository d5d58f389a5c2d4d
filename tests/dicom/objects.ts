/** Objects as the reader gives them, read from real bytes and changed by hand. */
import type { RtDose, RtPlan, RtStructureSet } from '../../src/dicom/index.ts';
import { readDose, readPlan, readStructures } from './read-one.ts';

export interface Linked {
  readonly dose: RtDose;
  readonly plan: RtPlan;
  readonly structureSet: RtStructureSet;
}

export async function linkedObjects(): Promise<Linked> {
  return { dose: await readDose(), plan: await readPlan(), structureSet: await readStructures() };
}
