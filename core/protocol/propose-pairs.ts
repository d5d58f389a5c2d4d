import { DEFAULT_CONVENTION } from '../dose/conventions.ts';
import { intersect, subtract, uniteAll } from '../geometry/region-algebra.ts';
import { boundsMeet, boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import type { Region } from '../geometry/region.ts';
import { regionOf, type Structure } from '../geometry/solid.ts';
import { parseTargetName } from './target-name.ts';

/** A lesion as the program would pair it: to be confirmed by a person. */
export interface ProposedPair {
  readonly id: string;
  readonly gtv: Structure | null;
  readonly ptv: Structure | null;
  readonly why: string;
}

/** A GTV belongs to a PTV that holds at least this share of it. */
const CONTAINED = 0.9;
const PART_OF_UNION = 0.95;
/** A name that says so itself: GTV_Total, PTV_ALL. It may hold a target that is not drawn by itself. */
const SUM_KEY = /(^|_)(total|all|sum)$/;

interface Target {
  readonly structure: Structure;
  readonly key: string;
  readonly region: Region;
}

/**
 * Pairs GTVs with PTVs by name (GTV_1 with PTV_1) where at least part of the GTV lies in the PTV, then what is left by
 * containment (at least 90 % of the GTV in exactly one PTV). What cannot be paired stands alone. A target that is the
 * union of several others (PTV_TOTAL) is no lesion of its own.
 */
export function proposePairs(structures: readonly Structure[]): ProposedPair[] {
  const targets = structures.flatMap((structure) => {
    const name = parseTargetName(structure.roiName, structure.interpretedType);
    return name === null ? [] : [{ ...name, structure, region: regionOf(structure.solid, DEFAULT_CONVENTION) }];
  });
  const ptvs = withoutUnions(targets.filter(({ role }) => role === 'ptv'));
  const gtvs = withoutUnions(targets.filter(({ role }) => role === 'gtv'));
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

/** Drops a target of which others of its role, two at least, make up all but 5 %. */
function withoutUnions(targets: readonly Target[]): Target[] {
  return targets.filter((whole) => {
    const parts = targets.filter((part) => part !== whole && shareInside(part, whole) >= PART_OF_UNION);
    if (parts.length < 2) return true;
    if (SUM_KEY.test(whole.key)) return false;
    const left = subtract(whole.region, uniteAll(parts.map(({ region }) => region)));
    return volumeCm3Of(left) > (1 - PART_OF_UNION) * volumeCm3Of(whole.region);
  });
}

function shareInside(gtv: Target, ptv: Target): number {
  const a = boundsOf(gtv.region);
  const b = boundsOf(ptv.region);
  if (a === null || b === null || !boundsMeet(a, b)) return 0;
  return volumeCm3Of(intersect(gtv.region, ptv.region)) / volumeCm3Of(gtv.region);
}

function percentWords(share: number): string {
  return `${Math.floor(1000 * share) / 10} %`;
}
