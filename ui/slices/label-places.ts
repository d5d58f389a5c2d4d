/** In CSS pixels of a pane, y downwards. */
export interface LabelBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A point where a text could begin, on its baseline. */
export type TextAt = readonly [leftPx: number, baselinePx: number];

/** Of 12 px type, above and below its baseline, with a little air. */
const ABOVE_PX = 11;
const BELOW_PX = 4;
const AIR_PX = 2;

/** Where there is already something written in a pane, so that no two labels touch. */
export class LabelPlaces {
  readonly #taken: LabelBox[];
  readonly #widthPx: number;
  readonly #heightPx: number;

  constructor(widthPx: number, heightPx: number, taken: readonly LabelBox[] = []) {
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    this.#taken = [...taken];
  }

  copy(): LabelPlaces {
    return new LabelPlaces(this.#widthPx, this.#heightPx, this.#taken);
  }

  reserve(box: LabelBox): void {
    this.#taken.push(box);
  }

  /** Takes the first of the candidates at which a text of a width lies wholly in the pane and touches nothing; null: none does. */
  put(widthPx: number, candidates: Iterable<TextAt>): TextAt | null {
    for (const at of candidates) {
      const box = boxOf(at, widthPx);
      if (box.x0 < 0 || box.y0 < 0 || box.x1 > this.#widthPx || box.y1 > this.#heightPx) continue;
      if (this.#taken.some((other) => meet(box, other))) continue;
      this.#taken.push(box);
      return at;
    }
    return null;
  }
}

function boxOf([left, baseline]: TextAt, widthPx: number): LabelBox {
  return {
    x0: left - AIR_PX,
    y0: baseline - ABOVE_PX,
    x1: left + widthPx + AIR_PX,
    y1: baseline + BELOW_PX,
  };
}

function meet(a: LabelBox, b: LabelBox): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

const RINGS_PX = [12, 26, 42, 62, 86];

/** Around a mark, near before far: right, left, above, below, then aslant. */
export function* aroundMark(x: number, y: number, widthPx: number): Generator<TextAt> {
  for (const away of RINGS_PX) {
    yield [x + away, y + 4];
    yield [x - away - widthPx, y + 4];
    yield [x - widthPx / 2, y - away - 4];
    yield [x - widthPx / 2, y + away + 11];
    for (const side of [1, -1])
      for (const up of [-1, 1]) yield [side > 0 ? x + 0.7 * away : x - 0.7 * away - widthPx, y + up * (away + 4) + 4];
  }
}

/** Beside an outline: down its right side from the top, then its left, then above and below it. */
export function* besideOutline(box: LabelBox, widthPx: number, paneHeightPx: number): Generator<TextAt> {
  const middle = (box.x0 + box.x1 - widthPx) / 2;
  const top = Math.max(ABOVE_PX, box.y0);
  for (let y = top; y <= Math.min(paneHeightPx, box.y1 + 26); y += 13) yield [box.x1 + 4, y];
  for (let y = top; y <= Math.min(paneHeightPx, box.y1 + 26); y += 13) yield [box.x0 - 4 - widthPx, y];
  for (let away = 6; away < 60; away += 13) {
    yield [middle, box.y0 - away];
    yield [middle, box.y1 + away + 8];
  }
  // Larger than the pane: inside, along its top.
  for (let y = 30; y < paneHeightPx; y += 13) for (let x = 8; x < box.x1; x += 40) yield [x, y];
}
