import type { DvhMetricResult, DvhResult, PlanningSystemDvh } from '../../core/index.ts';
import { printMetric, STANDARD_METRICS } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { listed, shortHash, shownDifference, shownDose, shownRange, shownValue, shownVolume } from './shown.ts';
import { textColumns, WIDTH, wrapText } from './text-columns.ts';

type Structure = DvhResult['structures'][number];

const INDENT = '   ';
/** Of the standard set, what is looked at first; the volume has a column of its own. */
const FIRST = ['Min[Gy]', 'D98%[Gy]', 'D95%[Gy]', 'D50%[Gy]', 'Mean[Gy]', 'D2%[Gy]', 'D0.035cc[Gy]', 'Max[Gy]'];

/**
 * DVH metrics for people: a row per structure while the columns fit, else a block per structure; below it why something
 * has no value, then what could not be used and why. Ends with a newline.
 */
export function dvhText(result: DvhResult): string {
  const { software, notice, structures, unusable, warnings, conventions, inputs, confirmed } = result;
  const asked = structures[0]?.metrics.map(({ metric }) => metric) ?? [];
  const shown = isStandard(asked) ? FIRST : asked;
  const blocks = [
    [`${software.name} ${software.version}: dose-volume histograms`, notice],
    ...metricBlocks(result, shown),
    structures.flatMap((structure) => notes(structure, shown)),
    ...beside(result, shown),
    unusable.length === 0
      ? []
      : [
          'Not usable',
          ...textColumns(
            unusable.map(({ roiName, roiNumber, reason }) => [roiName, `ROI ${roiNumber}`, reason]),
            [],
            INDENT,
          ),
        ],
    warnings.length === 0
      ? []
      : [
          'Warnings',
          ...warnings.flatMap(({ code, message }) => wrapText(`- ${message} [${code}]`, INDENT, `${INDENT}  `)),
        ],
    [
      `Computed with end caps ${conventions.endCaps}, ${conventions.betweenSlices} between slices, ${conventions.doseInterpolation} dose.`,
      ...(conventions.like === null
        ? []
        : wrapText(`Like ${conventions.like.system}: ${conventions.like.evidence}.`, '', INDENT)),
      ...(conventions.intervalMeans === null ? [] : [`In brackets: ${conventions.intervalMeans}.`]),
      ...(result.prescriptionGy === null ? [] : [`Percent of dose are of ${result.prescriptionGy} Gy, as given.`]),
      ...(confirmed.length === 0 ? [] : [`Confirmed by the user, not by the data: ${confirmed.join(', ')}.`]),
      ...textColumns(
        inputs.map(({ modality, sopInstanceUid, sha256 }) => [modality, sopInstanceUid, `sha256 ${shortHash(sha256)}`]),
        [],
        INDENT,
      ),
    ],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function isStandard(metrics: readonly string[]): boolean {
  return metrics.join() === STANDARD_METRICS.map(printMetric).join();
}

function metricBlocks({ structures }: DvhResult, order: readonly string[]): string[][] {
  if (structures.length === 0) return [['No structure to show.']];
  const table = textColumns(
    [
      ['ROI', 'volume', ...order.map(withoutGy)],
      ...structures.map((structure) => [
        structure.roiName + (structure.outsideDoseCm3 > 0 ? ' *' : ''),
        shownVolume(structure.volumeCm3),
        ...order.map((metric) => bareValue(structure.metrics.find((each) => each.metric === metric))),
      ]),
    ],
    order.map((_, n) => n + 2).concat(1),
    '',
  );
  const ranged = structures.some(({ metrics }) => metrics.some(({ low }) => low !== null));
  if (ranged || table.some((line) => line.length > WIDTH)) return structures.map((each) => block(each, order));
  return [
    [
      ...(order.some((metric) => metric !== withoutGy(metric)) ? ['Doses in Gy.'] : []),
      ...table,
      ...(order === FIRST
        ? [`More: --metric "V20Gy[%]", --roi NAME; all ${STANDARD_METRICS.length} standard metrics with --format csv.`]
        : []),
    ],
  ];
}

function withoutGy(metric: string): string {
  return metric.replace(/\[Gy\]$/, '');
}

/** Doses without their unit, which stands above the table; all else with it. */
function bareValue(metric: DvhMetricResult | undefined): string {
  if (metric === undefined || metric.value === null) return '-';
  const text = shownValue(metric.value, metric.unit);
  return metric.metric === withoutGy(metric.metric) ? text : text.replace(/ Gy$/, '');
}

function block(structure: Structure, order: readonly string[]): string[] {
  const metrics = order.flatMap((name) => structure.metrics.find(({ metric }) => metric === name) ?? []);
  return [
    `${structure.roiName} (ROI ${structure.roiNumber}): ${shownVolume(structure.volumeCm3)}`,
    ...textColumns(
      metrics.map(({ metric, value, low, high, unit }) => {
        const range = shownRange(low, high, unit) || (low === null || high === null ? '' : 'the same in all');
        return [metric, value === null ? '-' : shownValue(value, unit), range === '' ? '' : `(${range})`];
      }),
      [1],
      INDENT,
    ),
  ];
}

/** The planning system's own histograms: a line of summary each, then metric by metric. */
function beside({ planningSystem }: DvhResult, shown: readonly string[]): string[][] {
  const compared = planningSystem.filter(({ reason }) => reason === null);
  if (compared.length === 0) return [];
  return [
    ['Beside the planning system’s own histograms (difference: here less planning system)'],
    ...compared.map((each) => [
      ...wrapText(`${each.name}: ${summaryOf(each)}`, '', INDENT),
      ...textColumns(
        [
          ['', 'here', 'planning system', 'difference'],
          ...each.metrics
            .filter(({ metric }) => shown.includes(metric))
            .map(({ metric, unit, here, planningSystem: theirs, difference, reason }) => [
              metric,
              shownValue(here, unit),
              shownValue(theirs, unit),
              difference === null ? (reason ?? '-') : shownDifference(difference, unit, theirs),
            ]),
        ],
        [1, 2],
        INDENT,
      ),
      ...each.remarks.flatMap((remark) => wrapText(`- ${remark}`, INDENT, `${INDENT}  `)),
    ]),
  ];
}

function summaryOf({ volumeCm3, largestDoseDifference: largest, stored }: PlanningSystemDvh): string {
  const volume =
    volumeCm3.difference === null
      ? 'volume in percent only'
      : `volume ${shownDifference(volumeCm3.difference, 'cm³', volumeCm3.planningSystem)}`;
  const dose =
    largest === null
      ? 'no dose to compare'
      : `largest dose difference ${shownDifference(largest.differenceGy, 'Gy')} at D${largest.atVolumePercent}%`;
  const bins = stored === null ? '' : ` (${stored.kind}, bins of ${shownDose(stored.usualBinGy)})`;
  return `${volume}, ${dose}${bins}`;
}

/** What is to be known of the values of a structure: each reason once, with the metrics that it is about. */
function notes(structure: Structure, shown: readonly string[]): string[] {
  const { roiName, outsideDoseCm3, volumeCm3, remarks, curve } = structure;
  const metrics = structure.metrics.filter(({ metric }) => shown.includes(metric));
  const outside = `${shownVolume(outsideDoseCm3)} of ${shownVolume(volumeCm3)} OUTSIDE THE DOSE GRID`;
  const reasons = [...new Set(metrics.map(({ reason }) => reason))].filter((reason) => reason !== null);
  const lines = reasons.map((reason) => {
    const about = metrics.filter((metric) => metric.reason === reason);
    const names = listed(about.map(({ metric }) => metric));
    // What lies outside is said once for all of them.
    const unsaid = outsideDoseCm3 > 0 ? reason.replace(/^.* lie outside the dose grid; /, '') : reason;
    const why = unsaid.replace(/^they are/, 'what lies outside is');
    const hint = reason === 'no prescription' ? ' (give one with --prescription)' : '';
    return about.every(({ value }) => value === null) ? `${names} not evaluable: ${why}${hint}` : `${names}: ${why}`;
  });
  const said = [
    ...(outsideDoseCm3 > 0 ? [outside] : []),
    ...lines,
    ...remarks,
    ...(curve === null ? [] : [`curve of ${curve.doseGy.length} points: printed with --format csv or json`]),
  ];
  if (said.length === 0) return [];
  return [
    `${outsideDoseCm3 > 0 ? '* ' : ''}${roiName}`,
    ...said.flatMap((line) => wrapText(`- ${line}`, INDENT, `${INDENT}  `)),
  ];
}
