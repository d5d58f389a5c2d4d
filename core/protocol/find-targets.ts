import { DEFAULT_CONVENTION } from '../dose/conventions.ts';
import { intersect, subtract, uniteAll } from '../geometry/region-algebra.ts';
import { boundsMeet, boundsOf, volumeCm3Of } from '../geometry/region-size.ts';
import type { Region } from '../geometry/region.ts';
import { rowsSpanned } from '../geometry/rows-spanned.ts';
import { regionOf, type Structure } from '../geometry/solid.ts';
import { isPlainTarget, parseTargetName, type TargetRole } from './target-name.ts';

export interface Target {
  readonly structure: Structure;
  readonly role: TargetRole;
  readonly key: string;
  readonly isPlain: boolean;
  readonly region: Region;
}

/** The targets among structures, and what is called like one but is none. */
export interface FoundTargets {
  readonly gtvs: readonly Target[];
  readonly ptvs: readonly Target[];
  readonly sums: readonly { readonly target: Target; readonly parts: readonly Target[] }[];
  readonly shells: readonly { readonly target: Target; readonly around: Target }[];
}

const PART_OF_UNION = 0.95;
/** A name that says so itself: GTV_Total, PTV_ALL. It may hold a target that is not drawn by itself. */
const SUM_KEY = /(^|_)(total|all|sum)$/;
/** A shell encloses this share of what it is drawn around, and holds no more than the other share of it. */
const ENCLOSED = 0.9;
const HELD = 0.1;

/**
 * GTVs and PTVs by name and type. A target of which others of its role, two at least, make up all but 5 % is a sum
 * (PTV_TOTAL); one that lies around another target and holds next to nothing of it is a shell, unless its name is plain.
 */
export function findTargets(structures: readonly Structure[]): FoundTargets {
  const all = structures.flatMap((structure): Target[] => {
    const name = parseTargetName(structure.roiName, structure.interpretedType);
    if (name === null) return [];
    const region = regionOf(structure.solid, DEFAULT_CONVENTION);
    return [{ ...name, structure, isPlain: isPlainTarget(name), region }];
  });
  const shells = all.flatMap((target) => {
    if (target.isPlain) return [];
    const around = all.find((other) => other !== target && isAround(target, other));
    return around === undefined ? [] : [{ target, around }];
  });
  const solid = all.filter((target) => !shells.some((shell) => shell.target === target));
  const sums = solid.flatMap((whole) => {
    const parts = partsOf(
      whole,
      solid.filter(({ role }) => role === whole.role),
    );
    return parts === null ? [] : [{ target: whole, parts }];
  });
  const single = solid.filter((target) => !sums.some((sum) => sum.target === target));
  return {
    gtvs: single.filter(({ role }) => role === 'gtv'),
    ptvs: single.filter(({ role }) => role === 'ptv'),
    sums,
    shells,
  };
}

/** What others a target is the sum of; null if it is none. */
function partsOf(whole: Target, targets: readonly Target[]): Target[] | null {
  const parts = targets.filter((part) => part !== whole && shareInside(part, whole) >= PART_OF_UNION);
  if (parts.length < 2) return null;
  if (SUM_KEY.test(whole.key)) return parts;
  const left = subtract(whole.region, uniteAll(parts.map(({ region }) => region)));
  return volumeCm3Of(left) > (1 - PART_OF_UNION) * volumeCm3Of(whole.region) ? null : parts;
}

function isAround(shell: Target, inner: Target): boolean {
  const volumeCm3 = volumeCm3Of(inner.region);
  if (volumeCm3 === 0 || shareInside(inner, shell) > HELD) return false;
  return shareInside(inner, { region: rowsSpanned(shell.region) }) >= ENCLOSED;
}

/** The share of one that lies in the other; 0 of what is empty. */
export function shareInside(
  { region: part }: Pick<Target, 'region'>,
  { region: whole }: Pick<Target, 'region'>,
): number {
  const a = boundsOf(part);
  const b = boundsOf(whole);
  if (a === null || b === null || !boundsMeet(a, b)) return 0;
  return volumeCm3Of(intersect(part, whole)) / volumeCm3Of(part);
}
