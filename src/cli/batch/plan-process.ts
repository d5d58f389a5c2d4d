import { type ChildProcess, fork } from 'node:child_process';
import type { PlanAnswer, PlanTask, Ready } from './plan-task.ts';

/** The hidden first word of a command line that makes a process of `servePlans`. */
export const SERVE_PLANS = '--serve-plans';

/** Bytes at the end of standard error that are looked at when a process ends by itself. */
const KEPT_STDERR = 4096;

/** How a process ended that should have answered. */
export interface Ended {
  readonly kind: 'ended';
  readonly why: 'time-limit' | 'crashed' | 'stopped';
  /** In words; for `crashed`, with what it said last. */
  readonly words: string;
}

/**
 * A process of its own for one plan after another. A plan that hangs or brings its process down takes nothing else with
 * it: the next plan gets a new process.
 */
export class PlanProcess {
  private child: ChildProcess | null = null;
  private said = '';

  /** Checks one plan; ends the process when it takes longer than the limit, or when `stop` says so. */
  async check(task: PlanTask, timeLimitS: number, stop: AbortSignal): Promise<PlanAnswer | Ended> {
    const child = (this.child ??= this.start());
    this.said = '';
    return new Promise((resolve) => {
      let why: Ended['why'] = 'crashed';
      const end = (reason: Ended['why']): void => {
        why = reason;
        child.kill('SIGKILL');
      };
      const timer = setTimeout(() => end('time-limit'), timeLimitS * 1000);
      const onStop = (): void => end('stopped');
      const onMessage = (message: unknown): void => {
        const answer = message as PlanAnswer | Ready;
        if (answer.kind === 'ready') {
          // Starting is not the plan's time.
          timer.refresh();
          return;
        }
        settle();
        resolve(answer);
      };
      const onClose = (code: number | null, signal: string | null): void => {
        settle();
        this.child = null;
        resolve({ kind: 'ended', why, words: wordsOf(why, timeLimitS, code, signal, this.said) });
      };
      const settle = (): void => {
        clearTimeout(timer);
        stop.removeEventListener('abort', onStop);
        child.off('message', onMessage).off('close', onClose);
      };
      child.on('message', onMessage).on('close', onClose);
      stop.addEventListener('abort', onStop);
      if (stop.aborted) onStop();
      // A process that is just ending takes no message: `close` follows and says so.
      else child.send(task, () => undefined);
    });
  }

  end(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private start(): ChildProcess {
    const child = fork(process.argv[1] ?? '', [SERVE_PLANS], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.said = (this.said + text).slice(-KEPT_STDERR);
    });
    // What cannot be started or sent to closes, too, and is told from there.
    child.on('error', () => undefined);
    return child;
  }
}

function wordsOf(
  why: Ended['why'],
  timeLimitS: number,
  code: number | null,
  signal: string | null,
  said: string,
): string {
  if (why === 'time-limit') return `took longer than ${timeLimitS} s and was ended`;
  if (why === 'stopped') return 'stopped';
  const how = signal === null ? `with status ${String(code)}` : `by ${signal}`;
  const last = said.split('\n').filter((line) => /error|fatal/i.test(line))[0];
  return `its process was ended ${how}${last === undefined ? '' : `: ${last.trim().slice(0, 200)}`}`;
}
