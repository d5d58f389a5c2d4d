import type { CheckResult, Finding, LesionResult, TargetResult } from '../../core/index.ts';
import { briefWords, overallWords, shortWords, wordsOf } from '../../core/index.ts';
import { coverageBars, coverageLimits } from './coverage-bars.ts';
import { coverageSvg } from './coverage-svg.ts';
import { decisionLines } from './decision-words.ts';
import { dvhSvg } from './dvh-svg.ts';
import type { DvhLine } from './dvh-svg.ts';
import { flipLines } from './flip-words.ts';
import { citedSections, organsByDose } from './grouped.ts';
import { indexWords } from './index-words.ts';
import { htmlPage } from './html-page.ts';
import { html, type Markup } from './markup.ts';
import { exclusionSentence, levelSentences, reserveSentence } from './marrow-words.ts';
import { briefValue, matrixOf } from './matrix.ts';
import { furtherWarnings, obstacles, sharedReasons, whyUnchecked } from './obstacles.ts';
import { factLines } from './plain-facts.ts';
import { chosenBy, howToRead } from './open-readings.ts';
import { outcomeTag } from './outcome-tag.ts';
import { asFound, findingsOf, findingsOfNoLesion, isFine, lesionsWorstFirst, toneOf } from './rank.ts';
import {
  lesionFacts,
  limitsOf,
  prescriptionWords,
  ruleTitle,
  shownCoverage,
  shownDifference,
  shownDose,
  shownLimit,
  shownRange,
  shownValue,
  shownVolume,
  targetDoses,
} from './shown.ts';
import { beyondOutcome, countWords, provenance } from './summary-words.ts';

/**
 * The check as one self-contained HTML file: no script, nothing loaded from anywhere, everything that came from a file
 * escaped. Reads on a wide or narrow screen, light or dark, and on paper.
 */
export function checkHtml(result: CheckResult): string {
  const { trial, subject, notice, rulesNotice, software, summary } = result;
  const title = `${subject ?? 'Plan'} against ${trial.id}`;
  return htmlPage({
    title,
    tab: `${overallWords(result.outcome)}: ${title}`,
    notice: `${rulesNotice} ${trial.registry}. ${software.name} ${software.version}.`,
    images: false,
    style: '',
    body: html`${verdict(result)} ${matrix(result)}
      <p class="notice">${notice}</p>
      ${coverage(result)} ${result.lesions.length === 0 ? null : html`<h2>Lesions, worst possible first</h2>`}
      ${lesionsWorstFirst(result).map((lesion) => lesionCard(result, lesion))} ${looseFindings(result)}
      ${hottestOutside(result)} ${organsAtRisk(result)} ${marrow(result)} ${warnings(result)} ${readings(result)}
      ${citations(result)} ${inputs(result)}
      <p class="last">${summary.checkedLine}</p>`,
  });
}

function verdict(result: CheckResult): Markup {
  const { outcome, summary, lesions } = result;
  const against = obstacles(result);
  const facts = factLines(result);
  const outright = summary.blockers.some(({ weight }) => weight === 'outright');
  return html`<section class="verdict ${toneOf(outcome)}" aria-label="Verdict">
    <strong>${outcomeTag(toneOf(outcome), overallWords(outcome))}</strong>
    <p>${countWords(result)}. ${beyondOutcome(result).join(' ')}</p>
    ${lesions.length === 0 ? html`<p class="loud">No lesion was checked.</p>` : null}
    ${provenance(result).map((line) => html`<p class="loud">${line}</p>`)}
    ${
      facts.length === 0
        ? null
        : html`<p class="loud">What is wrong, as computed:</p>
            <ul>
              ${facts.map((fact) => html`<li>${fact}</li>`)}
            </ul>`
    }
    ${
      against.length === 0
        ? null
        : html`<p class="loud">${outright ? 'Nothing is settled, because' : 'Against a verdict without deviation'}:</p>
            <ul>
              ${against.map(
                ({ messages, remedy }) =>
                  html`<li>
                    ${messages.map((message) => html`<div>${message}</div>`)}
                    ${remedy === null ? null : html`<div class="detail">To do: ${remedy}</div>`}
                  </li>`,
              )}
            </ul>`
    }
  </section>`;
}

function matrix(result: CheckResult): Markup | null {
  const { columns, rows } = matrixOf(result);
  if (rows.length === 0) return null;
  return html`<div class="scroll">
      <table class="stack matrix">
        <thead>
          <tr>
            <th scope="col">Lesion</th>
            <th scope="col">Outcome</th>
            ${columns.map(({ head, limits }) => html`<th scope="col">${head}<br /><span class="limits">${limits === '' ? '' : `limit ${limits}`}</span></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ lesion, findings }) =>
              html`<tr>
                <th scope="row">${lesion.id}</th>
                <td>${outcomeTag(toneOf(lesion.outcome), briefWords(lesion.outcome))}</td>
                ${findings.map((finding, n) => {
                  const label = columns[n]?.title ?? '';
                  if (finding === null) return html`<td data-label="${label}">-</td>`;
                  const found = asFound(finding);
                  const words = shortWords(found.outcome);
                  return html`<td data-label="${label}">
                    <span class="keep">${mark(finding)}${briefValue(finding, lesion)}</span>
                    <span class="${isFine(finding) ? 'soft' : toneOf(found.outcome)} brief"
                      >${finding.withheld === undefined ? words : `(${words})`}</span
                    >
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      result.findings.some(({ withheld }) => withheld !== undefined)
        ? html`<p class="soft">In brackets: what it would be if nothing stood against it.</p>`
        : null
    }`;
}

/** The sign of a finding as it was found; in dashes where its verdict is withheld. */
function mark(finding: Finding): Markup {
  return outcomeTag(toneOf(asFound(finding).outcome), '', finding.withheld === undefined ? 'settled' : 'withheld');
}

function coverage(result: CheckResult): Markup | null {
  const bars = coverageBars(result);
  if (bars.length === 0) return null;
  return html`<h2>Coverage</h2>
    <figure>
      <div class="scroll wide">${coverageSvg(bars, coverageLimits(result))}</div>
      <figcaption>
        Share of each target that receives its prescribed dose, %: upright the value, bar the
        ${result.conventions.intervalMeans}. Dot: where it most likely lies.
      </figcaption>
    </figure>`;
}

function lesionCard(result: CheckResult, lesion: LesionResult): Markup {
  const findings = findingsOf(result, lesion);
  const curves = [...curve('ptv', lesion.ptv), ...curve('gtv', lesion.gtv)];
  return html`<article class="lesion">
    <header>
      <h3>Lesion ${lesion.id}</h3>
      ${outcomeTag(toneOf(lesion.outcome), overallWords(lesion.outcome))}
    </header>
    <p class="soft">${lesionFacts(lesion)}; ${prescriptionWords(lesion)}</p>
    ${findingsTable(findings, sharedReasons(result))}
    <div class="split">
      <div>${targetTable(lesion, findings)}${gtvOutside(lesion)}${indices(lesion)}</div>
      ${curves.length === 0 ? null : html`<figure>${dvhSvg(curves, lesion.prescription?.doseGy ?? null, coverageLimits(result))}</figure>`}
    </div>
    ${tps(lesion)}
  </article> `;
}

function curve(role: 'ptv' | 'gtv', target: TargetResult | null): DvhLine[] {
  if (target === null || target.curve === null) return [];
  return [{ role, label: target.roiName, doseGy: target.curve.doseGy, volumePercent: target.curve.volumePercent }];
}

function findingsTable(findings: readonly Finding[], saidAbove: readonly string[]): Markup {
  return html`<div class="scroll">
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">Rule</th>
          <th scope="col">In words</th>
          <th scope="col" class="number">Value</th>
          <th scope="col" class="number">Interval</th>
          <th scope="col" class="number">Limit</th>
          <th scope="col">Cited</th>
        </tr>
      </thead>
      <tbody>
        ${findings.map((finding) => {
          const limits = finding.limit === null ? [] : [finding.limit];
          const found = asFound(finding);
          const words = wordsOf(found);
          const isShared = found.reason !== null && saidAbove.includes(found.reason);
          const brief = isShared ? `not checked: ${found.reason?.split('; ')[0] ?? ''}` : words;
          const reason = found.reason === null || words.includes(found.reason) ? null : found.reason;
          return html`<tr>
            <th scope="row">
              ${ruleTitle(finding.rule)}${finding.roiName === null ? null : html` <span class="soft">${finding.roiName}</span>`}
            </th>
            <td class="words">
              ${outcomeTag(toneOf(found.outcome), finding.withheld === undefined || found.outcome === 'not-evaluable' ? brief : `else: ${brief}`, finding.withheld === undefined ? 'settled' : 'withheld')}${reason === null ? null : html`<p class="detail">${reason}</p>`}${finding.settledBy === undefined ? null : html`<p class="detail">${finding.settledBy.words}.</p>`}${finding.readings.map((reading) => readingLine(finding, reading))}${isFine(finding) ? null : flipLines(finding).map((line) => html`<p class="detail">${line}.</p>`)}${decisionLines(finding).map((line) => html`<p class="detail decision">${line}</p>`)}
            </td>
            <td class="number" data-label="Value">
              ${finding.value === null ? '' : shownValue(finding.value, finding.unit, limits)}
            </td>
            <td class="number" data-label="Interval">${shownRange(finding.low, finding.high, finding.unit, limits)}</td>
            <td class="number" data-label="Limit">${shownLimit(finding.limit, finding.unit).replace('limit ', '')}</td>
            <td data-label="Cited">${finding.cite.item}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function readingLine(finding: Finding, reading: Finding['readings'][number]): Markup {
  const limits = reading.limit === null ? [] : [reading.limit];
  const limit = reading.limit === null ? '' : ` (${shownLimit(reading.limit, finding.unit)})`;
  return html`<p class="reading">
    read as <em>${reading.name}</em>: ${shownValue(reading.value, finding.unit, limits)}${limit},
    ${shortWords(reading.outcome)}
  </p>`;
}

function targetTable(lesion: LesionResult, findings: readonly Finding[]): Markup | null {
  const targets = [
    { role: 'PTV', target: lesion.ptv },
    { role: 'GTV', target: lesion.gtv },
  ].flatMap(({ role, target }) => (target === null ? [] : [{ role, target, doses: targetDoses(target, lesion) }]));
  const first = targets[0];
  if (first === undefined) return null;
  const volume = (target: TargetResult): string => {
    const range = shownRange(target.volumeRangeCm3.low, target.volumeRangeCm3.high, 'cm³');
    return `${shownVolume(target.volumeCm3)}${range === '' ? '' : ` (${range})`}`;
  };
  const row = (name: string, cell: (entry: (typeof targets)[number]) => string): Markup =>
    html`<tr>
      <th scope="row">${name}</th>
      ${targets.map((entry) => html`<td class="number">${cell(entry)}</td>`)}
    </tr>`;
  return html`<div class="scroll">
      <table class="targets">
        <thead>
          <tr>
            <th scope="col"><span class="soft">Target</span></th>
            ${targets.map(({ role, target }) => html`<th scope="col" class="number">${role} ${target.roiName}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${row('Volume', ({ target }) => volume(target))}
          ${row('At prescription', ({ target }) => shownCoverage(target.coveragePercent, limitsOf(findings, target.roiName)))}
          ${targets.some(({ target }) => target.coverageBestEstimatePercent !== null) ? row('Coverage most likely', ({ target }) => shownValue(target.coverageBestEstimatePercent, '%', limitsOf(findings, target.roiName))) : null}
          ${first.doses.map(({ name }, index) => row(name, ({ doses }) => doses[index]?.shown ?? ''))}
        </tbody>
      </table>
    </div>
    ${targets.map(({ role, target }) =>
      target.outsideDoseCm3 > 0
        ? html`<p class="loud">
            ${shownVolume(target.outsideDoseCm3)} of the ${role} lie outside the dose grid and count as cold.
          </p>`
        : null,
    )}
    ${targets.map(({ role, target }) => (target.reason === null || findings.some((finding) => whyUnchecked(finding) === target.reason) ? null : html`<p class="detail">${role}: ${target.reason}</p>`))}`;
}

function gtvOutside({ gtvOutsidePtvCm3 }: LesionResult): Markup | null {
  return gtvOutsidePtvCm3 === null || gtvOutsidePtvCm3 === 0
    ? null
    : html`<p class="detail">GTV outside its PTV: ${shownVolume(gtvOutsidePtvCm3)}</p>`;
}

function indices(lesion: LesionResult): Markup | null {
  const words = indexWords(lesion);
  return words === null ? null : html`<p class="detail">Indices, no rule: ${words}</p>`;
}

function tps({ tps: comparison }: LesionResult): Markup | null {
  if (comparison === null) return null;
  const name = [comparison.system, comparison.version].filter((part) => part !== null).join(' ');
  return html`<div class="scroll">
    <table class="stack">
      <caption>
        Planning system${name === '' ? '' : ` (${name})`} beside this program
      </caption>
      <thead>
        <tr>
          <th scope="col">Quantity</th>
          <th scope="col" class="number">Planning system</th>
          <th scope="col" class="number">Here</th>
          <th scope="col" class="number">Difference</th>
          <th scope="col">Closest convention</th>
        </tr>
      </thead>
      <tbody>
        ${comparison.rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${row.quantity}</th>
              <td class="number" data-label="Planning system">${shownValue(row.tps, row.unit)}</td>
              <td class="number" data-label="Here">${shownValue(row.here, row.unit)}</td>
              <td class="number" data-label="Difference">${shownDifference(row.difference, row.unit, row.tps)}</td>
              <td data-label="Closest convention">${row.explainedBy ?? ''}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function looseFindings(result: CheckResult): Markup | null {
  const findings = findingsOfNoLesion(result);
  return findings.length === 0
    ? null
    : html`<h2>Findings on the whole plan</h2>
        ${findingsTable(findings, [])}`;
}

function hottestOutside({ hottestOutsideTargets: hottest, lesions }: CheckResult): Markup | null {
  if (hottest === null)
    return lesions.length === 0
      ? null
      : html`<h2>Hottest point outside all PTVs</h2>
          <p>Not computed.</p>`;
  const { doseGy, atMm, roiNames, nearestLesion, percentOfPrescription } = hottest;
  const where = roiNames.length === 0 ? 'in no ROI' : `in ${roiNames.join(', ')}`;
  const share =
    percentOfPrescription === null
      ? ''
      : `, ${shownValue(percentOfPrescription, '%', [130])} of the prescription of ${nearestLesion}`;
  return html`<h2>Hottest point outside all PTVs</h2>
    <p>
      ${shownDose(doseGy)} ${where}, at (${atMm.map((value) => value.toFixed(1)).join(', ')}) mm; nearest lesion
      ${nearestLesion}${share}.
    </p>`;
}

function organsAtRisk({ organsAtRisk: organs }: CheckResult): Markup | null {
  if (organs.length === 0) return null;
  const hasReasons = organs.some(({ reason }) => reason !== null);
  return html`<h2>Organs at risk</h2>
    <p>Not checked: no limit in this record.</p>
    ${organsByDose(organs).map(
      ({ dose, rows }) =>
        html`<div class="scroll">
          <table class="narrow">
            ${
              dose === null
                ? null
                : html`<caption>
                    In ${dose}
                  </caption>`
            }
            <thead>
              <tr>
                <th scope="col">ROI</th>
                <th scope="col" class="number">Volume</th>
                <th scope="col" class="number">D0.035cc</th>
                <th scope="col" class="number">Dmean</th>
                ${hasReasons ? html`<th scope="col"></th>` : null}
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                (organ) =>
                  html`<tr>
                    <th scope="row">${organ.roiName}</th>
                    <td class="number">${shownVolume(organ.volumeCm3)}</td>
                    <td class="number">${shownDose(organ.d0035ccGy)}</td>
                    <td class="number">${shownDose(organ.dmeanGy)}</td>
                    ${hasReasons ? html`<td>${organ.reason ?? ''}</td>` : null}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`,
    )}`;
}

function marrow({ marrow: block }: CheckResult): Markup | null {
  if (block === undefined) return null;
  const sentences = [reserveSentence(block), ...levelSentences(block), exclusionSentence(block)];
  return html`<h2>Bone marrow reserve</h2>
    ${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;
}

function warnings(result: CheckResult): Markup | null {
  const found = furtherWarnings(result);
  if (found.length === 0) return null;
  return html`<h2>Warnings</h2>
    <ul>
      ${found.map(({ code, message }) => html`<li>${message} <span class="soft">[${code}]</span></li>`)}
    </ul>`;
}

function readings(result: CheckResult): Markup | null {
  if (result.readings.length === 0) return null;
  const remedy = howToRead(result);
  return html`<h2>How the record was read</h2>
    <p class="soft">Where it leaves something open.${remedy === null ? '' : ` ${remedy}`}</p>
    <div class="scroll">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Question</th>
            <th scope="col">Read as</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${result.readings.map(
            (reading) =>
              html`<tr>
                <td class="words">${reading.question}<br /><span class="soft">${reading.name}</span></td>
                <td class="words">
                  <b>${reading.chosen ?? 'open'}</b>,
                  ${chosenBy(reading)}${reading.options
                    .filter(({ name }) => reading.chosen === null || name === reading.chosen)
                    .map(
                      ({ name, words }) =>
                        html`<p class="detail">${reading.chosen === null ? `${name}: ${words}` : words}</p>`,
                    )}
                </td>
                <td class="words soft">${reading.reason}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function citations(result: CheckResult): Markup | null {
  const sections = citedSections(result);
  if (sections.length === 0) return null;
  const wordsFor = (item: string): string => result.trial.items?.find((each) => each.item === item)?.words ?? '';
  return html`<h2>Rules cited</h2>
    ${sections.map(
      ({ section, items }) =>
        html`<p class="soft">${section}</p>
          <ul>
            ${items.map((item) => html`<li><b>${item}</b> ${wordsFor(item)}</li>`)}
          </ul>`,
    )}`;
}

function inputs({ inputs: files, conventions, trial }: CheckResult): Markup {
  return html`<h2>Inputs and conventions</h2>
    <p>${trial.title} (${trial.registry}, record of ${trial.recordDate}).</p>
    <p>
      End caps ${conventions.endCaps}, ${conventions.betweenSlices} between slices, ${conventions.doseInterpolation}
      dose.
    </p>
    <div class="scroll">
      <table class="stack">
        <thead>
          <tr>
            <th scope="col">Object</th>
            <th scope="col">SOP Instance UID</th>
            <th scope="col">SHA-256</th>
            <th scope="col" class="number">Bytes</th>
          </tr>
        </thead>
        <tbody>
          ${files.map(
            (file) =>
              html`<tr>
                <th scope="row">${file.modality}</th>
                <td class="hash">${file.sopInstanceUid}</td>
                <td class="hash">${file.sha256}</td>
                <td class="number" data-label="Bytes">${file.bytes}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}
