import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One run of a command as a whole process, children included. */
export interface Run {
  readonly wallS: number;
  /** User and system time of all processes together. */
  readonly cpuS: number;
  /** Maximum resident set size of the largest process, MB. */
  readonly memoryMb: number;
}

/** A command line, or several that follow each other and are measured as one. */
export interface Command {
  readonly name: string;
  readonly steps: readonly (readonly string[])[];
  /** Exit statuses that are no failure. */
  readonly mayEndWith?: readonly number[];
}

const GNU_TIME = '/usr/bin/time';

/**
 * Runs a command under GNU time (Debian package time), output thrown away. What takes too long is stopped, with all that
 * it started.
 *
 * @returns what it took, or in words why there is no number
 */
function measure(command: Command, folder: string, longestS: number): Run | Unmeasured {
  const facts = join(folder, 'time.txt');
  const started = performance.now();
  const left = (): number => Math.max(0.1, longestS - (performance.now() - started) / 1000);
  let [wallS, cpuS, memoryMb] = [0, 0, 0];
  for (const [program = '', ...words] of command.steps) {
    const within = ['-s', 'KILL', left().toFixed(1), GNU_TIME, '-o', facts, '-f', '%e %U %S %M'];
    const { status, signal, error, stderr } = spawnSync('timeout', [...within, program, ...words], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (error !== undefined) return { whyNot: error.message, longerThanS: null };
    if (signal === 'SIGKILL') return { whyNot: `longer than ${longestS} s`, longerThanS: longestS };
    if (status !== 0 && command.mayEndWith?.includes(status ?? -1) !== true) {
      const said = stderr.toString().trim().split('\n').at(-1) ?? '';
      return { whyNot: `failed (${String(status)}): ${said}`.slice(0, 160), longerThanS: null };
    }
    const [wall = NaN, user = NaN, system = NaN, kb = NaN] = (
      readFileSync(facts, 'utf8').trim().split('\n').at(-1) ?? ''
    )
      .split(' ')
      .map(Number);
    wallS += wall;
    cpuS += user + system;
    memoryMb = Math.max(memoryMb, kb / 1024);
  }
  return { wallS, cpuS, memoryMb };
}

interface Unmeasured {
  readonly whyNot: string | null;
  /** Stopped after so many seconds. */
  readonly longerThanS: number | null;
}

export interface Measured extends Unmeasured {
  readonly name: string;
  readonly runs: readonly Run[];
}

/**
 * Several commands in turn (A B C A B C ...), so that what slows the machine down slows all of them. A command that
 * fails, or takes longer than it may, is not run again.
 */
export function interleaved(
  commands: readonly Command[],
  folder: string,
  { runs, longestS }: { readonly runs: number; readonly longestS: number },
): readonly Measured[] {
  const found = commands.map(({ name }) => ({
    name,
    runs: [] as Run[],
    whyNot: null as string | null,
    longerThanS: null as number | null,
  }));
  // One turn that is not counted brings files and programs into memory; who is slow anyway does without.
  for (let turn = 0; turn <= runs; turn++) {
    commands.forEach((command, n) => {
      const own = found[n]!;
      const isSlow = own.runs.length > 0 && own.runs[0]!.wallS * (runs + 1) > longestS;
      if (own.whyNot !== null || (isSlow && own.runs.length > 1)) return;
      const run = measure(command, folder, longestS);
      if ('whyNot' in run) Object.assign(own, run);
      else own.runs.push(run);
    });
    if (turn > 0) continue;
    found.forEach((own) => {
      if (own.runs.length > 0 && own.runs[0]!.wallS * (runs + 1) <= longestS) own.runs.length = 0;
    });
  }
  return found;
}

/** Median, least and most of one figure. */
export function spread(runs: readonly Run[], of: (run: Run) => number): { median: number; min: number; max: number } {
  const sorted = runs.map(of).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}
