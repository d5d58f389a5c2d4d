import { isTrabeculaError } from '../../core/index.ts';
import { Draw } from './draw.ts';
import type { Finding, Tally } from './fuzz-messages.ts';
import type { Target } from './target.ts';

/** One input of a target, by number. */
export function inputOf(target: Target, seed: number, index: number): unknown {
  return target.make(new Draw(seed, target.name, index));
}

/** Runs one input and enters what came of it. */
export async function runInput(
  target: Target,
  seed: number,
  index: number,
  sampledShare: number,
  tally: Tally,
): Promise<void> {
  const isSampled = new Draw(seed, `${target.name} sample`, index).chance(sampledShare);
  let isParsed = false;
  let isCompared = false;
  const finding = (kind: Finding['kind'], what: string): void => {
    tally.findings.push({ target: target.name, index, kind, what });
  };
  tally.inputs++;
  try {
    await target.run(inputOf(target, seed, index), {
      isSampled,
      parsed: () => (isParsed = true),
      compared: (wrong) => {
        isCompared = true;
        if (wrong !== null) finding('wrong answer', wrong);
      },
    });
    tally.accepted++;
  } catch (error) {
    if (isTrabeculaError(error)) tally.refused[error.kind] = (tally.refused[error.kind] ?? 0) + 1;
    else finding('untyped error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  if (isParsed) tally.parsed++;
  if (isCompared) tally.compared++;
}
