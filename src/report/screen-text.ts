import type { ScreenCriterion, ScreenResult, ScreenTrial } from '../../core/index.ts';
import { visible } from './escape-html.ts';
import { textColumns, wrapText } from './text-columns.ts';

const INDENT = '   ';
const MOST_MISSING = 8;

/** The screening for people: each trial in a line, what to find out first, then each trial with its reasons. */
export function screenText(result: ScreenResult): string {
  const blocks = [
    head(result),
    overview(result),
    findOutFirst(result),
    list('Unlikely values, to be confirmed or put right in the case', result.questions),
    lesions(result),
    ...result.trials.map((trial) => trialBlock(trial, result.trials.length === 1)),
    list('One trial at a time', result.together),
    [result.notice],
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map(visible).join('\n')}\n`)
    .join('\n');
}

function head({ software, subject, rulesNotice }: ScreenResult): string[] {
  const who = subject === null || subject === '' ? 'a patient' : subject;
  return [`${software.name} ${software.version}: screening of ${who}`, ...wrapText(rulesNotice, '')];
}

const SHORT: Readonly<Record<ScreenTrial['outcome'], string>> = {
  'no-bar-found': 'no bar found',
  barred: 'BARRED',
  unknown: 'not known',
  'depends-on-reading': 'depends on the reading',
};

function overview({ trials }: ScreenResult): string[] {
  if (trials.length < 2) return [];
  return textColumns(trials.map((trial) => [trial.acronym, SHORT[trial.outcome], why(trial)]));
}

/** The reason in a line: what bars, or what is missing first. */
function why(trial: ScreenTrial): string {
  const { outcome, criteria, missing, words } = trial;
  if (outcome === 'no-bar-found') return words;
  if (outcome === 'barred') {
    const bars = criteria.filter((criterion) => criterion.outcome === 'fails');
    return bars.map(brief).join('; ');
  }
  if (outcome === 'depends-on-reading') {
    return criteria
      .filter((criterion) => criterion.outcome === 'depends-on-reading')
      .map(({ name }) => name)
      .join('; ');
  }
  const rest = missing.length - 1;
  return `needs ${missing[0] ?? 'criteria'}${rest < 1 ? '' : ` and ${rest} more`}`;
}

function brief({ name, value, limit, cite }: ScreenCriterion): string {
  const compared = value === null ? '' : limit === null ? ` (${value})` : ` (${value}; limit ${limit})`;
  return `${name}${compared} [${cite.item}]`;
}

function findOutFirst({ missing, trials }: ScreenResult): string[] {
  if (missing.length === 0) return [];
  const shown = missing.slice(0, MOST_MISSING);
  const several = trials.length > 1;
  return [
    'Find out first',
    ...shown.flatMap(({ what, trials: of }, n) =>
      wrapText(`${n + 1}. ${what}${several ? ` (${of.join(', ')})` : ''}`, INDENT, `${INDENT}   `),
    ),
    ...(missing.length > shown.length
      ? [`${INDENT}and ${missing.length - shown.length} more, with each trial below`]
      : []),
  ];
}

function lesions({ lesions: all }: ScreenResult): string[] {
  if (all.length === 0) return [];
  const mm = (value: number | null): string => (value === null ? '-' : `${value} mm`);
  const hasMeasured = all.some((each) => each.measuredShortAxisMm !== null || each.measuredLongAxisMm !== null);
  return [
    hasMeasured
      ? 'Lesions, sizes as typed from radiology; those measured from contours decide nothing'
      : 'Lesions, sizes as typed from radiology',
    ...textColumns(
      [
        ['', 'organ', 'kind', 'status', 'short axis', 'longest', ...(hasMeasured ? ['measured'] : [])],
        ...all.map((each) => [
          each.id,
          each.organ ?? '?',
          each.kind ?? '-',
          each.status ?? '?',
          mm(each.shortAxisMm),
          mm(each.longestDiameterMm),
          ...(hasMeasured ? [measured(each)] : []),
        ]),
      ],
      [],
      INDENT,
    ),
  ];
}

function measured({ measuredShortAxisMm: short, measuredLongAxisMm: long }: ScreenResult['lesions'][number]): string {
  return short === null && long === null ? '-' : `${short ?? '?'} x ${long ?? '?'} mm`;
}

function trialBlock(trial: ScreenTrial, isAlone: boolean): string[] {
  const { criteria, outcome } = trial;
  // Beside other trials nobody looks further into one that bars.
  const isBrief = outcome === 'barred' && !isAlone;
  const disease = criteria.filter(({ group }) => group === 'disease');
  const patient = criteria.filter(({ group }) => group === 'patient');
  const formal = criteria.filter(({ group }) => group === 'formal');
  return [
    ...wrapText(
      `${trial.acronym} (${trial.registry}, record of ${trial.recordDate}): ${outcome === 'barred' ? 'BARRED' : trial.words}`,
      '',
    ),
    ...section('The disease', disease.flatMap(line)),
    ...section('What could exclude this patient', patient.filter(isNotable).flatMap(line)),
    ...settled(
      patient.filter((each) => !isNotable(each)),
      isBrief,
    ),
    ...(isBrief ? [] : formalities(formal)),
    ...counted(trial),
    ...(isBrief ? [] : strata(trial)),
    ...section(
      'Notes on the record',
      (isBrief ? [] : trial.notes).flatMap((note) =>
        wrapText(`- ${note}`, `${INDENT}${INDENT}`, `${INDENT}${INDENT}  `),
      ),
    ),
    ...citedItems(trial),
  ];
}

/** What bars or hangs on a reading. What simply passes, or is simply not known yet, is listed in short. */
function isNotable({ outcome, readings }: ScreenCriterion): boolean {
  const said = new Set(readings.map((reading) => reading.outcome));
  return outcome === 'fails' || (said.has('passes') && said.has('fails'));
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${INDENT}${title}`, ...lines];
}

function line(criterion: ScreenCriterion): string[] {
  const { words, name, outcome: found, value, limit, cite, needs, reading, readings } = criterion;
  // Where several values were compared and nothing is wrong, they stand in the JSON.
  const isPlain = value === null || (found === 'passes' && value.includes(';'));
  const compared = isPlain ? '' : limit === null ? `: ${value}` : `: ${value} (limit ${limit})`;
  const lacking = needs.filter((need) => need !== name);
  const more = lacking.length > 2 ? ` and ${lacking.length - 2} more` : '';
  const missing = lacking.length === 0 ? '' : `; needs ${lacking.slice(0, 2).join('; ')}${more}`;
  const indent = `${INDENT}${INDENT}`;
  const differ = new Set(readings.map(({ outcome }) => outcome)).size > 1;
  return [
    ...wrapText(`${mark(criterion)} ${name}${compared}: ${words}${missing} [${cite.item}]`, indent, `${indent}  `),
    ...(reading === null || !differ
      ? []
      : [
          ...wrapText(`${reading.question} ${readAs(reading)}`, `${indent}  `, `${indent}  `),
          ...readings.flatMap(({ name: option, says, outcome }) =>
            wrapText(`- ${option} (${says}): ${said(criterion.kind, outcome)}`, `${indent}  `, `${indent}    `),
          ),
        ]),
  ];
}

function readAs({ chosen, by, reason }: NonNullable<ScreenCriterion['reading']>): string {
  if (chosen === null) return `Open: ${reason}`;
  return by === 'case' ? `Read as "${chosen}", chosen in the case.` : `Read as "${chosen}" by default: ${reason}`;
}

function said(kind: ScreenCriterion['kind'], outcome: ScreenCriterion['outcome']): string {
  if (outcome === 'unknown') return 'not known';
  if (outcome === 'depends-on-reading') return 'depends on the reading';
  const isIn = outcome === 'passes';
  return kind === 'inclusion' ? (isIn ? 'fulfilled' : 'not fulfilled') : isIn ? 'absent' : 'present';
}

function mark({ outcome }: ScreenCriterion): string {
  return outcome === 'passes' ? '+' : outcome === 'fails' ? 'X' : '?';
}

function settled(patient: readonly ScreenCriterion[], isBrief: boolean): string[] {
  if (isBrief) return [];
  const passed = patient.filter(({ outcome }) => outcome === 'passes');
  const open = patient.filter(({ outcome }) => outcome !== 'passes');
  return [
    ...paragraph(
      'Fulfilled, or exclusion absent',
      passed.map(({ name, value }) =>
        value === null || value === 'no' || value === 'yes' || value.includes(';') ? name : `${name} (${value})`,
      ),
    ),
    ...paragraph(
      'Not known yet',
      open.map(({ name }) => name),
    ),
  ];
}

function formalities(formal: readonly ScreenCriterion[]): string[] {
  return paragraph(
    'Consent and the like',
    formal.map((criterion) => `${criterion.name}: ${said(criterion.kind, criterion.outcome)}`),
  );
}

function paragraph(title: string, parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : wrapText(`${title}: ${parts.join('; ')}`, INDENT, `${INDENT}${INDENT}`);
}

function counted({ lesionCount }: ScreenTrial): string[] {
  const { counted: count, low, high, limit, rule, groups } = lesionCount;
  if (limit === null) return [];
  const words =
    count !== null
      ? String(count)
      : low === null
        ? 'not known'
        : high === null
          ? `at least ${low}`
          : `${low} to ${high}`;
  const named = groups.length === 0 ? '' : ` (${groups.map((ids) => ids.join(' with ')).join(', ')})`;
  return wrapText(`Lesion count: ${words} ${rule}${named}, limit ${limit}`, INDENT, `${INDENT}${INDENT}`);
}

function strata({ stratum }: ScreenTrial): string[] {
  if (stratum === null) return [];
  return section(
    'Strata (allocation is concealed and belongs to the trial’s own service)',
    stratum.flatMap(({ name, words, cite }) =>
      wrapText(`${name}: ${words} [${cite.item}]`, `${INDENT}${INDENT}`, `${INDENT}${INDENT}  `),
    ),
  );
}

/** What the record says where something bars or is open to reading. */
function citedItems({ items, criteria }: ScreenTrial): string[] {
  const notable = criteria.filter(isNotable).flatMap(({ cite }) => cite.item.split(', '));
  return section(
    'What the record says there',
    items
      .filter(({ item }) => notable.includes(item))
      .flatMap(({ item, words }) => wrapText(`${item}: ${words}`, `${INDENT}${INDENT}`, `${INDENT}${INDENT}     `)),
  );
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.flatMap((each) => wrapText(`- ${each}`, INDENT, `${INDENT}  `))];
}
