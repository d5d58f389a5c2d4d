import {
  computeDvh,
  DEFAULT_CONVENTION,
  type Dvh,
  type DvhResult,
  type DvhStructureResult,
  type EndCaps,
  evaluateMetric,
  layDosePlanes,
  levelsOf,
  nearestName,
  NOTICE,
  parseMetric,
  printMetric,
  regionOf,
  STANDARD_METRICS,
  TrabeculaError,
  volumeAtDose,
} from '../../core/index.ts';
import {
  assessLinks,
  chooseObjects,
  doseCaution,
  doseRefusal,
  type FileBytes,
  type ObjectHeader,
  readExport,
} from '../dicom/index.ts';
import { SOFTWARE } from './software.ts';
import { type StructuresInUse, structuresOf } from './structures.ts';

export interface DvhRequest {
  readonly files: readonly FileBytes[];
  /** Names of the ROIs that are wanted; empty for all usable ones. */
  readonly rois: readonly string[];
  /** Metrics in TG-263 notation; empty for a standard set. */
  readonly metrics: readonly string[];
  readonly endCaps: EndCaps;
  readonly curve: boolean;
  readonly dose?: string;
  readonly structureSet?: string;
  readonly confirm: readonly string[];
  readonly onProgress?: (what: string) => void;
}

const CURVE_STEPS = 1000;

/** Dose-volume metrics of the structures of an export. A plan is not needed. */
export async function dvh(request: DvhRequest): Promise<DvhResult> {
  const { confirm, endCaps, onProgress = () => undefined } = request;
  const metrics = request.metrics.map((text) => ({ text, metric: parseMetric(text) }));
  const asked =
    metrics.length > 0 ? metrics : STANDARD_METRICS.map((metric) => ({ text: printMetric(metric), metric }));

  const found = await readExport(request.files);
  const chosen = chooseObjects(found, { dose: request.dose, structureSet: request.structureSet });
  if (chosen.kind === 'beam-doses-only') {
    throw new TrabeculaError('nothing-found', { what: chosen.reason, expected: 'a PLAN dose, or one beam by --dose' });
  }
  const { dose, plan, structureSet } = chosen;
  const refusal = doseRefusal(dose);
  if (refusal !== null) throw refusal;
  const links = assessLinks({ dose, plan, structureSet, confirm }).findings;
  const caution = doseCaution(dose);

  const grid = layDosePlanes(dose.readPlanes());
  const { usable, unusable } = wanted(structuresOf(structureSet, { object: dose, grid }, confirm), request.rois);
  const convention = { ...DEFAULT_CONVENTION, endCaps };
  const levels = levelsOf(
    asked.map(({ metric }) => metric),
    null,
  );
  const structures = usable.map(({ roiName, roiNumber, solid, remarks }, n): DvhStructureResult => {
    onProgress(`${roiName} (${n + 1} of ${usable.length})`);
    const histogram = computeDvh(regionOf(solid, convention), grid, levels);
    return {
      roiName,
      roiNumber,
      volumeCm3: histogram.volumeCm3,
      outsideDoseCm3: histogram.outsideDoseCm3,
      metrics: asked.map(({ text, metric }) => ({
        metric: text,
        ...evaluateMetric(metric, histogram, { prescriptionGy: null }),
      })),
      curve: request.curve ? curveOf(histogram) : null,
      remarks: [...remarks],
    };
  });
  return {
    schema: 'trabecula/dvh/1',
    notice: NOTICE,
    software: SOFTWARE,
    conventions: convention,
    inputs: [dose, structureSet, ...(plan === null ? [] : [plan])].map(inputOf),
    confirmed: [...confirm],
    structures,
    unusable: unusable.map(({ roiName, roiNumber, reason }) => ({ roiName, roiNumber, reason })),
    warnings: [
      ...found.warnings,
      ...dose.warnings,
      ...structureSet.warnings,
      ...chosen.warnings,
      ...(caution === null || confirm.includes('dose-type') ? [] : [caution]),
      ...(grid.axes === null ? [] : [OBLIQUE_WARNING]),
      ...links.map(({ code, message }) => ({ code, message })),
    ],
  };
}

export const OBLIQUE_WARNING = {
  code: 'oblique-dose',
  message: 'the dose grid is oblique to the patient axes: sampled at half its smallest spacing',
};

export function inputOf({ sopInstanceUid, modality, sha256, byteLength }: ObjectHeader): DvhResult['inputs'][number] {
  return { sopInstanceUid, modality, sha256, bytes: byteLength };
}

/** Only the ROIs that were asked for; an unknown name is an error that names the nearest one. */
function wanted(structures: StructuresInUse, names: readonly string[]): StructuresInUse {
  if (names.length === 0) return structures;
  const all = [...structures.usable, ...structures.unusable].map(({ roiName }) => roiName);
  for (const name of names) {
    if (all.includes(name)) continue;
    const nearest = nearestName(name, all);
    throw new TrabeculaError('usage', {
      what: `no ROI "${name}"`,
      ...(nearest === null ? {} : { expected: `one of the structure set, such as "${nearest}"` }),
    });
  }
  const isWanted = ({ roiName }: { roiName: string }): boolean => names.includes(roiName);
  return { usable: structures.usable.filter(isWanted), unusable: structures.unusable.filter(isWanted) };
}

/** The cumulative curve at even steps from 0 to the maximum dose. */
function curveOf(histogram: Dvh): DvhStructureResult['curve'] {
  const { maxGy } = histogram;
  if (maxGy === null) return { doseGy: [0], volumeCm3: [0] };
  const doseGy = Array.from({ length: CURVE_STEPS + 1 }, (_, n) => (maxGy * n) / CURVE_STEPS);
  return { doseGy, volumeCm3: doseGy.map((at) => (at === 0 ? histogram.volumeCm3 : volumeAtDose(histogram, at))) };
}
