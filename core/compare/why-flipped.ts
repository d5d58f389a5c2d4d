import type { Finding } from '../protocol/check-result.ts';
import { formatDoseGy, formatLimit, formatVolumeCm3 } from '../protocol/format-number.ts';
import type { ComparedBasis, ComparedLesion } from './compare-result.ts';

interface Compared {
  readonly a: Finding;
  readonly b: Finding;
  readonly crossed: readonly number[];
  readonly lesion: ComparedLesion | null;
  /** Which target of the lesion the finding looks at. */
  readonly target: 'GTV' | 'PTV';
  readonly basis: readonly ComparedBasis[];
}

/**
 * What differs that a class rests on, in words: what the value crossed, then prescription, target, dose, conventions and
 * the readings. Two values that lie on the same side of all limits differ in what their intervals reach.
 */
export function whyFlipped({ a, b, crossed, lesion, target, basis }: Compared): string[] {
  return [
    ...(crossed.length === 0
      ? []
      : [`the value crosses ${crossed.map((limit) => shown(limit, a.unit)).join(' and ')}`]),
    ...reached(a, b, crossed),
    ...answered(a, b),
    ...(lesion === null ? [] : ofLesion(target, lesion)),
    ...basis
      .filter(({ same, what }) => !same && bearsOn(what))
      .map(({ what, a: from, b: to }) => `${what}: ${from} in A, ${to} in B`),
    ...basis.filter(({ same, what }) => !same && FILES.includes(what)).map(({ what }) => `another ${what}`),
  ];
}

/** Limits between two values, ascending; one that a value lies on only where the class is another one. */
export function limitsBetween(a: Finding, b: Finding): number[] {
  const { value: from } = a;
  const { value: to } = b;
  if (from === null || to === null) return [];
  const limits = [a, b].flatMap(({ limit, flips = [] }) => [limit, ...flips.map((flip) => flip.limit)]);
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return [...new Set(limits.flatMap((limit) => limit ?? []))]
    .filter((limit) => (low < limit && limit < high) || (a.outcome !== b.outcome && (limit === low || limit === high)))
    .sort((x, y) => x - y);
}

const FILES: readonly string[] = ['dose', 'structure set'];
const BEARING: readonly string[] = ['end caps', 'shape between slices', 'dose interpolation', 'lesions'];

function bearsOn(what: string): boolean {
  return BEARING.includes(what) || what.startsWith('reading ');
}

function reached(a: Finding, b: Finding, crossed: readonly number[]): string[] {
  const [wasIn, isIn] = [a.outcome === 'undecided', b.outcome === 'undecided'];
  if (wasIn === isIn) return [];
  const { limit, unit } = wasIn ? a : b;
  if (limit === null) return [];
  const beyond = crossed.length === 0 ? '' : ', too';
  return [`the interval reaches ${shown(limit, unit)} in ${wasIn ? 'A' : 'B'} only${beyond}`];
}

function answered(a: Finding, b: Finding): string[] {
  return (
    [
      ['A', a],
      ['B', b],
    ] as const
  ).flatMap(([name, { outcome, reason }]) =>
    outcome === 'not-evaluable' ? [`not checked in ${name}${reason === null ? '' : `: ${reason}`}`] : [],
  );
}

/** Of a target only what the finding looks at; of everything else all that differs. */
function ofLesion(target: Compared['target'], lesion: ComparedLesion): string[] {
  return [
    ...lesion.names.map(({ what, a, b }) => `${what} is ${a ?? 'none'} in A, ${b ?? 'none'} in B`),
    ...lesion.facts
      .filter(
        ({ what, delta }) =>
          delta !== 0 && (!/^[GP]TV/.test(what) || what === `${target} volume` || what === `${target} Dmean`),
      )
      .map(({ what, unit, a, b }) => `${what} ${amount(a, unit)} in A, ${amount(b, unit)} in B`),
  ];
}

function amount(value: number | null, unit: string): string {
  if (value === null) return 'none';
  if (unit === 'cm³') return `${formatVolumeCm3(value)} cm³`;
  return unit === 'Gy' ? `${formatDoseGy(value)} Gy` : shown(value, unit);
}

function shown(value: number, unit: string): string {
  return `${formatLimit(value)} ${unit}`.trimEnd();
}
