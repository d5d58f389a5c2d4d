import type { CheckResult, Finding } from '../../core/index.ts';
import { obstacles } from './obstacles.ts';
import { asFound, findingsOfNoLesion, lesionsWorstFirst, toneOf, worstPossibleBadness } from './rank.ts';
import { listed, lowerFirst, ruleTitle, shownDose, shownLimit, shownValue } from './shown.ts';

/** What is wrong with a plan in plain numbers, each thing once; digits as they are shown. */
export interface PlainFact {
  readonly lesions: readonly string[];
  readonly rule: string;
  readonly roiName: string | null;
  /** Null where a reason says it all, as of a regimen. */
  readonly value: string | null;
  readonly limit: string | null;
  /** Of a target that the prescribed dose reaches nowhere: what it gets at most, and what is prescribed. */
  readonly nowhere: { readonly most: string; readonly prescribed: string } | null;
  readonly reason: string | null;
}

/**
 * What deviates or is not met, as it was found: for whoever must first read what is wrong, before what stands against saying
 * so. Nothing where nothing stands against it: the table follows at once. Worst first, not more than fit on a screen; the
 * same reason of several lesions is said once.
 */
export function plainFacts(result: CheckResult): { readonly facts: readonly PlainFact[]; readonly more: number } {
  if (obstacles(result).length === 0) return { facts: [], more: 0 };
  const facts: PlainFact[] = [];
  const order = new Map(lesionsWorstFirst(result).map(({ id }, n) => [id, n]));
  const loose = findingsOfNoLesion(result);
  const wrong = result.findings
    .filter((finding) => ['bad', 'deviation'].includes(toneOf(asFound(finding).outcome)))
    .sort(
      (a, b) =>
        worstPossibleBadness(b) - worstPossibleBadness(a) ||
        (order.get(a.lesion) ?? order.size) - (order.get(b.lesion) ?? order.size),
    );
  for (const given of wrong) {
    const fact = factOf(result, asFound(given), loose.includes(given));
    const same = facts.findIndex(
      (known) => fact.reason !== null && known.reason === fact.reason && known.rule === fact.rule,
    );
    const known = facts[same];
    if (known === undefined) facts.push(fact);
    else facts[same] = { ...known, lesions: [...known.lesions, ...fact.lesions] };
  }
  return { facts: facts.slice(0, MOST), more: Math.max(0, facts.length - MOST) };
}

const MOST = 6;

function factOf(result: CheckResult, finding: Finding, isLoose: boolean): PlainFact {
  const { rule, lesion: id, roiName, value, limit, unit, reason, metric } = finding;
  const lesion = result.lesions.find((each) => each.id === id);
  const target = [lesion?.ptv, lesion?.gtv].find((each) => each?.roiName === roiName) ?? null;
  const prescribed = lesion?.prescription?.doseGy ?? null;
  const dmaxGy = target?.dmaxGy ?? null;
  const isNowhere = metric.startsWith('V100%') && dmaxGy !== null && prescribed !== null && dmaxGy < prescribed;
  const limits = limit === null ? [] : [limit];
  // A regimen is wrong as a whole: its dose alone would mislead.
  const isWhole = unit === 'Gy' && reason !== null;
  return {
    lesions: isLoose || id === '' ? [] : [id],
    rule,
    roiName: isWhole ? null : roiName,
    value: isWhole || value === null ? null : shownValue(value, unit, limits),
    limit: isWhole || limit === null ? null : shownLimit(limit, unit).replace('limit ', ''),
    nowhere: isNowhere ? { most: shownDose(dmaxGy), prescribed: shownDose(prescribed) } : null,
    reason: isWhole ? reason : null,
  };
}

/** "L2: PTV coverage of PTV_PRIMARY is 0.0 %, limit 80 %: it gets at most 7.12 Gy, 20.00 Gy are prescribed" */
export function factWords({ lesions, rule, roiName, value, limit, nowhere, reason }: PlainFact): string {
  const who = lesions.length === 0 ? '' : `${listed(lesions)}: `;
  const what = `${ruleTitle(rule)}${roiName === null ? '' : ` of ${roiName}`}`;
  const said = [value ?? 'not met', ...(limit === null ? [] : [`limit ${limit}`])].join(', ');
  const more = nowhere === null ? '' : `: it gets at most ${nowhere.most}, ${nowhere.prescribed} are prescribed`;
  return reason === null ? `${who}${what} ${said}${more}` : `${who}${what}: ${lowerFirst(reason)}`;
}

/** The same as lines, and how many there are beyond. */
export function factLines(result: CheckResult): string[] {
  const { facts, more } = plainFacts(result);
  return [...facts.map(factWords), ...(more === 0 ? [] : [`and ${more} more, below`])];
}
