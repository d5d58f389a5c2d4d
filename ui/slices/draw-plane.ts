import { AXES_OF_PLANE, coveredAreas, cutDose, cutRegion, cutVolume, isodose, planeThrough } from '../../core/index.ts';
import type { CrossSection, DosePlane, Isodose, Lps, PatientPlane } from '../../core/index.ts';
import type { CtPicture } from './ct-picture.ts';
import { frameBoxes, markBox } from './draw-frame.ts';
import { besideOutline, LabelPlaces } from './label-places.ts';
import type { LabelBox } from './label-places.ts';
import { inMillimetres, toPixel } from './pane-view.ts';
import type { PaneView } from './pane-view.ts';
import type { OutlinedSolid, Scene, ShownLevel } from './scene.ts';

const HALO = '#000000b0';
const FONT = '12px system-ui, sans-serif';

/** Draws everything of one plane but the crosshair: CT, dose, cold part, structures. Says where there is writing now. */
export function drawPlane(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: PaneView,
  atMm: Lps,
  picture: CtPicture,
  pixelRatio: number,
): LabelPlaces {
  const plane = planeThrough(view.kind, atMm);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  inMillimetres(context, view, pixelRatio);
  const voxels = scene.ct === null ? null : cutVolume(scene.ct, plane);
  if (voxels !== null) picture.draw(context, voxels, scene.window);
  const dose = scene.dose === null ? null : cutDose(scene.dose, plane);
  const found = dose === null ? [] : scene.levels.map((level) => ({ level, isodose: isodose(dose, level.doseGy) }));
  if (scene.wash) for (const { level, isodose: of } of found) wash(context, of, level);
  if (scene.cold !== null) drawCold(context, scene.cold, plane, dose, view.mmPerPixel);
  if (scene.lines) for (const { level, isodose: of } of found) drawLines(context, of, level, view.mmPerPixel);
  const cuts = scene.outlines.flatMap((solid) => {
    const cut = cutRegion(solid.region, plane);
    return cut === null ? [] : [{ solid, cut }];
  });
  for (const { solid, cut } of cuts) if (solid.isArea) drawArea(context, solid, cut);
  for (const { solid, cut } of cuts) if (!solid.isArea) drawOutline(context, solid, cut, view.mmPerPixel);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.font = FONT;
  const places = new LabelPlaces(view.widthPx, view.heightPx, [
    ...frameBoxes(view),
    ...scene.marks.flatMap((mark) => markBox(view, atMm, mark) ?? []),
  ]);
  nameOutlines(context, cuts, view, places);
  if (scene.lines)
    for (const [n, { level, isodose: of }] of found.entries()) labelLines(context, of, level, view, n, places);
  return places;
}

function trace(context: CanvasRenderingContext2D | Path2D, points: Float64Array, closed: boolean): void {
  context.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let n = 2; n < points.length; n += 2) context.lineTo(points[n] ?? 0, points[n + 1] ?? 0);
  if (closed) context.closePath();
}

function wash(context: CanvasRenderingContext2D, { areas }: Isodose, { colour }: ShownLevel): void {
  context.beginPath();
  for (const area of areas) trace(context, area, true);
  context.globalAlpha = 0.22;
  context.fillStyle = colour;
  context.fill('evenodd');
  context.globalAlpha = 1;
}

function drawLines(
  context: CanvasRenderingContext2D,
  { lines }: Isodose,
  { colour, dash }: ShownLevel,
  mmPerPixel: number,
): void {
  context.beginPath();
  for (const line of lines) trace(context, line, false);
  context.setLineDash([]);
  context.lineWidth = 3 * mmPerPixel;
  context.strokeStyle = HALO;
  context.stroke();
  context.setLineDash(dash.map((length) => length * mmPerPixel));
  context.lineWidth = 1.4 * mmPerPixel;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
}

function drawArea(context: CanvasRenderingContext2D, { colour }: OutlinedSolid, { outlines }: CrossSection): void {
  context.beginPath();
  for (const outline of outlines) trace(context, outline, true);
  context.globalAlpha = 0.3;
  context.fillStyle = colour;
  context.fill('evenodd');
  context.globalAlpha = 1;
}

function drawOutline(
  context: CanvasRenderingContext2D,
  { colour, isTarget }: OutlinedSolid,
  { outlines }: CrossSection,
  mmPerPixel: number,
): void {
  context.beginPath();
  for (const outline of outlines) trace(context, outline, true);
  context.lineJoin = 'round';
  context.lineWidth = (isTarget ? 4 : 2.6) * mmPerPixel;
  context.strokeStyle = HALO;
  context.stroke();
  context.lineWidth = (isTarget ? 2.2 : 1.2) * mmPerPixel;
  context.strokeStyle = colour;
  context.stroke();
}

/** Distance of the hatching's lines, in CSS pixels. */
const HATCH_PX = 6;

/** Hatches what of a target lies below its prescription, or where no dose is known. */
function drawCold(
  context: CanvasRenderingContext2D,
  { region, prescriptionGy }: NonNullable<Scene['cold']>,
  plane: PatientPlane,
  dose: DosePlane | null,
  mmPerPixel: number,
): void {
  const cut = cutRegion(region, plane);
  if (cut === null) return;
  context.save();
  context.beginPath();
  for (const outline of cut.outlines) trace(context, outline, true);
  context.clip('evenodd');
  const box = boundsOfPoints(cut.outlines);
  if (dose !== null) {
    // What is covered, turned inside out within the box around the target.
    context.beginPath();
    context.rect(box.u0 - 1, box.v0 - 1, box.u1 - box.u0 + 2, box.v1 - box.v0 + 2);
    for (const area of coveredAreas(dose, prescriptionGy)) trace(context, area, true);
    context.clip('evenodd');
  }
  context.beginPath();
  const step = HATCH_PX * mmPerPixel;
  const height = box.v1 - box.v0;
  // On a lattice of its own, so that hatching does not swim while leafing through.
  for (let u = Math.floor((box.u0 - height) / step) * step; u < box.u1; u += step) {
    context.moveTo(u, box.v0);
    context.lineTo(u + height, box.v1);
  }
  context.lineWidth = 2.6 * mmPerPixel;
  context.strokeStyle = HALO;
  context.stroke();
  context.lineWidth = 1.3 * mmPerPixel;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.restore();
}

function boundsOfPoints(loops: readonly Float64Array[]): { u0: number; u1: number; v0: number; v1: number } {
  let [u0, u1, v0, v1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const loop of loops) {
    for (let n = 0; n < loop.length; n += 2) {
      u0 = Math.min(u0, loop[n] ?? 0);
      u1 = Math.max(u1, loop[n] ?? 0);
      v0 = Math.min(v0, loop[n + 1] ?? 0);
      v1 = Math.max(v1, loop[n + 1] ?? 0);
    }
  }
  return { u0, u1, v0, v1 };
}

function label(context: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string): void {
  context.lineWidth = 3;
  context.strokeStyle = '#000000d8';
  context.lineJoin = 'round';
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** From one level's label to the next, so that those of nested isodoses lie apart. */
const LABEL_TURN = (2 * Math.PI) / 6;
/** So many points of a line are tried, from the one that lies farthest in the level's own direction. */
const TRIED = 48;

/** Each level once, on the line of which most is in the picture, where it touches nothing; nowhere if there is no such place. */
function labelLines(
  context: CanvasRenderingContext2D,
  { lines }: Isodose,
  { label: text, colour }: ShownLevel,
  view: PaneView,
  turn: number,
  places: LabelPlaces,
): void {
  // Another lesion's line may be longer, and out of the picture.
  const shown = lines
    .map((line) => pointsWithin(line, view))
    .reduce((best, line) => (line.length > best.length ? line : best), []);
  if (shown.length === 0) return;
  const [right, down] = [Math.cos(Math.PI / 2 + turn * LABEL_TURN), Math.sin(Math.PI / 2 + turn * LABEL_TURN)];
  const step = Math.max(1, Math.floor(shown.length / TRIED));
  const points = shown
    .filter((_, n) => n % step === 0)
    .sort((a, b) => b[0] * right + b[1] * down - (a[0] * right + a[1] * down));
  const width = context.measureText(text).width;
  context.textAlign = 'left';
  const at = places.put(
    width,
    points.map(([x, y]) => [x - width / 2, y + 4] as const),
  );
  if (at !== null) label(context, text, at[0], at[1], colour);
}

function pointsWithin(line: Float64Array, view: PaneView): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (let n = 0; n < line.length; n += 2) {
    const [x, y] = toPixel(view, line[n] ?? 0, line[n + 1] ?? 0);
    if (x >= 0 && x <= view.widthPx && y >= 0 && y <= view.heightPx) points.push([x, y]);
  }
  return points;
}

/** Beside each structure's outline; the targets first, which are what is looked for. */
function nameOutlines(
  context: CanvasRenderingContext2D,
  cuts: readonly { readonly solid: OutlinedSolid; readonly cut: CrossSection }[],
  view: PaneView,
  places: LabelPlaces,
): void {
  context.textAlign = 'left';
  for (const { solid, cut } of [...cuts].sort((a, b) => Number(b.solid.isTarget) - Number(a.solid.isTarget))) {
    const box = inPixels(view, boundsOfPoints(cut.outlines));
    if (box.x0 > view.widthPx || box.x1 < 0 || box.y0 > view.heightPx || box.y1 < 0) continue;
    const width = context.measureText(solid.name).width;
    const at = places.put(width, besideOutline(box, width, view.heightPx));
    if (at !== null) label(context, solid.name, at[0], at[1], solid.colour);
  }
}

function inPixels(view: PaneView, { u0, u1, v0, v1 }: ReturnType<typeof boundsOfPoints>): LabelBox {
  const { vIsUp } = AXES_OF_PLANE[view.kind];
  const [x0, y1] = toPixel(view, u0, vIsUp ? v0 : v1);
  const [x1, y0] = toPixel(view, u1, vIsUp ? v1 : v0);
  return { x0, y0, x1, y1 };
}
