import { describe, expect, it } from 'vitest';
import type { CheckResult, Finding } from '../../core/index.ts';
import { checkResultSchema } from '../../core/index.ts';
import { checkCsv } from '../../src/report/check-csv.ts';
import { checkHtml } from '../../src/report/check-html.ts';
import { checkJson } from '../../src/report/check-json.ts';
import { checkText } from '../../src/report/check-text.ts';
import { CHECK_FIXTURE } from './check-result-fixture.ts';

const NOTICE =
  'Research, education and quality-assurance support. Not a medical device; never the only basis of a clinical decision.';
const RULES = 'Rules from the public registry record of 2025-12-08, not from the trial protocol.';

/** What a reader sees of a page: no style, no tags, entities resolved, blanks joined. */
function seen(page: string): string {
  return page
    .replace(/<style>[\s\S]*?<\/style>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

const joined = (text: string): string => text.replace(/\s+/g, ' ');

function without(change: Partial<CheckResult>): CheckResult {
  return { ...CHECK_FIXTURE, ...change };
}

/** Nothing may be settled, and a ROI name that must not be capitalised stands in the reason. */
const BLOCKED: CheckResult = (() => {
  const message = 'pTv4 is not confirmed';
  const held = (finding: Finding, words: string): Finding => ({
    ...finding,
    outcome: 'not-evaluable',
    reason: `${message}; else: ${words}`,
    withheld: { by: 'x', outcome: finding.outcome, words, reason: null },
  });
  const base = CHECK_FIXTURE.findings.filter(({ lesion }) => lesion === 'L2');
  const findings = base.flatMap((finding) => [
    held({ ...finding, value: 96, low: 96, high: 96, outcome: 'per-protocol' }, '90/80 rule: no deviation'),
    held(
      {
        ...finding,
        rule: 'himars/gtv-coverage',
        roiName: 'GTV_2',
        cite: { ...finding.cite, item: 'H22' },
        value: 70,
        low: 70,
        high: 70,
        outcome: 'not-met',
      },
      'not met',
    ),
  ]);
  return {
    ...CHECK_FIXTURE,
    outcome: 'not-evaluable',
    lesions: CHECK_FIXTURE.lesions.filter(({ id }) => id === 'L2'),
    findings,
    warnings: [{ code: 'x', message }],
    summary: {
      ...CHECK_FIXTURE.summary,
      worstSettled: null,
      blockers: [{ code: 'x', message, weight: 'outright', remedy: 'write "confirm" into the case' }],
    },
  };
})();

describe('the check as text', () => {
  const text = checkText(CHECK_FIXTURE);
  const lines = text.trimEnd().split('\n');

  it('carries both notices', () => {
    expect(joined(text)).toContain(NOTICE);
    expect(joined(text)).toContain(RULES);
  });

  it('says the verdict before any lesion', () => {
    expect(text.indexOf('UNACCEPTABLE DEVIATION')).toBeGreaterThan(0);
    expect(text.indexOf('UNACCEPTABLE DEVIATION')).toBeLessThan(text.indexOf('Lesion L'));
  });

  it('says the verdict once, and what else is possible only if it is something else', () => {
    expect(text.match(/unacceptable deviation$/gim)).not.toBeNull();
    expect(text).not.toMatch(/Worst still possible/);
    const open = without({
      outcome: 'undecided',
      summary: { ...CHECK_FIXTURE.summary, worstSettled: null, worstPossible: 'not-met' },
    });
    expect(checkText(open)).toContain('Worst still possible: a rule is not met.');
    expect(joined(text)).toContain(
      '4 lesions, 7 findings: 1 unacceptable deviation, 1 not met, 1 acceptable deviation, 3 open, 1 met or without deviation.',
    );
  });

  it('shows every lesion against every rule in a line of at most 100 characters', () => {
    const start = lines.findIndex((line) => line.startsWith('   Lesion '));
    const rows = lines.slice(start, start + 7).map((line) => line.trim().split(/ {2,}/));
    expect(rows[0]).toEqual(['Lesion', 'PTV cov.', 'Isodose', 'GTV cov.', 'Maximum', 'Outcome']);
    expect(rows[1]).toEqual(['limit', '80/90 %', '80 %', '90 %', '130 %']);
    expect(rows[2]).toEqual(['cited', '[H19]', '[H17]', '[H22]', '[H18]']);
    expect(rows[3]).toEqual(['!! L3', '!!', '78.5 %', '!! 88.4 %', 'ok 122.6 %', 'unacceptable deviation']);
    expect(rows[4]).toEqual(['?', 'L1', '?', '89.96 %', '?', '77.6 %', 'depends on the reading']);
    expect(rows[5]).toEqual(['?', 'L4', '?', '-', 'no verdict']);
    expect(rows[6]).toEqual(['!', 'L2', '!', '85.0 %', 'acceptable deviation']);
    for (const line of lines.slice(start, start + 7)) expect([...line].length).toBeLessThanOrEqual(100);
  });

  it('lists the lesions worst possible first', () => {
    const order = [...text.matchAll(/Lesion (L\d):/g)].map((match) => match[1]);
    // L3 is settled unacceptable; L1 may turn out not met; L4 could not be checked; L2 is an acceptable deviation.
    expect(order).toEqual(['L3', 'L1', 'L4', 'L2']);
  });

  it('never shows 89.96 as 90.0', () => {
    expect(text).toContain('89.96 %');
    expect(text).not.toMatch(/\b90\.0\b/);
  });

  it('always prints Dmax, D0.035cc and D2% of a target', () => {
    for (const dose of ['Dmax 33.10 Gy (122.6 %)', 'D0.035cc 32.70 Gy', 'D2% 32.00 Gy'])
      expect(joined(text)).toContain(dose);
  });

  it('shows what the planning system reported beside this program, and which convention explains it', () => {
    // 0.2 of 33.1 is 0.6 %.
    expect(joined(text)).toContain('there here difference closest with');
    expect(joined(text)).toContain('PTV volume 33.1 cm³ 33.3 cm³ +0.20 cm³ (+0.6 %) end caps none');
    expect(joined(text)).toContain('PTV coverage 85.4 % 85.0 % -0.4 %');
  });

  it('gives organs at risk numbers and no verdict', () => {
    expect(text).toContain('not checked: no limit in this record');
    expect(joined(text)).toContain('volume D0.035cc Dmean SpinalCord 40.2 cm³ 14.20 Gy 3.30 Gy');
  });

  it('ends with the line that counts the rules', () => {
    expect(lines.at(-1)).toBe(CHECK_FIXTURE.summary.checkedLine);
    expect(text.endsWith('\n')).toBe(true);
  });

  it('marks every line of a finding without colour', () => {
    expect(text).toMatch(/^ {3}!! PTV coverage of PTV_3: 78\.5 %/m);
    expect(text).toMatch(/^ {3}\? {2}PTV coverage of <img/m);
    expect(text).toMatch(/^ {3}ok maximum 122\.6 %$/m);
    // eslint-disable-next-line no-control-regex -- the escape character begins every colour
    expect(text).not.toMatch(/\u001b/);
  });

  it('says loudly that a proposed pairing is not confirmed, what was confirmed, and that no lesion was checked', () => {
    const summary = {
      ...CHECK_FIXTURE.summary,
      blockers: [
        { code: 'pairing', message: 'pairing not confirmed', weight: 'outright', remedy: 'check it' } as const,
      ],
    };
    expect(checkText(without({ pairing: 'proposed', summary }))).toContain('- PAIRING NOT CONFIRMED: lesions and');
    expect(checkText(without({ pairing: 'accepted' }))).toContain('proposals of this program, accepted by the user.');
    expect(checkText(without({ confirmed: ['patient', 'links'] }))).toContain(
      'Confirmed by the user, not by the data: patient, links.',
    );
    expect(checkText(without({ lesions: [], findings: [] }))).toContain('NO LESION WAS CHECKED');
  });

  it('says in a line how an ambiguous record was read and by whom, and how to settle what a finding hangs on', () => {
    expect(joined(text)).toContain('targetVolume ptv by default Which target volume?');
    expect(joined(text)).toContain(
      'isodoseOf open by nobody Of what is the prescription isodose a percentage? (of-maximum or of-near-maximum)',
    );
    expect(joined(text)).toContain('for example "readings": {"isodoseOf": "of-maximum"}.');
    const words = seen(checkHtml(CHECK_FIXTURE));
    expect(words).toContain('Which target volume? targetVolume ptv , by default the PTV');
    expect(words).toContain(
      'open , by nobody of-maximum: of the maximum dose of-near-maximum: of the near-maximum dose',
    );
    const settled = without({ findings: CHECK_FIXTURE.findings.filter(({ readings }) => readings.length === 0) });
    expect(checkText(settled)).not.toContain('for example "readings"');
  });

  it('says once what stands against every verdict, with what to do, and beside each value what it would be', () => {
    for (const [shown, bracket] of [
      [checkText(BLOCKED), '(ok) 96.0 %'],
      [seen(checkHtml(BLOCKED)), '96.0 % (no deviation)'],
    ] as const) {
      expect(shown.split('pTv4 is not confirmed').length - 1).toBe(1);
      expect(joined(shown)).toContain('To do: write "confirm" into the case');
      expect(shown).toContain(bracket);
      expect(shown).not.toMatch(/PTV4|PTv4/);
    }
    expect(joined(checkText(BLOCKED))).toContain('(!!) GTV coverage of GTV_2: 70.0 %, limit 90 %; else: not met [H22]');
  });

  it('says a reason that lesions share once in full, and what is no blocker as a warning', () => {
    const reason = 'no prescription is given; the plan states 7 Gy at a point';
    const unchecked = CHECK_FIXTURE.lesions.flatMap(({ id }) =>
      CHECK_FIXTURE.findings.slice(0, 1).map((finding) => ({
        ...finding,
        lesion: id,
        value: null,
        low: null,
        high: null,
        limit: null,
        outcome: 'not-evaluable' as const,
        between: null,
        reason,
      })),
    );
    const shown = checkText(without({ findings: unchecked }));
    expect(joined(shown).split('the plan states 7 Gy at a point').length - 1).toBe(1);
    expect(joined(shown)).toContain(`All lesions: ${reason} To do: state it for each lesion in the case`);
    expect(shown.match(/PTV coverage not checked: no prescription is given$/gm)).toHaveLength(4);
    expect(shown).toContain('RP.dcm does not name the structure set [links]');
  });

  it('shows a difference that is only rounding as 0.0', () => {
    const [, second] = CHECK_FIXTURE.lesions;
    const row = { quantity: 'GTV coverage', unit: '%', tps: 100, here: 100, difference: -1.4e-13, explainedBy: null };
    const tps = { system: null, version: null, rows: [row] };
    const lesions = second === undefined ? [] : [{ ...second, tps }];
    const shown = checkText(without({ lesions }));
    expect(joined(shown)).toContain('GTV coverage 100.0 % 100.0 % 0.0 %');
    expect(shown).not.toMatch(/e-13|-0\.0/);
  });

  it('says what a coverage most likely is, where that reads differently', () => {
    expect(text).not.toContain('most likely');
    const lesions = CHECK_FIXTURE.lesions.map((lesion) =>
      lesion.id === 'L3' && lesion.ptv !== null
        ? { ...lesion, ptv: { ...lesion.ptv, coverageBestEstimatePercent: 79.02 } }
        : lesion,
    );
    expect(joined(checkText(without({ lesions })))).toContain('78.5 % (78.10-79.20, most likely 79.02 %), limit 80 %');
  });

  it('does not lose a finding of a lesion that is not listed', () => {
    const lesions = CHECK_FIXTURE.lesions.filter(({ id }) => id !== 'L3');
    expect(checkText(without({ lesions }))).toContain('Findings on the whole plan');
    expect(seen(checkHtml(without({ lesions })))).toContain('Findings on the whole plan');
  });

  it('says how much of a target lies outside the dose grid', () => {
    const [first, ...rest] = CHECK_FIXTURE.lesions;
    const ptv = first?.ptv ?? null;
    if (first === undefined || ptv === null) throw new Error('the fixture has a PTV first');
    const result = without({ lesions: [{ ...first, ptv: { ...ptv, outsideDoseCm3: 1.234 } }, ...rest] });
    expect(checkText(result)).toContain('1.23 cm³ OUTSIDE THE DOSE GRID');
    expect(seen(checkHtml(result))).toContain('1.23 cm³ of the PTV lie outside the dose grid');
  });

  it('lets no control character of a name reach a terminal', () => {
    const text2 = checkText(without({ subject: 'a\u001b[31mb\nLesion L9: no deviation\u202e' }));
    // eslint-disable-next-line no-control-regex -- the escape character is what must not come through
    expect(text2).not.toMatch(/[\u001b\u202e]/);
    expect(text2).not.toMatch(/^Lesion L9/m);
  });
});

describe('the check as HTML', () => {
  const page = checkHtml(CHECK_FIXTURE);

  it('is one file that loads nothing and runs nothing', () => {
    expect(page).toMatch(/content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri/);
    // Tags without the values of their attributes, in which a hostile name may stand as text.
    const tags = (page.match(/<[^>]*>/g) ?? []).join('\n').replace(/"[^"]*"/g, '""');
    expect(tags).not.toMatch(/<script|<link|<iframe|<img|<object|<embed|\ssrc=|\shref=|\son\w+=/i);
    expect(page).not.toMatch(/@import|url\(|https?:|javascript:/i);
  });

  it('shows a hostile ROI name as text, everywhere', () => {
    expect(page).not.toContain('<img');
    expect(page.split('&lt;img src=x onerror=alert(1)&gt;').length - 1).toBeGreaterThanOrEqual(3);
    const quoted = checkHtml(without({ subject: `"'><b>x</b>&` }));
    expect(quoted).toContain('&quot;&#39;&gt;&lt;b&gt;x&lt;/b&gt;&amp;');
    expect(quoted).not.toContain('<b>x</b>');
  });

  it('escapes a hostile name wherever the result carries text', () => {
    const hostile = '"><script>alert(1)</script>';
    const page2 = checkHtml(hostileEverywhere(CHECK_FIXTURE, hostile) as CheckResult);
    expect(page2).not.toContain('<script');
    expect(page2).toContain('&lt;script&gt;');
  });

  it('says everything that the text says of classes, notices and counts', () => {
    const words = seen(page);
    for (const part of [
      NOTICE,
      RULES,
      '89.96 %',
      'too close to call: 89.1-90.6 % spans 90 %',
      'not met',
      'Eclipse 16.1',
      'H22',
      '1.2.3.4',
    ]) {
      expect(words).toContain(part);
    }
    expect(words).toContain('At least 90 % of the GTV receives the prescribed dose; no deviation class is given.');
    expect(words).not.toMatch(/\b90\.0\b/);
    expect(words.endsWith(CHECK_FIXTURE.summary.checkedLine)).toBe(true);
  });

  it('draws the limits 80 and 90 where they belong, and each value between the ends of its bar', () => {
    const svg = /<svg[^>]*aria-label="Coverage[\s\S]*?<\/svg>/.exec(page)?.[0] ?? '';
    const limits = [...svg.matchAll(/<line\s+class="limit"\s+x1="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(limits).toHaveLength(2);
    const ends = [...svg.matchAll(/class="range \w+"\s+x1="([\d.]+)"\s+x2="([\d.]+)"/g)].map((match) => [
      Number(match[1]),
      Number(match[2]),
    ]);
    const values = [...svg.matchAll(/class="point \w+"\s+x1="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(ends).toHaveLength(5);
    values.forEach((value, index) => {
      expect(value).toBeGreaterThanOrEqual(ends[index]?.[0] ?? Infinity);
      expect(value).toBeLessThanOrEqual(ends[index]?.[1] ?? -Infinity);
    });
    // L3 PTV (78.5 %) stands left of both limits, L1 GTV (97.3 %) right of both, L2 PTV (85 %) half way between.
    const [at80 = 0, at90 = 0] = limits;
    expect(values[0]).toBeLessThan(at80);
    expect(values[3]).toBeGreaterThan(at90);
    expect(values[4]).toBeCloseTo((at80 + at90) / 2, 0);
  });

  it('has well-formed element nesting', () => {
    const open: string[] = [];
    const body = page.replace(/<!doctype html>/i, '').replace(/<style>[\s\S]*?<\/style>/, '');
    for (const match of body.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/g)) {
      const [, close, name = ''] = match;
      if (['meta', 'br'].includes(name)) continue;
      if (close === '') open.push(name);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});

describe('the check as CSV', () => {
  const csv = checkCsv(CHECK_FIXTURE);

  it('has a row per finding and per rule that was not checked, all of one width', () => {
    const rows = csv.trimEnd().split('\r\n').map(cellsOf);
    expect(rows).toHaveLength(1 + CHECK_FIXTURE.findings.length + CHECK_FIXTURE.notChecked.length);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  it('gives full digits and leaves negative numbers numbers', () => {
    expect(csv).toContain(',89.96,89.1,90.6,%,90,undecided,');
  });

  it('says in a column of its own what would settle an open class', () => {
    const words = 'a dose grid of 1 mm is expected to settle it, or slices of 1.5 mm';
    const settledBy = { ways: [{ doseGridMm: 1, slicesMm: null }], likely: true, withinPoints: 0.4, words };
    const findings = CHECK_FIXTURE.findings
      .slice(0, 2)
      .map((finding, n) => (n === 0 ? { ...finding, settledBy } : finding));
    const [head = [], settled = [], other = []] = checkCsv(without({ findings })).split('\r\n').map(cellsOf);
    expect([settled[head.indexOf('settled_by')], other[head.indexOf('settled_by')]]).toEqual([`"${words}"`, '']);
  });

  it.each(['=cmd()', '+1', '-1', '@x', '\tx', '\rx'])('guards %j against being taken for a formula', (roiName) => {
    const findings = CHECK_FIXTURE.findings.slice(0, 1).map((finding) => ({ ...finding, roiName }));
    expect(checkCsv(without({ findings }))).toContain(`"'${roiName}"`);
  });

  it('guards a name that begins with a formula sign behind blanks, and doubles quotes', () => {
    const findings = CHECK_FIXTURE.findings.slice(0, 1).map((finding) => ({ ...finding, roiName: ' =1+"a"' }));
    expect(checkCsv(without({ findings }))).toContain(`"' =1+""a"""`);
  });
});

describe('the check as JSON', () => {
  it('is the result again, in the key order of the schema', () => {
    const shuffled = Object.fromEntries(Object.entries(CHECK_FIXTURE).reverse()) as unknown as CheckResult;
    expect(checkJson(shuffled)).toBe(checkJson(CHECK_FIXTURE));
    expect(checkResultSchema.parse(JSON.parse(checkJson(CHECK_FIXTURE)))).toEqual(CHECK_FIXTURE);
    expect(checkJson(CHECK_FIXTURE)).toMatch(/^\{\n {2}"schema": "trabecula\/check\/1",\n/);
    expect(checkJson(CHECK_FIXTURE).endsWith('}\n')).toBe(true);
  });

  it('refuses a number that is not finite instead of writing null', () => {
    const result = without({
      organsAtRisk: [{ roiName: 'x', volumeCm3: Infinity, d0035ccGy: null, dmeanGy: null, dose: null, reason: null }],
    });
    expect(() => checkJson(result)).toThrow();
  });
});

function cellsOf(row: string): string[] {
  return [...row.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((match) => match[1] ?? '');
}

/** Every string of a value, except those that choose how it is shown, with hostile text behind it. */
function hostileEverywhere(value: unknown, hostile: string, key = ''): unknown {
  const kept = [
    'schema',
    'outcome',
    'worstSettled',
    'worstPossible',
    'pairing',
    'by',
    'weight',
    'chosen',
    'site',
    'isodoseOf',
    'between',
  ];
  if (kept.includes(key)) return value;
  if (typeof value === 'string') return value + hostile;
  if (Array.isArray(value)) return value.map((item) => hostileEverywhere(item, hostile, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, hostileEverywhere(item, hostile, name)]),
    );
  }
  return value;
}
