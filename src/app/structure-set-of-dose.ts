import { type CaseLesion, isTrabeculaError } from '../../core/index.ts';
import { frameOfRoi, resolveObject, type RtDose, type RtExport } from '../dicom/index.ts';

/** A structure set by its file; undefined: the only one, or not told. */
export type SetOfDose = string | undefined;

/** Of several structure sets the one that the lesion's dose names, or else the only one in its frame of reference. */
export function structureSetOfDose({ dose: wanted }: CaseLesion, { doses, structureSets }: RtExport): SetOfDose {
  if (structureSets.length < 2) return undefined;
  const dose = wanted === undefined ? onlyOne(doses) : named(wanted, doses);
  if (dose === null) return undefined;
  const [referenced] = structureSets.filter(({ sopInstanceUid }) =>
    dose.referencedStructureSetUids.includes(sopInstanceUid),
  );
  const inFrame = structureSets.filter((set) =>
    set.rois.some((roi) => frameOfRoi(roi, set) === dose.frameOfReferenceUid),
  );
  return referenced?.path ?? onlyOne(inFrame)?.path;
}

/** By UID, file or label; null where none or several answer, which whoever reads the dose says. */
function named(wanted: string, doses: readonly RtDose[]): RtDose | null {
  try {
    return resolveObject('dose', doses, wanted);
  } catch (error) {
    if (isTrabeculaError(error)) return null;
    throw error;
  }
}

function onlyOne<T>([first, ...others]: readonly T[]): T | null {
  return others.length === 0 ? (first ?? null) : null;
}
