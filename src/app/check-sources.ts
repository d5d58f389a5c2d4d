import { type Blocker, type CaseFile, layDosePlanes, TrabeculaError, type Warning } from '../../core/index.ts';
import {
  chooseObjects,
  type ObjectHeader,
  proposePrescriptions,
  type RtDose,
  type RtExport,
  type RtPlan,
  type RtStructureSet,
} from '../dicom/index.ts';
import { confirmedUnseen, doubtsOf } from './dose-doubts.ts';
import { inputsOf } from './inputs.ts';
import type { CheckSources, DoseOfLesion, SourceDose, SourceRois } from './sources.ts';
import { structuresOf } from './structures.ts';
import { dosesToAdd, sumOf } from './sum-doses.ts';
import { distinct, OBLIQUE_WARNING } from './warnings.ts';

export interface SourceChoice {
  readonly dose?: string | undefined;
  readonly structureSet?: string | undefined;
}

/**
 * Settles of an export which structure set, doses and plans are used, and how far they belong together.
 *
 * @throws TrabeculaError for everything that may not be gone on with: another patient, another frame, a relative dose
 */
export function sourcesFromExport(found: RtExport, caseFile: CaseFile | null, choice: SourceChoice): CheckSources {
  const confirm = caseFile?.confirm ?? [];
  const chosen = dosesWanted(caseFile, choice, found).map(({ name, by }) => ({
    name,
    ...chooseObjects(found, { dose: by, structureSet: choice.structureSet }),
  }));
  const blockers: Blocker[] = [];
  const warnings: Warning[] = [...found.warnings];
  const used = new Map<string, ObjectHeader>();
  const taken = new Map<string, SourceDose>();
  const doses = new Map<string | null, DoseOfLesion>();

  for (const object of chosen) {
    const { name, plan, structureSet } = object;
    used.set(structureSet.path, structureSet);
    warnings.push(...object.warnings);
    if (object.kind === 'beam-doses-only') {
      blockers.push({ code: 'beam-doses-only', message: object.reason, weight: 'at-best' });
      doses.set(name, { dose: null, reason: object.reason });
      continue;
    }
    const { dose } = object;
    const doubts = doubtsOf({ dose, plan, structureSet }, confirm);
    blockers.push(...doubts.blockers);
    warnings.push(...doubts.warnings);
    for (const each of plan === null ? [dose] : [dose, plan]) used.set(each.path, each);
    const source = taken.get(dose.path) ?? sourceDose(dose, plan, structureSet, confirm);
    if (source.grid.axes !== null) warnings.push(OBLIQUE_WARNING);
    taken.set(dose.path, source);
    doses.set(name, { dose: source });
  }
  if (caseFile?.sumDoses !== undefined) {
    const sum = sumOf(dosesToAdd(caseFile.sumDoses, found).flatMap(({ path }) => taken.get(path) ?? []));
    doses.set(null, { dose: sum });
    warnings.push({ code: 'sum', message: `${sum.name} is checked` });
  }
  for (const object of used.values()) warnings.push(...object.warnings);
  const [first] = taken.values();
  return {
    inputs: inputsOf([...used.values()]),
    ...(first?.rois ?? roisWithoutDose(chosen[0]?.structureSet)),
    doses,
    blockers: distinct([...blockers, ...confirmedUnseen(confirm)]),
    warnings: distinct(warnings),
  };
}

/**
 * The names under which lesions ask for doses, and by what each is found: null when a lesion names none. Doses to be
 * added are found by their own paths.
 *
 * @throws TrabeculaError `usage` for a choice of dose that no lesion would use
 */
function dosesWanted(
  caseFile: CaseFile | null,
  choice: SourceChoice,
  found: RtExport,
): { readonly name: string | null; readonly by: string | undefined }[] {
  const lesions = caseFile?.lesions ?? [];
  const named = [...new Set(lesions.flatMap(({ dose }) => dose ?? []))].map((name) => ({ name, by: name }));
  const openLesions = lesions.length === 0 || lesions.some(({ dose }) => dose === undefined);
  const sum = caseFile?.sumDoses;
  if (sum !== undefined && (choice.dose !== undefined || !openLesions)) {
    const other = choice.dose === undefined ? 'every lesion names a dose of its own' : `--dose names ${choice.dose}`;
    throw new TrabeculaError('usage', {
      what: `the case asks for a sum of doses, but ${other}`,
      attribute: 'sumDoses',
    });
  }
  if (choice.dose !== undefined && !openLesions) {
    throw new TrabeculaError('usage', {
      what: `--dose names ${choice.dose}, but every lesion of the case names a dose of its own`,
    });
  }
  if (sum !== undefined) return [...named, ...dosesToAdd(sum, found).map(({ path }) => ({ name: path, by: path }))];
  return openLesions ? [...named, { name: null, by: choice.dose }] : named;
}

function sourceDose(
  dose: RtDose,
  plan: RtPlan | null,
  structureSet: RtStructureSet,
  confirm: readonly string[],
): SourceDose {
  const grid = layDosePlanes(dose.readPlanes());
  const { usable, unusable } = structuresOf(structureSet, { object: dose, grid }, confirm);
  return {
    uid: dose.sopInstanceUid,
    name: dose.label ?? dose.path,
    frameOfReferenceUid: dose.frameOfReferenceUid,
    grid,
    prescriptions: plan === null ? [] : proposePrescriptions(plan, structureSet),
    rois: { structures: usable, unusable },
  };
}

function roisWithoutDose(structureSet: RtStructureSet | undefined): SourceRois {
  if (structureSet === undefined) return { structures: [], unusable: [] };
  const { usable, unusable } = structuresOf(structureSet, null);
  return { structures: usable, unusable };
}
