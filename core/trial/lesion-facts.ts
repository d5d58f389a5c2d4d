import { between, exactly, type Fact, type Facts, unknownNumber, yesNo } from './fact.ts';
import type { CriterionVariable } from './compile-criterion.ts';
import type { lesionFacts, ORGANS } from './patient-file.ts';
import type { Truth } from './three-valued.ts';
import type { z } from 'zod';

type Typed = { [Key in keyof typeof lesionFacts]?: z.infer<(typeof lesionFacts)[Key]> };

/** A row of the lesion table. Only `id` must be known. */
export interface TableLesion extends Typed {
  readonly id: string;
  readonly site?: 'bone' | 'node' | 'other' | undefined;
  readonly symptomatic?: boolean | null | undefined;
  readonly highRisk?: boolean | null | undefined;
}

type Organ = (typeof ORGANS)[number];

const VISCERAL: readonly Organ[] = ['lung', 'liver', 'brain', 'peritoneum', 'pleura', 'adrenal', 'kidney'];
/** Where a lesion of unsaid kind may be the primary or its recurrence. */
const MAY_BE_PRIMARY: readonly Organ[] = ['prostate', 'prostate bed', 'bladder', 'upper urinary tract', 'other'];

const IN_ORGAN = {
  inProstate: 'prostate',
  inProstateBed: 'prostate bed',
  inLung: 'lung',
  inLiver: 'liver',
  inBrain: 'brain',
  inPeritoneum: 'peritoneum',
} as const satisfies Readonly<Record<string, Organ>>;

/** Names that the conditions of a lesion count may use. */
export const LESION_VARIABLES: readonly CriterionVariable[] = [
  ...[
    ...['metastasis', 'localRecurrence', 'primary', 'progressive', 'symptomatic', 'highRisk'],
    ...['bone', 'node', 'regionalNode', 'nonRegionalNode', 'visceral', ...Object.keys(IN_ORGAN)],
  ].map((name) => ({ name, kind: 'yes-no' }) as const),
  { name: 'shortAxis', kind: 'number', unit: 'mm' },
  { name: 'longestDiameter', kind: 'number', unit: 'mm' },
];

/** What is missing of a lesion when a name of LESION_VARIABLES is unknown. */
export function lesionNeed(name: string): string {
  if (name === 'progressive') return 'status';
  if (name === 'metastasis' || name === 'localRecurrence' || name === 'primary') return 'kind';
  if (name === 'regionalNode' || name === 'nonRegionalNode') return 'region of the node';
  if (name === 'shortAxis') return 'short axis';
  if (name === 'longestDiameter') return 'longest diameter';
  if (name === 'symptomatic') return 'symptomatic or not';
  return name === 'highRisk' ? 'high risk or not' : 'organ';
}

export function organOf({ organ, site }: TableLesion): Organ | null {
  if (organ !== undefined) return organ;
  return site === 'bone' ? 'bone' : site === 'node' ? 'lymph node' : null;
}

/** Where the primary cannot be, a lesion of unsaid kind is a metastasis. */
export function kindOf(lesion: TableLesion): NonNullable<TableLesion['kind']> | null {
  const organ = organOf(lesion);
  return lesion.kind ?? (organ === null || MAY_BE_PRIMARY.includes(organ) ? null : 'metastasis');
}

/** Every name of LESION_VARIABLES for one lesion. */
export function factsOfLesion(lesion: TableLesion): Facts {
  const organ = organOf(lesion);
  const among = (organs: readonly Organ[]): Truth =>
    organ === null
      ? lesion.site === 'other'
        ? siteSays(organs)
        : null
      : organ === 'other'
        ? null
        : organs.includes(organ);
  const kind = kindOf(lesion);
  const isNode = organ === 'other' ? false : among(['lymph node']);
  const region = (wanted: 'regional' | 'non-regional'): Truth => {
    if (isNode !== true) return isNode;
    return lesion.region === undefined ? null : lesion.region === wanted;
  };
  const { status = 'unknown' } = lesion;
  const size = (sizeMm: number | null | undefined): Fact =>
    sizeMm == null ? unknownNumber() : exactly(sizeMm, `${sizeMm} mm`);
  const yesNos: Readonly<Record<string, Truth>> = {
    metastasis: kind === null ? null : kind === 'metastasis',
    localRecurrence: kind === null ? null : kind === 'local-recurrence',
    primary: kind === null ? null : kind === 'primary',
    progressive: status === 'unknown' ? null : status === 'new' || status === 'progressive',
    symptomatic: lesion.symptomatic ?? null,
    highRisk: lesion.highRisk ?? null,
    bone: organ === 'other' ? false : among(['bone']),
    node: isNode,
    regionalNode: region('regional'),
    nonRegionalNode: region('non-regional'),
    visceral: among(VISCERAL),
    ...Object.fromEntries(Object.entries(IN_ORGAN).map(([name, wanted]) => [name, among([wanted])])),
  };
  return new Map<string, Fact>([
    ...Object.entries(yesNos).map(([name, truth]) => [name, yesNo(truth)] as const),
    ['shortAxis', shortAxisOf(lesion, size)],
    ['longestDiameter', longestOf(lesion, size)],
  ]);
}

/** Of a lesion that is said to be neither bone nor node. */
function siteSays(organs: readonly Organ[]): Truth {
  return organs.every((organ) => organ === 'bone' || organ === 'lymph node') ? false : null;
}

/** A short axis is no longer than the longest diameter, and the other way round: one typed size bounds the other. */
function shortAxisOf(
  { shortAxisMm, longestDiameterMm }: TableLesion,
  size: (mm: number | null | undefined) => Fact,
): Fact {
  if (shortAxisMm != null || longestDiameterMm == null) return size(shortAxisMm);
  return between(0, longestDiameterMm, `at most ${longestDiameterMm} mm`);
}

function longestOf(
  { shortAxisMm, longestDiameterMm }: TableLesion,
  size: (mm: number | null | undefined) => Fact,
): Fact {
  if (longestDiameterMm != null || shortAxisMm == null) return size(longestDiameterMm);
  return between(shortAxisMm, Infinity, `at least ${shortAxisMm} mm`);
}
