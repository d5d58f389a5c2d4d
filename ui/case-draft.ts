import type { CaseDecision, CaseFile, CaseLesion, ConfirmWord, InspectResult, TpsReading } from '../core/index.ts';
import type { Checked, FoundCase } from '../src/worker/messages.ts';

/** What may be confirmed on the page. Another patient and another frame of reference may not. */
export const CONFIRMABLE = ['pairing', 'links', 'dose-type', 'prescription'] as const satisfies readonly ConfirmWord[];

/** The case to begin editing with: the one in use, else what was proposed, else the pairs that were found. */
export function draftOf(
  caseFile: FoundCase | null,
  checked: Checked | null,
  found: InspectResult,
  trial: string,
): CaseFile {
  const inUse = caseFile === null ? null : parsedCase(caseFile.text);
  if (inUse !== null) return inUse;
  if (checked?.proposedCase != null) return checked.proposedCase;
  return {
    schema: 'trabecula/case/1',
    trial,
    lesions: found.pairs.map(({ lesion, gtv, ptv }) => ({
      id: lesion,
      ...(gtv === null ? {} : { gtv }),
      ...(ptv === null ? {} : { ptv }),
    })),
  };
}

/** A case with all that this page does not show; null if it cannot be edited here. Whether it is right, the check says. */
export function parsedCase(text: string): CaseFile | null {
  try {
    const value = JSON.parse(text) as Partial<CaseFile> | null;
    const lesions: unknown = value?.lesions ?? [];
    const isOne = value?.schema === 'trabecula/case/1' && Array.isArray(lesions) && lesions.every(hasId);
    return isOne ? (value as CaseFile) : null;
  } catch {
    return null;
  }
}

function hasId(lesion: unknown): boolean {
  return typeof lesion === 'object' && lesion !== null && 'id' in lesion && typeof lesion.id === 'string';
}

/** The case with one lesion changed; what is set to undefined is left out. */
export function withLesion(draft: CaseFile, index: number, change: LesionChange): CaseFile {
  return {
    ...draft,
    lesions: (draft.lesions ?? []).map((lesion, n) => (n === index ? changed(lesion, change) : lesion)),
  };
}

export type LesionChange = { readonly [K in keyof CaseLesion]?: CaseLesion[K] | undefined };

function changed(lesion: CaseLesion, change: LesionChange): CaseLesion {
  const entries = Object.entries({ ...lesion, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as CaseLesion;
}

export function withoutLesion(draft: CaseFile, index: number): CaseFile {
  return { ...draft, lesions: (draft.lesions ?? []).filter((_, n) => n !== index) };
}

/** A lesion more, with the first number that is free. */
export function withNewLesion(draft: CaseFile, ptv: string): CaseFile {
  const lesions = draft.lesions ?? [];
  const ids = new Set(lesions.map(({ id }) => id));
  let number = 1;
  while (ids.has(`L${number}`)) number++;
  return { ...draft, lesions: [...lesions, { id: `L${number}`, ptv }] };
}

export function withConfirmed(draft: CaseFile, word: ConfirmWord, isConfirmed: boolean): CaseFile {
  const others = (draft.confirm ?? []).filter((each) => each !== word);
  return { ...draft, confirm: isConfirmed ? [...others, word] : others };
}

/** How an open point of the record is read; undefined leaves it to the default. */
export function withReading(draft: CaseFile, name: string, option: string | undefined): CaseFile {
  const readings = Object.entries({ ...draft.readings, [name]: option }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { ...draft, readings: Object.fromEntries(readings) };
}

/** The case with fractions in place of those that it had; what else it says of the schedule goes with them. */
export function withSchedule(draft: CaseFile, schedule: NonNullable<CaseFile['schedule']>): CaseFile {
  return { ...draft, schedule };
}

/** What an ROI may be of a lesion; null: of none. */
export type RoiUse = { readonly lesion: string; readonly role: 'gtv' | 'ptv' } | null;

/** The case with one ROI used as this and as nothing else; a lesion that is not there yet is added. */
export function withRoiUse(draft: CaseFile, roiName: string, use: RoiUse): CaseFile {
  const freed = (draft.lesions ?? []).map((lesion) =>
    changed(lesion, {
      ...(lesion.gtv === roiName ? { gtv: undefined } : {}),
      ...(lesion.ptv === roiName ? { ptv: undefined } : {}),
    }),
  );
  if (use === null) return { ...draft, lesions: freed };
  const isThere = freed.some(({ id }) => id === use.lesion);
  const lesions = isThere ? freed : [...freed, { id: use.lesion }];
  return {
    ...draft,
    lesions: lesions.map((lesion) => (lesion.id === use.lesion ? changed(lesion, { [use.role]: roiName }) : lesion)),
  };
}

/** One decision more, at the end: earlier ones stay to be seen. */
export function withDecision(draft: CaseFile, decision: CaseDecision): CaseFile {
  return { ...draft, decisions: [...(draft.decisions ?? []), decision] };
}

/** The last decision on a finding that was not taken back, taken back; what was decided stays. */
export function withDecisionTakenBack(
  draft: CaseFile,
  { rule, lesion }: { readonly rule: string; readonly lesion: string },
  withdrawn: NonNullable<CaseDecision['withdrawn']>,
): CaseFile {
  const decisions = draft.decisions ?? [];
  const last = decisions.findLastIndex(
    (each) => each.rule === rule && (each.lesion ?? '') === lesion && each.withdrawn === undefined,
  );
  return { ...draft, decisions: decisions.map((each, n) => (n === last ? { ...each, withdrawn } : each)) };
}

/** The planning system's numbers of some lesions; those of others stay, and so do numbers that were not pasted again. */
export function withTps(
  draft: CaseFile,
  reports: TpsReading['reports'],
  system: { readonly system: string; readonly version: string },
): CaseFile {
  const named = Object.fromEntries(Object.entries(system).filter(([, value]) => value.trim() !== ''));
  return {
    ...draft,
    lesions: (draft.lesions ?? []).map((lesion) => {
      const report = reports.find((each) => each.lesion === lesion.id);
      return report === undefined ? lesion : { ...lesion, tps: { ...lesion.tps, ...named, ...report.tps } };
    }),
  };
}

/** As the command line reads and writes it. */
export function caseText(draft: CaseFile): string {
  return `${JSON.stringify(draft, null, 2)}\n`;
}
