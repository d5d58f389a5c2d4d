import {
  compareMetric,
  computeDvh,
  type Dvh,
  type DoseGrid,
  dvhFromStored,
  isTrabeculaError,
  largestDoseDifference,
  levelsOf,
  type Metric,
  type PlanningSystemDvh,
  type Region,
  regionOf,
  type SolidConvention,
  subtract,
  uniteAll,
  type Warning,
} from '../../core/index.ts';
import type { RtDose, RtDvh, RtStructureSet } from '../dicom/index.ts';
import type { StructuresInUse } from './structures.ts';

interface Here {
  readonly dose: RtDose;
  readonly grid: DoseGrid;
  readonly structureSet: RtStructureSet;
  /** All of the structure set: a contributing ROI need not be one that was asked for. */
  readonly structures: StructuresInUse;
  readonly convention: SolidConvention;
  readonly asked: readonly { readonly text: string; readonly metric: Metric }[];
  readonly prescriptionGy: number | null;
  /** Histograms already computed, by ROI number. */
  readonly computed: ReadonlyMap<number, Dvh>;
  /** Only histograms that one of these ROIs contributes to; null for all. */
  readonly wanted: ReadonlySet<number> | null;
}

/**
 * The planning system's own histograms beside what is computed here for the same ROIs: all that are included, united,
 * without all that are excluded. One that cannot be compared says why, and is no reason against anything else.
 */
export function planningSystemDvhs(here: Here): { dvhs: PlanningSystemDvh[]; warnings: Warning[] } {
  const { dose, structureSet, wanted } = here;
  const dvhs = dose
    .readDvhs()
    .filter(({ rois }) => wanted === null || rois.some(({ roiNumber }) => wanted.has(roiNumber)) || rois.length === 0)
    .map((theirs) => compared(theirs, here));
  const elsewhere =
    dvhs.length > 0 &&
    dose.referencedStructureSetUids.length > 0 &&
    !dose.referencedStructureSetUids.includes(structureSet.sopInstanceUid);
  return {
    dvhs,
    warnings: [
      ...(elsewhere
        ? [
            {
              code: 'dvh-sequence',
              message: `${dose.path}: its histograms were made with another structure set: its ROI numbers may mean other structures here`,
            },
          ]
        : []),
      ...dvhs.flatMap(({ name, reason }) =>
        reason === null
          ? []
          : [
              {
                code: 'dvh-sequence',
                message: `the planning system's histogram of ${name} is not compared: ${reason}`,
              },
            ],
      ),
    ],
  };
}

function compared(theirs: RtDvh, here: Here): PlanningSystemDvh {
  const { stored, problem } = theirs;
  const rois = theirs.rois.map(({ roiNumber, contribution }) => ({
    roiNumber,
    contribution,
    roiName: here.structureSet.rois.find((roi) => roi.roiNumber === roiNumber)?.roiName ?? null,
  }));
  const answer: PlanningSystemDvh = {
    name: nameOf(rois, theirs.item),
    rois,
    stored:
      stored === null
        ? null
        : {
            kind: stored.kind,
            volumeUnit: stored.volumeUnit,
            bins: stored.binWidthsGy.length,
            usualBinGy: stored.binWidthsGy.slice().sort()[stored.binWidthsGy.length >> 1] ?? 0,
          },
    volumeCm3: { here: null, planningSystem: null, difference: null },
    largestDoseDifference: null,
    metrics: [],
    remarks: [...theirs.remarks, ...otherDoseType(theirs, here.dose)],
    reason: null,
  };
  if (stored === null) return { ...answer, reason: problem ?? 'it cannot be read' };
  const solid = solidOf(rois, here);
  if ('reason' in solid) return { ...answer, reason: solid.reason };
  const ours = solid.dvh;
  if (!(ours.volumeCm3 > 0)) return { ...answer, reason: 'it has no volume here' };
  let dvh: Dvh;
  try {
    dvh = dvhFromStored(stored, ours.volumeCm3);
  } catch (error) {
    if (isTrabeculaError(error)) return { ...answer, reason: error.message };
    throw error;
  }
  const inPercent = stored.volumeUnit === 'percent';
  return {
    ...answer,
    volumeCm3: {
      here: ours.volumeCm3,
      planningSystem: inPercent ? null : dvh.volumeCm3,
      difference: inPercent ? null : ours.volumeCm3 - dvh.volumeCm3,
    },
    largestDoseDifference: largestDoseDifference(ours, dvh),
    metrics: here.asked.map(({ text, metric }) =>
      compareMetric(metric, text, ours, { dvh, inPercent }, here.prescriptionGy),
    ),
  };
}

type NamedRoi = PlanningSystemDvh['rois'][number];

function nameOf(rois: readonly NamedRoi[], item: number): string {
  if (rois.length === 0) return `item ${item} of (3004,0050) DVHSequence`;
  const word = ({ roiName, roiNumber }: NamedRoi): string => roiName ?? `ROI ${roiNumber}`;
  const included = rois.filter(({ contribution }) => contribution === 'INCLUDED').map(word);
  const excluded = rois.filter(({ contribution }) => contribution === 'EXCLUDED').map(word);
  return [included.join(' + '), ...excluded].join(' - ');
}

function solidOf(rois: readonly NamedRoi[], here: Here): { dvh: Dvh } | { reason: string } {
  const [only] = rois;
  const ready = rois.length === 1 && only !== undefined ? here.computed.get(only.roiNumber) : undefined;
  if (ready !== undefined) return { dvh: ready };
  const included: Region[] = [];
  const excluded: Region[] = [];
  for (const { roiNumber, roiName, contribution } of rois) {
    const usable = here.structures.usable.find((structure) => structure.roiNumber === roiNumber);
    if (usable === undefined) {
      const unusable = here.structures.unusable.find((roi) => roi.roiNumber === roiNumber);
      const why = unusable === undefined ? 'not in the structure set' : `not usable: ${unusable.reason}`;
      return { reason: `ROI ${roiNumber}${roiName === null ? '' : ` (${roiName})`} is ${why}` };
    }
    (contribution === 'INCLUDED' ? included : excluded).push(regionOf(usable.solid, here.convention));
  }
  const whole = uniteAll(included);
  const region = excluded.length === 0 ? whole : subtract(whole, uniteAll(excluded));
  const metrics = here.asked.map(({ metric }) => metric);
  return { dvh: computeDvh(region, here.grid, levelsOf(metrics, here.prescriptionGy)) };
}

function otherDoseType({ doseType }: RtDvh, dose: RtDose): string[] {
  if (doseType === null || dose.doseType === null || doseType === dose.doseType) return [];
  return [`its dose is ${doseType}, the dose here is ${dose.doseType}`];
}
