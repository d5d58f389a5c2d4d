import type { Interval } from '../../core/index.ts';
import { html } from './markup.ts';
import type { Markup } from './markup.ts';

export interface CoverageBar {
  readonly label: string;
  readonly role: 'ptv' | 'gtv';
  readonly coverage: Interval;
  /** Where the coverage most likely lies; null when that is not known. */
  readonly best: number | null;
  readonly shown: string;
  /** What is true, where that is known: of a teaching case. */
  readonly truth?: number;
}

export interface CoverageSvgWords {
  readonly label: string;
  readonly limit: string;
  /** Shown digits as the language writes them. */
  readonly digits: (shown: string) => string;
}

const ENGLISH: CoverageSvgWords = {
  label: 'Coverage of every target with its interval',
  limit: 'limit',
  digits: (shown) => shown,
};

const WIDTH = 640;
const LEFT = 105;
const RIGHT = 165;
const ROW = 24;
const TOP = 22;

/**
 * Coverage of every target on one scale: a line at the value, a bar over the interval, dashed lines at the limits.
 * The scale begins at 70 %, or at the ten below the lowest end; it never hides a value.
 */
export function coverageSvg(
  bars: readonly CoverageBar[],
  limits: readonly number[],
  { label, limit: limitWord, digits }: CoverageSvgWords = ENGLISH,
): Markup {
  const lowest = Math.min(
    70,
    ...bars.map(({ coverage, truth = 100 }) => Math.floor(Math.max(0, Math.min(coverage.low, truth)) / 10) * 10),
  );
  const scale = (percent: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * (percent - lowest)) / (100 - lowest);
  const bottom = TOP + bars.length * ROW;
  const step = 100 - lowest > 50 ? 20 : 10;
  const ticks: number[] = [];
  for (let tick = 100; tick >= lowest; tick -= step) ticks.push(tick);
  const isNarrow = limits.some((limit, n) =>
    limits.some((other, m) => m > n && Math.abs(scale(limit) - scale(other)) < 52),
  );
  const x = (percent: number): string => scale(Math.min(100, Math.max(lowest, percent))).toFixed(1);
  return html`<svg viewBox="0 0 ${WIDTH} ${bottom + 22}" role="img" aria-label="${label}">
    ${bars.map((bar, index) => row({ ...bar, shown: digits(bar.shown) }, TOP + index * ROW, x))}
    ${ticks.map(
      (tick) =>
        html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP}" y2="${bottom}"></line>
          <text class="tick" x="${x(tick)}" y="${bottom + 15}" text-anchor="middle">${tick} %</text>`,
    )}
    ${limits.map(
      (limit) =>
        html`<line class="limit" x1="${x(limit)}" x2="${x(limit)}" y1="${TOP - 5}" y2="${bottom}"></line>
          <text class="tick" x="${x(limit)}" y="${TOP - 9}" text-anchor="middle"
            >${isNarrow ? `${limit} %` : `${limitWord} ${limit}`}</text
          >`,
    )}
  </svg>`;
}

function row(
  { label, role, coverage, best, shown, truth }: CoverageBar,
  y: number,
  x: (percent: number) => string,
): Markup {
  const middle = y + ROW / 2;
  return html`<g>
    <title>${label}: ${shown}</title>
    <text x="${LEFT - 10}" y="${middle + 4}" text-anchor="end">${shortened(label)}</text>
    <rect class="track" x="${LEFT}" y="${y + 4}" width="${WIDTH - LEFT - RIGHT}" height="${ROW - 8}"></rect>
    <line class="range ${role}" x1="${x(coverage.low)}" x2="${x(coverage.high)}" y1="${middle}" y2="${middle}"></line>
    <line
      class="point ${role}"
      x1="${x(coverage.value)}"
      x2="${x(coverage.value)}"
      y1="${y + 4}"
      y2="${y + ROW - 4}"
    ></line>
    ${best === null ? null : html`<circle class="best" cx="${x(best)}" cy="${middle}" r="2.5"></circle>`}
    ${truth === undefined ? null : html`<path class="truth" d="M${x(truth)} ${y + 6}l-4 -7h8Z"></path>`}
    <text x="${WIDTH - RIGHT + 10}" y="${middle + 4}">${shown}</text>
  </g>`;
}

function shortened(label: string): string {
  const letters = [...label];
  return letters.length <= 16 ? label : `${letters.slice(0, 15).join('')}…`;
}
