import { NOTICE, shortWords } from '../../core/index.ts';
import type { ExerciseAnswer, ExerciseQuestion } from '../../core/index.ts';
import { CHECK_HTML_STYLE } from './check-html-style.ts';
import { html, Markup } from './markup.ts';
import { shownCoverage, shownValue, shownVolume } from './shown.ts';
import { TEACHING_STYLE, teachingSvg } from './teaching-svg.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE = `
.exercise { border-top: 1px solid var(--line); padding-top: .8rem; margin-top: 1rem; }
.answer { border-bottom: 1px solid var(--soft); min-height: 1.6rem; }
table.narrow { width: auto; }
@media print { .exercise { break-inside: avoid; } }
`;
const LIMITS = [80, 90];

export interface AskedExercise {
  readonly number: number;
  readonly question: ExerciseQuestion;
}

/** The questions alone, to be printed. Whatever answers them is not in this file. */
export function worksheetHtml(seed: number, asked: readonly AskedExercise[]): string {
  return page(
    `Exercises ${seed}`,
    html`<p>Name: ______________________ Seed ${seed}: the same number gives the same exercises to everybody.</p>
      <p class="soft">Rules: HIMARS, public record NCT06978296. ${NOTICE}</p>
      ${asked.map(
        ({ number, question }) =>
          html`<section class="exercise" aria-label="Exercise ${number}">
            <h2>${number}. ${question.kind === 'coverage' ? 'Coverage' : 'Which lesions fit the level?'}</h2>
            ${questionMarkup(question)}
            <ul>
              ${asksOf(question).map(
                (ask) =>
                  html`<li>
                    ${ask}
                    <div class="answer"></div>
                  </li>`,
              )}
            </ul>
          </section>`,
      )}`,
  );
}

/** The answers alone, by the number of the exercise. */
export function keyHtml(
  seed: number,
  answered: readonly { readonly number: number; readonly answer: ExerciseAnswer }[],
): string {
  return page(
    `Key to exercises ${seed}`,
    html`${answered.map(
      ({ number, answer }) =>
        html`<section class="exercise" aria-label="Answer ${number}">
          <h2>${number}.</h2>
          ${answerMarkup(answer)}
        </section>`,
    )}`,
  );
}

function page(title: string, body: Markup): string {
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${Markup.own(CHECK_HTML_STYLE + TEACHING_STYLE + STYLE)}
        </style>
      </head>
      <body>
        <header><h1>${title}</h1></header>
        <main>${body}</main>
      </body>
    </html> `;
  return `${whole.source.trim()}\n`;
}

/** What is given. */
export function questionMarkup(question: ExerciseQuestion): Markup {
  if (question.kind === 'marrow') {
    const { volumes, levelPercent, level } = question;
    return html`<p>
        ${shownVolume(volumes.trabecularCm3)} of trabecular bone. Open is level ${level}: ${levelPercent} % of the bone
        marrow reserve. The irradiation volume is read as the GTVs of the treated lesions, nodes included.
      </p>
      <table class="narrow">
        <thead>
          <tr>
            <th scope="col">Lesion</th>
            <th scope="col">Site</th>
            <th scope="col" class="number">GTV</th>
            <th scope="col" class="number">of it in trabecular bone</th>
            <th scope="col">Priority</th>
          </tr>
        </thead>
        <tbody>
          ${volumes.lesions.map(
            ({ id, site, gtvCm3, inTrabecularCm3, highRisk }) =>
              html`<tr>
                <th scope="row">${id}</th>
                <td>${site ?? ''}</td>
                <td class="number">${(gtvCm3 ?? 0).toFixed(1)} cm³</td>
                <td class="number">${(inTrabecularCm3 ?? 0).toFixed(1)} cm³</td>
                <td>${highRisk === true ? 'high risk' : '-'}</td>
              </tr>`,
          )}
        </tbody>
      </table>`;
  }
  const { settings, ptvCm3, coverage, picture } = question;
  const size =
    settings.shape === 'sphere'
      ? `${settings.diameterMm} mm across`
      : `${settings.diameterMm} mm across and ${settings.lengthMm} mm long`;
  const [doseGy = '', fractions = ''] = settings.regimen.split('/');
  return html`<div class="split">
    <div>
      <p>
        GTV: a ${settings.shape}, ${size}. PTV: ${settings.marginMm} mm more on every side, ${shownVolume(ptvCm3)} as
        drawn. ${doseGy} Gy in ${fractions} fractions.
      </p>
      <p>Slices every ${settings.sliceSpacingMm} mm, dose grid ${settings.doseSpacingMm} mm.</p>
      <p>
        The program computes a PTV coverage of <b>${shownCoverage(coverage, LIMITS)}</b>; in brackets the range over
        computing conventions.
      </p>
      <p class="detail">
        Blue: PTV. Red, dashed: GTV. Black: where the prescribed dose is; violet, dashed: where the dose grid has it.
        Dots: dose nodes. Dotted: slices.
      </p>
    </div>
    <figure>${teachingSvg(picture)}</figure>
  </div>`;
}

export function asksOf({ kind }: ExerciseQuestion): readonly string[] {
  return kind === 'coverage'
    ? [
        'Which class does the record give to the computed value alone?',
        'Is that class settled, if every value in the range is possible?',
        'Which sentence of the record decides? Say it in your own words.',
        'Is the true coverage higher or lower than the computed one? Why?',
      ]
    : [
        'How large is the bone marrow reserve?',
        'How much may be irradiated at this level?',
        'Which lesions do you take: all of priority, then as much volume as fits?',
        'What would you have got by taking the largest first?',
      ];
}

export function answerMarkup(answer: ExerciseAnswer): Markup {
  if (answer.kind === 'marrow') {
    const { reserveCm3, budgetCm3, proposed, usedCm3, ties, greedy, status } = answer;
    return html`<ul>
      <li>Reserve ${shownVolume(reserveCm3)}: trabecular bone less what all lesions, treated or not, take of it.</li>
      <li>Allowed: ${shownVolume(budgetCm3)}.</li>
      <li>
        ${
          status === 'fits'
            ? `${proposed.join(', ')}: ${shownVolume(usedCm3)}, ${shownVolume(budgetCm3 - usedCm3)} remain.`
            : `No choice: ${status}.`
        }
        ${ties.length === 0 ? null : html`As good: ${ties.map((tie) => tie.join(', ')).join('; ')}.`}
      </li>
      <li>
        ${
          greedy === null
            ? null
            : html`Largest first: ${greedy.proposed.join(', ')}:
              ${shownVolume(greedy.usedCm3)}${
                greedy.usedCm3 < usedCm3 - 1e-6 ? `, ${shownVolume(usedCm3 - greedy.usedCm3)} less` : ', as much'
              }.`
        }
      </li>
    </ul>`;
  }
  const { outcome, ofValue, ofTruth, truePercent, trueErrorPercent, items, settledBy } = answer;
  return html`<ul>
    <li>The computed value alone: ${shortWords(ofValue)}.</li>
    <li>
      ${outcome === 'undecided' ? 'Not settled: too close to call.' : `Settled: ${shortWords(outcome)}.`}
      ${settledBy === null ? null : html`${settledBy}.`}
    </li>
    ${items.map(({ item, words }) => html`<li><b>${item}</b> ${words}</li>`)}
    <li>
      True coverage
      ${shownValue(truePercent, '%', LIMITS)}${
        trueErrorPercent >= 0.005 ? ` (within ${trueErrorPercent.toFixed(2)} points)` : ''
      }:
      ${shortWords(ofTruth)}.
    </li>
  </ul>`;
}
