import { formatCoverage, formatDoseGy, formatLimit, formatVolumeCm3, overallWords } from '../../core/index.ts';
import type { CheckResult, Finding, Interval, LesionResult, OverallOutcome, TargetResult } from '../../core/index.ts';

/** A value of a finding or a metric, with its unit, as people read it. */
export function shownValue(value: number | null, unit: string, limits: readonly number[] = []): string {
  if (value === null) return '-';
  if (unit === '%') return `${formatCoverage(value, limits)} %`;
  if (unit === 'cm³' || unit === 'cc') return `${formatVolumeCm3(value)} cm³`;
  if (unit === 'Gy') return `${formatDoseGy(value, limits)} Gy`;
  return unit === '' ? shownNumber(value) : `${shownNumber(value)} ${unit}`;
}

/** "78.1-79.0 %", or nothing when there is no interval or it is a point as shown. */
export function shownRange(
  low: number | null,
  high: number | null,
  unit: string,
  limits: readonly number[] = [],
): string {
  if (low === null || high === null) return '';
  const bare = (value: number): string => shownValue(value, unit, limits).replace(/ [^ ]+$/, '');
  const ends = [low, high].map((value) => ({ value, text: bare(value) }));
  // Both ends with the decimals of the one that needs more.
  const decimals = Math.max(...ends.map(({ text }) => (text.split('.')[1] ?? '').length));
  const [from, to] = ends.map(({ value, text }) => (unit === '%' ? value.toFixed(decimals) : text));
  return from === to ? '' : `${from}-${to}`;
}

export function shownDose(doseGy: number | null): string {
  return doseGy === null ? '-' : `${formatDoseGy(doseGy)} Gy`;
}

export function shownVolume(volumeCm3: number): string {
  return `${formatVolumeCm3(volumeCm3)} cm³`;
}

/** Indices and counts. */
function shownNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

export function shownCoverage(coverage: Interval | null, limits: readonly number[]): string {
  if (coverage === null) return '-';
  const range = shownRange(coverage.low, coverage.high, '%', limits);
  return `${shownValue(coverage.value, '%', limits)}${range === '' ? '' : ` (${range})`}`;
}

/** "+0.12 cm³"; small volumes to two figures, all else to two decimals, and no sign on what is shown as zero. */
export function shownDifference(difference: number | null, unit: string): string {
  if (difference === null) return '-';
  const size = Math.abs(difference);
  const isVolume = unit === 'cm³' || unit === 'cc';
  const digits = isVolume && size < 0.1 && size >= 0.0005 ? String(Number(size.toPrecision(2))) : size.toFixed(2);
  const sign = Number(digits) === 0 ? '' : difference > 0 ? '+' : '-';
  return `${sign}${digits} ${isVolume ? 'cm³' : unit}`.trimEnd();
}

/** A limit as a clause: "limit 90 %". */
export function shownLimit(limit: number | null, unit: string): string {
  return limit === null ? '' : `limit ${formatLimit(limit)}${unit === '' ? '' : ` ${unit}`}`;
}

/** "himars/ptv-coverage" as "PTV coverage". */
export function ruleTitle(rule: string): string {
  const words = rule.slice(rule.indexOf('/') + 1).split('-');
  const title = words.map((word) => (/^(ptv|gtv|ctv|itv|bmr)$/.test(word) ? word.toUpperCase() : word)).join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

export function lesionFacts(lesion: LesionResult): string {
  const flag = (value: boolean | null, yes: string, no: string, unknown: string): string =>
    value === null ? unknown : value ? yes : no;
  return [
    lesion.site ?? 'site not given',
    flag(lesion.highRisk, 'high risk', 'not high risk', 'risk not given'),
    flag(lesion.symptomatic, 'symptomatic', 'not symptomatic', 'symptoms not given'),
  ].join(', ');
}

export function prescriptionWords(lesion: LesionResult): string {
  const { prescription } = lesion;
  if (prescription === null) return 'no prescription';
  const { doseGy, fractions, isodosePercent, isodoseOf, source } = prescription;
  const of = isodoseOf === null ? '' : ` of ${isodoseOf === 'point' ? 'a normalisation point' : `the ${isodoseOf}`}`;
  const isodose = isodosePercent === null ? '' : ` on the ${isodosePercent} % isodose${of}`;
  return `${doseGy} Gy in ${fractions} fraction${fractions === 1 ? '' : 's'}${isodose} (${source})`;
}

/** Doses that are always shown of a target, with their share of the prescription. */
export function targetDoses(target: TargetResult, lesion: LesionResult): { name: string; shown: string }[] {
  const prescribed = lesion.prescription?.doseGy ?? null;
  const withShare = (doseGy: number | null): string =>
    doseGy === null || prescribed === null || !(prescribed > 0)
      ? shownDose(doseGy)
      : `${shownDose(doseGy)} (${formatCoverage((100 * doseGy) / prescribed, [125, 130])} %)`;
  return [
    { name: 'Dmax', shown: withShare(target.dmaxGy) },
    { name: 'D0.035cc', shown: withShare(target.d0035ccGy) },
    { name: 'D2%', shown: withShare(target.d2PercentGy) },
    { name: 'D50%', shown: shownDose(target.d50PercentGy) },
    { name: 'D95%', shown: shownDose(target.d95PercentGy) },
    { name: 'D98%', shown: shownDose(target.d98PercentGy) },
    { name: 'Dmin', shown: shownDose(target.dminGy) },
    { name: 'Dmean', shown: shownDose(target.dmeanGy) },
  ];
}

/** Nearest band edges of a lesion's coverage findings of one ROI, to show enough decimals near them. */
export function limitsOf(findings: readonly Finding[], roiName: string): number[] {
  return findings.flatMap((finding) =>
    finding.roiName === roiName && finding.unit === '%' && finding.limit !== null ? [finding.limit] : [],
  );
}

export const shortHash = (sha256: string): string => sha256.slice(0, 12);

export function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** What a summary says beyond the outcome's own words, which stand above it already. */
export function because(outcome: OverallOutcome, words: string): string[] {
  const start = overallWords(outcome);
  const rest = words.startsWith(start)
    ? words
        .slice(start.length)
        .trim()
        .replace(/^\((.*)\)$/, '$1')
    : words;
  return rest === '' ? [] : [rest.charAt(0).toUpperCase() + rest.slice(1)];
}

/** How an open question was read, in the trial file's own sentences; or what it could be read as, if nobody chose. */
export function readingWords({ chosen, by, options, reason }: CheckResult['readings'][number]): string {
  if (chosen === null)
    return `Open. ${options.map(({ name, words }) => `${name}: ${sentence(words)}`).join(' ')} ${reason}`;
  const words = options.find(({ name }) => name === chosen)?.words ?? '';
  return `Read as ${chosen} (${by === 'case' ? 'chosen in the case' : by}). ${sentence(words)} ${reason}`;
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) || words === '' ? words : `${words}.`;
}
