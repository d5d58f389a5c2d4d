import type { Finding } from './check-result.ts';

/** What one rule says of one lesion: a finding before it is told which rule and lesion it belongs to. */
export type Answer = Omit<Finding, 'rule' | 'lesion' | 'cite' | 'words'>;

export type Asked = Pick<Answer, 'roiName' | 'metric' | 'unit'>;

/** A question without an answer, and why. Never 0, never a pass. */
export function notEvaluable(asked: Asked, reason: string, known: Partial<Answer> = {}): Answer {
  return {
    value: null,
    low: null,
    high: null,
    limit: null,
    between: null,
    readings: [],
    ...asked,
    ...known,
    outcome: 'not-evaluable',
    reason,
  };
}
