import type { CutOutline, TeachingPicture } from '../../core/index.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

export const TEACHING_STYLE = `
svg.teaching { max-width: 26rem; width: 100%; height: auto; display: block; }
svg.teaching .sheet { fill: var(--wash); }
svg.teaching .drawn { fill: var(--ptv); fill-opacity: .12; stroke: none; }
svg.teaching .slice { stroke: var(--soft); stroke-width: .8; stroke-dasharray: 1 3; }
svg.teaching .node { fill: var(--soft); stroke: none; }
svg.teaching .target { fill: none; stroke-width: 2; } svg.teaching .target.ptv { stroke: var(--ptv); } svg.teaching .target.gtv { stroke: var(--gtv); stroke-dasharray: 6 3; }
svg.teaching .isodose { fill: none; stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 3; }
svg.teaching .prescribed { fill: none; stroke: var(--ink); stroke-width: 2; stroke-dasharray: none; }
svg.teaching .gridded { fill: none; stroke: var(--open); stroke-width: 2; stroke-dasharray: 5 2; }
svg.teaching .ruler { stroke: var(--ink); stroke-width: 2; }
svg.teaching text { fill: var(--ink); font-size: 11px; }
`;

/** Pixels of the longer side. */
const SIDE = 360;
const FOOT = 20;

export interface TeachingSvgWords {
  /** For who does not see it. */
  readonly label: string;
  readonly millimetres: (mm: number) => string;
}

const ENGLISH: TeachingSvgWords = {
  label: 'Cut through the target: GTV, PTV, prescription isodose, slices and dose nodes, true to scale',
  millimetres: (mm) => `${mm} mm`,
};

/** A teaching case in a cut, true to scale, the head of the patient upwards. */
export function teachingSvg(picture: TeachingPicture, words: TeachingSvgWords = ENGLISH): Markup {
  const { halfWidthMm, halfHeightMm } = picture;
  const scale = SIDE / (2 * Math.max(halfWidthMm, halfHeightMm));
  const [width, height] = [2 * halfWidthMm * scale, 2 * halfHeightMm * scale];
  const x = (u: number): string => ((u + halfWidthMm) * scale).toFixed(1);
  const y = (z: number): string => ((halfHeightMm - z) * scale).toFixed(1);
  const outline = (kind: string, { kind: form, acrossMm, alongMm }: CutOutline): Markup =>
    form === 'ellipse'
      ? html`<ellipse
          class="target ${kind}"
          cx="${x(0)}"
          cy="${y(0)}"
          rx="${(acrossMm * scale).toFixed(1)}"
          ry="${(alongMm * scale).toFixed(1)}"
        ></ellipse>`
      : html`<rect
          class="target ${kind}"
          x="${x(-acrossMm)}"
          y="${y(alongMm)}"
          width="${(2 * acrossMm * scale).toFixed(1)}"
          height="${(2 * alongMm * scale).toFixed(1)}"
        ></rect>`;
  const rulerMm = halfWidthMm > 15 ? 10 : 5;
  return html`<svg
    class="teaching"
    viewBox="0 0 ${width.toFixed(1)} ${(height + FOOT).toFixed(1)}"
    role="img"
    aria-label="${words.label}"
  >
    <rect class="sheet" x="0" y="0" width="${width.toFixed(1)}" height="${height.toFixed(1)}"></rect>
    ${picture.ptvAsDrawn.map(
      ({ u0, u1, z0, z1 }) =>
        html`<rect
          class="drawn"
          x="${x(u0)}"
          y="${y(z1)}"
          width="${((u1 - u0) * scale).toFixed(1)}"
          height="${((z1 - z0) * scale).toFixed(1)}"
        ></rect>`,
    )}
    ${picture.planesMm.map((z) => html`<line class="slice" x1="0" x2="${width.toFixed(1)}" y1="${y(z)}" y2="${y(z)}"></line>`)}
    ${picture.nodesZMm.flatMap((z) => picture.nodesUMm.map((u) => html`<circle class="node" cx="${x(u)}" cy="${y(z)}" r="1.3"></circle>`))}
    ${picture.isodoses.map(
      ({ percent, centre: [u, z], acrossMm, alongMm }) =>
        html`<ellipse
          class="${percent === 100 ? 'prescribed' : 'isodose'}"
          cx="${x(u)}"
          cy="${y(z)}"
          rx="${(acrossMm * scale).toFixed(1)}"
          ry="${(alongMm * scale).toFixed(1)}"
        ></ellipse>`,
    )}
    ${outline('ptv', picture.ptv)} ${outline('gtv', picture.gtv)}
    ${
      picture.isodoseOfGrid.length === 0
        ? null
        : html`<polygon
            class="gridded"
            points="${picture.isodoseOfGrid.map(([u, z]) => `${x(u)},${y(z)}`).join(' ')}"
          ></polygon>`
    }
    <line
      class="ruler"
      x1="4"
      x2="${(4 + rulerMm * scale).toFixed(1)}"
      y1="${(height + 6).toFixed(1)}"
      y2="${(height + 6).toFixed(1)}"
    ></line>
    <text x="${(10 + rulerMm * scale).toFixed(1)}" y="${(height + 11).toFixed(1)}">${words.millimetres(rulerMm)}</text>
  </svg>`;
}
