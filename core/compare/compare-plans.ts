import { TrabeculaError } from '../errors.ts';
import type { CheckResult, Finding } from '../protocol/check-result.ts';
import { overallWords, wordsOf } from '../protocol/words.ts';
import { classChange, worstReach } from './class-change.ts';
import { compareBasis } from './compare-basis.ts';
import { compareLesions } from './compare-lesions.ts';
import {
  CLASS_CHANGES,
  type ComparedBasis,
  type ComparedFinding,
  type ComparedLesion,
  type CompareResult,
} from './compare-result.ts';
import { limitsBetween, whyFlipped } from './why-flipped.ts';

/** The patient that each plan's files name; null where they name none, or where no file does (plain arrays). */
export interface PatientsOfPlans {
  readonly a: string | null;
  readonly b: string | null;
}

/**
 * Two checks of one patient against one trial, finding by finding: which classes flip from A to B, and what differs that
 * they rest on. Classes as computed: what persons decided of them is left aside.
 *
 * @param patients what the files say, which a result does not
 * @throws TrabeculaError `contradiction` for another patient, subject or trial
 */
export function comparePlans(
  a: CheckResult,
  b: CheckResult,
  patients: PatientsOfPlans = { a: null, b: null },
): CompareResult {
  refuseOthers(a, b, patients);
  const basis = compareBasis(a, b);
  const lesions = compareLesions(a, b);
  const findings = compareFindings(a, b, lesions, basis);
  const samePatientBy =
    patients.a !== null && patients.b !== null
      ? 'patient-id'
      : a.subject !== null && b.subject !== null
        ? 'subject'
        : 'nothing';
  const remarks = remarksOf(findings, lesions, samePatientBy);
  const isWorse = findings.some(({ change }) => change === 'worse');
  const isOpen = findings.length === 0 || samePatientBy === 'nothing' || findings.some(({ mayBeWorse }) => mayBeWorse);
  const isPartly = lesions.some((lesion) => lesion.in !== 'both');
  const outcome = isWorse ? 'worse' : isOpen || isPartly ? 'open' : 'not-worse';
  const { id, registry, recordDate, title } = b.trial;
  return {
    schema: 'trabecula/compare/1',
    notice: b.notice,
    rulesNotice: b.rulesNotice,
    software: b.software,
    subject: b.subject ?? a.subject,
    samePatientBy,
    trial: { id, registry, recordDate, title },
    outcome,
    words: WORDS[outcome],
    remarks,
    plans: { a: planOf(a), b: planOf(b) },
    counts: Object.fromEntries(
      CLASS_CHANGES.map((change) => [change, findings.filter((finding) => finding.change === change).length]),
    ) as CompareResult['counts'],
    findings,
    lesions,
    basis,
    notCompared: notCompared(a, b),
  };
}

const WORDS: Readonly<Record<CompareResult['outcome'], string>> = {
  worse: 'A class is worse in B',
  open: 'Whether a class is worse in B is not known',
  'not-worse': 'No class is worse in B, in the rules checked; not a plan approval',
};

function refuseOthers(a: CheckResult, b: CheckResult, patients: PatientsOfPlans): void {
  const refused = (what: string, attribute: string, found: string, expected: string): TrabeculaError =>
    new TrabeculaError('contradiction', {
      what,
      where: 'plan B',
      attribute,
      found,
      expected: `${expected} as in plan A`,
    });
  if (patients.a !== null && patients.b !== null && patients.a !== patients.b) {
    throw refused('the plans are of different patients', '(0010,0020) PatientID', `"${patients.b}"`, `"${patients.a}"`);
  }
  if (a.subject !== null && b.subject !== null && a.subject !== b.subject) {
    throw refused('the plans are of different subjects', 'subject', `"${b.subject}"`, `"${a.subject}"`);
  }
  if (a.trial.id !== b.trial.id || a.trial.registry !== b.trial.registry) {
    const named = ({ trial }: CheckResult): string => `${trial.id} (${trial.registry})`;
    throw refused('the plans were checked against different trials', 'trial', named(b), named(a));
  }
}

function planOf({ outcome, lesions, summary }: CheckResult): CompareResult['plans']['a'] {
  return {
    outcome,
    words: overallWords(outcome),
    lesions: lesions.length,
    rulesChecked: summary.rulesChecked,
    rulesTotal: summary.rulesTotal,
    blockers: summary.blockers.map(({ message }) => message),
  };
}

function compareFindings(
  a: CheckResult,
  b: CheckResult,
  lesions: readonly ComparedLesion[],
  basis: readonly ComparedBasis[],
): ComparedFinding[] {
  const inB = byKey(b.findings);
  const inA = byKey(a.findings);
  const keys = [...new Set([...inA.keys(), ...inB.keys()])];
  const rows = keys.map((key, order) => {
    const [from, to] = [inA.get(key) ?? null, inB.get(key) ?? null];
    const lesion = lesions.find(({ id }) => id === (from ?? to)?.lesion) ?? null;
    const target = a.lesions.some(({ id, gtv }) => id === lesion?.id && gtv?.roiName === from?.roiName) ? 'GTV' : 'PTV';
    const badness = Math.max(...[from, to].map((finding) => (finding === null ? -1 : worstReach(finding))));
    return { finding: comparedFinding(from, to, { lesion, target, basis }), badness, order };
  });
  const place = ({ change, flips }: ComparedFinding): number =>
    (flips ? 0 : CLASS_CHANGES.length) + CLASS_CHANGES.indexOf(change);
  return rows
    .sort((x, y) => place(x.finding) - place(y.finding) || y.badness - x.badness || x.order - y.order)
    .map(({ finding }) => finding);
}

/** By rule and lesion, and by how many came before, should a rule say several things of a lesion. */
function byKey(findings: readonly Finding[]): Map<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    let before = 0;
    const key = (): string => JSON.stringify([finding.rule, finding.lesion, before]);
    while (found.has(key())) before++;
    found.set(key(), finding);
  }
  return found;
}

function comparedFinding(
  a: Finding | null,
  b: Finding | null,
  around: Pick<Parameters<typeof whyFlipped>[0], 'lesion' | 'target' | 'basis'>,
): ComparedFinding {
  const { rule, lesion: id, metric, unit } = (b ?? a)!;
  const sides = { rule, lesion: id, metric, unit, a: sideOf(a), b: sideOf(b) };
  if (a === null || b === null) {
    const change = a === null ? 'only-b' : 'only-a';
    return {
      ...sides,
      delta: null,
      change,
      flips: true,
      mayBeWorse: true,
      crossed: [],
      why: [`asked of ${a === null ? 'B' : 'A'} only`],
    };
  }
  const { lesion, basis } = around;
  // The same files, conventions and readings, and the same targets: nothing is left that could make one of them worse.
  const isOneThing = basis.every(({ same }) => same) && (lesion === null || isUnmoved(lesion));
  const changed = classChange(a, b);
  // A share and a dose of the same name have no difference.
  const delta = a.value === null || b.value === null || a.unit !== b.unit ? null : b.value - a.value;
  const crossed = delta === null ? [] : limitsBetween(a, b);
  const why = changed.flips ? whyFlipped({ a, b, crossed, ...around }) : [];
  const mayBeWorse = changed.mayBeWorse && (changed.flips || !isOneThing);
  return { ...sides, delta, ...changed, mayBeWorse, crossed, why };
}

function isUnmoved({ in: where, names, facts }: ComparedLesion): boolean {
  return where === 'both' && names.length === 0 && facts.every(({ a, b }) => a === b);
}

function sideOf(finding: Finding | null): ComparedFinding['a'] {
  if (finding === null) return null;
  const { roiName, value, low, high, limit, outcome, between, withheld } = finding;
  const words = wordsOf(finding);
  const side = { roiName, value, low, high, limit, outcome, between, words };
  return withheld === undefined ? side : { ...side, withheld: withheld.outcome };
}

function remarksOf(
  findings: readonly ComparedFinding[],
  lesions: readonly ComparedLesion[],
  samePatientBy: CompareResult['samePatientBy'],
): string[] {
  const only = (side: 'a' | 'b'): string =>
    lesions.flatMap((lesion) => (lesion.in === side ? [lesion.id] : [])).join(', ');
  const inBoth = findings.filter(({ a, b }) => a !== null && b !== null);
  const open = inBoth.filter(({ mayBeWorse }) => mayBeWorse).length;
  const withheld = inBoth.filter(
    ({ a, b }) =>
      (a?.withheld ?? a?.outcome) !== (b?.withheld ?? b?.outcome) && (a?.withheld ?? b?.withheld) !== undefined,
  );
  const openAlike = inBoth.filter(({ change, mayBeWorse }) => change === 'open' && !mayBeWorse).length;
  return [
    ...(samePatientBy === 'nothing' ? ['that both plans are of one patient is not shown'] : []),
    ...(only('a') === '' ? [] : [`in A only: ${only('a')}`]),
    ...(only('b') === '' ? [] : [`in B only: ${only('b')}`]),
    ...(withheld.length === 0
      ? []
      : [`classes that would not be the same, were their verdicts not withheld: ${withheld.length}`]),
    ...(open === 0 ? [] : [`findings that may be worse in B, or may not: ${open}`]),
    ...(openAlike === 0 ? [] : [`findings that are open alike in both: ${openAlike}`]),
    ...(findings.length === 0 ? ['nothing was checked in either plan'] : []),
  ];
}

function notCompared(a: CheckResult, b: CheckResult): CompareResult['notCompared'] {
  const rules = [...new Set([...a.notChecked, ...b.notChecked].map(({ rule }) => rule))];
  return rules.map((rule) => {
    const [inA, inB] = [a, b].map(({ notChecked }) => notChecked.find((each) => each.rule === rule));
    const whys = [...new Set([inA, inB].flatMap((each) => each?.why ?? []))];
    return { rule, in: inA === undefined ? 'b' : inB === undefined ? 'a' : 'both', why: whys.join('; ') };
  });
}
