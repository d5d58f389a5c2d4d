import type { CompareResult } from '../../core/index.ts';
import {
  basisWords,
  changeWords,
  comparedCounts,
  comparedRows,
  comparedTitle,
  deltaWords,
  notComparedWords,
  sideClass,
  sideTone,
  sideValue,
} from './compare-words.ts';
import { htmlPage } from './html-page.ts';
import { html, type Markup } from './markup.ts';
import { outcomeTag } from './outcome-tag.ts';
import { toneOf } from './rank.ts';
import { counted } from './shown.ts';

type Compared = CompareResult['findings'][number];

/** The comparison as one self-contained HTML file, with what the text says; everything that came from a file escaped. */
export function compareHtml(result: CompareResult): string {
  const { subject, trial, notice, rulesNotice, software, words } = result;
  const title = `${subject ?? 'Two plans'}: plan A and plan B against ${trial.id}`;
  const flipped = result.findings.filter(({ flips }) => flips);
  const others = result.findings.filter(({ flips }) => !flips);
  const isKnown = !result.findings.some(({ mayBeWorse }) => mayBeWorse);
  const noneChanged = isKnown ? 'No class changed.' : 'No class is known to have changed.';
  return htmlPage({
    title,
    tab: `${words}: ${title}`,
    notice: `${rulesNotice} ${trial.registry}. ${software.name} ${software.version}.`,
    images: false,
    style: '',
    body: html`${verdict(result)}
      <p class="notice">${notice}</p>
      ${
        flipped.length === 0
          ? html`<p class="loud">${noneChanged}</p>`
          : html`<h2>What changed, worst first</h2>
              ${table(flipped)}`
      }
      ${
        others.length === 0
          ? null
          : html`<h2>Classes that did not change</h2>
              ${table(others)}`
      }
      ${lesions(result)} ${basis(result)}`,
  });
}

function verdict(result: CompareResult): Markup {
  const { outcome, words, remarks, plans } = result;
  const tone = toneOf(outcome);
  return html`<section class="verdict ${tone}" aria-label="Verdict">
    <strong>${outcomeTag(tone, words)}</strong>
    <p>${comparedCounts(result)}</p>
    ${
      remarks.length === 0
        ? null
        : html`<ul>
            ${remarks.map((remark) => html`<li>${remark}</li>`)}
          </ul>`
    }
    ${(['a', 'b'] as const).map((side) => {
      const { words: said, lesions: count, rulesChecked, rulesTotal, blockers } = plans[side];
      const against = blockers.length === 0 ? '' : ` Against a verdict: ${blockers.join('; ')}.`;
      return html`<p>
        <b>${side.toUpperCase()}</b>: ${said}; ${counted(count, 'lesion')}, ${rulesChecked} of ${rulesTotal} rules
        checked.${against}
      </p>`;
    })}
  </section>`;
}

function side(finding: Compared, name: 'a' | 'b'): Markup {
  const of = finding[name];
  return html`<td data-label="${name.toUpperCase()}">
    <span class="keep">${sideValue(of, finding)}</span>
    <span class="brief"
      >${outcomeTag(sideTone(of), sideClass(of), of?.withheld === undefined ? 'settled' : 'withheld')}</span
    >
  </td>`;
}

function table(findings: readonly Compared[]): Markup {
  const isFlips = findings.some(({ flips }) => flips);
  return html`<div class="scroll">
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Lesion, rule</th>
          <th scope="col">A</th>
          <th scope="col">B</th>
          <th scope="col" class="number">B − A</th>
          <th scope="col">${isFlips ? 'Why' : 'Remark'}</th>
        </tr>
      </thead>
      <tbody>
        ${findings.map(
          (finding) =>
            html`<tr>
              <th scope="row">${comparedTitle(finding)}</th>
              ${side(finding, 'a')} ${side(finding, 'b')}
              <td class="number" data-label="B − A">${deltaWords(finding)}</td>
              <td class="words">
                ${finding.change === 'same' && !finding.mayBeWorse ? null : html`<b>${changeWords(finding)}</b>`}
                ${finding.why.map((why) => html`<p class="detail">${why}</p>`)}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function lesions(result: CompareResult): Markup | null {
  const rows = comparedRows(result);
  if (result.lesions.length === 0) return null;
  if (rows.length === 0) {
    return html`<h2>Lesions</h2>
      <p>Prescriptions, volumes and doses are the same.</p>`;
  }
  return html`<h2>Lesions: what is not the same</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Lesion</th>
            <th scope="col">What</th>
            <th scope="col" class="number">A</th>
            <th scope="col" class="number">B</th>
            <th scope="col" class="number">B − A</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ lesion, what, a, b, delta }) =>
              html`<tr>
                <th scope="row">${lesion}</th>
                <td>${what}</td>
                ${[a, b, delta].map((cell) => html`<td class="number">${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function basis(result: CompareResult): Markup {
  const { others, same } = basisWords(result);
  const left = notComparedWords(result);
  return html`<h2>What both rest on</h2>
    ${
      others.length === 0
        ? null
        : html`<div class="scroll">
            <table class="stack">
              <caption>
                What differs; files by the first digits of their SHA-256
              </caption>
              <thead>
                <tr>
                  <th scope="col">What</th>
                  <th scope="col">A</th>
                  <th scope="col">B</th>
                </tr>
              </thead>
              <tbody>
                ${others.map(
                  ({ what, a, b }) =>
                    html`<tr>
                      <th scope="row">${what}</th>
                      <td data-label="A">${a}</td>
                      <td data-label="B">${b}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }
    ${same.length === 0 ? null : html`<p>The same: ${same.join(', ')}.</p>`}
    ${left.length === 0 ? null : html`<p class="last">Not compared: ${left.join(', ')}.</p>`}`;
}
