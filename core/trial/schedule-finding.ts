import type { Finding } from '../protocol/check-result.ts';
import type { ScheduleRule, Trial } from '../protocol/trial.ts';
import type { ScheduleVerdict } from './check-schedule.ts';

const OUTCOMES = {
  passes: 'met',
  fails: 'not-met',
  unknown: 'not-evaluable',
  'depends-on-reading': 'depends-on-reading',
} as const;

/** What a schedule says of the rule of a check; null where the trial has none. */
export function scheduleFinding(
  { outcome, rules, answers }: ScheduleVerdict,
  trial: Pick<Trial, 'rules'>,
): Finding | null {
  const rule = trial.rules.find((each): each is ScheduleRule => each.kind === 'schedule');
  if (rule === undefined || outcome === 'no-rule-in-source') return null;
  const own = rules.filter((each) => each.outcome === outcome);
  const said = own.map((each) => `${each.name}: ${each.words}`).join('; ');
  const hangs = rules.some((each) => each.rule === 'week' && each.outcome === 'depends-on-reading');
  const readings = (['calendar-week', 'rolling-seven-days'] as const).flatMap((name) => {
    const here = answers.filter(({ reading, of }) => reading === name && of === 'patient');
    return hangs
      ? here.map((answer) => ({ name, outcome: OUTCOMES[answer.outcome], value: null, limit: rule.fractionsPerWeek }))
      : [];
  });
  return {
    rule: rule.id,
    lesion: '',
    roiName: null,
    metric: 'fractions',
    unit: '',
    value: null,
    low: null,
    high: null,
    limit: null,
    outcome: OUTCOMES[outcome],
    between: null,
    readings,
    reason: outcome === 'passes' ? null : said,
    words: outcome === 'passes' ? 'kept in the fractions known' : said,
    cite: { registry: rule.cite.registry, section: rule.cite.section, item: rule.cite.items.join(', ') },
  };
}
