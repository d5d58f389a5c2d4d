import { rulesNotice } from '../notices.ts';
import type { Finding, FindingOutcome, OverallOutcome } from './check-result.ts';
import { formatBeside, formatLimit } from './format-number.ts';
import type { LesionRule, Rule, Trial } from './trial.ts';

/** What outcomes are called. Never more than they mean. */

/** Where the rules come from: the public record, and what a site's own file changed of it. */
export function trialNotice(trial: Pick<Trial, 'recordDate' | 'extends' | 'changed' | 'id'>): string {
  const notice = rulesNotice(trial.recordDate);
  if (trial.extends === null) return notice;
  return `${notice} The trial file ${trial.id} changes ${trial.changed.length === 0 ? 'nothing' : trial.changed.join(', ')}.`;
}

const OVERALL: Readonly<Record<OverallOutcome, string>> = {
  'unacceptable-deviation': 'Unacceptable deviation',
  'not-met': 'A rule is not met',
  'acceptable-deviation': 'Acceptable deviation',
  'not-evaluable': 'No verdict: not everything could be checked',
  'depends-on-reading': 'Depends on how the record is read',
  undecided: 'Too close to call',
  'no-deviation-found': 'No deviation found in the rules checked; not a plan approval',
  'no-rule-in-source': 'No rule on dose in this record',
};

export function overallWords(outcome: OverallOutcome): string {
  return OVERALL[outcome];
}

const BRIEF: Readonly<Record<OverallOutcome, string>> = {
  'unacceptable-deviation': 'unacceptable deviation',
  'not-met': 'a rule is not met',
  'acceptable-deviation': 'acceptable deviation',
  'not-evaluable': 'no verdict',
  'depends-on-reading': 'depends on the reading',
  undecided: 'too close to call',
  'no-deviation-found': 'no deviation found',
  'no-rule-in-source': 'no rule on dose',
};

/** The outcome of a lesion for a narrow column. */
export function briefWords(outcome: OverallOutcome): string {
  return BRIEF[outcome];
}

const SHORT: Readonly<Record<FindingOutcome, string>> = {
  'per-protocol': 'no deviation',
  'acceptable-deviation': 'acceptable deviation',
  'unacceptable-deviation': 'unacceptable deviation',
  met: 'met',
  'not-met': 'not met',
  'depends-on-reading': 'depends on the reading',
  undecided: 'too close to call',
  'not-evaluable': 'not checked',
  'no-rule-in-source': 'no such rule in this record',
};

export function shortWords(outcome: FindingOutcome): string {
  return SHORT[outcome];
}

/** A finding in words; those written when the rule was checked, if it carries them. */
export function wordsOf(finding: Finding): string {
  return finding.words ?? wordsOfFinding(finding, finding.limit === null ? [] : [finding.limit]);
}

/** The words of a finding under its rule, with the rule's own limits. */
export function wordsUnder(rule: LesionRule, finding: Omit<Finding, 'words'>): string {
  return wordsOfFinding(finding, rule.kind === 'regimen' ? [] : rule.edges);
}

function wordsOfFinding(finding: Omit<Finding, 'words'>, edges: readonly number[]): string {
  const { outcome, reason } = finding;
  const because = reason === null ? '' : ` (${reason})`;
  switch (outcome) {
    case 'per-protocol':
    case 'acceptable-deviation':
    case 'unacceptable-deviation':
      return `${namedByLimits(edges)}${SHORT[outcome]}${because}`;
    case 'undecided':
      return `too close to call: ${spanWords(finding, edges)}`;
    case 'not-evaluable':
      return `not checked: ${reason ?? 'no reason given'}`;
    case 'depends-on-reading':
      return `depends on the reading: ${finding.readings.map((each) => `${each.name} says ${SHORT[each.outcome]}`).join(', ')}`;
    case 'not-met':
      return `not met${because}${alsoRead(finding)}`;
    default:
      return `${SHORT[outcome]}${because}`;
  }
}

/** "90/80 rule: " */
function namedByLimits(edges: readonly number[]): string {
  return edges.length === 0 ? '' : `${[...edges].reverse().map(formatLimit).join('/')} rule: `;
}

/** "89.1-90.6 % spans 90 %" */
function spanWords({ value, low, high, unit }: Omit<Finding, 'words'>, edges: readonly number[]): string {
  if (value === null || low === null || high === null) return 'its range spans a limit';
  const spanned = edges.filter((edge) => Math.min(low, value) <= edge && edge <= Math.max(high, value));
  const range = [low, high].map((end) => formatBeside(end, edges, 1)).join('-');
  return `${range} ${unit} spans ${spanned.map((edge) => `${formatLimit(edge)} ${unit}`).join(' and ')}`;
}

function alsoRead({ readings, outcome }: Omit<Finding, 'words'>): string {
  const worse = readings.filter((reading) => reading.outcome === 'unacceptable-deviation' && outcome === 'not-met');
  return worse.map((reading) => `; ${SHORT[reading.outcome]} if read as ${reading.name}`).join('');
}

/** "Checked 5 of 9 HIMARS rules. Not checked: volume level (no trabecular bone given), ..." */
export function checkedLine(
  trial: Pick<Trial, 'acronym' | 'rules' | 'noDoseRules'>,
  checked: number,
  missing: readonly { name: string; why: string }[],
): string {
  const count = `Checked ${checked} of ${trial.rules.length} ${trial.acronym} rules.`;
  const list = missing.map(({ name, why }) => `${name} (${why})`).join(', ');
  const silent = trial.noDoseRules === null ? '' : ` No rule on dose in this record: ${trial.noDoseRules}`;
  return `${count}${list === '' ? '' : ` Not checked: ${list}.`}${silent}`;
}

const TO_CONFIRM_PAIRING = 'or, if it is meant so, add "confirm": ["pairing"] to the case';
const WHOLE_PLAN = 'export the dose of the whole plan (DoseSummationType PLAN)';

/** What stands against a verdict in a few words, and what to do about it; null where nothing helps. */
export function blockerWords({ code, message }: { readonly code: string; readonly message: string }): {
  readonly short: string;
  readonly remedy: string | null;
} {
  switch (code) {
    case 'pairing':
      return message === PAIRING_NOT_CONFIRMED
        ? {
            short: message,
            remedy:
              'save the proposal with --write-case FILE, check it, and pass it with --case FILE (--accept-proposal takes it unseen)',
          }
        : { short: 'pairing in doubt', remedy: `mend the pair in the case; ${TO_CONFIRM_PAIRING}` };
    case 'not-named':
      return { short: 'a target is not named', remedy: `give it a lesion in the case; ${TO_CONFIRM_PAIRING}` };
    case 'dose-type':
      return message.endsWith('not confirmed')
        ? {
            short: 'type of dose not confirmed',
            remedy: 'if this is the dose to be checked, add "confirm": ["dose-type"] to the case',
          }
        : { short: 'only part of a plan', remedy: WHOLE_PLAN };
    case 'beam-doses-only':
      return { short: 'only doses of single beams', remedy: WHOLE_PLAN };
    case 'links':
      return {
        short: 'the objects name others',
        remedy:
          'export dose, plan and structures that belong together; or, if these do, add "confirm": ["links"] to the case',
      };
    case 'no-lesions':
      return {
        short: 'no lesions',
        remedy: 'name them in the case: "lesions": [{"id": "L1", "ptv": "name of its ROI"}]',
      };
    default:
      return { short: message.split('; ')[0]!, remedy: null };
  }
}

/** The message of a check whose lesions nobody has confirmed. */
export const PAIRING_NOT_CONFIRMED = 'pairing not confirmed';

/** Why a rule that needs more than a plan was not checked. */
export function whyNotChecked(rule: Exclude<Rule, LesionRule>, given: { readonly trabecularBone: boolean }): string {
  switch (rule.kind) {
    case 'volume-level':
    case 'exclusion':
      return given.trabecularBone ? 'the bone marrow reserve could not be worked out' : 'no trabecular bone given';
    case 'schedule':
      return 'no treatment dates given';
    case 'organs-at-risk':
      return 'no limit in this record';
  }
}
