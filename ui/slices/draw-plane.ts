import { AXES_OF_PLANE, coveredAreas, cutDose, cutRegion, cutVolume, isodose, planeThrough } from '../../core/index.ts';
import type { CrossSection, DosePlane, Isodose, Lps, PatientPlane } from '../../core/index.ts';
import type { CtPicture } from './ct-picture.ts';
import { inMillimetres, toPixel } from './pane-view.ts';
import type { PaneView } from './pane-view.ts';
import type { OutlinedSolid, Scene, ShownLevel } from './scene.ts';

const HALO = '#000000b0';
const FONT = '12px system-ui, sans-serif';

/** Draws everything of one plane but the crosshair: CT, dose, cold part, structures. */
export function drawPlane(
  context: CanvasRenderingContext2D,
  scene: Scene,
  view: PaneView,
  atMm: Lps,
  picture: CtPicture,
  pixelRatio: number,
): void {
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
  for (const { solid, cut } of cuts) drawOutline(context, solid, cut, view.mmPerPixel);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.font = FONT;
  if (scene.lines) for (const [n, { level, isodose: of }] of found.entries()) labelLines(context, of, level, view, n);
  nameOutlines(context, cuts, view);
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

/** From one level's label to the next, so that those of nested isodoses do not lie on each other. */
const LABEL_TURN = (2 * Math.PI) / 6;

/** Each level once, at the point of its longest line that lies farthest in a direction of its own. */
function labelLines(
  context: CanvasRenderingContext2D,
  { lines }: Isodose,
  { label: text, colour }: ShownLevel,
  view: PaneView,
  turn: number,
): void {
  const longest = lines.reduce<Float64Array | null>(
    (best, line) => (best === null || line.length > best.length ? line : best),
    null,
  );
  if (longest === null) return;
  const [right, down] = [Math.cos(Math.PI / 2 + turn * LABEL_TURN), Math.sin(Math.PI / 2 + turn * LABEL_TURN)];
  let farthest: [number, number] | null = null;
  let reach = -Infinity;
  for (let n = 0; n < longest.length; n += 2) {
    const at = toPixel(view, longest[n] ?? 0, longest[n + 1] ?? 0);
    const along = at[0] * right + at[1] * down;
    if (along > reach && isWithin(view, at)) {
      farthest = at;
      reach = along;
    }
  }
  if (farthest === null) return;
  context.textAlign = 'center';
  label(context, text, farthest[0], farthest[1] + 4, colour);
}

function isWithin({ widthPx, heightPx }: PaneView, [x, y]: readonly [number, number]): boolean {
  return x >= 0 && x <= widthPx && y >= 0 && y <= heightPx;
}

/** Beside the highest point of each structure's outline; names that would lie on each other are moved apart. */
function nameOutlines(
  context: CanvasRenderingContext2D,
  cuts: readonly { readonly solid: OutlinedSolid; readonly cut: CrossSection }[],
  view: PaneView,
): void {
  const { vIsUp } = AXES_OF_PLANE[view.kind];
  const taken: { x: number; y: number; width: number }[] = [];
  context.textAlign = 'left';
  for (const { solid, cut } of cuts) {
    const { u0, u1, v0, v1 } = boundsOfPoints(cut.outlines);
    const [left, low] = toPixel(view, u0, vIsUp ? v0 : v1);
    const [right, top] = toPixel(view, u1, vIsUp ? v1 : v0);
    if (left > view.widthPx || right < 0 || top > view.heightPx || low < 0) continue;
    const width = context.measureText(solid.name).width;
    let y = Math.max(30, Math.min(view.heightPx - 24, top));
    const x = Math.max(2, Math.min(view.widthPx - width - 4, right + 4));
    while (taken.some((other) => Math.abs(other.y - y) < 13 && other.x < x + width && x < other.x + other.width))
      y += 13;
    taken.push({ x, y, width });
    label(context, solid.name, x, y, solid.colour);
  }
}
