import { TrabeculaError } from '../../core/index.ts';
import type { RtDose, RtPlan, RtRoi, RtStructureSet } from './rt-objects.ts';

/** What the objects of one patient say of each other. */
export interface LinkedObjects {
  readonly dose: RtDose;
  readonly plan: RtPlan | null;
  readonly structureSet: RtStructureSet;
}

export interface LinkFinding {
  readonly code: 'patient' | 'frame-of-reference' | 'links';
  /**
   * `contradiction`: the outcome is at best not-evaluable. `confirmed`: a contradiction that the user confirmed; with
   * code `patient` or `frame-of-reference` the outcome is still never better than not-evaluable.
   */
  readonly severity: 'contradiction' | 'warning' | 'confirmed';
  readonly message: string;
}

/**
 * Whether dose, plan and structures belong together. A UID that names another object is a contradiction, a link that
 * is merely absent a warning, and so is an absent frame of reference: it is no match.
 *
 * @param confirm words of the case or the command line: `patient`, `frame-of-reference`, `links`
 * @throws TrabeculaError `contradiction` if patients or frames of reference differ and that is not confirmed
 */
export function assessLinks(input: LinkedObjects & { readonly confirm: readonly string[] }): {
  readonly findings: readonly LinkFinding[];
} {
  const { confirm } = input;
  return {
    findings: [...patientFindings(input, confirm), ...frameFindings(input, confirm), ...uidFindings(input, confirm)],
  };
}

function patientFindings({ dose, plan, structureSet }: LinkedObjects, confirm: readonly string[]): LinkFinding[] {
  const findings: LinkFinding[] = [];
  for (const other of plan === null ? [structureSet] : [structureSet, plan]) {
    if (dose.patientId === null || other.patientId === null) {
      const silent = dose.patientId === null ? dose : other;
      const message = `${silent.path}: (0010,0020) PatientID is absent: that dose and ${nameOf(other)} are of one patient is not shown`;
      if (!findings.some((finding) => finding.message === message))
        findings.push({ code: 'patient', severity: 'warning', message });
    } else if (dose.patientId !== other.patientId) {
      const facts = {
        what: `the dose and the ${nameOf(other)} are of different patients`,
        where: other.path,
        attribute: '(0010,0020) PatientID',
        found: `"${other.patientId}"`,
        expected: `"${dose.patientId}" as in ${dose.path}`,
      };
      findings.push(refusedUnlessConfirmed('patient', new TrabeculaError('contradiction', facts), confirm));
    }
  }
  return findings;
}

/** The frame an ROI is drawn in: its own, else the only one its structure set names; null if neither is told. */
export function frameOfRoi(roi: RtRoi, structureSet: RtStructureSet): string | null {
  if (roi.frameOfReferenceUid !== null) return roi.frameOfReferenceUid;
  const [only, ...more] = structureSet.referencedFrameOfReferenceUids;
  if (only !== undefined) return more.length === 0 ? only : null;
  return structureSet.frameOfReferenceUid;
}

/** Whether an ROI may be laid over a dose. An unknown frame is no match. */
export function roiFrame(roi: RtRoi, structureSet: RtStructureSet, dose: RtDose): 'same' | 'other' | 'unknown' {
  const frame = frameOfRoi(roi, structureSet);
  if (frame === null || dose.frameOfReferenceUid === null) return 'unknown';
  return frame === dose.frameOfReferenceUid ? 'same' : 'other';
}

function frameFindings({ dose, structureSet }: LinkedObjects, confirm: readonly string[]): LinkFinding[] {
  const drawn = structureSet.rois.filter(({ contours }) => contours.length > 0);
  const rois = drawn.length > 0 ? drawn : structureSet.rois;
  const warning = (message: string): LinkFinding => ({ code: 'frame-of-reference', severity: 'warning', message });
  if (dose.frameOfReferenceUid === null) {
    return [
      warning(
        `${dose.path}: (0020,0052) FrameOfReferenceUID is absent or empty: that dose and structures share a frame is not shown`,
      ),
    ];
  }
  const others = rois.filter((roi) => roiFrame(roi, structureSet, dose) === 'other');
  if (others.length > 0 && others.length === rois.length) {
    const frames = [...new Set(others.map((roi) => frameOfRoi(roi, structureSet)))];
    const error = new TrabeculaError('contradiction', {
      what: 'the dose and the structures lie in different frames of reference',
      where: structureSet.path,
      attribute: '(3006,0024) ReferencedFrameOfReferenceUID',
      found: frames.join(', '),
      expected: `${dose.frameOfReferenceUid} as in ${dose.path}`,
    });
    return [refusedUnlessConfirmed('frame-of-reference', error, confirm)];
  }
  const findings: LinkFinding[] = [];
  const unknown = rois.filter((roi) => roiFrame(roi, structureSet, dose) === 'unknown');
  if (others.length > 0) {
    const what = `${structureSet.path}: drawn in another frame of reference than ${dose.path}`;
    findings.push(
      confirm.includes('frame-of-reference')
        ? { code: 'frame-of-reference', severity: 'confirmed', message: `${what}: ${namesOf(others)}` }
        : warning(`${what}, not usable with it: ${namesOf(others)}`),
    );
  }
  if (unknown.length > 0 && unknown.length === rois.length) {
    findings.push(
      warning(`${structureSet.path}: no frame of reference is given: that dose and structures share one is not shown`),
    );
  } else if (unknown.length > 0) {
    findings.push(warning(`${structureSet.path}: no frame of reference is given for ${namesOf(unknown)}`));
  }
  return findings;
}

/** One reference from one object to another, and whether the object at hand is the one meant. */
export interface LinkFact {
  readonly from: string;
  readonly to: string;
  readonly says: string;
  readonly status: 'agrees' | 'absent' | 'contradicts';
  readonly message: string | null;
}

/** The references along RTDOSE -> RTPLAN -> RTSTRUCT. A dose may name its structure set itself; it need not. */
export function linkFacts({ dose, plan, structureSet }: LinkedObjects): readonly LinkFact[] {
  const facts: LinkFact[] = [];
  if (plan !== null) {
    facts.push(factOf(dose, plan, dose.referencedPlanUids, 'the plan that the dose was computed from'));
    facts.push(
      factOf(plan, structureSet, plan.referencedStructureSetUids, 'the structure set that the plan was made on'),
    );
  } else {
    const named = dose.referencedPlanUids;
    facts.push({
      from: dose.path,
      to: named[0] ?? 'plan',
      says: 'the plan that the dose was computed from',
      status: 'absent',
      message: named.length > 0 ? `the plan ${named.join(', ')} is not among the files` : `${dose.path} names no plan`,
    });
  }
  if (dose.referencedStructureSetUids.length > 0 || plan === null) {
    facts.push(factOf(dose, structureSet, dose.referencedStructureSetUids, 'the structure set of the dose'));
  }
  return facts;
}

function factOf(from: RtDose | RtPlan, to: RtPlan | RtStructureSet, uids: readonly string[], says: string): LinkFact {
  const ends = { from: from.path, to: to.path, says };
  if (uids.includes(to.sopInstanceUid)) return { ...ends, status: 'agrees', message: null };
  if (uids.length === 0) return { ...ends, status: 'absent', message: `${from.path} does not name ${says}` };
  return {
    ...ends,
    status: 'contradicts',
    message: `${from.path}: ${says} is ${uids.join(', ')}, but ${to.path} is ${to.sopInstanceUid}`,
  };
}

function uidFindings(objects: LinkedObjects, confirm: readonly string[]): LinkFinding[] {
  const findings: LinkFinding[] = [];
  for (const { status, message } of linkFacts(objects)) {
    if (message === null) continue;
    const severity = status !== 'contradicts' ? 'warning' : confirm.includes('links') ? 'confirmed' : 'contradiction';
    findings.push({ code: 'links', severity, message });
  }
  const { dose, plan } = objects;
  if (plan !== null && plan.referencedDoseUids.length > 0 && !plan.referencedDoseUids.includes(dose.sopInstanceUid)) {
    findings.push({
      code: 'links',
      severity: 'warning',
      message: `${plan.path} refers to other doses than ${dose.path}`,
    });
  }
  const planFrame = plan?.frameOfReferenceUid ?? null;
  if (
    plan !== null &&
    planFrame !== null &&
    dose.frameOfReferenceUid !== null &&
    planFrame !== dose.frameOfReferenceUid
  ) {
    findings.push({
      code: 'links',
      severity: confirm.includes('links') ? 'confirmed' : 'contradiction',
      message: `${plan.path}: its frame of reference is ${planFrame}, that of ${dose.path} is ${dose.frameOfReferenceUid}`,
    });
  }
  return findings;
}

function refusedUnlessConfirmed(
  word: 'patient' | 'frame-of-reference',
  error: TrabeculaError,
  confirm: readonly string[],
): LinkFinding {
  if (!confirm.includes(word)) throw error;
  return { code: word, severity: 'confirmed', message: error.message };
}

function nameOf(object: RtPlan | RtStructureSet): string {
  return object.kind === 'plan' ? 'plan' : 'structure set';
}

function namesOf(rois: readonly RtRoi[]): string {
  return rois.map(({ roiName }) => `"${roiName}"`).join(', ');
}
