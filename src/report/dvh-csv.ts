import type { DvhResult, PlanningSystemDvh } from '../../core/index.ts';
import { csvRow } from './csv-row.ts';

const COLUMNS = [
  'roi',
  'roi_number',
  'volume_cm3',
  'outside_dose_cm3',
  'metric',
  'value',
  'unit',
  'status',
  'reason',
  'curve_dose_gy',
  'curve_volume_cm3',
  'low',
  'high',
  'planning_system',
  'difference',
];

/**
 * One row per structure and metric, full digits; with curves, one row per point under the metric `curve` as well. The
 * planning system's own value stands beside the metric of the same ROI; a histogram of several ROIs has rows of its own,
 * without an ROI number.
 */
export function dvhCsv(result: DvhResult): string {
  const beside = new Map<number, PlanningSystemDvh>();
  const alone: PlanningSystemDvh[] = [];
  for (const dvh of result.planningSystem) {
    const [only, ...others] = dvh.rois;
    const isShown = only !== undefined && result.structures.some(({ roiNumber }) => roiNumber === only.roiNumber);
    if (isShown && others.length === 0 && !beside.has(only.roiNumber)) beside.set(only.roiNumber, dvh);
    else alone.push(dvh);
  }
  const rows = result.structures.flatMap((structure) => {
    const start = [structure.roiName, structure.roiNumber, structure.volumeCm3, structure.outsideDoseCm3] as const;
    const points = structure.curve;
    const theirs = beside.get(structure.roiNumber)?.metrics ?? [];
    return [
      ...structure.metrics.map(({ metric, value, low, high, unit, status, reason }, n) =>
        csvRow([
          ...[...start, metric, value, unit, status, reason, null, null, low, high],
          ...[theirs[n]?.planningSystem ?? null, theirs[n]?.difference ?? null],
        ]),
      ),
      ...(points === null
        ? []
        : points.doseGy.map((doseGy, index) =>
            csvRow([
              ...[...start, 'curve', null, null, null, null, doseGy, points.volumeCm3[index] ?? null],
              ...[null, null, null, null],
            ]),
          )),
    ];
  });
  const others = alone.flatMap(({ name, volumeCm3, metrics, reason }) =>
    reason === null
      ? metrics.map((row) =>
          csvRow([
            ...[name, null, volumeCm3.here, null, row.metric, row.here, row.unit],
            ...[row.here === null ? 'not-evaluable' : 'ok', row.reason, null, null, null, null],
            ...[row.planningSystem, row.difference],
          ]),
        )
      : [],
  );
  const unusable = result.unusable.map(({ roiName, roiNumber, reason }) =>
    csvRow([roiName, roiNumber, null, null, null, null, null, 'unusable', reason, null, null, null, null, null, null]),
  );
  return [csvRow(COLUMNS), ...rows, ...others, ...unusable].join('');
}
