import {
  type CaseFile,
  DEFAULT_CONVENTION,
  type DoseGrid,
  isodoseVolumes,
  isTrabeculaError,
  type LesionToMeasure,
  type LesionVolumes,
  regionOf,
} from '../../core/index.ts';
import type { FileBytes } from '../dicom/index.ts';
import { sourcesFromExport } from './check-sources.ts';
import { resolveCase } from './resolve-case.ts';

export interface IsodoseReadings {
  /** What receives the prescribed dose, and half of it; each place belongs to the lesion nearest to it. */
  readonly treatedVolume: LesionVolumes;
  readonly irradiatedVolume: LesionVolumes;
}

/** The isodose volumes of a case's lesions, or why there are none. */
export async function isodoseReadings(
  files: readonly FileBytes[],
  hasDose: boolean,
  caseFile: CaseFile,
  structureSet: string | undefined,
  where: string,
): Promise<IsodoseReadings> {
  const count = caseFile.lesions?.length ?? 0;
  if (!hasDose) return noIsodoses(count, 'no dose given');
  try {
    const sources = await sourcesFromExport(files, caseFile, { structureSet });
    const [blocker] = sources.blockers.filter(({ weight }) => weight === 'outright');
    if (blocker !== undefined) return noIsodoses(count, blocker.message);
    return isodosesOf(resolveCase(caseFile, sources, where, 'case file').lesions);
  } catch (error) {
    // The reserve does not hang on a dose; why there is no isodose is said in its readings.
    if (isTrabeculaError(error)) return noIsodoses(count, error.message);
    throw error;
  }
}

function noIsodoses(count: number, why: string): IsodoseReadings {
  const none = { parts: [], missing: Array<string>(count).fill(why) };
  return { treatedVolume: none, irradiatedVolume: none };
}

function isodosesOf(lesions: readonly LesionToMeasure[]): IsodoseReadings {
  const grids = [...new Set(lesions.flatMap(({ dose }) => dose ?? []))];
  return { treatedVolume: isodose(lesions, grids, 1), irradiatedVolume: isodose(lesions, grids, 0.5) };
}

function isodose(lesions: readonly LesionToMeasure[], grids: readonly DoseGrid[], share: number): LesionVolumes {
  const parts: { lesions: number[]; volumeCm3: number }[] = [];
  const missing = lesions.map(whyNone);
  for (const grid of grids) {
    const inGrid = lesions.flatMap((lesion, n) => {
      const target = lesion.ptv ?? lesion.gtv;
      if (lesion.dose !== grid || missing[n] !== null || lesion.prescription === null || target === null) return [];
      return [{ n, region: regionOf(target.solid, DEFAULT_CONVENTION), levelGy: share * lesion.prescription.doseGy }];
    });
    if (inGrid.length === 0) continue;
    const { volumes } = isodoseVolumes(grid, inGrid, 'nearest-target');
    volumes.forEach(({ volumeCm3, reachesGridEdge }, index) => {
      const n = inGrid[index]?.n;
      if (n === undefined) return;
      if (reachesGridEdge) missing[n] = 'the isodose reaches the edge of the dose grid';
      else parts.push({ lesions: [n], volumeCm3 });
    });
  }
  return { parts, missing };
}

function whyNone({ dose, doseReason, prescription, prescriptionReason, ptv, gtv }: LesionToMeasure): string | null {
  if (dose === null) return doseReason ?? 'no dose';
  if (prescription === null) return prescriptionReason ?? 'no prescription';
  return ptv === null && gtv === null ? 'no target' : null;
}
