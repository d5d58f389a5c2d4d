import type { LesionResult } from '../../core/index.ts';
import { shownValue } from './shown.ts';

/**
 * The indices of a lesion in one sentence: those of one name together, what could not be computed last, each reason
 * once. `brief` leaves out the near-extremes that are printed among the doses already.
 */
export function indexWords({ indices = [] }: LesionResult, brief = false): string | null {
  if (indices.length === 0) return null;
  const saidAbove = /^near-m\w+ (D2%|D98%|D0\.035cc)\[/;
  const known = indices.filter(({ name, value }) => value !== null && !(brief && saidAbove.test(name)));
  const missing = indices.filter(({ value }) => value === null);
  const reasons = [...new Set(missing.map(({ reason }) => reason ?? 'no reason given'))];
  const bases = [...new Set(known.map(({ name }) => baseOf(name)))];
  const shown = bases.map((base) => {
    const own = known.filter(({ name }) => baseOf(name) === base);
    const values = own.map(({ name, value, unit, reason }) => {
      const kind = base === 'GI' || name === base ? '' : ` (${name.slice(base.length + 2, -1)})`;
      const isLeast = reason?.startsWith('at least this') === true;
      return `${isLeast ? 'at least ' : ''}${shownValue(value, unit)}${kind}${reason === null || isLeast ? '' : ` (${reason})`}`;
    });
    return `${base} ${values.join(' ')}`;
  });
  const not = reasons.map((reason) => {
    const names = missing.filter((index) => (index.reason ?? 'no reason given') === reason).map(({ name }) => name);
    return `${names.join(', ')} not computed (${reason})`;
  });
  return [...shown, ...not].join(', ');
}

/** "CI (RTOG)" and "CI (Paddick)" are both CI. */
function baseOf(name: string): string {
  return name.replace(/ \([^)]*\)$/, '');
}
