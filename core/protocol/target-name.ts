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
/** Interpreted types of things that are no volume of tissue to be treated, whatever they are called. */
const NEVER = new Set(['EXTERNAL', 'ISOCENTER', 'MARKER', 'REGISTRATION', 'BOLUS', 'SUPPORT', 'FIXATION']);

/**
 * What a name after TG-263 and the RT ROI Interpreted Type say together; null if it is no GTV or PTV. A name that says
 * GTV or PTV leads, else the type. An auxiliary structure named after a target ("PTV1_WALL") is none when its type says
 * something else; a plain name ("PTV_1") is one whatever its type, since types are often left at their default.
 */
export function parseTargetName(roiName: string, interpretedType: string | null): TargetName | null {
  const type = interpretedType ?? '';
  if (NEVER.has(type)) return null;
  const folded = roiName
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase();
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

export function targetRoleOf(roiName: string, interpretedType: string | null): TargetRole | null {
  return parseTargetName(roiName, interpretedType)?.role ?? null;
}
