import type { Structure } from '../geometry/solid.ts';
import { findTargets, type FoundTargets, shareInside, type Target } from './find-targets.ts';

/** A lesion as the program would pair it: to be confirmed by a person. */
export interface ProposedPair {
  readonly id: string;
  readonly gtv: Structure | null;
  readonly ptv: Structure | null;
  readonly why: string;
}

/** A GTV belongs to a PTV that holds at least this share of it. */
const CONTAINED = 0.9;

/**
 * Pairs GTVs with PTVs by name (GTV_1 with PTV_1) where at least part of the GTV lies in the PTV, then what is left by
 * containment (at least 90 % of the GTV in exactly one PTV). What cannot be paired stands alone. A target that is the
 * union of several others (PTV_TOTAL) is no lesion of its own, nor is a ring around one.
 */
export function proposePairs(structures: readonly Structure[]): ProposedPair[] {
  return pairsAmong(findTargets(structures));
}

export function pairsAmong({ gtvs, ptvs }: FoundTargets): ProposedPair[] {
  const pairs = new Map<Target, { gtv: Target; why: string }>();
  const free = new Set<Target>(gtvs);

  for (const ptv of ptvs) {
    const named = gtvs.filter((gtv) => gtv.key === ptv.key);
    const [gtv] = named;
    if (named.length !== 1 || gtv === undefined || ptvs.filter(({ key }) => key === ptv.key).length !== 1) continue;
    const share = shareInside(gtv, ptv);
    if (share === 0) continue;
    pairs.set(ptv, { gtv, why: `same name, ${percentWords(share)} of the GTV in the PTV` });
    free.delete(gtv);
  }
  for (const gtv of [...free]) {
    const holders = ptvs.filter((ptv) => !pairs.has(ptv) && shareInside(gtv, ptv) >= CONTAINED);
    const [ptv] = holders;
    if (holders.length !== 1 || ptv === undefined) continue;
    pairs.set(ptv, { gtv, why: `${percentWords(shareInside(gtv, ptv))} of the GTV lies in this PTV and in no other` });
    free.delete(gtv);
  }
  const withPtv = ptvs.map((ptv) => {
    const pair = pairs.get(ptv);
    return { gtv: pair?.gtv.structure ?? null, ptv: ptv.structure, why: pair?.why ?? 'no GTV found for this PTV' };
  });
  const alone = [...free].map((gtv) => ({ gtv: gtv.structure, ptv: null, why: 'no PTV found for this GTV' }));
  return [...withPtv, ...alone].map((pair, n) => ({ id: `L${n + 1}`, ...pair }));
}

function percentWords(share: number): string {
  return `${Math.floor(1000 * share) / 10} %`;
}
