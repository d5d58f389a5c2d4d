import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type AccuracyRequest, type AccuracySection, signed, table } from './accuracy-section.ts';
import type { MeasuredTarget } from './interval-measured.ts';
import type { IntervalPart } from './interval-process.ts';

interface Errors {
  readonly bias: number;
  readonly rms: number;
  readonly worst: number;
}

/** How often the truth lies in the interval, and how wide that is, among some targets. */
export interface IntervalRow {
  readonly targets: number;
  readonly inside: number;
  readonly medianWidth: number;
  /** Width that 90 % of the targets do not exceed. */
  readonly width90Percent: number;
  /** How far beyond the interval the truth was at most, percentage points. */
  readonly farthestOutside: number;
  /** Targets whose interval holds 80 or 90 %, so that a class would be undecided. */
  readonly acrossLimit: number;
  readonly stated: Errors;
  readonly best: Errors;
}

export interface SeedRows {
  readonly seed: number;
  readonly targets: number;
  readonly bySize: readonly IntervalRow[];
  readonly byDoseGrid: readonly IntervalRow[];
}

/** The constants of the interval may be chosen by looking at the first seed; the second is only ever run for the page. */
const SEEDS = { tuning: 2026, heldOut: 990017 } as const;

const SIZES = [
  { volumes: 'below 1 cm³', goalWidth: 20, holds: (cm3: number): boolean => cm3 < 1 },
  { volumes: '1 to 5 cm³', goalWidth: 8, holds: (cm3: number): boolean => cm3 >= 1 && cm3 < 5 },
  { volumes: 'above 5 cm³', goalWidth: 3, holds: (cm3: number): boolean => cm3 >= 5 },
];
const GOAL_INSIDE_PERCENT = 95;
const DOSE_GRIDS_MM = [1, 1.5, 2, 2.5, 3];
const LIMITS_PERCENT = [80, 90];
const PROGRESS_EVERY = 100;

export const INTERVAL: AccuracySection<readonly SeedRows[]> = {
  name: 'interval',
  title: 'The interval of a coverage',
  measure: async (request) => {
    const rows: SeedRows[] = [];
    for (const seed of Object.values(SEEDS)) rows.push(rowsOf(seed, await measuredTargets(seed, request)));
    return rows;
  },
  page,
};

async function measuredTargets(
  seed: number,
  { targets, processes, say }: AccuracyRequest,
): Promise<readonly MeasuredTarget[]> {
  const all: MeasuredTarget[] = [];
  const parts = Array.from({ length: processes }, (_, first): IntervalPart => ({
    seed,
    first,
    step: processes,
    targets,
  }));
  const done = (measured: MeasuredTarget): void => {
    all.push(measured);
    if (all.length % PROGRESS_EVERY === 0 || all.length === targets) {
      say(`interval, seed ${seed}: ${all.length} of ${targets}`);
    }
  };
  await Promise.all(parts.map((part) => inProcess(part, done)));
  if (all.length !== targets) throw new Error(`${all.length} of ${targets} targets measured`);
  // Sums must not depend on which process was faster.
  return all.sort((a, b) => a.volumeCm3 - b.volumeCm3);
}

function inProcess(part: IntervalPart, done: (measured: MeasuredTarget) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./interval-process.ts', import.meta.url)));
    child.on('message', done);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`a process of the interval suite ended with ${code ?? 'a signal'}`)),
    );
    child.send(part);
  });
}

function rowsOf(seed: number, all: readonly MeasuredTarget[]): SeedRows {
  return {
    seed,
    targets: all.length,
    bySize: SIZES.map(({ holds }) => rowOf(all.filter(({ volumeCm3 }) => holds(volumeCm3)))),
    byDoseGrid: DOSE_GRIDS_MM.map((mm) => rowOf(all.filter(({ doseSpacingMm }) => doseSpacingMm === mm))),
  };
}

function rowOf(own: readonly MeasuredTarget[]): IntervalRow {
  const outside = own.map(({ low, high, truePercent }) => Math.max(low - truePercent, truePercent - high, 0));
  const widths = own.map(({ low, high }) => high - low).sort((a, b) => a - b);
  const quantile = (share: number): number => widths[Math.floor(share * (widths.length - 1))] ?? 0;
  return {
    targets: own.length,
    inside: outside.filter((by) => by === 0).length,
    medianWidth: quantile(0.5),
    width90Percent: quantile(0.9),
    farthestOutside: Math.max(0, ...outside),
    acrossLimit: own.filter(({ low, high }) => LIMITS_PERCENT.some((limit) => low < limit && limit <= high)).length,
    stated: errorsOf(own.map(({ value, truePercent }) => value - truePercent)),
    best: errorsOf(own.map(({ best, truePercent }) => best - truePercent)),
  };
}

function errorsOf(errors: readonly number[]): Errors {
  const mean = (values: readonly number[]): number =>
    values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    bias: mean(errors),
    rms: Math.sqrt(mean(errors.map((error) => error * error))),
    worst: errors.reduce((worst, error) => (Math.abs(error) > Math.abs(worst) ? error : worst), 0),
  };
}

function page(seeds: readonly SeedRows[]): string {
  return [
    'Random spheres and ellipsoids, half of them 2-100 cm³ and half 0.03-2 cm³; slices and dose grids of 1 to 3 mm at ' +
      'random places; Gaussian and error-function fall-offs; true coverage 70-99.5 %, from the volume that two ' +
      'ellipsoids share, to 0.01 points. Goals in every size class: the truth in the interval in at least ' +
      `${GOAL_INSIDE_PERCENT} %, median width at most ${SIZES.map(({ goalWidth }) => goalWidth).join(', ')} points. The ` +
      'stated value is that of half-slice prisms in the trilinear dose; the best estimate is explained in ' +
      '[decision 3](decisions/0003-coverage-is-a-value-and-an-interval.md), the interval in ' +
      '[decision 11](decisions/0011-what-the-interval-is-made-of.md). Widths and errors in percentage points; ' +
      '"across a limit": the interval holds 80 or 90 %.',
    ...seeds.map(({ seed, targets, bySize, byDoseGrid }) =>
      [
        `Seed ${seed} (${seed === SEEDS.heldOut ? 'held out: not used in choosing any constant' : 'used in tuning'}), ${targets} targets:`,
        rowsTable([
          ...SIZES.map(({ volumes }, n) => [volumes, bySize[n]!] as const),
          ...DOSE_GRIDS_MM.map((mm, n) => [`dose grid ${mm} mm`, byDoseGrid[n]!] as const),
        ]),
        verdicts(bySize),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}

/** Whether the goals are met, class by class. */
function verdicts(bySize: readonly IntervalRow[]): string {
  const met = (is: boolean): string => (is ? 'met' : 'not met');
  return SIZES.map(({ volumes, goalWidth }, n) => {
    const { inside, targets, medianWidth } = bySize[n]!;
    const insideMet = 100 * inside >= GOAL_INSIDE_PERCENT * targets;
    return `${volumes}: goal of the share ${met(insideMet)}, of the width ${met(medianWidth <= goalWidth)}`;
  }).join('; ');
}

function rowsTable(rows: readonly (readonly [name: string, row: IntervalRow])[]): string {
  const errors = ({ bias, rms, worst }: Errors): string[] => [signed(bias, 1), rms.toFixed(1), signed(worst, 1)];
  return table(
    [
      '',
      'targets',
      'in the interval',
      'farthest outside',
      'median width',
      '90 % width',
      'across a limit',
      'stated: bias',
      'rms',
      'worst',
      'best: bias',
      'rms',
      'worst',
    ],
    rows.map(([name, row]) => [
      name,
      String(row.targets),
      share(row.inside, row.targets),
      row.farthestOutside.toFixed(2),
      row.medianWidth.toFixed(1),
      row.width90Percent.toFixed(1),
      share(row.acrossLimit, row.targets),
      ...errors(row.stated),
      ...errors(row.best),
    ]),
  );
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}
