import type { CohortSimulate } from '../../core/index.ts';
import { html, type Markup } from './markup.ts';
import { shownNumber, shownShare } from './scenario-words.ts';

type Scenario = CohortSimulate['scenarios'][number];

const WIDTH = 700;
const HEIGHT = 230;
const PANEL = 320;
const TOP = 26;
const FLOOR = HEIGHT - 42;

export const SCENARIO_STYLE = `
svg .chosen { fill: var(--ptv); } svg .nobody { fill: var(--soft); } svg .subjects { fill: var(--line); stroke: var(--soft); }
svg .toxic { fill: var(--gtv); } svg .entered { stroke: var(--gtv); stroke-width: 3; } svg .floor { stroke: var(--soft); }
`;

/**
 * A scenario as two bar charts: the probability of each choice, with the toxicity that was entered as a dash; expected
 * subjects at each level, those with a toxicity filled. The table beside it says the same.
 */
export function scenarioSvg(scenario: Scenario, title: string): Markup {
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
    ${choices(scenario)} ${numbers(scenario)}
  </svg>`;
}

function choices({ levels, none, unsettled }: Scenario): Markup {
  const bars = [
    ...levels.map(({ level, chosen, toxicity }) => ({ name: `level ${level}`, share: chosen, toxicity })),
    { name: 'none', share: none, toxicity: null },
    { name: 'no end', share: unsettled, toxicity: null },
  ];
  const step = PANEL / bars.length;
  const y = (share: number): number => FLOOR - share * (FLOOR - TOP);
  // Above the bar, and above the dash where that would strike it through.
  const labelY = (share: number, toxicity: number | null): number => {
    const isNear = toxicity !== null && toxicity > share && y(share) - y(toxicity) < 18;
    return (isNear ? y(toxicity) : y(share)) - 5;
  };
  return html`<g>
    <text x="0" y="12">Probability of the choice (dash: toxicity entered)</text>
    <line class="floor" x1="0" x2="${PANEL}" y1="${FLOOR}" y2="${FLOOR}" />
    ${bars.map(({ name, share, toxicity }, index) => {
      const x = index * step;
      return html`<rect
          class="${toxicity === null ? 'nobody' : 'chosen'}"
          x="${short(x + 0.2 * step)}"
          y="${short(y(share))}"
          width="${short(0.6 * step)}"
          height="${short(FLOOR - y(share))}"
        />
        ${
          toxicity === null
            ? null
            : html`<line
                class="entered"
                x1="${short(x + 0.1 * step)}"
                x2="${short(x + 0.9 * step)}"
                y1="${short(y(toxicity))}"
                y2="${short(y(toxicity))}"
              />`
        }
        <text x="${short(x + step / 2)}" y="${short(labelY(share, toxicity))}" text-anchor="middle"
          >${shownShare(share)}</text
        >
        <text class="tick" x="${short(x + step / 2)}" y="${FLOOR + 16}" text-anchor="middle">${name}</text>`;
    })}
  </g>`;
}

function numbers({ levels }: Scenario): Markup {
  const step = PANEL / levels.length;
  const most = Math.max(1, ...levels.map(({ subjects }) => subjects));
  const left = WIDTH - PANEL;
  const height = (count: number): number => (count / most) * (FLOOR - TOP - 12);
  return html`<g>
    <text x="${left}" y="12">Expected subjects (filled: with a toxicity)</text>
    <line class="floor" x1="${left}" x2="${WIDTH}" y1="${FLOOR}" y2="${FLOOR}" />
    ${levels.map(({ level, subjects, toxicities }, index) => {
      const x = left + index * step;
      const bar = (kind: string, count: number): Markup =>
        html`<rect
          class="${kind}"
          x="${short(x + 0.2 * step)}"
          y="${short(FLOOR - height(count))}"
          width="${short(0.6 * step)}"
          height="${short(height(count))}"
        />`;
      return html`${bar('subjects', subjects)} ${bar('toxic', toxicities)}
        <text x="${short(x + step / 2)}" y="${short(FLOOR - height(subjects) - 4)}" text-anchor="middle">
          ${shownNumber(subjects)} (${shownNumber(toxicities)})
        </text>
        <text class="tick" x="${short(x + step / 2)}" y="${FLOOR + 16}" text-anchor="middle">level ${level}</text>`;
    })}
  </g>`;
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
