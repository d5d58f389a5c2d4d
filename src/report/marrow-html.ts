import type { MarrowPicture, MarrowResult } from '../../core/index.ts';
import { CHECK_HTML_STYLE } from './check-html-style.ts';
import { htmlPage } from './html-page.ts';
import { html, Markup } from './markup.ts';
import { BUDGET_STYLE, budgetSvg } from './marrow-budget-svg.ts';
import { frontSvg, sliceSvg } from './marrow-svg.ts';
import {
  axesWord,
  budgetRows,
  cm3,
  lesionRemarks,
  LEVEL_OUTCOME_WORDS,
  nearestWord,
  priorityWord,
  proposedWord,
  readingRows,
  type VerdictWords,
  verdictsOf,
  withRange,
} from './marrow-words.ts';

const STYLE = `
.slices { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .8rem; }
.front svg { max-width: 26rem; }
svg .ground { fill: #000; }
svg path { fill-rule: evenodd; vector-effect: non-scaling-stroke; stroke-width: 1.4px; }
svg .bone { fill: none; stroke: #7fb2e5; } svg .trabecular { fill: #f0c850; fill-opacity: .16; stroke: #f0c850; }
svg .lesion { fill: #e04040; fill-opacity: .22; stroke: #ff6a6a; } svg .proposed { fill: #d050e0; fill-opacity: .26; stroke: #e68af2; }
svg .scale { stroke: #fff; stroke-width: 2px; fill: none; }
.front svg .lesion, .front svg .proposed { fill-opacity: .6; stroke: none; }
.front svg text { fill: #fff; font-size: 14px; paint-order: stroke; stroke: #000; stroke-width: 3px; }
.key b { display: inline-block; width: .9em; height: .9em; border-radius: .15em; vertical-align: -.1em; }
.key .bone { background: #7fb2e5; } .key .trabecular { background: #f0c850; } .key .lesion { background: #e04040; border: 0; padding: 0; margin: 0; } .key .proposed { background: #d050e0; }
.key span { margin-right: 1.1em; white-space: nowrap; }
`;

/**
 * The marrow result as one self-contained HTML file: no script, nothing loaded from anywhere, everything that came from a
 * file escaped; with pictures of what was taken for bone, for a person to judge.
 */
export function marrowHtml(result: MarrowResult, picture: MarrowPicture | null): string {
  const { trial, subject, software, notice, rulesNotice } = result;
  const title = `Bone marrow reserve of ${subject ?? 'a patient'}, ${trial.id}`;
  return htmlPage({
    title,
    tab: title,
    notice: `${rulesNotice} ${trial.registry}. ${software.name} ${software.version}.`,
    images: true,
    style: STYLE + BUDGET_STYLE,
    body: html`${verdictsOf(result).map(verdict)}
      <p class="notice">${notice}</p>
      ${budget(result)} ${pictures(picture)} ${volumes(result)} ${readings(result)} ${lesions(result)}
      ${estimate(result)}
      ${list(
        'Warnings',
        result.warnings.map(({ code, message }) => `${message} [${code}]`),
      )}
      ${list(
        'Rules cited',
        trial.items.map(({ item, words }) => `${item}: ${words}`),
      )}
      <h2>What it rests on</h2>
      ${table(
        ['', 'object', 'sha256'],
        result.inputs.map(({ modality, sopInstanceUid, sha256 }) => [modality, sopInstanceUid, sha256]),
      )}`,
  });
}

/** The pictures alone, as a page for where the rest of the result is shown already. */
export function marrowPicturesHtml(picture: MarrowPicture): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <title>Bone and lesions</title>
        <style>
          ${Markup.own(CHECK_HTML_STYLE + STYLE)}
        </style>
      </head>
      <body>
        ${pictures(picture)}
      </body>
    </html> `;
  return `${page.source.trim()}\n`;
}

function verdict({ title, tone, sentences: [first = '', ...rest] }: VerdictWords): Markup {
  return html`<section class="verdict ${tone}" aria-label="${title}">
    <p class="soft">${title}</p>
    <strong>${first}</strong>
    ${rest.map((sentence) => html`<p>${sentence}</p>`)}
  </section>`;
}

function pictures(picture: MarrowPicture | null): Markup | null {
  if (picture === null) return null;
  const kinds = new Set(
    [...picture.front.shapes, ...picture.slices.flatMap(({ shapes }) => shapes)].map(({ kind }) => kind),
  );
  return html`<h2>Look at it: is this the bone that is meant?</h2>
    <p class="key">
      ${kinds.has('bone') ? html`<span><b class="bone"></b> whole bone</span>` : null}
      ${
        kinds.has('trabecular')
          ? html`<span><b class="trabecular"></b> trabecular bone; what lesions leave of it is the reserve</span>`
          : null
      }
      <span><b class="proposed"></b> proposed lesion</span> <span><b class="lesion"></b> other lesion</span>
      <span class="soft">${picture.backdrop}; bar 5 cm</span>
    </p>
    ${frontSvg(picture)}
    <div class="slices">${picture.slices.map(sliceSvg)}</div>`;
}

function budget(result: MarrowResult): Markup | null {
  const rows = budgetRows(result);
  if (rows.length === 0) return null;
  return html`<h2>What the levels allow</h2>
    ${budgetSvg(result)} ${table(['level', 'of the reserve', 'allows', ''], rows)}`;
}

function volumes({ trabecularCm3, intersectionCm3, reserveCm3, trabecular, declared }: MarrowResult): Markup {
  const yes = (value: boolean | null): string => (value === null ? 'not declared' : value ? 'yes' : 'no');
  return html`<h2>Bone marrow reserve</h2>
    ${table(
      ['', 'volume', ''],
      [
        ['trabecular bone', withRange(trabecularCm3, cm3), trabecular.from],
        ['of it in lesions', withRange(intersectionCm3, cm3), 'all lesions, treated or not'],
        ['reserve', withRange(reserveCm3, cm3), 'trabecular bone less what lesions take of it'],
      ],
    )}
    <p class="detail">
      Declared: kind of bone ${declared.kind ?? 'not declared'}; skeleton complete: ${yes(declared.skeletonComplete)};
      all tumour in GTV_Total: ${yes(declared.gtvTotalComplete)}. In brackets: the range over end caps and shapes
      between slices, or over what is not said.
    </p>`;
}

function readings(result: MarrowResult): Markup {
  return html`<h2>Readings of “irradiation volume”, for the treated lesions</h2>
    ${table(['reading', 'nodes', 'volume', 'of the reserve', 'lowest level not exceeded'], readingRows(result))}
    ${grid(result)}`;
}

/** Every reading under every level; nothing while no level may be told. */
function grid({ readings: all, trial }: MarrowResult): Markup | null {
  const isTold = all.some(({ levels }) => levels.some(({ outcome }) => outcome !== 'not-evaluable'));
  if (!isTold) return null;
  return table(
    ['reading', 'nodes', ...trial.levels.map(({ id, percent }) => `level ${id} (${percent} %)`)],
    all.map(({ reading, nodes, levels }) => [
      reading,
      nodes,
      ...levels.map(({ outcome }) => LEVEL_OUTCOME_WORDS[outcome]),
    ]),
  );
}

function lesions(result: MarrowResult): Markup {
  const { lesions: all } = result;
  if (all.length === 0) return html`<p class="loud">No lesions.</p>`;
  return html`<h2>Lesions</h2>
    ${table(
      ['', 'proposed', 'site', 'GTV', 'in trabecular', 'PTV', 'axes mm', 'nearest', 'priority', ''],
      all.map((lesion) => [
        lesion.id,
        proposedWord(lesion.id, result),
        lesion.site ?? '?',
        cm3(lesion.volumeCm3),
        cm3(lesion.inTrabecularCm3),
        cm3(lesion.ptvCm3),
        axesWord(lesion),
        nearestWord(lesion),
        priorityWord(lesion),
        lesionRemarks(lesion),
      ]),
    )}`;
}

function estimate({ trabecular }: MarrowResult): Markup | null {
  const { estimate: made } = trabecular;
  if (made === null) return null;
  return html`<h2>Trabecular bone is an estimate</h2>
    <p>
      ${made.accepted ? 'Accepted in the case.' : 'Not accepted in the case.'} ${made.method}; whole bones
      ${cm3(made.wholeBoneCm3)}.
    </p>
    ${table(
      ['what other choices would have given', 'trabecular bone'],
      made.sensitivity.map(({ change, trabecularCm3 }) => [change, cm3(trabecularCm3)]),
    )}
    ${
      made.flags.length === 0
        ? null
        : html`<ul>
            ${made.flags.map((flag) => html`<li>${flag}</li>`)}
          </ul>`
    }`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function list(title: string, lines: readonly string[]): Markup | null {
  if (lines.length === 0) return null;
  return html`<h2>${title}</h2>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>`;
}
