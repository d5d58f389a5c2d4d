import type { CheckResult, Finding, FindingOutcome, OverallOutcome } from '../../../core/index.ts';
import { distanceParts, ruleTitle } from '../../../src/report/shown.ts';
import type { PlainFact } from '../../../src/report/plain-facts.ts';
import type { ResultWords } from '../en/result.ts';
import { sentence } from './sentences.ts';

const OVERALL: Readonly<Record<OverallOutcome, string>> = {
  'unacceptable-deviation': 'Déviation inacceptable',
  'not-met': 'Une règle n’est pas respectée',
  'acceptable-deviation': 'Déviation acceptable',
  'not-evaluable': 'Pas de verdict : tout n’a pas pu être vérifié',
  'depends-on-reading': 'Dépend de la lecture de la fiche d’essai',
  undecided: 'Trop près de la limite pour trancher',
  'no-deviation-found': 'Aucune déviation trouvée parmi les règles vérifiées ; ce n’est pas une validation du plan',
  'no-rule-in-source': 'Aucune règle de dose dans cette fiche d’essai',
};

const BRIEF: Readonly<Record<OverallOutcome, string>> = {
  'unacceptable-deviation': 'déviation inacceptable',
  'not-met': 'une règle n’est pas respectée',
  'acceptable-deviation': 'déviation acceptable',
  'not-evaluable': 'pas de verdict',
  'depends-on-reading': 'dépend de la lecture',
  undecided: 'trop près de la limite',
  'no-deviation-found': 'aucune déviation trouvée',
  'no-rule-in-source': 'aucune règle de dose',
};

const SHORT: Readonly<Record<FindingOutcome, string>> = {
  'per-protocol': 'pas de déviation',
  'acceptable-deviation': 'déviation acceptable',
  'unacceptable-deviation': 'déviation inacceptable',
  met: 'respecté',
  'not-met': 'non respecté',
  'depends-on-reading': 'dépend de la lecture',
  undecided: 'trop près de la limite',
  'not-evaluable': 'non vérifié',
  'no-rule-in-source': 'aucune règle de ce type dans la fiche',
};

/** Rules by their names without the trial; a rule that a site added keeps its own. */
const RULES: Readonly<Record<string, string>> = {
  'ptv-coverage': 'Couverture du PTV',
  'gtv-coverage': 'Couverture du GTV',
  'full-coverage': 'Couverture complète',
  'prescription-isodose': 'Isodose de prescription',
  'maximum-dose': 'Dose maximale',
  regimen: 'Fractionnement',
  schedule: 'Calendrier',
  'organs-at-risk': 'Organes à risque',
  'volume-level': 'Palier de volume',
  exclusion: 'Exclusion',
  'tumour-volume': 'Volume tumoral',
};

const SIDES = { below: 'sous', above: 'au-dessus de', on: 'exactement à' } as const;

const digits = (shown: string): string => shown.replace(/(\d)\.(?=\d)/g, '$1,').replace(/(\d) to (?=\d)/g, '$1 à ');

function said(finding: Finding): string {
  const { outcome, readings } = finding;
  if (outcome !== 'depends-on-reading') return SHORT[outcome];
  return `${SHORT[outcome]} : ${readings.map((each) => `${each.name} donne « ${SHORT[each.outcome]} »`).join(', ')}`;
}

const VOUCHED: Readonly<Record<string, string>> = {
  patient: 'patient',
  'frame-of-reference': 'repère',
  links: 'liens entre objets',
  'dose-type': 'type de dose',
  prescription: 'prescriptions',
  pairing: 'appariement',
};

const several = (number: number, one: string, many = `${one}s`): string => `${number} ${number > 1 ? many : one}`;

function counts({ lesions, findings, summary }: CheckResult): string {
  const of = (outcome: FindingOutcome): number => summary.counts[outcome] ?? 0;
  const parts = [
    [of('unacceptable-deviation'), 'déviation inacceptable', 'déviations inacceptables'],
    [of('not-met'), 'non respecté', 'non respectés'],
    [of('acceptable-deviation'), 'déviation acceptable', 'déviations acceptables'],
    [summary.open.length, 'ouvert', 'ouverts'],
    [of('per-protocol') + of('met'), 'respecté ou sans déviation', 'respectés ou sans déviation'],
  ] as const;
  const shown = parts.filter(([number]) => number > 0).map(([number, one, many]) => several(number, one, many));
  const all = `${several(lesions.length, 'lésion')}, ${several(findings.length, 'constat')}`;
  return shown.length === 0 ? all : `${all} : ${shown.join(', ')}`;
}

function beyond({ outcome, summary: { worstPossible, worstSettled } }: CheckResult): string[] {
  return [
    ...(worstSettled === 'no-deviation-found' && outcome !== worstSettled
      ? ['Ce qui est établi ne montre aucune déviation.']
      : []),
    ...(worstPossible === outcome ? [] : [`Le pire encore possible : ${BRIEF[worstPossible]}.`]),
  ];
}

function vouched({ pairing, confirmed }: CheckResult): string[] {
  return [
    ...(pairing === 'accepted'
      ? ['Lésions et prescriptions sont des propositions de ce programme, acceptées par l’utilisateur.']
      : []),
    ...(confirmed.length === 0
      ? []
      : [
          `Confirmé par l’utilisateur, non par les données : ${confirmed.map((word) => VOUCHED[word] ?? word).join(', ')}.`,
        ]),
  ];
}

/** "GTV coverage of L5 (no contours), schedule (no treatment dates given)." */
function notChecked(english: string): string {
  if (english === '') return '';
  return english
    .replace(/\.$/, '')
    .split(/(?<=\)), /)
    .map((part) => {
      const [, title = '', lesions, reason = ''] = /^(.+?)(?: of (.+?))? \((.*)\)$/.exec(part) ?? [];
      const rule = RULES[title.toLowerCase().replaceAll(' ', '-')];
      if (rule === undefined) return part;
      const of = lesions === undefined ? '' : ` de ${lesions}`;
      return `${rule.charAt(0).toLowerCase()}${rule.slice(1)}${of} (${sentence(reason) ?? reason})`;
    })
    .join(', ')
    .concat('.');
}

function fact({ lesions, rule, roiName, value, limit, nowhere, reason }: PlainFact): string {
  const who = lesions.length === 0 ? '' : `${lesions.join(', ')} : `;
  const title = RULES[rule.slice(rule.indexOf('/') + 1)] ?? ruleTitle(rule);
  if (reason !== null) return digits(`${who}${title} : ${sentence(reason) ?? reason}`);
  const what = `${title}${roiName === null ? '' : ` (${roiName})`}`;
  const bound = limit === null ? '' : `, limite ${limit}`;
  const more = nowhere === null ? '' : ` : elle reçoit au plus ${nowhere.most}, ${nowhere.prescribed} sont prescrits`;
  return `${who}${what} ${digits(`${value ?? 'non respecté'}${bound}${more}`)}`;
}

export const result: ResultWords = {
  overall: (outcome) => OVERALL[outcome],
  brief: (outcome) => BRIEF[outcome],
  short: (outcome) => SHORT[outcome],
  said,
  rule: (rule) => RULES[rule.slice(rule.indexOf('/') + 1)] ?? ruleTitle(rule),
  distance: (finding) => {
    const parts = distanceParts(finding);
    if (parts === null) return null;
    const { size, side, limit } = parts;
    return digits([size, SIDES[side], limit].filter((part) => part !== '').join(' '));
  },
  counts,
  beyond,
  vouched,
  checked: ({ summary, trial }) => ({
    count: `${several(summary.rulesChecked, 'règle vérifiée', 'règles vérifiées')} sur ${summary.rulesTotal} (${trial.id.toUpperCase()}).`,
    not: 'Non vérifié :',
    which: notChecked(summary.checkedLine.split(' Not checked: ')[1] ?? ''),
  }),
  digits,
  sentence,
  fact,
  wrong: 'Ce qui ne va pas, tel que calculé',
  more: (count) => `et ${count} de plus, ci-dessous`,
};
