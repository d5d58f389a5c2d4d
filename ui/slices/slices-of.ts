import type { Checked, CtAnswer, Slices } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';

/** What the worker said of one check: asked once, kept while the check is. */
export interface SlicesOfCheck {
  readonly slices: Promise<Slices>;
  readonly ctOf: (frameOfReferenceUid: string | null) => Promise<CtAnswer>;
}

const kept = new WeakMap<Checked, SlicesOfCheck>();

export function slicesOf(checked: Checked, ask: DeskClient['ask']): SlicesOfCheck {
  const before = kept.get(checked);
  if (before !== undefined) return before;
  const frames = new Map<string | null, Promise<CtAnswer>>();
  const asked: SlicesOfCheck = {
    slices: ask('slices', {}),
    ctOf: (frameOfReferenceUid) => {
      const ct = frames.get(frameOfReferenceUid) ?? ask('ct', { frameOfReferenceUid });
      frames.set(frameOfReferenceUid, ct);
      return ct;
    },
  };
  kept.set(checked, asked);
  return asked;
}
