import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/cli/main.mjs', import.meta.url));

export interface Measured {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Peak resident memory of the process, as the kernel counted it (VmHWM). */
  readonly peakBytes: number;
  /** From the signal to the end, for a run that was ended. */
  readonly endedAfterMs: number | null;
}

/** Runs the built command and watches its memory; after `endAfterMs` it is sent SIGINT. Linux. */
export async function measureCommand(words: readonly string[], endAfterMs?: number): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, [MAIN, ...words]);
  const out: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (part: string) => out.push(part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => errors.push(part));
  let peakBytes = 0;
  let signalledAt: number | null = null;
  const watcher = setInterval(() => {
    try {
      const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(child.pid)}/status`, 'utf8'))?.[1];
      peakBytes = Math.max(peakBytes, 1024 * Number(kilobytes ?? 0));
    } catch {
      // It has just ended.
    }
    if (endAfterMs !== undefined && signalledAt === null && performance.now() - start > endAfterMs) {
      signalledAt = performance.now();
      child.kill('SIGINT');
    }
  }, 20);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watcher);
  return {
    status,
    stdout: out.join(''),
    stderr: errors.join(''),
    seconds: (performance.now() - start) / 1000,
    peakBytes,
    endedAfterMs: signalledAt === null ? null : performance.now() - signalledAt,
  };
}
