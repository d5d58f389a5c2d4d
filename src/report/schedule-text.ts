import { type ScheduleAnswer, type ScheduledFraction, type ScheduleResult, shownHours } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';

/** The schedule for people: the answer, the rules with their reasons, each fraction, what was left out. */
export function scheduleText(result: ScheduleResult): string {
  const { software, subject, words, rules, trial, rulesNotice, notice, warnings, passedOver, zone } = result;
  const who = subject === null || subject === '' ? 'a patient' : subject;
  const blocks = [
    [
      `${software.name} ${software.version}: schedule of ${who} under ${trial.acronym} (${trial.registry})`,
      ...wrapText(rulesNotice, ''),
    ],
    [`${words}.`],
    textColumns(
      rules.map(({ name, limit, outcome, words: why, cite }) => [
        name,
        limit ?? '',
        ruleWords(outcome),
        `${why} [${cite.item}]`,
      ]),
    ),
    fractions(result.fractions, zone),
    list('Under each reading', apart(result)),
    howToRead(result),
    list(
      'Days left out',
      passedOver.map(({ date, why }) => `${date}: ${why}`),
    ),
    list('To note', warnings),
    [notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

export function ruleWords(outcome: ScheduleAnswer['outcome']): string {
  return { passes: 'kept', fails: 'BROKEN', unknown: 'not known', 'depends-on-reading': 'depends on the reading' }[
    outcome
  ];
}

function fractions(all: readonly ScheduledFraction[], zone: string | null): string[] {
  if (all.length === 0) return ['Fractions: none'];
  const rows = all.map((fraction, index) => [
    String(index + 1),
    fraction.weekday ?? '',
    fraction.date ?? fraction.start,
    fraction.time ?? (fraction.date === null ? '' : 'time not known'),
    fraction.offset ?? '',
    sinceWords(fraction),
    fraction.lesions.length === 0 ? 'lesions not known' : fraction.lesions.join(', '),
    fraction.origin === 'proposal' ? 'proposed' : fraction.origin === 'record' ? 'from a record' : '',
  ]);
  const head = ['', '', 'day', 'start', 'UTC', 'after the one before', 'lesions', ''];
  return [`Fractions${zone === null ? '' : ` (${zone})`}`, ...textColumns([head, ...rows], [0], INDENT)];
}

export function sinceWords({ hoursSinceLast }: ScheduledFraction): string {
  return hoursSinceLast === null ? '' : shownHours(hoursSinceLast);
}

/** What differs between readings, or between lesions and patient, with the starts that break it. */
function apart({ answers, rules }: ScheduleResult): string[] {
  const outcomeOf = new Map(rules.map(({ rule, outcome }) => [rule, outcome]));
  return answers
    .filter(({ rule, outcome }) => {
      const whole = outcomeOf.get(rule);
      return whole === 'depends-on-reading' || (outcome === 'fails' && whole !== 'fails');
    })
    .map((answer) => `${about(answer)}: ${answer.outcome === 'passes' ? 'kept' : answer.words}`);
}

export function about({
  rule,
  of,
  lesion,
  reading,
}: Pick<ScheduleAnswer, 'rule' | 'of' | 'lesion' | 'reading'>): string {
  const what = { interval: 'interval', week: 'week', number: 'number' }[rule];
  const week = reading === null ? '' : reading === 'calendar-week' ? ', calendar week' : ', any seven days';
  return `${what}${week}, ${of === 'patient' ? 'all lesions together' : (lesion ?? 'each lesion')}`;
}

function howToRead({ readings, rules }: ScheduleResult): string[] {
  if (!rules.some(({ outcome }) => outcome === 'depends-on-reading')) return [];
  const keys = readings
    .filter(({ chosen }) => chosen === null)
    .map(({ name, options }) => `"${name}": "${options[0]?.name ?? ''}"`);
  return wrapText(`To settle it, state one in the case, for example "readings": {${keys.join(', ')}}.`, '');
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.flatMap((line) => wrapText(`- ${line}`, INDENT, `${INDENT}  `))];
}
