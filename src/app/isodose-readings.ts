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
import type { RtExport } from '../dicom/index.ts';
import { sourcesFromExport } from './check-sources.ts';
import { resolveCase } from './resolve-case.ts';
import { type SetOfDose, structureSetOfDose } from './structure-set-of-dose.ts';

export interface IsodoseReadings {
  /** What receives the prescribed dose, and half of it; each place belongs to the lesion nearest to it. */
  readonly treatedVolume: LesionVolumes;
  readonly irradiatedVolume: LesionVolumes;
}

/**
 * The isodose volumes of a case's lesions, or why there are none. Volumes may cross frames of reference: each is taken in that
 * of its own dose, with the structure set that belongs to it. `everything` was read, `found` is the part with the patient's
 * own structure sets.
 */
export function isodoseReadings(
  everything: RtExport,
  found: RtExport,
  caseFile: CaseFile,
  structureSet: string | undefined,
  where: string,
): IsodoseReadings {
  const lesions = caseFile.lesions ?? [];
  if (found.doses.length === 0) return noIsodoses(lesions.length, 'no dose given');
  const sets = lesions.map((lesion) => structureSet ?? structureSetOfDose(lesion, found));
  const distinctSets = [...new Set(sets)];
  const answers = new Map<SetOfDose, IsodoseReadings>();
  for (const set of distinctSets) {
    const own = lesions.filter((_, n) => sets[n] === set);
    answers.set(set, isodosesWith(everything, { ...caseFile, lesions: own }, set, where));
  }
  const joined = (of: keyof IsodoseReadings): LesionVolumes => {
    const indexOf = (set: SetOfDose, own: number): number =>
      lesions.flatMap((_, n) => (sets[n] === set ? [n] : []))[own] ?? -1;
    const missing = lesions.map<string | null>(() => null);
    const parts = distinctSets.flatMap((set) => {
      const volumes = answers.get(set)?.[of];
      volumes?.missing.forEach((why, own) => (missing[indexOf(set, own)] = why));
      return (volumes?.parts ?? []).map((part) => ({
        ...part,
        lesions: part.lesions.map((own) => indexOf(set, own)),
      }));
    });
    return { parts, missing };
  };
  return { treatedVolume: joined('treatedVolume'), irradiatedVolume: joined('irradiatedVolume') };
}

function isodosesWith(
  everything: RtExport,
  caseFile: CaseFile,
  structureSet: SetOfDose,
  where: string,
): IsodoseReadings {
  const count = caseFile.lesions?.length ?? 0;
  try {
    const sources = sourcesFromExport(everything, caseFile, { structureSet });
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
