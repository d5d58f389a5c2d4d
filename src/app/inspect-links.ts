import { type InspectLink, isTrabeculaError } from '../../core/index.ts';
import {
  assessLinks,
  linkFacts,
  type RtDose,
  type RtExport,
  type RtPlan,
  type RtStructureSet,
} from '../dicom/index.ts';

export interface InspectedLinks {
  readonly links: readonly InspectLink[];
  /** Why no dose can be used with any structure set here; empty when one can. */
  readonly refusals: readonly string[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/**
 * How doses, plans and structure sets hang together. A dose is set against the structure sets that its plan or itself
 * names, or against all of them if it names none that is here. Two objects that may not be used together are a refusal
 * only if nothing else could be used: in a folder of several patients or frames, the right choice remains.
 */
export function inspectLinks(found: RtExport, confirm: readonly string[]): InspectedLinks {
  const links: InspectLink[] = [];
  const warnings: { code: string; message: string }[] = [];
  const refusals: string[] = [];
  let usable = 0;
  for (const dose of found.doses) {
    const plan = planOf(dose, found.plans);
    const { named, possible } = structureSetsOf(dose, plan, found.structureSets);
    for (const structureSet of possible) {
      const objects = { dose, plan, structureSet };
      // Where several structure sets are here and none is named, that it is none of them is said once.
      const facts = linkFacts(objects).filter(({ to }) => named || to !== structureSet.path);
      links.push(...facts.filter((link) => !links.some((known) => isSame(known, link))));
      try {
        for (const { code, message } of assessLinks({ ...objects, confirm }).findings) {
          if (code === 'links' && !facts.some((fact) => fact.message === message)) continue;
          if (!warnings.some((warning) => warning.message === message)) warnings.push({ code, message });
        }
        usable++;
      } catch (error) {
        if (!isTrabeculaError(error) || error.kind !== 'contradiction') throw error;
        if (!refusals.includes(error.message)) refusals.push(error.message);
      }
    }
    if (!named) {
      const message = `${dose.path}: none of the ${possible.length} structure sets is named by the dose or its plan`;
      links.push({
        from: dose.path,
        to: 'structure set',
        says: 'the structure set of the dose',
        status: 'absent',
        message,
      });
      warnings.push({ code: 'links', message });
    }
  }
  if (found.doses.length === 0) {
    for (const link of linksOfPlans(found)) {
      links.push(link);
      if (link.message !== null) warnings.push({ code: 'links', message: link.message });
    }
  }
  if (usable === 0) return { links, refusals, warnings };
  return {
    links,
    refusals: [],
    warnings: [...refusals.map((message) => ({ code: 'mismatch', message })), ...warnings],
  };
}

/** Without a dose nothing can be computed, but a plan still says which structure set it was made on. */
function linksOfPlans({ plans, structureSets }: RtExport): InspectLink[] {
  const says = 'the structure set that the plan was made on';
  return plans.flatMap(({ path, referencedStructureSetUids }) =>
    referencedStructureSetUids.map((uid): InspectLink => {
      const here = structureSets.find(({ sopInstanceUid }) => sopInstanceUid === uid);
      return here !== undefined
        ? { from: path, to: here.path, says, status: 'agrees', message: null }
        : {
            from: path,
            to: uid,
            says,
            status: 'contradicts',
            message: `${path}: ${says} is ${uid}, which is not here`,
          };
    }),
  );
}

/** The plan that the dose names; the only plan if it names none that is here. */
function planOf(dose: RtDose, plans: readonly RtPlan[]): RtPlan | null {
  const named = plans.find(({ sopInstanceUid }) => dose.referencedPlanUids.includes(sopInstanceUid));
  return named ?? (plans.length === 1 ? (plans[0] ?? null) : null);
}

/** `named`: they are the ones that dose or plan name, or there is only one to think of. */
function structureSetsOf(
  dose: RtDose,
  plan: RtPlan | null,
  all: readonly RtStructureSet[],
): { readonly named: boolean; readonly possible: readonly RtStructureSet[] } {
  const uids = [...(plan?.referencedStructureSetUids ?? []), ...dose.referencedStructureSetUids];
  const named = all.filter(({ sopInstanceUid }) => uids.includes(sopInstanceUid));
  return named.length > 0 ? { named: true, possible: named } : { named: all.length <= 1, possible: all };
}

function isSame(a: InspectLink, b: InspectLink): boolean {
  return a.from === b.from && a.to === b.to && a.says === b.says;
}
