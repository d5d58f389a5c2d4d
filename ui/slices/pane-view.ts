import { AXES_OF_PLANE } from '../../core/index.ts';
import type { Lps, PlaneKind } from '../../core/index.ts';

/** How a pane shows its plane: which point is in its middle, and how much a pixel is, the same along both axes. */
export interface PaneView {
  readonly kind: PlaneKind;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly centreMm: Lps;
  readonly mmPerPixel: number;
}

/** The pixel of a point of the plane, from the top left. */
export function toPixel(
  { kind, widthPx, heightPx, centreMm, mmPerPixel }: PaneView,
  uMm: number,
  vMm: number,
): [number, number] {
  const { u, v, vIsUp } = AXES_OF_PLANE[kind];
  const down = (vMm - centreMm[v]) / mmPerPixel;
  return [widthPx / 2 + (uMm - centreMm[u]) / mmPerPixel, heightPx / 2 + (vIsUp ? -down : down)];
}

/** The point under a pixel, in the plane through `atMm`. */
export function toPoint(
  { kind, widthPx, heightPx, centreMm, mmPerPixel }: PaneView,
  atMm: Lps,
  xPx: number,
  yPx: number,
): Lps {
  const { u, v, vIsUp } = AXES_OF_PLANE[kind];
  const point: [number, number, number] = [...atMm];
  const down = (yPx - heightPx / 2) * mmPerPixel;
  point[u] = centreMm[u] + (xPx - widthPx / 2) * mmPerPixel;
  point[v] = centreMm[v] + (vIsUp ? -down : down);
  return point;
}

/** Lets a context draw in millimetres of the plane. */
export function inMillimetres(
  context: CanvasRenderingContext2D,
  { kind, widthPx, heightPx, centreMm, mmPerPixel }: PaneView,
  pixelRatio: number,
): void {
  const { u, v, vIsUp } = AXES_OF_PLANE[kind];
  const scale = pixelRatio / mmPerPixel;
  const down = vIsUp ? -scale : scale;
  context.setTransform(
    scale,
    0,
    0,
    down,
    (widthPx * pixelRatio) / 2 - scale * centreMm[u],
    (heightPx * pixelRatio) / 2 - down * centreMm[v],
  );
}
