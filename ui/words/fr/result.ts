import type { Finding, FindingOutcome, OverallOutcome } from '../../../core/index.ts';
import { distanceParts, ruleTitle } from '../../../src/report/shown.ts';
import type { ResultWords } from '../en/result.ts';

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
  'volume-level': 'Niveau de volume',
  exclusion: 'Exclusion',
  'tumour-volume': 'Volume tumoral',
};

const SIDES = { below: 'sous', above: 'au-dessus de', on: 'exactement à' } as const;

const digits = (shown: string): string => shown.replace(/(\d)\.(?=\d)/g, '$1,');

function said(finding: Finding): string {
  const { outcome, readings } = finding;
  if (outcome !== 'depends-on-reading') return SHORT[outcome];
  return `${SHORT[outcome]} : ${readings.map((each) => `${each.name} donne « ${SHORT[each.outcome]} »`).join(', ')}`;
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
  digits,
};
