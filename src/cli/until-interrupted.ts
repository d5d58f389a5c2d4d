import { EXIT } from './exit-status.ts';

/** The work was ended from outside, by Ctrl+C or by whoever started it. */
export class UserInterrupt extends Error {
  readonly exitStatus: number;

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super('ended before it was done; nothing was kept');
    this.exitStatus = signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated;
  }
}

/** Work that tidies up behind itself when it is ended; a second Ctrl+C ends it at once. */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    controller.abort(new UserInterrupt(signal));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
  }
}
