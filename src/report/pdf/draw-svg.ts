import { INK } from './inline-text.ts';
import type { DrawingStyle } from './drawing-style.ts';
import type { Paper, Stroke } from './paper.ts';
import { textOf } from './report-node.ts';
import type { ReportNode, ReportPart } from './report-node.ts';

const BASE64 = 'data:image/png;base64,';
/** Points in a pixel of CSS. */
const PIXEL = 0.75;

export interface DrawnSvg {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly draw: (x: number, y: number) => void;
}

/** Where an element stands: its ancestors, the outermost first. */
export type Chain = readonly ReportNode[];

/**
 * A drawing of a report, in the shapes that the drawings of src/report are made of and the style that the report gives
 * them. At most as wide as is given; text never larger than on the page, unless the drawing is in millimetres.
 */
export function drawnSvg(paper: Paper, style: DrawingStyle, chain: Chain, most: number): DrawnSvg {
  const node = chain.at(-1);
  if (node === undefined) throw new Error('no drawing');
  const [x0 = 0, y0 = 0, wide = 1, high = 1] = (node.attributes['viewBox'] ?? '').split(' ').map(Number);
  const isPicture = node.children.some((child) => typeof child !== 'string' && child.classes.has('ground'));
  const width = isPicture ? most : Math.min(most, PIXEL * wide);
  const scale = width / wide;
  const height = high * scale;
  return {
    width,
    height,
    label: node.attributes['aria-label'] ?? '',
    draw: (x, y) => {
      paper.within(x, y, scale, x0, y0, [width, height], () => {
        for (const child of node.children) drawPart(paper, style, chain, child, scale);
      });
    },
  };
}

function drawPart(paper: Paper, style: DrawingStyle, above: Chain, part: ReportPart, scale: number): void {
  if (typeof part === 'string') return;
  const { tag, attributes, children } = part;
  const chain = [...above, part];
  if (tag === 'g') {
    for (const child of children) drawPart(paper, style, chain, child, scale);
    return;
  }
  // A style sheet is stronger than an attribute of the same name.
  const look = { ...attributes, ...style.of(chain) };
  const at = (name: string): number => Number(attributes[name] ?? 0);
  const stroke = strokeOf(look, scale);
  const fill = fillOf(look);
  switch (tag) {
    case 'line':
      if (stroke !== null) {
        paper.polyline(
          [
            [at('x1'), at('y1')],
            [at('x2'), at('y2')],
          ],
          stroke,
        );
      }
      return;
    case 'polyline':
    case 'polygon': {
      const points = (attributes['points'] ?? '').trim().replaceAll(',', ' ').split(/\s+/);
      const pairs = Array.from(
        { length: Math.floor(points.length / 2) },
        (_, n) => `${points[2 * n]} ${points[2 * n + 1]}`,
      );
      if (pairs.length > 0) paper.path(`M${pairs.join('L')}${tag === 'polygon' ? 'Z' : ''}`, stroke, fill);
      return;
    }
    case 'rect':
      paper.path(`M${at('x')} ${at('y')}h${at('width')}v${at('height')}h${-at('width')}Z`, stroke, fill);
      return;
    case 'circle':
      paper.path(ellipse(at('cx'), at('cy'), at('r'), at('r')), stroke, fill);
      return;
    case 'ellipse':
      paper.path(ellipse(at('cx'), at('cy'), at('rx'), at('ry')), stroke, fill);
      return;
    case 'path':
      if ((attributes['d'] ?? '') !== '') paper.path(attributes['d'] ?? '', stroke, fill);
      return;
    case 'image': {
      const href = attributes['href'] ?? '';
      if (href.startsWith(BASE64)) {
        const png = Uint8Array.from(atob(href.slice(BASE64.length)), (letter) => letter.charCodeAt(0));
        paper.image(png, at('x'), at('y'), at('width'), at('height'));
      }
      return;
    }
    case 'text':
      drawText(paper, part, look);
      return;
  }
}

type Look = Readonly<Record<string, string>>;

function strokeOf(look: Look, scale: number): Stroke | null {
  const colour = colourOf(look['stroke']);
  if (colour === null) return null;
  const width = parseFloat(look['stroke-width'] ?? '1');
  const [on, off] = (look['stroke-dasharray'] ?? '').split(/[\s,]+/).map(Number);
  return {
    colour,
    width: look['vector-effect'] === 'non-scaling-stroke' ? (width * PIXEL) / scale : width,
    dash: on !== undefined && off !== undefined && on > 0 ? [on, off] : undefined,
    opacity: Number(look['opacity'] ?? 1) * Number(look['stroke-opacity'] ?? 1),
  };
}

function fillOf(look: Look): { readonly colour: string; readonly opacity: number } | null {
  const colour = colourOf(look['fill'] ?? '#000000');
  if (colour === null) return null;
  return { colour, opacity: Number(look['opacity'] ?? 1) * Number(look['fill-opacity'] ?? 1) };
}

/** Null: none is drawn. */
function colourOf(given: string | undefined): string | null {
  if (given === undefined || given === 'none' || given === 'transparent') return null;
  if (given === 'currentColor') return INK;
  const [, r = '', g = '', b = ''] = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(given) ?? [];
  return r === '' ? given : `#${r}${r}${g}${g}${b}${b}`;
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

function drawText(paper: Paper, node: ReportNode, look: Look): void {
  const text = textOf(node);
  const size = parseFloat(look['font-size'] ?? /(\d+(?:\.\d+)?)px/.exec(look['font'] ?? '')?.[1] ?? '12');
  const wide = paper.widthOf(text, 'regular', size);
  const anchor = look['text-anchor'];
  const x = Number(node.attributes['x'] ?? 0) - (anchor === 'end' ? wide : anchor === 'middle' ? wide / 2 : 0);
  paper.text(text, x, Number(node.attributes['y'] ?? 0), 'regular', size, colourOf(look['fill']) ?? INK);
}
