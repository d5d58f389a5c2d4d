import { AXES_OF_PLANE, PLANE_KINDS, stepThrough } from '../../core/index.ts';
import type { Lps, PlaneKind } from '../../core/index.ts';
import { CtPicture } from './ct-picture.ts';
import { drawFrame } from './draw-frame.ts';
import { drawPlane } from './draw-plane.ts';
import { LabelPlaces } from './label-places.ts';
import { toPoint } from './pane-view.ts';
import type { PaneView } from './pane-view.ts';
import type { Scene } from './scene.ts';

interface Pane {
  readonly base: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
  readonly picture: CtPicture;
  widthPx: number;
  heightPx: number;
  /** Where its picture has writing. */
  written: LabelPlaces;
}

/** Where the board stands; a new object whenever something changed. */
export interface Place {
  readonly atMm: Lps;
  readonly mmPerPixel: number;
  /** What is under the pointer; null while it is elsewhere. */
  readonly pointerMm: Lps | null;
}

const NOTHING = new LabelPlaces(0, 0);
const MM_PER_PIXEL = [0.02, 4] as const;

/**
 * Three panes of one place. What changes is drawn in the next frame of the screen, and only the panes whose plane changed; the
 * crosshair lies on a canvas of its own.
 */
export class SliceBoard {
  readonly #panes = new Map<PlaneKind, Pane>();
  readonly #listeners = new Set<() => void>();
  #scene: Scene | null = null;
  #place: Place = { atMm: [0, 0, 0], mmPerPixel: 1, pointerMm: null };
  #centreMm: Lps = [0, 0, 0];
  readonly #stale = new Set<PlaneKind>();
  #frame: number | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly place = (): Place => this.#place;

  attach(kind: PlaneKind, base: HTMLCanvasElement, overlay: HTMLCanvasElement): () => void {
    this.#panes.set(kind, { base, overlay, picture: new CtPicture(), widthPx: 0, heightPx: 0, written: NOTHING });
    return () => {
      this.#panes.delete(kind);
      if (this.#panes.size > 0 || this.#frame === null) return;
      cancelAnimationFrame(this.#frame);
      this.#frame = null;
    };
  }

  resize(kind: PlaneKind, widthPx: number, heightPx: number): void {
    const pane = this.#panes.get(kind);
    if (pane === undefined || (pane.widthPx === widthPx && pane.heightPx === heightPx)) return;
    pane.widthPx = widthPx;
    pane.heightPx = heightPx;
    for (const canvas of [pane.base, pane.overlay]) {
      canvas.width = Math.round(widthPx * devicePixelRatio);
      canvas.height = Math.round(heightPx * devicePixelRatio);
    }
    this.#redraw([kind]);
  }

  show(scene: Scene): void {
    this.#scene = scene;
    this.#redraw(PLANE_KINDS);
  }

  /** Moves the crosshair; with `centred`, the pictures too. */
  goTo(atMm: Lps, centred = false): void {
    const held = this.#held(atMm);
    const before = this.#place.atMm;
    this.#place = { ...this.#place, atMm: held };
    if (centred) this.#centreMm = held;
    this.#redraw(
      centred
        ? PLANE_KINDS
        : PLANE_KINDS.filter((kind) => before[AXES_OF_PLANE[kind].normal] !== held[AXES_OF_PLANE[kind].normal]),
    );
  }

  /** Leafs through the planes of a pane. */
  step(kind: PlaneKind, steps: number): void {
    if (this.#scene === null) return;
    const { normal } = AXES_OF_PLANE[kind];
    this.#along(normal, stepThrough(this.#scene.stack.positionsMm[kind], this.#place.atMm[normal], steps));
  }

  /** Moves the crosshair within a pane by so many planes of the other panes; to the right and down. */
  nudge(kind: PlaneKind, right: number, down: number): void {
    if (this.#scene === null) return;
    const { u, v, vIsUp } = AXES_OF_PLANE[kind];
    for (const [axis, steps] of [[u, right] as const, [v, vIsUp ? -down : down] as const]) {
      if (steps === 0) continue;
      const positions = this.#scene.stack.positionsMm[kindAcross(axis)];
      this.#along(axis, stepThrough(positions, this.#place.atMm[axis], steps));
    }
  }

  #along(axis: 0 | 1 | 2, mm: number): void {
    const at: [number, number, number] = [...this.#place.atMm];
    at[axis] = mm;
    this.goTo(at);
  }

  /** Puts the crosshair under a pixel of a pane. */
  pointTo(kind: PlaneKind, xPx: number, yPx: number): void {
    const view = this.#view(kind);
    if (view !== null) this.goTo(toPoint(view, this.#place.atMm, xPx, yPx));
  }

  hover(kind: PlaneKind, at: readonly [xPx: number, yPx: number] | null): void {
    const view = this.#view(kind);
    const pointerMm = at === null || view === null ? null : toPoint(view, this.#place.atMm, at[0], at[1]);
    this.#place = { ...this.#place, pointerMm };
    this.#redraw([]);
  }

  /** Moves the pictures by pixels of a pane. */
  pan(kind: PlaneKind, rightPx: number, downPx: number): void {
    const { u, v, vIsUp } = AXES_OF_PLANE[kind];
    const centre: [number, number, number] = [...this.#centreMm];
    centre[u] -= rightPx * this.#place.mmPerPixel;
    centre[v] -= (vIsUp ? -downPx : downPx) * this.#place.mmPerPixel;
    this.#centreMm = this.#held(centre);
    this.#redraw(PLANE_KINDS);
  }

  /** Zooms all panes; the point under a pixel of one of them stays where it is. */
  zoom(kind: PlaneKind, factor: number, at: readonly [xPx: number, yPx: number] | null = null): void {
    const view = this.#view(kind);
    if (view === null) return;
    const mmPerPixel = Math.min(Math.max(view.mmPerPixel / factor, MM_PER_PIXEL[0]), MM_PER_PIXEL[1]);
    const fixed = at === null ? null : toPoint(view, this.#place.atMm, at[0], at[1]);
    this.#place = { ...this.#place, mmPerPixel };
    if (fixed !== null && at !== null) {
      const moved = toPoint({ ...view, mmPerPixel }, this.#place.atMm, at[0], at[1]);
      const { u, v } = AXES_OF_PLANE[kind];
      const centre: [number, number, number] = [...this.#centreMm];
      centre[u] += fixed[u] - moved[u];
      centre[v] += fixed[v] - moved[v];
      this.#centreMm = centre;
    }
    this.#redraw(PLANE_KINDS);
  }

  /** Shows a box wholly in every pane. */
  fit(low: Lps, high: Lps): void {
    const needed = [...this.#panes].flatMap(([kind, { widthPx, heightPx }]) => {
      const { u, v } = AXES_OF_PLANE[kind];
      return widthPx === 0 ? [] : [(high[u] - low[u]) / widthPx, (high[v] - low[v]) / heightPx];
    });
    const mmPerPixel = Math.min(Math.max(...needed, MM_PER_PIXEL[0]), MM_PER_PIXEL[1]);
    this.#centreMm = [0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), 0.5 * (low[2] + high[2])];
    this.#place = { ...this.#place, mmPerPixel };
    this.#redraw(PLANE_KINDS);
  }

  /** Shows everything there is. */
  fitAll(): void {
    if (this.#scene !== null) this.fit(this.#scene.stack.low, this.#scene.stack.high);
  }

  /** Within the box of what there is. */
  #held(atMm: Lps): Lps {
    if (this.#scene === null) return atMm;
    const { low, high } = this.#scene.stack;
    const hold = (axis: 0 | 1 | 2): number => Math.min(Math.max(atMm[axis], low[axis]), high[axis]);
    return [hold(0), hold(1), hold(2)];
  }

  #view(kind: PlaneKind): PaneView | null {
    const pane = this.#panes.get(kind);
    if (pane === undefined || pane.widthPx === 0 || pane.heightPx === 0) return null;
    const { widthPx, heightPx } = pane;
    return { kind, widthPx, heightPx, centreMm: this.#centreMm, mmPerPixel: this.#place.mmPerPixel };
  }

  #redraw(kinds: Iterable<PlaneKind>): void {
    for (const kind of kinds) this.#stale.add(kind);
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
      for (const listener of this.#listeners) listener();
    });
  }

  #draw(): void {
    const scene = this.#scene;
    if (scene === null) return;
    for (const [kind, pane] of this.#panes) {
      const { base, overlay, picture } = pane;
      const view = this.#view(kind);
      const below = base.getContext('2d', { alpha: false });
      const above = overlay.getContext('2d');
      if (view === null || below === null || above === null) continue;
      if (this.#stale.has(kind))
        pane.written = drawPlane(below, scene, view, this.#place.atMm, picture, devicePixelRatio);
      drawFrame(above, view, this.#place.atMm, scene.marks, pane.written, devicePixelRatio);
      this.#stale.delete(kind);
    }
  }
}

function kindAcross(axis: 0 | 1 | 2): PlaneKind {
  return PLANE_KINDS.find((kind) => AXES_OF_PLANE[kind].normal === axis) ?? 'axial';
}
