import type { CheckResult, Finding, LesionResult } from '../../core/index.ts';
import { findingsOf, findingsOfNoLesion, lesionsWorstFirst } from './rank.ts';
import { ruleHead, ruleTitle, shownValue } from './shown.ts';

export interface MatrixColumn {
  readonly rule: string;
  /** Short, for a narrow column; `title` is the whole. */
  readonly head: string;
  readonly title: string;
  /** The nearest limits that the findings of this rule have, such as "80/90 %". */
  readonly limits: string;
  /** Items of the trial file, such as "H13, H14". */
  readonly items: string;
  /** The same one by one, in order. */
  readonly itemList: readonly string[];
}

export interface MatrixRow {
  readonly lesion: LesionResult;
  /** A finding for each column; null where a lesion has none. */
  readonly findings: readonly (Finding | null)[];
}

/** A row per lesion, worst possible first, and a column per rule in the order of the trial. */
export function matrixOf(result: CheckResult): { columns: MatrixColumn[]; rows: MatrixRow[] } {
  // Of what is said of the whole patient, no lesion has a cell.
  const loose = new Set(findingsOfNoLesion(result).map(({ rule }) => rule));
  const rules = [...new Set(result.findings.map(({ rule }) => rule))].filter((rule) => !loose.has(rule));
  const columns = rules.map((rule) => {
    const findings = result.findings.filter((finding) => finding.rule === rule);
    const limits = [...new Set(findings.flatMap(({ limit }) => limit ?? []))].sort((a, b) => a - b);
    const items = [...new Set(findings.flatMap(({ cite }) => cite.item.split(', ')))];
    const unit = findings[0]?.unit ?? '';
    return {
      rule,
      head: ruleHead(rule),
      title: ruleTitle(rule),
      limits: limits.length === 0 ? '' : `${limits.join('/')} ${unit}`.trimEnd(),
      items: inRanges(items),
      itemList: [...items].sort(),
    };
  });
  const rows = lesionsWorstFirst(result).map((lesion) => {
    const own = findingsOf(result, lesion);
    return { lesion, findings: rules.map((rule) => own.find((finding) => finding.rule === rule) ?? null) };
  });
  return { columns, rows };
}

/** "H19, H20, H21" as "H19-21"; what does not count up stays a list. */
function inRanges(items: readonly string[]): string {
  const parts = [...items]
    .sort()
    .map((item) => ({ item, letters: item.replace(/\d+$/, ''), number: /\d+$/.exec(item)?.[0] }));
  const groups: (typeof parts)[] = [];
  for (const part of parts) {
    const before = groups.at(-1)?.at(-1);
    const follows =
      before?.number !== undefined &&
      before.letters === part.letters &&
      Number(part.number) === Number(before.number) + 1;
    if (follows) groups.at(-1)?.push(part);
    else groups.push([part]);
  }
  return groups
    .map((group) => `${group[0]?.item ?? ''}${group.length > 1 ? `-${group.at(-1)?.number ?? ''}` : ''}`)
    .join(', ');
}

/** The value of a finding in few characters: of a regimen the dose with its fractions. */
export function briefValue(finding: Finding, { prescription }: LesionResult): string {
  if (finding.value === null) return '-';
  if (finding.unit === 'Gy' && prescription !== null && finding.value === prescription.doseGy)
    return `${prescription.doseGy} Gy/${prescription.fractions}`;
  return shownValue(finding.value, finding.unit, finding.limit === null ? [] : [finding.limit]);
}
