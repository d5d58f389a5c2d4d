import { TrabeculaError } from '../../core/index.ts';
import { DERIVED_LABEL, DERIVED_MANUFACTURER } from './derived-structures.ts';
import { isPartialDose } from './dose-acceptance.ts';
import type { ObjectHeader, ReadWarning, RtDose, RtExport, RtPlan, RtStructureSet } from './rt-objects.ts';

/** What the user named, each by SOP Instance UID, file or label; absent when nothing was named. */
export interface ObjectChoice {
  readonly dose?: string | undefined;
  readonly structureSet?: string | undefined;
}

interface WithStructures {
  readonly structureSet: RtStructureSet;
  readonly warnings: readonly ReadWarning[];
}

export type ChosenObjects =
  | (WithStructures & { readonly kind: 'chosen'; readonly dose: RtDose; readonly plan: RtPlan | null })
  /** Only doses of single beams are there. They are not added up: which are missing cannot be told. */
  | (WithStructures & {
      readonly kind: 'beam-doses-only';
      readonly partialDoses: readonly RtDose[];
      readonly plan: RtPlan | null;
      readonly reason: string;
    });

/**
 * The dose, the structure set and the plan to work with.
 *
 * @throws TrabeculaError `nothing-found` if there is no RTDOSE or no RTSTRUCT; `usage` with the list if several
 *   could be meant; `contradiction` if the UID that is meant stands on different objects
 */
export function chooseObjects(found: RtExport, choice: ObjectChoice = {}): ChosenObjects {
  refuseMissing(found);
  const { sets, warnings: passedOver } = patientsOwn(found.structureSets);
  const structureSet = oneOf(
    'structure set',
    '--structure-set',
    choice.structureSet === undefined ? sets : found.structureSets,
    choice.structureSet,
  );
  const dose = chooseDose(found.doses, choice.dose);
  if (dose !== null) {
    const { plan, warnings } = planOf([dose], found.plans);
    return { kind: 'chosen', dose, structureSet, plan, warnings: [...passedOver, ...warnings] };
  }
  const { plan, warnings } = planOf(found.doses, found.plans);
  const types = [...new Set(found.doses.map(({ doseSummationType }) => doseSummationType))].join(', ');
  return {
    kind: 'beam-doses-only',
    partialDoses: found.doses,
    structureSet,
    plan,
    warnings: [...passedOver, ...warnings],
    reason:
      `the PLAN dose is missing: only ${found.doses.length} ${types} dose${found.doses.length === 1 ? ' is' : 's are'} there ` +
      `(${found.doses.map(({ path }) => path).join(', ')}), and they are not added up`,
  };
}

/**
 * Structure sets that did not come from here: one that this program derived from the others is passed over, and said to be,
 * unless nothing else is there. By name it can be asked for all the same.
 */
export function patientsOwn(found: readonly RtStructureSet[]): {
  readonly sets: readonly RtStructureSet[];
  readonly warnings: readonly ReadWarning[];
} {
  const isDerived = ({ label, manufacturer }: RtStructureSet): boolean =>
    label === DERIVED_LABEL && manufacturer === DERIVED_MANUFACTURER;
  const sets = found.filter((set) => !isDerived(set));
  if (sets.length === 0 || sets.length === found.length) return { sets: found, warnings: [] };
  const message = `${listOf(found.filter(isDerived))}: derived by this program, passed over`;
  return { sets, warnings: [{ code: 'derived', message }] };
}

/**
 * One object of a list by SOP Instance UID, file or label.
 *
 * @param what for the message: "dose"
 * @throws TrabeculaError `usage` if none or several answer; `contradiction` if different objects carry the named UID
 */
export function resolveObject<T extends ObjectHeader>(what: string, candidates: readonly T[], wanted: string): T {
  for (const answers of [isUid, isFile, isFileName, isLabel]) {
    const matching = candidates.filter((candidate) => answers(candidate, wanted));
    const [match, ...others] = matching;
    if (match === undefined) continue;
    if (others.length === 0) return match;
    if (answers === isUid) throw oneUidTwoObjects(matching);
    throw new TrabeculaError('usage', {
      what: `"${wanted}" names ${matching.length} objects of kind ${what}`,
      expected: `one of ${listOf(matching)}`,
    });
  }
  throw new TrabeculaError('usage', { what: `no ${what} "${wanted}"`, expected: `one of ${listOf(candidates)}` });
}

function refuseMissing({ doses, structureSets, others, plans }: RtExport): void {
  const missing = [
    ...(doses.length === 0 ? ['no dose (RTDOSE)'] : []),
    ...(structureSets.length === 0 ? ['no structure set (RTSTRUCT)'] : []),
  ];
  if (missing.length === 0) return;
  const here = [
    [doses.length, 'RTDOSE'],
    [structureSets.length, 'RTSTRUCT'],
    [plans.length, 'RTPLAN'],
    [others.length, 'other DICOM'],
  ] as const;
  const found = here.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  throw new TrabeculaError('nothing-found', {
    what: `${missing.join(' and ')} among the files`,
    found: found.length === 0 ? 'no DICOM file' : found.join(', '),
  });
}

/** Null if only partial doses are there and none was named. */
function chooseDose(doses: readonly RtDose[], wanted: string | undefined): RtDose | null {
  const whole = doses.filter((dose) => !isPartialDose(dose));
  if (wanted === undefined && whole.length === 0) return null;
  return oneOf('dose', '--dose', wanted === undefined ? whole : doses, wanted);
}

function oneOf<T extends ObjectHeader>(
  what: string,
  option: string,
  candidates: readonly T[],
  wanted: string | undefined,
): T {
  if (wanted !== undefined) return resolveObject(what, candidates, wanted);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  throw new TrabeculaError('usage', {
    what: `${candidates.length} objects of kind ${what} are there: choose one with ${option} UID or FILE`,
    expected: `one of ${listOf(candidates)}`,
  });
}

/** The plan that the dose names; a single plan that it does not name is taken too, for linkage to judge. */
function planOf(
  doses: readonly RtDose[],
  plans: readonly RtPlan[],
): { plan: RtPlan | null; warnings: readonly ReadWarning[] } {
  const named = plans.filter((plan) => doses.some((dose) => dose.referencedPlanUids.includes(plan.sopInstanceUid)));
  const [plan, ...others] = named;
  if (plan !== undefined) {
    const twin = others.find(({ sopInstanceUid }) => sopInstanceUid === plan.sopInstanceUid);
    if (twin !== undefined) throw oneUidTwoObjects([plan, twin]);
    if (others.length === 0) return { plan, warnings: [] };
    return { plan: null, warnings: [notChosen(named, 'the dose names several plans')] };
  }
  const [single, ...more] = plans;
  if (single === undefined || more.length === 0) return { plan: single ?? null, warnings: [] };
  return { plan: null, warnings: [notChosen(plans, 'the dose names none of the plans')] };
}

function notChosen(plans: readonly RtPlan[], why: string): ReadWarning {
  return { code: 'plan', message: `${why}, so none is used: ${listOf(plans)}` };
}

function oneUidTwoObjects(objects: readonly ObjectHeader[]): TrabeculaError {
  const [first, second] = objects;
  return new TrabeculaError('contradiction', {
    what: `differs from ${first?.path ?? ''} but has the same SOP Instance UID`,
    where: second?.path ?? '',
    attribute: '(0008,0018) SOPInstanceUID',
    found: first?.sopInstanceUid ?? '',
    expected: 'one object under one UID, or a choice by file',
  });
}

function isUid({ sopInstanceUid }: ObjectHeader, wanted: string): boolean {
  return sopInstanceUid === wanted;
}

function isFile({ path }: ObjectHeader, wanted: string): boolean {
  return plain(path) === plain(wanted);
}

/** The end of the path, at a folder or a zip's border, on either side: the user stands elsewhere than the reader. */
function isFileName({ path }: ObjectHeader, wanted: string): boolean {
  const [a, b] = [plain(path), plain(wanted)];
  return a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

function isLabel({ label }: ObjectHeader, wanted: string): boolean {
  return label === wanted;
}

function plain(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replaceAll('!', '/')
    .replace(/^(?:\.\/)+/, '');
}

function listOf(objects: readonly ObjectHeader[]): string {
  return objects
    .map(({ path, sopInstanceUid, label }) => `${path} (${sopInstanceUid}${label === null ? '' : `, "${label}"`})`)
    .join('; ');
}
