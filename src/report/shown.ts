import { formatCoverage, formatDoseGy, formatLimit, formatVolumeCm3 } from '../../core/index.ts';
import type { Finding, Interval, LesionResult, TargetResult } from '../../core/index.ts';

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

/** "+0.12 cm³ (+0.4 %)", "-1.1 %", "0.00 Gy"; no sign on what is shown as zero, and the share of `of` beside a volume. */
export function shownDifference(difference: number | null, unit: string, of: number | null = null): string {
  if (difference === null) return '-';
  const isVolume = unit === 'cm³' || unit === 'cc';
  const size = Math.abs(difference);
  const digits = isVolume && size >= 0.0005 && size < 0.1 ? decimalsOfTwoFigures(size) : unit === '%' ? 1 : 2;
  const amount = `${signed(difference, digits)} ${isVolume ? 'cm³' : unit}`.trimEnd();
  return isVolume && of !== null && of > 0 ? `${amount} (${signed((100 * difference) / of, 1)} %)` : amount;
}

function signed(value: number, decimals: number): string {
  const digits = Math.abs(value).toFixed(decimals);
  return Number(digits) === 0 ? digits : `${value > 0 ? '+' : '-'}${digits}`;
}

function decimalsOfTwoFigures(size: number): number {
  return 1 - Math.floor(Math.log10(size));
}

/** A limit as a clause: "limit 90 %". */
export function shownLimit(limit: number | null, unit: string): string {
  return limit === null ? '' : `limit ${formatLimit(limit)}${unit === '' ? '' : ` ${unit}`}`;
}

/** How far a value is from its limit: "6.5 points below 80 %"; null where there is none of both. */
export function distanceToLimit(finding: Pick<Finding, 'value' | 'limit' | 'unit'>): string | null {
  const parts = distanceParts(finding);
  return parts === null ? null : [parts.size, parts.side, parts.limit].filter((part) => part !== '').join(' ');
}

/** The same in parts, to be put together in any language; the size is empty on the limit. */
export function distanceParts({ value, limit, unit }: Pick<Finding, 'value' | 'limit' | 'unit'>): {
  readonly size: string;
  readonly side: 'below' | 'above' | 'on';
  readonly limit: string;
} | null {
  if (value === null || limit === null) return null;
  const shownAs = `${formatLimit(limit)}${unit === '' ? '' : ` ${unit}`}`;
  const size = Math.abs(value - limit);
  // A prescribed dose is not near its limit, it is one of those that the record names.
  if (size === 0) return unit === 'Gy' ? null : { size: '', side: 'on', limit: shownAs };
  const decimals = size < 0.1 ? Math.min(6, decimalsOfTwoFigures(size)) : unit === '%' ? 1 : 2;
  const points = unit === '%' ? 'points' : unit;
  return {
    size: [size.toFixed(decimals), points].join(' ').trimEnd(),
    side: value < limit ? 'below' : 'above',
    limit: shownAs,
  };
}

/** "himars/ptv-coverage" as "PTV coverage". */
export function ruleTitle(rule: string): string {
  const words = rule.slice(rule.indexOf('/') + 1).split('-');
  const title = words.map((word) => (/^(ptv|gtv|ctv|itv|bmr)$/.test(word) ? word.toUpperCase() : word)).join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** The same for a narrow column: "PTV cov.", "Isodose", "Maximum". */
export function ruleHead(rule: string): string {
  const title = ruleTitle(rule)
    .replace(/ coverage$/, ' cov.')
    .replace(/^Prescription isodose$/, 'Isodose')
    .replace(/^Maximum dose$/, 'Maximum');
  return shortened(title, 14);
}

/** A name cut to so many characters, for a column or a drawing; the whole name stands elsewhere. */
export function shortened(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** "bone, high risk, symptomatic"; what the case does not say is named together. */
export function lesionFacts({ site, highRisk, symptomatic }: LesionResult): string {
  const known = [
    site,
    highRisk === null ? null : highRisk ? 'high risk' : 'not high risk',
    symptomatic === null ? null : symptomatic ? 'symptomatic' : 'not symptomatic',
  ].filter((fact) => fact !== null);
  const missing = [
    ...(site === null ? ['site'] : []),
    ...(highRisk === null ? ['risk'] : []),
    ...(symptomatic === null ? ['symptoms'] : []),
  ];
  return [...known, ...(missing.length === 0 ? [] : [`${listed(missing)} not given`])].join(', ');
}

/** "a, b and c" */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
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
    { name: 'D98%', shown: shownDose(target.d98PercentGy) },
    { name: 'D95%', shown: shownDose(target.d95PercentGy) },
    { name: 'D50%', shown: shownDose(target.d50PercentGy) },
    { name: 'Dmean', shown: shownDose(target.dmeanGy) },
    { name: 'Dmin', shown: shownDose(target.dminGy) },
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

export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
