import type { BatchSummary } from '../../core/index.ts';
import { briefWords } from '../../core/index.ts';
import {
  batchLines,
  batchTitle,
  beyond,
  failureWords,
  outcomeRows,
  plansWithSomething,
  RULE_HEAD,
  ruleRows,
  whyThere,
} from './batch-words.ts';
import { htmlPage } from './html-page.ts';
import { html, type Markup } from './markup.ts';
import { outcomeTag } from './outcome-tag.ts';
import { toneOf } from './rank.ts';

/** The summary of a batch as one self-contained HTML file: no script, nothing loaded, names from files escaped. */
export function batchHtml(summary: BatchSummary): string {
  const { software, notice, rulesNotice } = summary;
  const title = batchTitle(summary);
  return htmlPage({
    title,
    tab: title,
    notice: `${rulesNotice ?? ''} ${software.name} ${software.version}.`.trim(),
    images: false,
    style: '',
    body: html`<section class="verdict" aria-label="What was checked">
        ${batchLines(summary).map(({ words, loud }) => html`<p class="${loud ? 'loud' : ''}">${words}</p>`)}
      </section>
      <p class="notice">${notice}</p>
      ${outcomes(summary)} ${failures(summary)} ${worst(summary)} ${rules(summary)}
      <p class="last">All plans are in summary.csv, all findings in findings.csv and findings.parquet.</p>`,
  });
}

function outcomes(summary: BatchSummary): Markup | null {
  if (summary.checked === 0) return null;
  return table(
    'Plans by outcome',
    ['Outcome', 'plans', 'share', 'worst possible'],
    outcomeRows(summary).map(({ outcome, words, plans, share, possible }) => [
      outcomeTag(toneOf(outcome), words),
      plans,
      share,
      possible,
    ]),
  );
}

function failures({ failedPlans, missingPlans, failed, missing }: BatchSummary): Markup | null {
  if (failed + missing === 0) return null;
  const rows = [
    ...failedPlans.map(({ plan, kind, message }) => [plan, failureWords(kind), message]),
    ...missingPlans.map((plan) => [plan, 'not yet checked', '']),
  ];
  return html`<h2>Not checked</h2>
    ${table('Plans that were not checked, and why', ['Plan', 'Why', 'Reason'], rows, 'name')}
    ${beyond(rows.length, failed + missing).map((words) => html`<p>${words}</p>`)}`;
}

function worst(summary: BatchSummary): Markup | null {
  if (summary.worst.length === 0) return null;
  const rows = summary.worst.map((plan) => [
    plan.plan,
    outcomeTag(toneOf(plan.outcome), briefWords(plan.outcome)),
    whyThere(plan),
  ]);
  return html`<h2>Plans, worst first</h2>
    ${table('Plans with something to look at', ['Plan', 'Outcome', 'What put it there'], rows, 'name')}
    ${beyond(rows.length, plansWithSomething(summary)).map((words) => html`<p>${words}</p>`)}`;
}

function rules(summary: BatchSummary): Markup | null {
  return summary.rules.length === 0
    ? null
    : html`<h2>Findings by rule</h2>
        ${table('Findings of all plans', RULE_HEAD, ruleRows(summary))}`;
}

function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
  kind: 'number' | 'name' = 'number',
): Markup {
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell, n) => html`<th scope="col" class="${n === 0 ? '' : kind}">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...cells]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${cells.map((cell) => html`<td class="${kind}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
