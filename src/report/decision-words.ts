import { shortWords } from '../../core/index.ts';
import type { DecisionResult, Finding } from '../../core/index.ts';

/** What persons decided of a finding, the one that applies first, each in a sentence. */
export function decisionLines({ decisions = [] }: Finding): string[] {
  const inForce = decisions.filter(({ standing }) => standing === 'in-force');
  return [...inForce, ...decisions.filter((decision) => !inForce.includes(decision))].map(lineOf);
}

function lineOf({ outcome, by, date, reason, standing, why, withdrawn }: DecisionResult): string {
  const decided = `${shortWords(outcome)}, ${by}, ${date}: ${reason}`;
  switch (standing) {
    case 'in-force':
      return `Decided by a person: ${decided}`;
    case 'superseded':
      return `Decided before: ${decided}`;
    case 'stale':
      return `Decision that does not apply (${why ?? ''}): ${decided}`;
    case 'withdrawn':
      return `Decision withdrawn by ${withdrawn?.by ?? ''}, ${withdrawn?.date ?? ''}: ${withdrawn?.reason ?? ''} (it was: ${decided})`;
  }
}
