import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { AXES_OF_PLANE } from '../../core/index.ts';
import type { PlaneKind } from '../../core/index.ts';
import type { SliceBoard } from './slice-board.ts';
import styles from './SlicePane.module.css';

/** What a drag with one finger or the left button does. */
export type DragTool = 'point' | 'move' | 'window';

interface SlicePaneProps {
  readonly board: SliceBoard;
  readonly kind: PlaneKind;
  readonly title: string;
  readonly range: readonly [lowMm: number, highMm: number];
  /** What is at the crosshair, in words. */
  readonly said: string;
  readonly tool: DragTool;
  readonly onWindow: (rightPx: number, downPx: number) => void;
  readonly onJump: (to: 'coldest' | 'hottest') => void;
  /** To the next or the previous finding. */
  readonly onLeaf: (by: 1 | -1) => void;
  readonly describedBy: string;
}

/** A wheel turned so far is one plane, CSS pixels; a notch of most mice is 100 or 120. */
const WHEEL_PX = 50;
const WHEEL_LINE_PX = 40;
const ZOOM_KEY = 1.25;

/** One plane: a slider for whoever hears it, a picture for whoever sees it. */
export function SlicePane({
  board,
  kind,
  title,
  range,
  said,
  tool,
  onWindow,
  onJump,
  onLeaf,
  describedBy,
}: SlicePaneProps) {
  const frame = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const pointers = useRef(new Map<number, readonly [number, number]>());
  const { atMm } = useSyncExternalStore(board.subscribe, board.place);
  const at = atMm[AXES_OF_PLANE[kind].normal];

  useEffect(() => {
    const box = frame.current;
    if (box === null || base.current === null || overlay.current === null) return undefined;
    const detach = board.attach(kind, base.current, overlay.current);
    const measure = (): void => board.resize(kind, box.clientWidth, box.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    let turned = 0;
    // React's own listener is passive: the page would scroll along.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const px = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * WHEEL_LINE_PX;
      if (event.ctrlKey) {
        board.zoom(kind, Math.exp(-px / 300), [event.offsetX, event.offsetY]);
        return;
      }
      turned += px;
      const steps = Math.trunc(turned / WHEEL_PX);
      turned -= steps * WHEEL_PX;
      if (steps !== 0) board.step(kind, steps > 0 ? -Math.min(steps, 2) : Math.min(-steps, 2));
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      box.removeEventListener('wheel', onWheel);
      observer.disconnect();
      detach();
    };
  }, [board, kind]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    const place = placeOf(event);
    pointers.current.set(event.pointerId, place);
    event.currentTarget.setPointerCapture(event.pointerId);
    if (tool === 'point' && isPlain(event) && pointers.current.size === 1) board.pointTo(kind, ...place);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const place = placeOf(event);
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) {
      board.hover(kind, place);
      return;
    }
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, other]) => other);
    pointers.current.set(event.pointerId, place);
    const [right, down] = [place[0] - before[0], place[1] - before[1]];
    const [other] = others;
    if (other !== undefined) {
      // Two fingers: their middle moves the picture, their distance zooms it.
      board.pan(kind, right / 2, down / 2);
      const factor = distance(place, other) / Math.max(distance(before, other), 1);
      board.zoom(kind, factor, [(place[0] + other[0]) / 2, (place[1] + other[1]) / 2]);
      return;
    }
    const does = event.shiftKey || (event.buttons & 4) !== 0 ? 'move' : (event.buttons & 2) !== 0 ? 'window' : tool;
    if (does === 'move') board.pan(kind, right, down);
    else if (does === 'window') onWindow(right, down);
    else board.pointTo(kind, ...place);
    board.hover(kind, place);
  };
  const onPointerEnd = (event: PointerEvent<HTMLDivElement>): void => {
    pointers.current.delete(event.pointerId);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      if (event.shiftKey) board.pan(kind, -40 * arrow[0], -40 * arrow[1]);
      else board.nudge(kind, ...arrow);
    } else if (event.key === 'PageUp') board.step(kind, 1);
    else if (event.key === 'PageDown') board.step(kind, -1);
    else if (event.key === 'Home') board.step(kind, Infinity);
    else if (event.key === 'End') board.step(kind, -Infinity);
    else if (event.key === '+' || event.key === '=') board.zoom(kind, ZOOM_KEY);
    else if (event.key === '-') board.zoom(kind, 1 / ZOOM_KEY);
    else if (event.key === '0') board.fitAll();
    else if (event.key === 'c') onJump('coldest');
    else if (event.key === 'h') onJump('hottest');
    else if (event.key === 'n') onLeaf(1);
    else if (event.key === 'p') onLeaf(-1);
    else return;
    event.preventDefault();
  };

  return (
    <figure className={styles.pane}>
      <figcaption className={styles.title}>{title}</figcaption>
      <div
        ref={frame}
        className={styles.frame}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-orientation="vertical"
        aria-valuemin={range[0]}
        aria-valuemax={range[1]}
        aria-valuenow={at}
        aria-valuetext={said}
        aria-describedby={describedBy}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
        onPointerLeave={() => board.hover(kind, null)}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={onKeyDown}
      >
        <canvas ref={base} className={styles.canvas} aria-hidden="true" />
        <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
      </div>
    </figure>
  );
}

function isPlain(event: PointerEvent): boolean {
  return event.button === 0 && !event.shiftKey;
}

function placeOf(event: PointerEvent<HTMLDivElement>): readonly [number, number] {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
