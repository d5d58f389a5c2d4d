import type { CohortSimulate } from '../../core/index.ts';
import { CHECK_HTML_STYLE } from './check-html-style.ts';
import { html, Markup } from './markup.ts';
import { scenarioSvg, SCENARIO_STYLE } from './scenario-svg.ts';
import { SCENARIO_HEAD, scenarioRows, scenarioSums, scenarioTitle } from './scenario-words.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Operating characteristics as one self-contained HTML file: a chart and a table for each curve; no script. */
export function cohortSimulateHtml({ software, design, seed, scenarios, assumptions, notice }: CohortSimulate): string {
  const title = `What ${design.method}, version ${design.version}, would do`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <style>
          ${Markup.own(CHECK_HTML_STYLE + SCENARIO_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="notice">${software.name} ${software.version}. Seed ${seed}. ${notice}</p>
        </header>
        <main>
          ${scenarios.map(section)} ${list('Taken for granted', assumptions)}
          <h2>Not in the record, entered</h2>
          ${table(
            'The design',
            ['what', 'value'],
            design.notInRecord.map(({ what, value }) => [what, value]),
          )}
          ${list('Rules', design.rules)}
        </main>
      </body>
    </html>`;
  return `${page.source}\n`;
}

function section(scenario: CohortSimulate['scenarios'][number]): Markup {
  const title = scenarioTitle(scenario);
  const width = scenario.patients === 'unlimited' ? 6 : SCENARIO_HEAD.length;
  return html`<h2>${title}</h2>
    <figure>${scenarioSvg(scenario, title)}</figure>
    ${table(
      'For each level',
      SCENARIO_HEAD.slice(0, width),
      scenarioRows(scenario).map((row) => row.slice(0, width)),
      'number',
    )}
    ${scenarioSums(scenario).map((line) => html`<p>${line}</p>`)}`;
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[], kind = 'words'): Markup {
  return html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col" class="${kind}">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td class="${kind}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function list(title: string, lines: readonly string[]): Markup {
  return html`<h2>${title}</h2>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
}
