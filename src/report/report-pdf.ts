import { NOTICE } from '../../core/index.ts';
import { blockPieces } from './pdf/block-pieces.ts';
import { DrawingStyle } from './pdf/drawing-style.ts';
import { Paper } from './pdf/paper.ts';
import type { PdfFonts } from './pdf/paper.ts';
import { flow } from './pdf/piece.ts';
import { unpackedFont } from './pdf/unpacked-font.ts';
import { firstNamed, reportNodes, textOf } from './pdf/report-node.ts';

export type { PdfFonts } from './pdf/paper.ts';

/**
 * A report of this program on paper: what its HTML says, word by word and digit by digit, as tagged PDF (PDF/UA-1) with
 * drawings as vectors. The same page gives the same bytes: no clock, no chance. `fonts` are whole font files (TTF or
 * WOFF); what is used of them is put into the PDF.
 */
export async function reportPdf(html: string, fonts: PdfFonts): Promise<Uint8Array<ArrayBuffer>> {
  const page = reportNodes(html);
  const title = textOf(firstNamed(page, 'title') ?? 'Trabecula');
  const language = firstNamed(page, 'html')?.attributes['lang'] ?? 'en';
  const [regular, bold] = await Promise.all([unpackedFont(fonts.regular), unpackedFont(fonts.bold)]);
  const paper = new Paper({ regular, bold }, { title, language });
  const body = firstNamed(page, 'body') ?? page;
  const css = textOf(firstNamed(page, 'style') ?? '');
  const place = { paper, drawing: new DrawingStyle(css), chain: [body] };
  flow(blockPieces(place, body.children, paper.left, paper.width), {
    top: paper.top,
    bottom: paper.bottom,
    next: () => paper.newPage(),
  });
  return paper.finish(NOTICE);
}
