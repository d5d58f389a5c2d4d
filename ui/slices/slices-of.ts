import type { Checked, CtAnswer, Slices } from '../../src/worker/messages.ts';
import type { DeskClient } from '../desk-client.ts';

/** What the worker said of one check: asked once, kept while the check is. */
export interface SlicesOfCheck {
  readonly slices: Promise<Slices>;
  readonly ctOf: CtOf;
}

/** The CT of a frame of reference; of several series the one that is named, or (null) the one that is taken unasked. */
export type CtOf = (frameOfReferenceUid: string | null, seriesInstanceUid: string | null) => Promise<CtAnswer>;

const kept = new WeakMap<Checked, SlicesOfCheck>();

export function slicesOf(checked: Checked, ask: DeskClient['ask']): SlicesOfCheck {
  const before = kept.get(checked);
  if (before !== undefined) return before;
  const asked: SlicesOfCheck = { slices: ask('slices', {}), ctOf: ctsOf(ask) };
  kept.set(checked, asked);
  return asked;
}

/** Keeps one CT for each frame: they are large. */
export function ctsOf(ask: DeskClient['ask']): CtOf {
  const frames = new Map<string | null, { readonly wanted: string | null; readonly ct: Promise<CtAnswer> }>();
  return (frameOfReferenceUid, seriesInstanceUid) => {
    const before = frames.get(frameOfReferenceUid);
    if (before !== undefined && (seriesInstanceUid === null || before.wanted === seriesInstanceUid)) return before.ct;
    const ct = ask('ct', { frameOfReferenceUid, seriesInstanceUid });
    frames.set(frameOfReferenceUid, { wanted: seriesInstanceUid, ct });
    return ct;
  };
}
