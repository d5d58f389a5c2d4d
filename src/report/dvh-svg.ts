import { html } from './markup.ts';
import type { Markup } from './markup.ts';

export interface DvhLine {
  readonly role: 'ptv' | 'gtv';
  readonly label: string;
  readonly doseGy: readonly number[];
  readonly volumePercent: readonly number[];
}

const WIDTH = 384;
const HEIGHT = 236;
const LEFT = 40;
const RIGHT = 10;
const TOP = 22;
const BOTTOM = 34;

/** Cumulative histograms of one lesion's targets; the prescription is a dashed upright, the limits are dashed across. */
export function dvhSvg(lines: readonly DvhLine[], prescribedGy: number | null, limits: readonly number[]): Markup {
  const highest = Math.max(1, prescribedGy ?? 0, ...lines.map((line) => lastDose(line)));
  const step = niceStep(highest / 5);
  const top = Math.ceil((highest * 1.001) / step) * step;
  const x = (doseGy: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * Math.min(doseGy, top)) / top;
  const y = (percent: number): number => TOP + ((HEIGHT - TOP - BOTTOM) * (100 - percent)) / 100;
  const ticks: number[] = [];
  for (let index = 0; index * step <= top + step / 1e6; index++) ticks.push(index * step);
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="Cumulative dose-volume histogram of ${lines.map((line) => line.label).join(' and ')}"
  >
    ${[0, 20, 40, 60, 80, 100].map(
      (tick) =>
        html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fixed(y(tick))}" y2="${fixed(y(tick))}"></line>
          <text class="tick" x="${LEFT - 5}" y="${fixed(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
    )}
    ${ticks.map(
      (tick) =>
        html`<line
            class="axis"
            x1="${fixed(x(tick))}"
            x2="${fixed(x(tick))}"
            y1="${TOP}"
            y2="${HEIGHT - BOTTOM}"
          ></line>
          <text class="tick" x="${fixed(x(tick))}" y="${HEIGHT - BOTTOM + 14}" text-anchor="middle"
            >${Number(tick.toFixed(3))}</text
          >`,
    )}
    ${limits.map((limit) => html`<line class="limit" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${fixed(y(limit))}" y2="${fixed(y(limit))}" stroke-width="0.7"></line>`)}
    ${prescribedGy === null ? null : html`<line class="limit" x1="${fixed(x(prescribedGy))}" x2="${fixed(x(prescribedGy))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"></line>`}
    ${lines.map((line) => html`<polyline class="curve ${line.role}" points="${points(line, x, y)}"><title>${line.label}</title></polyline>`)}
    ${lines.map((line, index) => html`<text class="label ${line.role}" x="${LEFT + index * 170}" y="12">${line.role === 'ptv' ? '——' : '– –'} ${shortened(line.label)}</text>`)}
    <text class="tick" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 4}" text-anchor="middle">
      dose, Gy${prescribedGy === null ? '' : ` (upright: prescription ${prescribedGy} Gy)`}
    </text>
    <text class="tick" x="4" y="${TOP - 2}">%</text>
  </svg>`;
}

function lastDose({ doseGy, volumePercent }: DvhLine): number {
  let last = doseGy.length - 1;
  while (last > 0 && (volumePercent[last] ?? 0) <= 0) last--;
  return doseGy[Math.min(last + 1, doseGy.length - 1)] ?? 0;
}

/** Points at a tenth of a pixel; a point that does not move the pen by half a pixel is left out. */
function points(line: DvhLine, x: (doseGy: number) => number, y: (percent: number) => number): string {
  const kept: [number, number][] = [];
  line.doseGy.forEach((doseGy, index) => {
    const point: [number, number] = [x(doseGy), y(line.volumePercent[index] ?? 0)];
    const before = kept.at(-1);
    const isLast = index === line.doseGy.length - 1;
    if (before === undefined || isLast || Math.abs(before[0] - point[0]) + Math.abs(before[1] - point[1]) >= 0.5)
      kept.push(point);
  });
  return kept.map(([px, py]) => `${fixed(px)},${fixed(py)}`).join(' ');
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

function fixed(value: number): string {
  return value.toFixed(1);
}

function shortened(label: string): string {
  const letters = [...label];
  return letters.length <= 18 ? label : `${letters.slice(0, 17).join('')}…`;
}
