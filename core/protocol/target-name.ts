export type TargetRole = 'gtv' | 'ptv';

export interface TargetName {
  readonly role: TargetRole;
  /** What distinguishes it from other targets of its role: "1", "n2", "total"; empty if nothing does. */
  readonly key: string;
}

/** GTV, GTVp1, GTV_1, gtv-n2, PTV_3_2700, "PTV 4 27Gy", PTV1_900x3. */
const TARGET = /^(i?gtv|ptv)!?/;
/** A dose at the end of a name (TG-263): cGy of three or more digits, Gy, or dose x fractions. */
const DOSE = /^(\d{3,}|\d+([.p]\d+)?gy|\d+x\d+|high|mid|low)$/;
/** A name that says target and number and nothing else. */
const PLAIN_KEY = /^(n|p|m|sb|par|vas|v)?_?\d*$/;
/**
 * A ring around a target, by its name: "Ring_1", "PTV_Shell", "Rind", or a distance from the target ("D2cm", "D 20 mm"). It
 * is drawn to hold the dose back, and many systems give it the type of the target that it was made from.
 */
const RING = /(^|[^a-z])(rings?|nt-?rings?|shells?|rind|annulus|d[\s_]?\d+([.,p]\d+)?[\s_]?(cm|mm))([^a-z]|$)/;
/** Interpreted types of things that are no volume of tissue to be treated, whatever they are called. */
const NEVER = new Set(['EXTERNAL', 'ISOCENTER', 'MARKER', 'REGISTRATION', 'BOLUS', 'SUPPORT', 'FIXATION']);

/**
 * What a name after TG-263 and the RT ROI Interpreted Type say together; null if it is no GTV or PTV. A name that says
 * GTV or PTV leads, else the type. A ring is none, whatever its type. An auxiliary structure named after a target ("PTV1_WALL") is none when its type says
 * something else; a plain name ("PTV_1") is one whatever its type, since types are often left at their default.
 */
export function parseTargetName(roiName: string, interpretedType: string | null): TargetName | null {
  const type = interpretedType ?? '';
  if (NEVER.has(type) || isRingName(roiName)) return null;
  const folded = foldedName(roiName);
  const match = TARGET.exec(folded);
  const rest = match === null ? folded : folded.slice(match[0].length);
  const key = rest
    // A point parts words, but not the digits of a dose.
    .split(/(?:[\s_\-:]|(?<!\d)\.|\.(?!\d))+/)
    .filter((part) => part !== '' && !DOSE.test(part))
    .join('_');
  if (match === null) return type === 'GTV' || type === 'PTV' ? { role: type === 'GTV' ? 'gtv' : 'ptv', key } : null;
  const saysTarget = type === '' || type === 'GTV' || type === 'PTV' || type === 'CTV';
  if (!saysTarget && !PLAIN_KEY.test(key)) return null;
  return { role: match[1] === 'ptv' ? 'ptv' : 'gtv', key };
}

/** Whether a name says that it is a ring around a target. */
export function isRingName(roiName: string): boolean {
  const folded = foldedName(roiName);
  return RING.test(folded.replace(TARGET, ' '));
}

/** Whether a name says target, number and dose, and nothing else. */
export function isPlainTarget({ key }: TargetName): boolean {
  return PLAIN_KEY.test(key);
}

/** Without accents and case. */
export function foldedName(roiName: string): string {
  return roiName
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase();
}

export function targetRoleOf(roiName: string, interpretedType: string | null): TargetRole | null {
  return parseTargetName(roiName, interpretedType)?.role ?? null;
}
