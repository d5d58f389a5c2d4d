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

/** What a TG-263 style target name says; null if it names no GTV or PTV. An interpreted type of GTV or PTV leads. */
export function parseTargetName(roiName: string, interpretedType: string | null): TargetName | null {
  const folded = roiName
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase();
  const match = TARGET.exec(folded);
  const typed = interpretedType === 'GTV' ? 'gtv' : interpretedType === 'PTV' ? 'ptv' : null;
  if (match === null && typed === null) return null;
  const named: TargetRole = match?.[1] === 'ptv' ? 'ptv' : 'gtv';
  const rest = match === null ? folded : folded.slice(match[0].length);
  const parts = rest.split(/[\s_\-.:]+/).filter((part) => part !== '' && !DOSE.test(part));
  return { role: match === null ? typed! : named, key: parts.join('_') };
}

export function targetRoleOf(roiName: string, interpretedType: string | null): TargetRole | null {
  return parseTargetName(roiName, interpretedType)?.role ?? null;
}
