import type { MarrowResult } from '../../core/index.ts';
import { html, type Markup } from './markup.ts';
import { cm3, withRange } from './marrow-words.ts';

const WIDTH = 440;
const LEFT = 8;
const RIGHT = 12;
const TOP = 44;
const BAR = 26;
const HEIGHT = 112;

export const BUDGET_STYLE = `
svg.budget { max-width: 36rem; width: 100%; height: auto; display: block; }
svg.budget text { font: 12px system-ui, sans-serif; fill: currentColor; }
svg.budget .ghost { stroke: #8a94a0; stroke-dasharray: 3 3; fill: none; } svg.budget .open { stroke: currentColor; stroke-width: 2; fill: none; }
svg.budget .room { fill: none; stroke: currentColor; } svg.budget .first { fill: #b3471d; } svg.budget .other { fill: #0b5cad; }
svg.budget .first, svg.budget .other { stroke: #fff; stroke-width: 1; } svg.budget .range { stroke: currentColor; stroke-width: 1.5; fill: none; }
svg.budget .over { fill: none; stroke: #a4161a; stroke-width: 2; }
`;

/**
 * The open level as a bar: what the chosen lesions take of it, each a segment, those that come first in another colour; what
 * remains; whiskers over the ranges; every level as a line. Null while nothing may be told.
 */
export function budgetSvg(result: MarrowResult): Markup | null {
  const { budgets, selection, picked } = result;
  const set = picked ?? selection;
  const told = budgets.flatMap(({ budgetCm3, budgetRangeCm3, ...level }) =>
    budgetCm3 === null || budgetRangeCm3 === null ? [] : [{ ...level, budgetCm3, ...budgetRangeCm3 }],
  );
  if (told.length === 0) return null;
  const open = told.find(({ level }) => level === set.level);
  const used = isPriorityOnly(result) ? (set.steps.at(-1)?.sumCm3 ?? null) : set.usedCm3;
  const most = Math.max(...told.map(({ high }) => high), used ?? 0) * 1.06;
  const x = (volumeCm3: number): number => LEFT + ((WIDTH - LEFT - RIGHT) * volumeCm3) / most;
  const first = new Set(selection.priority);
  const bottom = TOP + BAR;
  return html`<svg class="budget" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label(result)}">
    ${set.steps.map(
      ({ id, addsCm3, sumCm3 }) =>
        html`<rect
          class="${first.has(id) ? 'first' : 'other'}"
          x="${short(x(sumCm3 - addsCm3))}"
          y="${TOP}"
          width="${short(x(sumCm3) - x(sumCm3 - addsCm3))}"
          height="${BAR}"
          ><title>${id}: ${cm3(addsCm3)}</title></rect
        >`,
    )}
    ${
      open === undefined
        ? null
        : html`<rect
            class="room"
            x="${LEFT}"
            y="${TOP}"
            width="${short(x(open.budgetCm3) - LEFT)}"
            height="${BAR}"
          ></rect>`
    }
    ${told.map(({ level, percent, budgetCm3, low, high }) => {
      const at = short(x(budgetCm3));
      const isOpen = level === open?.level;
      return html`<line class="${isOpen ? 'open' : 'ghost'}" x1="${at}" x2="${at}" y1="${TOP - 8}" y2="${bottom + 8}" />
        <path class="range" d="M${short(x(low))} ${TOP - 5}H${short(x(high))}" />
        <text x="${at}" y="${TOP - 25}" text-anchor="middle" font-weight="${isOpen ? 'bold' : 'normal'}"
          >${level}: ${percent} %</text
        >
        <text x="${at}" y="${TOP - 12}" text-anchor="middle">${cm3(budgetCm3)}</text>`;
    })}
    ${used === null ? null : usedMark(used, 'usedRangeCm3' in set ? set.usedRangeCm3 : null, x, bottom)}
    <text x="${LEFT}" y="${HEIGHT - 6}">${budgetCaption(result)}</text>
  </svg>`;
}

function usedMark(
  usedCm3: number,
  range: { readonly low: number; readonly high: number } | null,
  x: (volumeCm3: number) => number,
  bottom: number,
): Markup {
  const at = short(x(usedCm3));
  return html`<path class="range" d="M${at} ${bottom}v7" /> ${
      range === null || range.low === range.high
        ? null
        : html`<path class="range" d="M${short(x(range.low))} ${bottom + 5}H${short(x(range.high))}" />`
    }`;
}

function isPriorityOnly({ picked, selection }: MarrowResult): boolean {
  return picked === null && selection.status === 'priority-exceeds-level';
}

/** What the bar says in one line. */
export function budgetCaption(result: MarrowResult): string {
  const { picked, selection } = result;
  const set = picked ?? selection;
  if (isPriorityOnly(result)) {
    return `the lesions that come first need ${cm3(set.steps.at(-1)?.sumCm3 ?? null)}, level ${selection.level ?? '?'} allows ${cm3(selection.budgetCm3)}`;
  }
  const range = set.remainingRangeCm3;
  if (set.usedCm3 === null) return 'nothing chosen';
  if (set.remainingCm3 === null || range === null) return `used ${cm3(set.usedCm3)}`;
  const interval = { value: set.remainingCm3, ...range };
  return `used ${cm3(set.usedCm3)}, ${
    set.remainingCm3 < 0
      ? `${withRange({ value: -interval.value, low: -interval.high, high: -interval.low }, cm3)} too much`
      : `remaining ${withRange(interval, cm3)}`
  }`;
}

function label(result: MarrowResult): string {
  return `Volume against the levels: ${budgetCaption(result)}; ${result.budgets
    .map(({ level, percent, budgetCm3 }) => `level ${level} (${percent} %) allows ${cm3(budgetCm3)}`)
    .join(', ')}`;
}

function short(value: number): string {
  return value.toFixed(1);
}
