import { TrabeculaError } from '../errors.ts';

export type MetricDoseUnit = 'Gy' | 'cGy' | '%';
export type MetricVolumeUnit = 'cc' | '%';

/** A dose that a given volume receives. */
export interface DoseOfVolume {
  /**
   * `dose-at-volume`, D95%[Gy]: the dose that the hottest 95 % of the structure receive at least.
   * `dose-complement`, DC700cc[Gy]: the dose that the coldest 700 cm³ receive at most.
   */
  readonly kind: 'dose-at-volume' | 'dose-complement';
  readonly volume: number;
  readonly volumeUnit: MetricVolumeUnit;
  readonly unit: MetricDoseUnit;
}

/** A volume that receives a given dose. */
export interface VolumeOfDose {
  /**
   * `volume-at-dose`, V20Gy[%]: the volume that receives at least 20 Gy.
   * `volume-complement`, CV20Gy[cc]: the volume that receives less than 20 Gy.
   */
  readonly kind: 'volume-at-dose' | 'volume-complement';
  readonly dose: number;
  readonly doseUnit: MetricDoseUnit;
  readonly unit: MetricVolumeUnit;
}

export interface DoseStatistic {
  readonly kind: 'statistic';
  readonly statistic: 'Min' | 'Mean' | 'Max' | 'Median';
  readonly unit: MetricDoseUnit;
}

export interface StructureVolume {
  readonly kind: 'volume';
  readonly unit: 'cc';
}

/**
 * A dose-volume metric of one structure, in the notation of AAPM Report 263 (Mayo et al., Int J Radiat Oncol Biol
 * Phys 2018;100:1057). A dose in % is a share of the prescription, a volume in % a share of the structure.
 */
export type Metric = DoseOfVolume | VolumeOfDose | DoseStatistic | StructureVolume;

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const DOSE_AT_VOLUME = new RegExp(`^(D|DC)${NUMBER}(cc|%)\\[(Gy|cGy|%)\\]$`);
const VOLUME_AT_DOSE = new RegExp(`^(V|CV)${NUMBER}(Gy|cGy|%)\\[(cc|%)\\]$`);
const STATISTIC = /^(Min|Mean|Max|Median)\[(Gy|cGy|%)\]$/;

/** What the grammar allows, for messages. */
export const METRIC_FORMS =
  'D95%[Gy], D0.035cc[Gy], V20Gy[%], V100%[cc], DC700cc[Gy], CV20Gy[cc], Min[Gy], Mean[Gy], Max[Gy], Median[Gy], Vol[cc]';

/**
 * Reads a metric. The canonical form is case-sensitive and complete; spaces, a leading "DVH:", `cm3` or `CC` for `cc`
 * and an output unit after an underscore (`V20Gy_CC`) are understood too. Nothing is guessed: where a unit is missing,
 * a `usage` error names the metrics that may have been meant.
 */
export function parseMetric(text: string): Metric {
  const canonical = withoutAliases(text);
  const metric = parseCanonical(canonical);
  if (metric === null) throw explain(text, canonical);
  if (metric.kind === 'dose-at-volume' && metric.volume === 0) {
    throw new TrabeculaError('usage', {
      what: `the metric "${text}" asks for the dose to no volume at all`,
      expected: `Max[${metric.unit}]`,
    });
  }
  return metric;
}

/** The canonical form; `parseMetric(printMetric(metric))` is `metric`. */
export function printMetric(metric: Metric): string {
  switch (metric.kind) {
    case 'dose-at-volume':
      return `D${decimal(metric.volume)}${metric.volumeUnit}[${metric.unit}]`;
    case 'dose-complement':
      return `DC${decimal(metric.volume)}${metric.volumeUnit}[${metric.unit}]`;
    case 'volume-at-dose':
      return `V${decimal(metric.dose)}${metric.doseUnit}[${metric.unit}]`;
    case 'volume-complement':
      return `CV${decimal(metric.dose)}${metric.doseUnit}[${metric.unit}]`;
    case 'statistic':
      return `${metric.statistic}[${metric.unit}]`;
    case 'volume':
      return 'Vol[cc]';
  }
}

function parseCanonical(text: string): Metric | null {
  if (text === 'Vol[cc]') return { kind: 'volume', unit: 'cc' };

  const statistic = STATISTIC.exec(text);
  if (statistic) {
    return {
      kind: 'statistic',
      statistic: statistic[1] as DoseStatistic['statistic'],
      unit: statistic[2] as MetricDoseUnit,
    };
  }
  const dose = DOSE_AT_VOLUME.exec(text);
  if (dose && Number.isFinite(Number(dose[2]))) {
    return {
      kind: dose[1] === 'D' ? 'dose-at-volume' : 'dose-complement',
      volume: Number(dose[2]),
      volumeUnit: dose[3] as MetricVolumeUnit,
      unit: dose[4] as MetricDoseUnit,
    };
  }
  const volume = VOLUME_AT_DOSE.exec(text);
  if (volume && Number.isFinite(Number(volume[2]))) {
    return {
      kind: volume[1] === 'V' ? 'volume-at-dose' : 'volume-complement',
      dose: Number(volume[2]),
      doseUnit: volume[3] as MetricDoseUnit,
      unit: volume[4] as MetricVolumeUnit,
    };
  }
  return null;
}

/** Other spellings that can mean only one thing. */
function withoutAliases(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/^DVH:/i, '')
    .replace(/(\d)(?:CC|cm3|cm³)/g, '$1cc')
    .replace(/\[(?:CC|cm3|cm³)\]$/, '[cc]')
    .replace(/_(?:CC|cc|cm3|cm³)$/, '[cc]')
    .replace(/_(Gy|cGy|%)$/, '[$1]');
}

function explain(text: string, canonical: string): TrabeculaError {
  const limit = /^(.*?)[<>=≤≥]/.exec(canonical);
  if (limit) {
    const asked = limit[1]!;
    const expected = parseCanonical(asked) ? [asked] : candidates(asked);
    return new TrabeculaError('usage', {
      what: `the metric "${text}" carries a limit; a metric is measured, limits belong to a trial`,
      expected: orList(expected),
    });
  }
  if (/^(?:CI|GI|HI|CN|PCI|R50|D2cm)/i.test(canonical)) {
    return new TrabeculaError('usage', {
      what: `"${text}" is an index of a target and its prescription isodose, defined differently by different authors; it is not a metric of one structure`,
      expected: METRIC_FORMS,
    });
  }
  const found = candidates(canonical);
  if (found.length > 0) {
    return new TrabeculaError('usage', {
      what: `the metric "${text}" is not complete in its units, or not spelled as TG-263 does`,
      expected: orList(found),
    });
  }
  return new TrabeculaError('usage', { what: `"${text}" is not a metric`, expected: METRIC_FORMS });
}

/** Canonical metrics that the text may have meant: missing units in all their values, wrong case put right. */
function candidates(text: string): string[] {
  const statistic = /^D?(min|mean|max|median|vol|volume)(?:\[([^\]]*)\])?$/i.exec(text);
  if (statistic) {
    const word = statistic[1]!.toLowerCase();
    if (word.startsWith('vol')) return ['Vol[cc]'];
    const name = `${word[0]!.toUpperCase()}${word.slice(1)}`;
    return outputs(statistic[2], ['Gy', '%'], ['Gy', 'cGy', '%']).map((unit) => `${name}[${unit}]`);
  }
  const parts = new RegExp(`^(DC|D|CV|V)${NUMBER}(cGy|Gy|cc|%)?(?:\\[([^\\]]*)\\])?$`, 'i').exec(text);
  if (!parts) return [];
  const name = parts[1]!.toUpperCase();
  const value = parts[2]!;
  const ofVolume = name === 'D' || name === 'DC';
  const given = parts[3]?.toLowerCase();
  const arguments_ = ofVolume ? ['%', 'cc'] : ['Gy', '%'];
  const known = [...arguments_, 'cGy'].filter((unit) => unit.toLowerCase() === given);
  if (ofVolume && known.includes('cGy')) known.length = 0;
  const inputs = known.length > 0 ? known : arguments_;
  const results = ofVolume
    ? outputs(parts[4], known.length > 0 ? ['Gy', '%'] : ['Gy'], ['Gy', 'cGy', '%'])
    : outputs(parts[4], ['%', 'cc'], ['cc', '%']);
  return inputs.flatMap((input) => results.map((unit) => `${name}${value}${input}[${unit}]`));
}

function outputs(given: string | undefined, usual: readonly string[], allowed: readonly string[]): readonly string[] {
  const same = allowed.filter((unit) => unit.toLowerCase() === given?.toLowerCase());
  return same.length > 0 ? same : usual;
}

function orList(items: readonly string[]): string {
  if (items.length === 0) return METRIC_FORMS;
  return items.length === 1 ? items[0]! : `${items.slice(0, -1).join(', ')} or ${items.at(-1)!}`;
}

/** The shortest decimal that reads back as the same number, without an exponent. */
function decimal(value: number): string {
  const shortest = String(value);
  const exponential = /^(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest);
  if (!exponential) return shortest;
  const digits = exponential[1]! + (exponential[2] ?? '');
  const exponent = Number(exponential[3]);
  return exponent < 0 ? `0.${'0'.repeat(-exponent - 1)}${digits}` : digits.padEnd(exponent + 1, '0');
}
