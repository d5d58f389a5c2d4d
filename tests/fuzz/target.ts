import type { Draw } from './draw.ts';

/** What a run may tell while it goes on: how far it came, and whether its answer was compared with another's. */
export interface Run {
  /** The input got past parsing: what follows is about its contents. */
  readonly parsed: () => void;
  /** True for inputs of the seeded sample whose answer is to be compared. */
  readonly isSampled: boolean;
  /** The answer was compared; `wrong` says how it differs. */
  readonly compared: (wrong: string | null) => void;
}

export interface Target<Input = unknown> {
  readonly name: string;
  /** Inputs of this target among all, as a weight. */
  readonly weight: number;
  readonly make: (draw: Draw) => Input;
  /** Throws a TrabeculaError for what is refused; anything else that is thrown is a finding. */
  readonly run: (input: Input, run: Run) => Promise<void>;
  /** The input as files, to be kept. */
  readonly kept: (input: Input) => readonly { readonly path: string; readonly bytes: Uint8Array }[];
}
