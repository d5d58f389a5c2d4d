import type { GrowthRow } from './growth.ts';
import type { Peers } from './speed-commands.ts';
import type { InProcess } from './speed-in-process.ts';
import { type Measured, type Run, spread } from './whole-process.ts';

export interface MeasuredSet {
  readonly name: string;
  readonly commands: readonly Measured[];
  readonly inProcess: InProcess;
}

/** One run of the benchmarks: a line of bench/results/speed.jsonl. */
export interface SpeedMeasured {
  readonly at: string;
  readonly commit: string;
  readonly node: string;
  readonly machine: string;
  readonly peers: Peers;
  readonly runs: number;
  readonly startUp: readonly Measured[];
  readonly sets: MeasuredSet[];
  readonly growth: { readonly points: readonly GrowthRow[]; readonly cells: readonly GrowthRow[] };
}

const OURS = 'trabecula dvh';
const PEERS = [
  { name: 'dicompyler-core', goal: 10 },
  { name: 'plastimatch, dose grid', goal: 2 },
  { name: 'plastimatch, 1 mm', goal: 10 },
] as const;
const CHECK = 'trabecula check';
const CHECK_GOAL = { seconds: 3, memoryMb: 600 };
const SEGMENT_GOAL_NS = 40;
const START_GOAL = 1.5;

/** docs/speed.md: what was measured beside the goals, shortfalls marked. */
export function speedPage(measured: SpeedMeasured): string {
  const { peers, runs, sets } = measured;
  return [
    '# Speed and memory',
    'Written by `npm run bench`; nothing here is typed by hand. Every command is a whole process, from the command line to ' +
      'the answer in a file, and computes the histograms of all ROIs. The commands of a set are run in turn, ' +
      `${runs} times after a turn that does not count (those that take long, twice); shown are the median and, in brackets, least and most. ` +
      'A ratio is that of two medians of one run; the goals are for ratios by the clock. Memory is the maximum resident set size of the largest process. Seconds are by the clock; CPU seconds are those of all threads and children, ' +
      'and say more on a machine that others use, too.',
    `Measured ${measured.at.slice(0, 10)} at ${measured.commit} with Node ${measured.node.slice(1)} on ${measured.machine}. ` +
      `dicompyler-core ${peers.dicompyler ?? 'is not installed here'}; plastimatch ${peers.plastimatch ?? 'is not installed here'}.`,
    '## Histograms of all ROIs',
    commandTable(sets, 'seconds', (command) => seconds(command, ({ wallS }) => wallS)),
    commandTable(sets, 'CPU seconds', (command) => seconds(command, ({ cpuS }) => cpuS)),
    commandTable(sets, 'memory', memory),
    '## How many times faster',
    ratioTable(sets),
    '## A whole check',
    checkTable(sets),
    '## In process',
    inProcessTable(sets),
    '## Growth',
    'A sphere of 80 mm with contours every 2.5 mm, from contours to histogram, in CPU time. Linear means: time per point, or per cell, ' +
      'does not grow. Rows are never coarser than the contours ask for, so that few points or cells cost a little more each.',
    growthTable(measured.growth.points, 'points', 'points'),
    growthTable(measured.growth.cells, 'cells', 'dose cells'),
    '## Start-up',
    startTable(measured.startUp),
    '## What it runs',
    'dicompyler-core: `bench/peers/dicompyler_all.py`, both files read once. plastimatch: `convert` of the dose, `convert` of the ' +
      'structures with `--xor-contours` on the grid of the dose (or of 1 mm over the same box), `dvh` with bins of 0.01 Gy. The ' +
      'large synthetic patient has 60 lesions (GTV and PTV each), a skeleton of 2,000 cm³ over 900 mm, contours every 2.5 mm, and ' +
      'a dose of 250 x 200 x 360 nodes. Of nelms-2015 the finest sphere in the finest dose is taken.',
  ].join('\n\n');
}

function commandTable(
  sets: readonly MeasuredSet[],
  title: string,
  figure: (command: Measured | undefined) => string,
): string {
  const names = [OURS, ...PEERS.map(({ name }) => name)];
  return table(
    [title, ...names],
    sets.map(({ name, commands }) => [name, ...names.map((command) => figure(find(commands, command)))]),
  );
}

function ratioTable(sets: readonly MeasuredSet[]): string {
  return table(
    ['set', ...PEERS.map(({ name, goal }) => `than ${name} (goal ${goal}): by the clock, in CPU`)],
    sets.map(({ name, commands }) => [
      name,
      ...PEERS.map(({ name: peer, goal }) => {
        const [ours, theirs] = [find(commands, OURS), find(commands, peer)];
        const wall = ratio(theirs, ours, (run) => run.wallS);
        const cpu = ratio(theirs, ours, (run) => run.cpuS);
        if (wall === null || cpu === null) return moreThan(theirs, ours) ?? theirs?.whyNot ?? 'not installed';
        return `${wall.toFixed(1)}, ${cpu.toFixed(1)}${wall >= goal ? '' : ' (short of the goal)'}`;
      }),
    ]),
  );
}

function checkTable(sets: readonly MeasuredSet[]): string {
  return table(
    [
      'set',
      'seconds',
      'CPU seconds',
      'memory',
      `goal for the large one: ${CHECK_GOAL.seconds} s, ${CHECK_GOAL.memoryMb} MB`,
    ],
    sets.map(({ name, commands }) => {
      const check = find(commands, CHECK);
      const isLarge = name.startsWith('large');
      const met =
        check !== undefined &&
        check.runs.length > 0 &&
        spread(check.runs, (run) => run.wallS).median <= CHECK_GOAL.seconds &&
        spread(check.runs, (run) => run.memoryMb).max <= CHECK_GOAL.memoryMb;
      return [
        name,
        seconds(check, (run) => run.wallS),
        seconds(check, (run) => run.cpuS),
        memory(check),
        isLarge ? (met ? 'met' : 'short of the goal') : '',
      ];
    }),
  );
}

function inProcessTable(sets: readonly MeasuredSet[]): string {
  return [
    'CPU time, code warm. Structures per second: from contours to histogram. Nanoseconds per row x dose-column segment: the ' +
      `histogram alone with its exact extremes, over segments counted apart from the kernel (goal: at most ${SEGMENT_GOAL_NS}).`,
    table(
      ['set', 'structures', 'structures per second', 'segments', 'ns per segment'],
      sets.map(({ name, inProcess: { structures, structuresPerSecond, segments, nanosecondsPerSegment } }) => [
        name,
        String(structures),
        structuresPerSecond.toPrecision(3),
        segments.toLocaleString('en'),
        `${nanosecondsPerSegment.toFixed(0)}${nanosecondsPerSegment <= SEGMENT_GOAL_NS ? '' : ' (short of the goal)'}`,
      ]),
    ),
  ].join('\n\n');
}

function growthTable(rows: readonly GrowthRow[], per: 'points' | 'cells', title: string): string {
  return table(
    [title, 'times as many', 'segments', 'ms', `ns per ${title.replace(/s$/, '')}`, 'times as long'],
    rows.map((row) => [
      row[per].toLocaleString('en'),
      String(row.factor),
      row.segments.toLocaleString('en'),
      row.milliseconds.toFixed(1),
      ((1e6 * row.milliseconds) / row[per]).toFixed(0),
      (row.milliseconds / rows[0]!.milliseconds).toFixed(1),
    ]),
  );
}

function startTable(startUp: readonly Measured[]): string {
  const [ours, node] = startUp;
  const wall = ratio(ours, node, (run) => run.wallS);
  const cpu = ratio(ours, node, (run) => run.cpuS);
  return [
    table(
      ['command', 'seconds', 'CPU seconds'],
      startUp.map((each) => [each.name, seconds(each, (run) => run.wallS), seconds(each, (run) => run.cpuS)]),
    ),
    `The version costs ${wall?.toFixed(2) ?? '?'} times the time of Node doing nothing (${cpu?.toFixed(2) ?? '?'} times in CPU; goal: at most ${START_GOAL}).`,
  ].join('\n\n');
}

function find(commands: readonly Measured[], name: string): Measured | undefined {
  return commands.find((command) => command.name === name);
}

function ratio(slow: Measured | undefined, fast: Measured | undefined, of: (run: Run) => number): number | null {
  if (!slow?.runs.length || !fast?.runs.length || slow.whyNot !== null) return null;
  return spread(slow.runs, of).median / spread(fast.runs, of).median;
}

/** Of a command that was stopped: how many times as long it took at the least. */
function moreThan(slow: Measured | undefined, fast: Measured | undefined): string | null {
  const longerThanS = slow?.longerThanS ?? null;
  if (longerThanS === null || !fast?.runs.length) return null;
  return `more than ${(longerThanS / spread(fast.runs, ({ wallS }) => wallS).median).toFixed(0)}`;
}

function seconds(measured: Measured | undefined, of: (run: Run) => number): string {
  if (measured === undefined) return 'not installed';
  if (measured.whyNot !== null || measured.runs.length === 0) return measured.whyNot ?? 'not measured';
  const { median, min, max } = spread(measured.runs, of);
  return `${median.toFixed(2)} (${min.toFixed(2)}-${max.toFixed(2)})`;
}

function memory(measured: Measured | undefined): string {
  if (measured === undefined || measured.whyNot !== null || measured.runs.length === 0) return '-';
  return `${spread(measured.runs, ({ memoryMb }) => memoryMb).max.toFixed(0)} MB`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
