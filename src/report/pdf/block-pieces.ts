import { drawnSvg } from './draw-svg.ts';
import type { Chain } from './draw-svg.ts';
import type { DrawingStyle } from './drawing-style.ts';
import { drawLine, INK, isInline, linesOf, RULE, runsOf, styleIn, WASH } from './inline-text.ts';
import type { TextStyle } from './inline-text.ts';
import type { Paper, PdfElement } from './paper.ts';
import { drawPieces, heightOf } from './piece.ts';
import type { Piece } from './piece.ts';
import type { ReportNode, ReportPart } from './report-node.ts';
import { textOf } from './report-node.ts';
import { once, tablePieces } from './table-pieces.ts';

/** Where pieces go, and what their drawings look like. */
export interface Place {
  readonly paper: Paper;
  readonly drawing: DrawingStyle;
  /** The elements that what is laid here lies in. */
  readonly chain: Chain;
}

const HEADINGS: Readonly<Record<string, { readonly size: number; readonly gap: number; readonly type: string }>> = {
  h1: { size: 15, gap: 0, type: 'H1' },
  h2: { size: 11.5, gap: 14, type: 'H2' },
  h3: { size: 10.5, gap: 12, type: 'H3' },
};
const BODY: TextStyle = { face: 'regular', size: 8.6, colour: INK };
const PARAGRAPH_GAP = 3.5;
const TONES: Readonly<Record<string, { readonly bar: string; readonly wash: string }>> = {
  bad: { bar: '#a4161a', wash: '#fbe9e9' },
  deviation: { bar: '#8a4b00', wash: '#fdf1df' },
  open: { bar: '#4b3f9e', wash: '#efedfb' },
  fine: { bar: '#14613a', wash: '#e6f4ec' },
};
/** A drawing that stands alone is at most so wide. */
const DRAWING = 300;
const WIDE_DRAWING = 440;
const SLICE = 165;

/** Everything in an element as pieces, in its order. */
export function blockPieces(
  place: Place,
  parts: readonly ReportPart[],
  x: number,
  width: number,
  style: TextStyle = BODY,
): Piece[] {
  const pieces: Piece[] = [];
  let inline: ReportPart[] = [];
  const flush = (): void => {
    if (inline.some((part) => textOf(part) !== '')) pieces.push(...textPieces(place, inline, x, width, style, 'P'));
    inline = [];
  };
  for (const part of parts) {
    if (isInline(part)) {
      inline.push(part);
      continue;
    }
    flush();
    if (typeof part !== 'string') pieces.push(...piecesOf(place, part, x, width, style));
  }
  flush();
  return pieces;
}

function piecesOf(above: Place, node: ReportNode, x: number, width: number, style: TextStyle): Piece[] {
  const place = { ...above, chain: [...above.chain, node] };
  const { tag, classes, children } = node;
  const own = styleIn(node, style);
  const heading = HEADINGS[tag];
  if (heading !== undefined) {
    const bold: TextStyle = { ...own, face: 'bold', size: heading.size };
    return textPieces(place, children, x, width, bold, heading.type, heading.gap, true);
  }
  if (tag === 'table') return tablePieces(place.paper, node, x, width, style);
  if (tag === 'ul') return listPieces(place, children, x, width, style);
  if (tag === 'svg') return svgPieces(place, x, width);
  if (tag === 'section' && classes.has('verdict')) return [framed(place, node, x, width, own)].flat();
  if (classes.has('split')) return splitPieces(place, node, x, width, style);
  if (classes.has('slices')) return slicePieces(place, node, x, width, style);
  if (tag === 'figcaption')
    return textPieces(place, children, x, width, { ...own, size: 0.93 * own.size, colour: '#59626d' }, 'P');
  if (tag === 'p' && children.every(isInline))
    return textPieces(place, children, x, width, own, 'P', classes.has('last') ? 12 : PARAGRAPH_GAP);
  if (tag === 'head' || tag === 'style' || tag === 'title') return [];
  const isWide = children.some((child) => typeof child !== 'string' && child.classes.has('wide'));
  const narrower = tag === 'figure' ? Math.min(width, isWide ? WIDE_DRAWING : DRAWING) : width;
  return blockPieces(place, children, x, narrower, own);
}

/** Lines of text in one element. */
function textPieces(
  { paper }: Place,
  parts: readonly ReportPart[],
  x: number,
  width: number,
  style: TextStyle,
  type: string,
  gap = PARAGRAPH_GAP,
  keeps = false,
): Piece[] {
  const element = once(() => paper.element(type));
  return linesOf(paper, runsOf(parts, style), width).map((line, n) => ({
    height: line.height,
    gap: n === 0 ? gap : 0,
    keeps,
    draw: (y: number) => {
      if (n === 0 && type === 'H2') {
        paper.ornament(() => {
          paper.polyline(
            [
              [x, y - gap / 2.4],
              [x + width, y - gap / 2.4],
            ],
            { colour: RULE, width: 0.7 },
          );
        });
      }
      paper.mark(element(), type, () => drawLine(paper, line, x, y));
    },
  }));
}

/** A list: each item a bullet, and lines beside it. */
function listPieces(
  { paper }: Place,
  items: readonly ReportPart[],
  x: number,
  width: number,
  style: TextStyle,
): Piece[] {
  const list = once(() => paper.element('L'));
  return items.flatMap((item) => (typeof item === 'string' ? [] : itemPieces(paper, list, item, x, width, style)));
}

function itemPieces(
  paper: Paper,
  list: () => PdfElement,
  item: ReportNode,
  x: number,
  width: number,
  style: TextStyle,
): Piece[] {
  const indent = 10;
  const body = once((): PdfElement => paper.element('LBody', paper.element('LI', list())));
  const own = styleIn(item, style);
  return linesOf(paper, runsOf(item.children, own), width - indent).map((line, n) => ({
    height: line.height,
    gap: n === 0 ? 2 : 0,
    keeps: false,
    draw: (y: number) => {
      if (n === 0) paper.ornament(() => paper.disc(x + 4, y + line.ascent - 0.35 * own.size, 1.3, own.colour));
      paper.mark(body(), 'LBody', () => drawLine(paper, line, x + indent, y));
    },
  }));
}

function svgPieces({ paper, drawing: style, chain }: Place, x: number, width: number): Piece[] {
  const drawing = drawnSvg(paper, style, chain, width);
  return [
    {
      height: drawing.height,
      gap: 6,
      keeps: false,
      draw: (y) => {
        const bbox = [x, y, x + drawing.width, y + drawing.height];
        const figure = paper.element('Figure', null, { alt: drawing.label, bbox } as object);
        paper.mark(figure, 'Figure', () => drawing.draw(x, y));
      },
    },
  ];
}

/** The verdict: on a wash with a bar at its side; without them where it is longer than a page. */
function framed(place: Place, node: ReportNode, x: number, width: number, style: TextStyle): Piece[] {
  const { paper } = place;
  const tone = [...node.classes].map((name) => TONES[name]).find((each) => each !== undefined) ?? {
    bar: '#59626d',
    wash: WASH,
  };
  const inner: TextStyle = { ...style, colour: INK };
  const pieces = node.children.flatMap((part) => {
    if (typeof part !== 'string' && part.tag === 'strong') {
      return textPieces(place, part.children, x + 12, width - 22, { face: 'bold', size: 12, colour: tone.bar }, 'P');
    }
    return blockPieces(place, [part], x + 12, width - 22, inner);
  });
  const height = heightOf(pieces) + 14;
  if (height > 0.8 * (paper.bottom - paper.top)) return pieces;
  return [
    {
      height,
      gap: 8,
      keeps: false,
      draw: (y) => {
        paper.ornament(() => {
          paper.rectangle(x, y, width, height, tone.wash);
          paper.rectangle(x, y, 4, height, tone.bar);
        });
        drawPieces(pieces, y + 7);
      },
    },
  ];
}

/** Two columns side by side where both fit on a page, else one after the other. */
function splitPieces(place: Place, node: ReportNode, x: number, width: number, style: TextStyle): Piece[] {
  const [left, right] = node.children.filter((child): child is ReportNode => typeof child !== 'string');
  if (left === undefined) return [];
  if (right === undefined) return blockPieces(place, left.children, x, width, style);
  const gutter = 14;
  const wide = 0.57 * (width - gutter);
  const one = blockPieces(place, left.children, x, wide, style);
  const two = blockPieces(place, right.children, x + wide + gutter, width - gutter - wide, style);
  const height = Math.max(heightOf(one), heightOf(two));
  if (height > 0.5 * (place.paper.bottom - place.paper.top))
    return [...blockPieces(place, left.children, x, width, style), ...piecesOf(place, right, x, width, style)];
  return [
    {
      height,
      gap: 6,
      keeps: false,
      draw: (y) => {
        drawPieces(one, y);
        drawPieces(two, y);
      },
    },
  ];
}

/** Small pictures in rows of three. */
function slicePieces(place: Place, node: ReportNode, x: number, width: number, style: TextStyle): Piece[] {
  const figures = node.children.filter((child): child is ReportNode => typeof child !== 'string');
  const gutter = (width - 3 * SLICE) / 2;
  const pieces: Piece[] = [];
  for (let n = 0; n < figures.length; n += 3) {
    const row = figures
      .slice(n, n + 3)

      .map((figure, m) =>
        blockPieces(
          { ...place, chain: [...place.chain, figure] },
          figure.children,
          x + m * (SLICE + gutter),
          SLICE,
          style,
        ),
      );
    pieces.push({
      height: Math.max(...row.map(heightOf)),
      gap: 8,
      keeps: false,
      draw: (y) => {
        for (const each of row) drawPieces(each, y);
      },
    });
  }
  return pieces;
}
