import type { DvhMetricResult, DvhResult } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { shortHash, shownValue, shownVolume } from './shown.ts';
import { textColumns, wrapText } from './text-columns.ts';

/** DVH metrics for people: a block per structure, then what could not be used and why. Ends with a newline. */
export function dvhText(result: DvhResult): string {
  const { software, notice, structures, unusable, warnings, conventions, inputs, confirmed } = result;
  const blocks = [
    [`${software.name} ${software.version}: dose-volume histograms`, notice],
    ...structures.map((structure) => [
      `${structure.roiName} (ROI ${structure.roiNumber}): ${shownVolume(structure.volumeCm3)}` +
        (structure.outsideDoseCm3 > 0 ? `, ${shownVolume(structure.outsideDoseCm3)} OUTSIDE THE DOSE GRID` : ''),
      ...textColumns(
        structure.metrics.map((metric) => [metric.metric, metricValue(metric), metric.reason ?? '']),
        [1],
        '   ',
      ),
      ...structure.remarks.flatMap((remark) => wrapText(remark, '   ', '     ')),
      ...(structure.curve === null
        ? []
        : [`   curve: ${structure.curve.doseGy.length} points, printed with --format csv or json`]),
    ]),
    unusable.length === 0
      ? []
      : [
          'Not usable',
          ...textColumns(
            unusable.map(({ roiName, roiNumber, reason }) => [roiName, `ROI ${roiNumber}`, reason]),
            [],
            '   ',
          ),
        ],
    warnings.length === 0
      ? []
      : ['Warnings', ...warnings.flatMap(({ code, message }) => wrapText(`${message} [${code}]`, '   ', '     '))],
    [
      `Computed with end caps ${conventions.endCaps}, ${conventions.betweenSlices} between slices, ${conventions.doseInterpolation} dose.`,
      ...(confirmed.length === 0 ? [] : [`Confirmed by the user, not by the data: ${confirmed.join(', ')}.`]),
      ...textColumns(
        inputs.map(({ modality, sopInstanceUid, sha256 }) => [modality, sopInstanceUid, `sha256 ${shortHash(sha256)}`]),
        [],
        '   ',
      ),
    ],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function metricValue({ value, unit, status }: DvhMetricResult): string {
  return value === null ? status : shownValue(value, unit);
}
