import type { DrawnShape, GrayImage, MarrowPicture, SlicePicture } from '../../core/index.ts';
import { grayPng } from './gray-png.ts';
import { html, type Markup } from './markup.ts';

const WIDEST_PIXELS = 300;

/** A slice with its bone and lesions over the CT. */
export function sliceSvg({ zMm, boundsMm, ct, shapes }: SlicePicture): Markup {
  const cropped = ct === null ? null : cropTo(ct, boundsMm);
  return html`<figure class="slice">
    <svg viewBox="${box(boundsMm)}" role="img" aria-label="Slice at z ${zMm.toFixed(1)} mm">
      <rect
        x="${boundsMm.x0}"
        y="${boundsMm.y0}"
        width="${boundsMm.x1 - boundsMm.x0}"
        height="${boundsMm.y1 - boundsMm.y0}"
        class="ground"
      />
      ${cropped === null ? null : image(cropped)} ${shapes.map(shape)} ${scaleBar(boundsMm)}
    </svg>
    <figcaption>z ${zMm.toFixed(1)} mm${named(shapes)}</figcaption>
  </figure>`;
}

/** All of the trabecular bone from the front: brighter where it is thicker along the view. */
export function frontSvg({ front }: MarrowPicture): Markup {
  return html`<figure class="front">
    <svg viewBox="${box(front)}" role="img" aria-label="Bone and lesions from the front">
      <rect
        x="${front.x0}"
        y="${front.y0}"
        width="${front.x1 - front.x0}"
        height="${front.y1 - front.y0}"
        class="ground"
      />
      ${image(front)} ${front.shapes.map(shape)} ${front.shapes.map((each) => label(each, front))}
    </svg>
    <figcaption>From the front, the patient’s right on the left: bone, brighter where thicker</figcaption>
  </figure>`;
}

function shape({ kind, outlines }: DrawnShape): Markup {
  const path = outlines.map((outline) => {
    const points = Array.from(outline, short);
    const lines = Array.from({ length: points.length / 2 }, (_, n) => `${points[2 * n]} ${points[2 * n + 1]}`);
    return `M${lines.join('L')}Z`;
  });
  return html`<path class="${kind}" d="${path.join('')}" />`;
}

/** The name beside a shape: to its right, or to its left where the picture ends. */
function label({ name, outlines }: DrawnShape, { x1: edge }: GrayImage): Markup | null {
  const xs = outlines.flatMap((outline) => Array.from(outline).filter((_, n) => n % 2 === 0));
  const top = outlines[0]?.[1];
  if (top === undefined) return null;
  const right = Math.max(...xs);
  const isRoom = right + 12 * name.length < edge;
  const x = isRoom ? right + 2 : Math.min(...xs) - 2;
  return html`<text x="${short(x)}" y="${short(top + 8)}" text-anchor="${isRoom ? 'start' : 'end'}">${name}</text>`;
}

/** Five centimetres, at the bottom left. */
function scaleBar({ x0, y1, x1 }: SlicePicture['boundsMm']): Markup {
  const inset = (x1 - x0) / 30;
  return html`<path class="scale" d="M${short(x0 + inset)} ${short(y1 - inset)}h50" />`;
}

function image({ x0, x1, y0, y1, ...gray }: GrayImage): Markup {
  return html`<image
    x="${x0}"
    y="${y0}"
    width="${x1 - x0}"
    height="${y1 - y0}"
    preserveAspectRatio="none"
    href="${grayPng(gray)}"
  />`;
}

function named(shapes: readonly DrawnShape[]): string {
  const lesions = shapes.filter(({ kind }) => kind === 'lesion' || kind === 'proposed').map(({ name }) => name);
  return lesions.length === 0 ? '' : `: ${lesions.join(', ')}`;
}

/** What lies within the bounds, in fewer pixels. */
function cropTo(image: GrayImage, bounds: SlicePicture['boundsMm']): GrayImage {
  const width = (image.x1 - image.x0) / image.columns;
  const height = (image.y1 - image.y0) / image.rows;
  const i0 = Math.max(0, Math.floor((bounds.x0 - image.x0) / width));
  const i1 = Math.min(image.columns, Math.ceil((bounds.x1 - image.x0) / width));
  const j0 = Math.max(0, Math.floor((bounds.y0 - image.y0) / height));
  const j1 = Math.min(image.rows, Math.ceil((bounds.y1 - image.y0) / height));
  const step = Math.max(1, Math.ceil(Math.max(i1 - i0, j1 - j0) / WIDEST_PIXELS));
  const columns = Math.max(1, Math.floor((i1 - i0) / step));
  const rows = Math.max(1, Math.floor((j1 - j0) / step));
  const pixels = new Uint8Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      pixels[j * columns + i] = image.pixels[(j0 + j * step) * image.columns + i0 + i * step] ?? 0;
    }
  }
  return {
    columns,
    rows,
    x0: image.x0 + i0 * width,
    x1: image.x0 + (i0 + columns * step) * width,
    y0: image.y0 + j0 * height,
    y1: image.y0 + (j0 + rows * step) * height,
    pixels,
  };
}

function box({ x0, x1, y0, y1 }: { x0: number; x1: number; y0: number; y1: number }): string {
  return [x0, y0, x1 - x0, y1 - y0].map((value) => value.toFixed(1)).join(' ');
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
