import type { CheckResult, ErrorKind } from '../../core/index.ts';

/** Exit statuses, a stable contract; 64 to 70 as in sysexits.h. */
export const EXIT = {
  ok: 0,
  deviation: 1,
  open: 2,
  usage: 64,
  unreadable: 65,
  nothingFound: 66,
  internal: 70,
  cannotWrite: 73,
  tryAgain: 75,
  /** 128 and the number of the signal, as shells count. */
  interrupted: 130,
  terminated: 143,
} as const;

export const EXIT_OF_ERROR: Readonly<Record<ErrorKind, number>> = {
  usage: EXIT.usage,
  unreadable: EXIT.unreadable,
  contradiction: EXIT.unreadable,
  'nothing-found': EXIT.nothingFound,
};

/** 1 when anything is settled as a deviation or not met; else 2 when anything is open or has no rule; else 0. */
export function exitStatusOf({ outcome, summary, lesions }: CheckResult): 0 | 1 | 2 {
  if (summary.worstSettled !== null && summary.worstSettled !== 'no-deviation-found') return EXIT.deviation;
  const isClean = outcome === 'no-deviation-found' && summary.open.length === 0 && lesions.length > 0;
  return isClean ? EXIT.ok : EXIT.open;
}
