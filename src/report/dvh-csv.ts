import type { DvhResult } from '../../core/index.ts';
import { csvRow } from './csv-row.ts';

/** One row per structure and metric, full digits; with curves, one row per point under the metric `curve` as well. */
export function dvhCsv(result: DvhResult): string {
  const rows = result.structures.flatMap((structure) => {
    const start = [structure.roiName, structure.roiNumber, structure.volumeCm3, structure.outsideDoseCm3] as const;
    const points = structure.curve;
    return [
      ...structure.metrics.map(({ metric, value, unit, status, reason }) =>
        csvRow([...start, metric, value, unit, status, reason, null, null]),
      ),
      ...(points === null
        ? []
        : points.doseGy.map((doseGy, index) =>
            csvRow([...start, 'curve', null, null, null, null, doseGy, points.volumeCm3[index] ?? null]),
          )),
    ];
  });
  const unusable = result.unusable.map(({ roiName, roiNumber, reason }) =>
    csvRow([roiName, roiNumber, null, null, null, null, null, 'unusable', reason, null, null]),
  );
  const columns = [
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
  ];
  return [csvRow(columns), ...rows, ...unusable].join('');
}
