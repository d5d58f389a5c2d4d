import { drawLine, linesOf, RULE, runsOf, styleIn, widthsOf } from './inline-text.ts';
import type { Line, Run, TextStyle } from './inline-text.ts';
import type { Paper, PdfElement } from './paper.ts';
import type { Piece } from './piece.ts';
import { childrenNamed } from './report-node.ts';
import type { ReportNode } from './report-node.ts';

const PAD = 2.6;
const APART = 7;
/** A row that is taller than this is parted into its lines. */
const TALLEST_ROW = 260;
const HEAD_SHARE = 0.95;

interface Cell {
  readonly node: ReportNode;
  readonly runs: readonly Run[];
  readonly isRight: boolean;
}

/** A table with its head repeated on every page; columns as wide as their words ask for. */
export function tablePieces(paper: Paper, table: ReportNode, x: number, width: number, style: TextStyle): Piece[] {
  const captions = childrenNamed(table, 'caption');
  const headRows = childrenNamed(table, 'thead').flatMap((part) => childrenNamed(part, 'tr'));
  const bodyRows = childrenNamed(table, 'tbody').flatMap((part) => childrenNamed(part, 'tr'));
  const small = { ...style, size: 0.9 * style.size };
  const cellsOf = (row: ReportNode, isHead: boolean): Cell[] =>
    row.children
      .filter((child): child is ReportNode => typeof child !== 'string')
      .map((node) => {
        const own = styleIn(node, small);
        const cellStyle = isHead ? { ...own, size: HEAD_SHARE * own.size, colour: '#59626d' } : own;
        const isRight = node.classes.has('number');
        return { node, runs: runsOf(node.children, cellStyle, isRight && !isHead), isRight };
      });
  const head = headRows.map((row) => cellsOf(row, true));
  const body = bodyRows.map((row) => cellsOf(row, false));
  const widths = columnWidths(paper, [...head, ...body], width, !table.classes.has('narrow'));
  const element = once(() => paper.element('Table'));

  const lay = (cells: readonly Cell[]): readonly (readonly Line[])[] =>
    cells.map(({ runs }, n) => linesOf(paper, runs, Math.max(4, (widths[n] ?? 0) - APART)));
  const drawLines = (
    cells: readonly Cell[],
    lines: readonly (readonly Line[])[],
    y: number,
    marks: Marks | null,
  ): void => {
    let left = x;
    cells.forEach((cell, n) => {
      const own = lines[n] ?? [];
      const draw = (): void => {
        let at = y;
        for (const line of own) {
          drawLine(paper, line, cell.isRight ? left + (widths[n] ?? 0) - APART - line.width : left, at);
          at += line.height;
        }
      };
      if (own.length > 0) {
        const mark = marks?.(n);
        if (mark === undefined) draw();
        else paper.mark(mark.element, mark.type, draw);
      }
      left += widths[n] ?? 0;
    });
  };
  const total = widths.reduce((sum, each) => sum + each, 0);
  const rule = (y: number): void => {
    paper.polyline(
      [
        [x, y],
        [x + total - APART, y],
      ],
      { colour: RULE, width: 0.5 },
    );
  };

  const pieces: Piece[] = [];
  for (const caption of captions) {
    const lines = linesOf(paper, runsOf(caption.children, styleIn(caption, style)), width);
    const captionElement = once(() => paper.element('Caption', element()));
    lines.forEach((line, n) => {
      pieces.push({
        height: line.height,
        gap: n === 0 ? 6 : 0,
        keeps: true,
        draw: (y) => paper.mark(captionElement(), 'Caption', () => drawLine(paper, line, x, y)),
      });
    });
  }
  const headLines = head.map(lay);
  const headHeight = headLines.reduce((sum, lines) => sum + tallest(lines) + 2 * PAD, 0);
  const drawHead = (y: number, marksOf: (() => Marks) | null): void => {
    let at = y;
    head.forEach((cells, n) => {
      drawLines(cells, headLines[n] ?? [], at + PAD, marksOf === null ? null : marksOf());
      at += tallest(headLines[n] ?? []) + 2 * PAD;
    });
  };
  const repeated =
    head.length === 0
      ? {}
      : {
          head: {
            height: headHeight,
            draw: (y: number): void =>
              paper.ornament(() => {
                drawHead(y, null);
                rule(y + headHeight);
              }),
          },
        };
  if (head.length > 0) {
    pieces.push({
      height: headHeight,
      gap: captions.length > 0 ? 1 : 6,
      keeps: true,
      draw: (y) => {
        drawHead(y, () => rowMarks(paper, element(), 'Column'));
        paper.ornament(() => rule(y + headHeight));
      },
    });
  }
  body.forEach((cells, row) => {
    const lines = lay(cells);
    const marks = once(() => rowMarks(paper, element(), 'Row', cells));
    const parts = tallest(lines) <= TALLEST_ROW ? [lines] : partsOf(lines);
    parts.forEach((part, n) => {
      const isLast = n === parts.length - 1;
      const height = tallest(part) + (n === 0 ? PAD : 0) + (isLast ? PAD : 0);
      pieces.push({
        height,
        gap: row === 0 && n === 0 && head.length === 0 ? 6 : 0,
        keeps: false,
        draw: (y) => {
          drawLines(cells, part, y + (n === 0 ? PAD : 0), marks());
          if (isLast) paper.ornament(() => rule(y + height));
        },
        ...repeated,
      });
    });
  });
  return pieces;
}

type Marks = (column: number) => { readonly element: PdfElement; readonly type: string };

/** Elements of the cells of one row, made in order when the first of them is drawn. */
function rowMarks(
  paper: Paper,
  table: PdfElement,
  scope: 'Column' | 'Row',
  cells: readonly Cell[] | null = null,
): Marks {
  const row = paper.element('TR', table);
  const made = new Map<number, { element: PdfElement; type: string }>();
  const cellFor: Marks = (column) => {
    const known = made.get(column);
    if (known !== undefined) return known;
    const isHead = cells === null || cells[column]?.node.tag === 'th';
    const type = isHead ? 'TH' : 'TD';
    const cell = { element: paper.element(type, row, isHead ? ({ scope } as object) : {}), type };
    made.set(column, cell);
    return cell;
  };
  // Also the empty ones: a row without a cell would shift the others.
  cells?.forEach((_, column) => cellFor(column));
  return cellFor;
}

function tallest(lines: readonly (readonly Line[])[]): number {
  return Math.max(0, ...lines.map((own) => own.reduce((sum, { height }) => sum + height, 0)));
}

/** A row line by line. */
function partsOf(lines: readonly (readonly Line[])[]): (readonly (readonly Line[])[])[] {
  const most = Math.max(...lines.map(({ length }) => length));
  return Array.from({ length: most }, (_, n) => lines.map((own) => own.slice(n, n + 1)));
}

/** As a browser lays a table: every column its widest word at least, and what is left by what each would like. */
function columnWidths(
  paper: Paper,
  rows: readonly (readonly Cell[])[],
  width: number,
  fills: boolean,
): readonly number[] {
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  const wishes = Array.from({ length: columns }, (_, n) => {
    const all = rows.map((row) => row[n]).filter((cell) => cell !== undefined);
    const own = all.map(({ runs, node }) => {
      const { least, most } = widthsOf(paper, runs);
      // Hashes and the like may break anywhere.
      return { least: node.classes.has('hash') ? Math.min(least, 60) : least, most };
    });
    return {
      least: Math.max(0, ...own.map(({ least }) => least)) + APART,
      most: Math.max(0, ...own.map(({ most }) => most)) + APART,
    };
  });
  const sum = (key: 'least' | 'most'): number => wishes.reduce((total, wish) => total + wish[key], 0);
  const [least, most] = [sum('least'), sum('most')];
  if (most <= width) return wishes.map((wish) => wish.most * (fills ? width / most : 1));
  if (least <= width)
    return wishes.map((wish) => wish.least + ((wish.most - wish.least) * (width - least)) / (most - least));
  // Longer words than fit: the widest columns give way, and their words are cut.
  const cap = capFor(
    wishes.map((wish) => wish.least),
    width,
  );
  return wishes.map((wish) => Math.min(wish.least, cap));
}

/** The width that columns may have at most, so that all together fit. */
function capFor(widths: readonly number[], total: number): number {
  let [low, high] = [total / widths.length, total];
  for (let n = 0; n < 40; n++) {
    const middle = (low + high) / 2;
    if (widths.reduce((sum, width) => sum + Math.min(width, middle), 0) <= total) low = middle;
    else high = middle;
  }
  return low;
}

export function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
