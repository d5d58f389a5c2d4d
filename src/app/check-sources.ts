import {
  addDoses,
  type Blocker,
  type CaseFile,
  type CheckResult,
  type DoseGrid,
  layDosePlanes,
  type Structure,
  TrabeculaError,
  type Warning,
} from '../../core/index.ts';
import {
  assessLinks,
  chooseObjects,
  doseCaution,
  doseRefusal,
  isPartialDose,
  type ObjectHeader,
  type ProposedPrescription,
  proposePrescriptions,
  readExport,
  resolveObject,
  type FileBytes,
  type RtDose,
  type RtExport,
  type RtPlan,
  type RtStructureSet,
} from '../dicom/index.ts';
import { inputOf, OBLIQUE_WARNING } from './dvh.ts';
import { structuresOf, type UnusableRoi } from './structures.ts';

/** One dose in use, with what its plan says was prescribed. */
export interface SourceDose {
  readonly uid: string;
  /** How the user would call it. */
  readonly name: string;
  readonly grid: DoseGrid;
  readonly prescriptions: readonly ProposedPrescription[];
}

/** The dose of a lesion, or why there is none. */
export type DoseOfLesion = { readonly dose: SourceDose } | { readonly dose: null; readonly reason: string };

/** Everything that a check works on, whether it came from DICOM or from plain arrays. */
export interface CheckSources {
  readonly inputs: CheckResult['inputs'];
  readonly structures: readonly Structure[];
  readonly unusable: readonly Omit<UnusableRoi, 'roiNumber'>[];
  /** By the name that lesions use; null stands for "not named". */
  readonly doses: ReadonlyMap<string | null, DoseOfLesion>;
  readonly blockers: readonly Blocker[];
  readonly warnings: readonly Warning[];
}

export interface SourceChoice {
  readonly dose?: string | undefined;
  readonly structureSet?: string | undefined;
}

/**
 * Reads an export and settles which structure set, doses and plans are used, and how far they belong together.
 *
 * @throws TrabeculaError for everything that may not be gone on with: another patient, another frame, a relative dose
 */
export async function sourcesFromExport(
  files: readonly FileBytes[],
  caseFile: CaseFile | null,
  choice: SourceChoice,
): Promise<CheckSources> {
  const found = await readExport(files);
  const confirm = caseFile?.confirm ?? [];
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [...found.warnings];
  const used = new Map<string, ObjectHeader>();
  const doses = new Map<string | null, DoseOfLesion>();
  const grids = new Map<string, { object: RtDose; grid: DoseGrid }>();
  let structureSet: RtStructureSet | null = null;

  const use = (name: string | null): void => {
    const chosen = chooseObjects(found, { dose: name ?? choice.dose, structureSet: choice.structureSet });
    structureSet = chosen.structureSet;
    warnings.push(...chosen.warnings);
    if (chosen.kind === 'beam-doses-only') {
      blockers.push({ code: 'beam-doses-only', message: chosen.reason, weight: 'at-best' });
      doses.set(name, { dose: null, reason: chosen.reason });
      return;
    }
    const { dose, plan } = chosen;
    const linked = takeDose(dose, plan, structureSet, confirm);
    blockers.push(...linked.blockers);
    warnings.push(...linked.warnings);
    for (const object of plan === null ? [dose] : [dose, plan]) used.set(object.path, object);
    const laid = grids.get(dose.path) ?? { object: dose, grid: layDosePlanes(dose.readPlanes()) };
    grids.set(dose.path, laid);
    doses.set(name, { dose: sourceDose(dose, laid.grid, plan, structureSet) });
  };

  for (const name of doseNames(caseFile)) use(name);
  if (caseFile?.sumDoses !== undefined) {
    const parts = caseFile.sumDoses.map((uid) => resolveObject('dose', found.doses, uid));
    refuseUnsummable(parts, found);
    for (const part of parts) use(part.sopInstanceUid);
    const summed = parts.map((part) => doses.get(part.sopInstanceUid)?.dose).filter((dose) => dose != null);
    doses.set(null, { dose: sumOf(summed) });
    warnings.push({ code: 'sum', message: `the sum of ${summed.map(({ name }) => name).join(' and ')} is checked` });
  }
  const [first = null] = grids.values();
  const set = structureSet as RtStructureSet | null;
  if (set === null) throw new TrabeculaError('nothing-found', { what: 'no structure set in use' });
  used.set(set.path, set);
  const { usable, unusable } = structuresOf(set, first, confirm);
  if (first?.grid.axes != null) warnings.push(OBLIQUE_WARNING);
  for (const object of used.values()) warnings.push(...object.warnings);
  return {
    inputs: [...used.values()].map(inputOf).sort((a, b) => (a.sopInstanceUid < b.sopInstanceUid ? -1 : 1)),
    structures: usable,
    unusable,
    doses,
    blockers: distinct(blockers),
    warnings: distinct(warnings),
  };
}

/** The names under which lesions ask for doses; null when one names none and no sum stands for it. */
function doseNames(caseFile: CaseFile | null): (string | null)[] {
  const names = new Set((caseFile?.lesions ?? []).map(({ dose }) => dose ?? null));
  if (caseFile?.sumDoses !== undefined) names.delete(null);
  else if (names.size === 0) names.add(null);
  return [...names];
}

/** Refuses a dose that cannot be used, and says what its type and its links leave open. */
function takeDose(
  dose: RtDose,
  plan: RtPlan | null,
  structureSet: RtStructureSet,
  confirm: readonly string[],
): { blockers: Blocker[]; warnings: Warning[] } {
  const refusal = doseRefusal(dose);
  if (refusal !== null) throw refusal;
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [];
  const caution = doseCaution(dose);
  if (caution !== null) {
    if (confirm.includes('dose-type')) warnings.push({ code: caution.code, message: `confirmed: ${caution.message}` });
    else blockers.push({ ...caution, message: `${caution.message}; not confirmed`, weight: 'outright' });
  }
  for (const { code, severity, message } of assessLinks({ dose, plan, structureSet, confirm }).findings) {
    const never = severity === 'confirmed' && code !== 'links';
    if (severity === 'contradiction' || never) blockers.push({ code, message, weight: 'at-best' });
    else warnings.push({ code, message: severity === 'confirmed' ? `confirmed: ${message}` : message });
  }
  return { blockers, warnings };
}

function sourceDose(dose: RtDose, grid: DoseGrid, plan: RtPlan | null, structureSet: RtStructureSet): SourceDose {
  return {
    uid: dose.sopInstanceUid,
    name: dose.label ?? dose.path,
    grid,
    prescriptions: plan === null ? [] : proposePrescriptions(plan, structureSet),
  };
}

/** Doses may be added when they are whole plans in one frame of reference and of one fractionation. */
function refuseUnsummable(parts: readonly RtDose[], found: RtExport): void {
  const refuse = (what: string, part: RtDose | undefined, expected: string): never => {
    throw new TrabeculaError('contradiction', {
      what,
      where: part?.path ?? 'sumDoses',
      attribute: 'sumDoses',
      expected,
    });
  };
  const partial = parts.find(isPartialDose);
  if (partial !== undefined) {
    refuse(`a ${partial.doseSummationType ?? ''} dose is not added to others`, partial, 'doses of whole plans');
  }
  const frames = new Set(parts.map(({ frameOfReferenceUid }) => frameOfReferenceUid));
  if (frames.size > 1 || frames.has(null)) {
    refuse('the doses to be added are not shown to share a frame of reference', parts[1], 'one FrameOfReferenceUID');
  }
  const fractions = parts.map((part) => {
    const plan = found.plans.find(({ sopInstanceUid }) => part.referencedPlanUids.includes(sopInstanceUid));
    const [group, ...more] = plan?.fractionGroups ?? [];
    return more.length > 0 ? null : (group?.fractionsPlanned ?? null);
  });
  if (fractions.includes(null) || new Set(fractions).size > 1) {
    refuse(
      'the doses to be added are not shown to be of one fractionation',
      parts[fractions.findIndex((n, p) => n === null || (p > 0 && n !== fractions[0]))],
      'plans beside them with the same number of fractions',
    );
  }
}

function sumOf(doses: readonly SourceDose[]): SourceDose {
  return {
    uid: doses.map(({ uid }) => uid).join('+'),
    name: `the sum of ${doses.map(({ name }) => name).join(' and ')}`,
    grid: addDoses(doses.map(({ grid }) => grid)),
    prescriptions: [],
  };
}

function distinct<T extends { readonly message: string }>(items: readonly T[]): T[] {
  return items.filter((item, n) => items.findIndex(({ message }) => message === item.message) === n);
}
