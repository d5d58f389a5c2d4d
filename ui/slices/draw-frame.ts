import { AXES_OF_PLANE, sidesOfPlane } from '../../core/index.ts';
import type { Lps } from '../../core/index.ts';
import { aroundMark } from './label-places.ts';
import type { LabelBox, LabelPlaces } from './label-places.ts';
import { toPixel } from './pane-view.ts';
import type { PaneView } from './pane-view.ts';
import type { Mark } from './scene.ts';

const INK = '#e8ebee';
const CROSS = '#7fd6ff';

/** What lies over a plane's picture: letters of the patient's sides, a scale, the crosshair and marks. */
export function drawFrame(
  context: CanvasRenderingContext2D,
  view: PaneView,
  atMm: Lps,
  marks: readonly Mark[],
  written: LabelPlaces,
  pixelRatio: number,
): void {
  const { widthPx, heightPx, kind } = view;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  crosshair(context, view, atMm);
  const places = written.copy();
  for (const mark of marks) drawMark(context, view, atMm, mark, places);
  const sides = sidesOfPlane(kind);
  context.font = 'bold 14px system-ui, sans-serif';
  const at = (text: string, x: number, y: number, align: CanvasTextAlign): void => {
    context.textAlign = align;
    outlined(context, text, x, y, INK);
  };
  at(sides.left, 6, heightPx / 2 + 5, 'left');
  at(sides.right, widthPx - 6, heightPx / 2 + 5, 'right');
  at(sides.top, widthPx / 2, 17, 'center');
  at(sides.bottom, widthPx / 2, heightPx - 8, 'center');
  scale(context, view);
}

function outlined(context: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string): void {
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = '#000000d8';
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** Open in the middle, so that what is looked at is seen. */
const GAP_PX = 9;

function crosshair(context: CanvasRenderingContext2D, view: PaneView, atMm: Lps): void {
  const { u, v } = AXES_OF_PLANE[view.kind];
  const [x, y] = toPixel(view, atMm[u], atMm[v]);
  context.beginPath();
  context.moveTo(0, y);
  context.lineTo(x - GAP_PX, y);
  context.moveTo(x + GAP_PX, y);
  context.lineTo(view.widthPx, y);
  context.moveTo(x, 0);
  context.lineTo(x, y - GAP_PX);
  context.moveTo(x, y + GAP_PX);
  context.lineTo(x, view.heightPx);
  context.lineWidth = 1;
  context.globalAlpha = 0.75;
  context.strokeStyle = CROSS;
  context.stroke();
  context.globalAlpha = 1;
}

/** A mark is shown in planes at most this far from it. */
const NEAR_MM = 1;
/** Half of a mark's width and height. */
const MARK_PX = 8;

/** What a mark covers in a plane; null where it is not shown. */
export function markBox(view: PaneView, atMm: Lps, mark: Mark): LabelBox | null {
  const { u, v, normal } = AXES_OF_PLANE[view.kind];
  if (Math.abs(mark.atMm[normal] - atMm[normal]) > NEAR_MM) return null;
  const [x, y] = toPixel(view, mark.atMm[u], mark.atMm[v]);
  return { x0: x - MARK_PX, y0: y - MARK_PX, x1: x + MARK_PX, y1: y + MARK_PX };
}

/** Where the frame has writing of its own: the sides of the patient and the scale. */
export function frameBoxes({ widthPx, heightPx }: PaneView): LabelBox[] {
  const [x, y] = [widthPx / 2, heightPx / 2];
  return [
    { x0: 0, y0: y - 10, x1: 20, y1: y + 10 },
    { x0: widthPx - 20, y0: y - 10, x1: widthPx, y1: y + 10 },
    { x0: x - 9, y0: 0, x1: x + 9, y1: 21 },
    { x0: x - 9, y0: heightPx - 23, x1: x + 9, y1: heightPx },
    { x0: 0, y0: heightPx - 28, x1: widthPx / 4 + 70, y1: heightPx },
  ];
}

function drawMark(context: CanvasRenderingContext2D, view: PaneView, atMm: Lps, mark: Mark, places: LabelPlaces): void {
  if (markBox(view, atMm, mark) === null) return;
  const { u, v } = AXES_OF_PLANE[view.kind];
  const [x, y] = toPixel(view, mark.atMm[u], mark.atMm[v]);
  context.beginPath();
  // A triangle upwards for hot, downwards for cold: told apart without colour.
  const tip = mark.sign === 'hot' ? -1 : 1;
  context.moveTo(x, y + 7 * tip);
  context.lineTo(x + 6, y - 4 * tip);
  context.lineTo(x - 6, y - 4 * tip);
  context.closePath();
  context.lineWidth = 4;
  context.strokeStyle = '#000000d8';
  context.stroke();
  context.lineWidth = 1.8;
  context.strokeStyle = mark.sign === 'hot' ? '#ffb35c' : '#9fd8ff';
  context.stroke();
  context.font = '12px system-ui, sans-serif';
  context.textAlign = 'left';
  const width = context.measureText(mark.label).width;
  const at = places.put(width, aroundMark(x, y, width));
  if (at !== null) outlined(context, mark.label, at[0], at[1], INK);
}

const LENGTHS_MM = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/** The longest round length of at most a quarter of the pane. */
function scale(context: CanvasRenderingContext2D, { widthPx, heightPx, mmPerPixel }: PaneView): void {
  const fits = LENGTHS_MM.filter((mm) => mm / mmPerPixel <= widthPx / 4);
  const mm = fits.at(-1) ?? 1;
  const [x, y, length] = [10, heightPx - 12, mm / mmPerPixel];
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y);
  context.lineTo(x + length, y);
  context.lineTo(x + length, y - 5);
  context.lineWidth = 4;
  context.strokeStyle = '#000000d8';
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = INK;
  context.stroke();
  context.font = '12px system-ui, sans-serif';
  context.textAlign = 'left';
  outlined(context, `${String(mm)} mm`, x + length + 6, y + 1, INK);
}
