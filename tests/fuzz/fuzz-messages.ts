/** What the fuzzing thread is asked, and what it tells. */
export interface Work {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Inputs that are passed over: they hung before. */
  readonly skip: readonly number[];
  /** Share of inputs whose answer is compared. */
  readonly sampledShare: number;
  /** [0] the input that is being run, [1] changes with every input. */
  readonly at: SharedArrayBuffer;
}

export interface Finding {
  readonly target: string;
  readonly index: number;
  readonly kind: 'untyped error' | 'wrong answer' | 'hang' | 'memory' | 'crash';
  readonly what: string;
}

export interface Tally {
  inputs: number;
  parsed: number;
  accepted: number;
  /** Typed errors by kind, with the word that says whether parsing had been passed. */
  readonly refused: Record<string, number>;
  compared: number;
  readonly findings: Finding[];
}

export interface Told {
  /** Everything before this input is in the tallies. */
  readonly next: number;
  readonly tally: Tally;
  readonly done: boolean;
}

export const emptyTally = (): Tally => ({ inputs: 0, parsed: 0, accepted: 0, refused: {}, compared: 0, findings: [] });

export function addTally(into: Tally, more: Tally): void {
  into.inputs += more.inputs;
  into.parsed += more.parsed;
  into.accepted += more.accepted;
  into.compared += more.compared;
  for (const [kind, count] of Object.entries(more.refused)) into.refused[kind] = (into.refused[kind] ?? 0) + count;
  into.findings.push(...more.findings);
}
