import {
  type BetweenSlices,
  computeDvh,
  type Convention,
  conventionLike,
  DEFAULT_CONVENTION,
  type DoseGrid,
  type Dvh,
  type DvhMetricResult,
  type DvhResult,
  type DvhStructureResult,
  type EndCaps,
  evaluateMetric,
  layDosePlanes,
  levelsOf,
  type Metric,
  type MetricInterval,
  metricIntervals,
  nearestName,
  NOTICE,
  parseMetric,
  printMetric,
  type Region,
  regionOf,
  STANDARD_METRICS,
  TrabeculaError,
  volumeAtDose,
  volumeCm3Of,
  type Warning,
} from '../../core/index.ts';
import {
  assessLinks,
  chooseObjects,
  doseCaution,
  doseRefusal,
  type FileBytes,
  readExport,
  type RtDose,
  type RtPlan,
  type RtStructureSet,
} from '../dicom/index.ts';
import { inputsOf } from './inputs.ts';
import { INTERVAL_MEANS } from './interval-means.ts';
import { planningSystemDvhs } from './planning-system-dvhs.ts';
import { SOFTWARE } from './software.ts';
import { type StructuresInUse, structuresOf } from './structures.ts';
import { distinct, OBLIQUE_WARNING } from './warnings.ts';

export interface DvhRequest {
  readonly files: readonly FileBytes[];
  /** Names of the ROIs that are wanted; empty for all usable ones. */
  readonly rois: readonly string[];
  /** Metrics in TG-263 notation; empty for a standard set. */
  readonly metrics: readonly string[];
  readonly endCaps?: EndCaps;
  readonly betweenSlices?: BetweenSlices;
  /** Sets the two above as a planning system does. */
  readonly like?: string;
  /** What percent of dose refer to. */
  readonly prescriptionGy?: number;
  readonly curve: boolean;
  /** With the ends of every metric's interval over computing conventions. */
  readonly interval?: boolean;
  readonly dose?: string;
  readonly structureSet?: string;
  readonly confirm: readonly string[];
  readonly onProgress?: (what: string) => void;
}

const CURVE_STEPS = 1000;

/**
 * Dose-volume metrics of the structures of an export, beside the planning system's own where the dose carries them. A
 * plan is not needed. Where only doses of single beams are there and none is chosen, the volumes are given, and no dose.
 *
 * @throws TrabeculaError for another patient or frame of reference, a relative dose, an unknown ROI, metric or system
 */
export async function dvh(request: DvhRequest): Promise<DvhResult> {
  const { confirm, onProgress = () => undefined, prescriptionGy = null } = request;
  const asked = metricsAsked(request.metrics);
  const { convention, like } = conventionOf(request);
  const found = await readExport(request.files);
  const chosen = chooseObjects(found, { dose: request.dose, structureSet: request.structureSet });
  const { plan, structureSet } = chosen;
  const taken = chosen.kind === 'chosen' ? takeDose(chosen.dose, plan, structureSet, confirm) : null;

  const all = structuresOf(structureSet, taken, confirm);
  const { usable, unusable } = wanted(all, request.rois);
  const computed = new Map<number, Dvh>();
  const structures = usable.map(({ roiName, roiNumber, solid, remarks }, n): DvhStructureResult => {
    onProgress(`${roiName} (${n + 1} of ${usable.length})`);
    const region = regionOf(solid, convention);
    if (taken === null) {
      const reason = chosen.kind === 'chosen' ? 'no dose' : chosen.reason;
      return { roiName, roiNumber, ...withoutDose(region, asked, reason), remarks: [...remarks] };
    }
    const metrics = asked.map(({ metric }) => metric);
    const histogram = computeDvh(region, taken.grid, levelsOf(metrics, prescriptionGy));
    computed.set(roiNumber, histogram);
    const measured = inDose(histogram, asked, request);
    const intervals =
      request.interval === true
        ? metricIntervals(solid, taken.grid, metrics, { dvh: histogram, prescriptionGy })
        : undefined;
    return {
      roiName,
      roiNumber,
      ...measured,
      metrics: measured.metrics.map((metric, m) => ({ ...metric, ...rangeOf(metric, intervals?.[m]) })),
      remarks: [...remarks],
    };
  });
  const theirs =
    taken === null
      ? { dvhs: [], warnings: [] }
      : planningSystemDvhs({
          dose: taken.object,
          grid: taken.grid,
          structureSet,
          structures: all,
          convention,
          asked,
          prescriptionGy,
          computed,
          wanted: request.rois.length === 0 ? null : new Set(usable.map(({ roiNumber }) => roiNumber)),
        });
  const used = [structureSet, ...(taken === null ? [] : [taken.object]), ...(plan === null ? [] : [plan])];
  return {
    schema: 'trabecula/dvh/1',
    notice: NOTICE,
    software: SOFTWARE,
    conventions: { ...convention, like, intervalMeans: request.interval === true ? INTERVAL_MEANS : null },
    prescriptionGy,
    inputs: inputsOf(used),
    confirmed: [...confirm],
    structures,
    planningSystem: theirs.dvhs,
    unusable: unusable.map(({ roiName, roiNumber, reason }) => ({ roiName, roiNumber, reason })),
    warnings: distinct([
      ...found.warnings,
      ...used.flatMap(({ warnings }) => warnings),
      ...chosen.warnings,
      ...(chosen.kind === 'chosen' ? [] : [{ code: chosen.kind, message: chosen.reason }]),
      ...(taken?.warnings ?? []),
      ...theirs.warnings,
    ]),
  };
}

/** A value without a range says why. */
function rangeOf(
  { value, reason }: DvhMetricResult,
  interval: MetricInterval | undefined,
): Pick<DvhMetricResult, 'low' | 'high' | 'reason'> {
  if (interval === undefined || value === null) return { low: null, high: null, reason };
  const why = interval.reason === null ? null : `no interval: ${interval.reason}`;
  const said = [reason, why].filter((words) => words !== null);
  return { low: interval.low, high: interval.high, reason: said.length === 0 ? null : said.join('; ') };
}

function conventionOf({ like, endCaps, betweenSlices }: DvhRequest): {
  convention: Convention;
  like: DvhResult['conventions']['like'];
} {
  if (like === undefined) {
    return {
      convention: {
        ...DEFAULT_CONVENTION,
        ...(endCaps === undefined ? {} : { endCaps }),
        ...(betweenSlices === undefined ? {} : { betweenSlices }),
      },
      like: null,
    };
  }
  if (endCaps !== undefined || betweenSlices !== undefined) {
    throw new TrabeculaError('usage', {
      what: '--like sets end caps and the shape between slices: they cannot be given beside it',
    });
  }
  const { system, evidence, ...solid } = conventionLike(like);
  return { convention: { ...DEFAULT_CONVENTION, ...solid }, like: { system, evidence } };
}

interface TakenDose {
  readonly object: RtDose;
  readonly grid: DoseGrid;
  readonly warnings: readonly Warning[];
}

function takeDose(
  dose: RtDose,
  plan: RtPlan | null,
  structureSet: RtStructureSet,
  confirm: readonly string[],
): TakenDose {
  const refusal = doseRefusal(dose);
  if (refusal !== null) throw refusal;
  const links = assessLinks({ dose, plan, structureSet, confirm }).findings;
  const caution = doseCaution(dose);
  const grid = layDosePlanes(dose.readPlanes());
  const said = (message: string, confirmed: boolean): string => (confirmed ? `confirmed: ${message}` : message);
  return {
    object: dose,
    grid,
    warnings: [
      ...(caution === null
        ? []
        : [{ code: caution.code, message: said(caution.message, confirm.includes('dose-type')) }]),
      ...(grid.axes === null ? [] : [OBLIQUE_WARNING]),
      ...links.map(({ code, message, severity }) => ({ code, message: said(message, severity === 'confirmed') })),
    ],
  };
}

interface AskedMetric {
  /** Echoed exactly as it was asked for. */
  readonly text: string;
  readonly metric: Metric;
}

function metricsAsked(texts: readonly string[]): AskedMetric[] {
  if (texts.length > 0) return texts.map((text) => ({ text, metric: parseMetric(text) }));
  return STANDARD_METRICS.map((metric) => ({ text: printMetric(metric), metric }));
}

type Measured = Pick<DvhStructureResult, 'volumeCm3' | 'outsideDoseCm3' | 'metrics' | 'curve'>;

function inDose(
  histogram: Dvh,
  asked: readonly AskedMetric[],
  { prescriptionGy, curve }: Pick<DvhRequest, 'prescriptionGy' | 'curve'>,
): Measured {
  const { volumeCm3, outsideDoseCm3 } = histogram;
  return {
    volumeCm3,
    outsideDoseCm3,
    metrics: asked.map(({ text, metric }) => ({
      metric: text,
      ...evaluateMetric(metric, histogram, { prescriptionGy: prescriptionGy ?? null }),
      low: null,
      high: null,
    })),
    curve: curve ? curveOf(histogram) : null,
  };
}

/** Nothing of the structure lies in a dose; only its volume is known. */
function withoutDose(region: Region, asked: readonly AskedMetric[], reason: string): Measured {
  const volumeCm3: number = volumeCm3Of(region);
  return {
    volumeCm3,
    outsideDoseCm3: volumeCm3,
    metrics: asked.map(({ text, metric }) =>
      metric.kind === 'volume'
        ? { metric: text, value: volumeCm3, low: null, high: null, unit: metric.unit, status: 'ok', reason: null }
        : { metric: text, value: null, low: null, high: null, unit: metric.unit, status: 'not-evaluable', reason },
    ),
    curve: null,
  };
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

/** The cumulative curve at even steps from 0 to the maximum dose; null where nothing lies in the dose grid. */
function curveOf(histogram: Dvh): DvhStructureResult['curve'] {
  const { maxGy } = histogram;
  if (maxGy === null) return null;
  const doseGy = Array.from({ length: CURVE_STEPS + 1 }, (_, n) => (maxGy * n) / CURVE_STEPS);
  return { doseGy, volumeCm3: doseGy.map((at) => (at === 0 ? histogram.volumeCm3 : volumeAtDose(histogram, at))) };
}
