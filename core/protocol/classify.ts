import type { FindingOutcome, Interval } from './check-result.ts';
import type { Bands } from './trial.ts';

export interface Classified {
  /** The class of every value of the interval, or `undecided`. */
  readonly outcome: FindingOutcome;
  /** For `undecided`: the worst and the best class that the interval reaches. */
  readonly between: [FindingOutcome, FindingOutcome] | null;
  /** The band edge nearest to the value; for `undecided` the nearest one that the interval reaches. Null without edges. */
  readonly limit: number | null;
  readonly note: string | null;
}

/** Worse first. Only settled classes have a place here. */
const SEVERITY: readonly FindingOutcome[] = [
  'unacceptable-deviation',
  'not-met',
  'acceptable-deviation',
  'met',
  'per-protocol',
];

/** Small is worse; open outcomes rank behind all settled ones. */
export function severityRank(outcome: FindingOutcome): number {
  const rank = SEVERITY.indexOf(outcome);
  return rank === -1 ? SEVERITY.length : rank;
}

/** Whether the outcome asks for nothing. */
export function isFine(outcome: FindingOutcome): boolean {
  return outcome === 'met' || outcome === 'per-protocol';
}

/** The class of a value with its interval. A class that changes inside the interval is not chosen: it is `undecided`. */
export function classify(interval: Interval, bands: Bands): Classified {
  const low = Math.min(interval.low, interval.value);
  const high = Math.max(interval.high, interval.value);
  const reached = bands.edges.filter((edge) => low <= edge && edge <= high);
  // The class can change only at an edge, so the ends, the edges and the stretches between them are all there is.
  const stops = [low, ...reached, high];
  const middles = stops.slice(1).map((stop, index) => (stops[index]! + stop) / 2);
  const classes = [...stops, ...middles]
    .map((value) => classAt(value, bands))
    .sort((a, b) => severityRank(a) - severityRank(b));
  const worst = classes[0]!;
  const best = classes.at(-1)!;
  const open = worst !== best;
  return {
    outcome: open ? 'undecided' : worst,
    between: open ? [worst, best] : null,
    limit: nearestEdge(interval.value, open ? reached : bands.edges),
    note: bandAt(interval.value, bands).note,
  };
}

export function classAt(value: number, bands: Bands): FindingOutcome {
  return bandAt(value, bands).class;
}

/** Of two edges equally near the upper one. */
export function nearestEdge(value: number, edges: readonly number[]): number | null {
  return edges.reduce<number | null>(
    (nearest, edge) => (nearest === null || Math.abs(edge - value) <= Math.abs(nearest - value) ? edge : nearest),
    null,
  );
}

function bandAt(value: number, { bands }: Bands): Bands['bands'][number] {
  const band = bands.find(({ holds }) => holds(value));
  if (band === undefined) throw new TypeError(`no band holds at ${value}`);
  return band;
}
