import PDFDocument from 'pdfkit';

/** The one door to pdfkit: sheets of paper with marks on them, each either part of the text or an ornament. */

export interface PdfFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export type Face = 'regular' | 'bold';

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dash?: readonly [on: number, off: number] | undefined;
  readonly opacity?: number;
}

/** An element of the structure that a screen reader follows. */
export type PdfElement = PDFKit.PDFStructureElement;

/** A4, points. */
const SHEET = { width: 595.28, height: 841.89 };
const MARGINS = { top: 40, bottom: 46, left: 40, right: 40 };
const FOOTER_SIZE = 7;
const SOFT = '#59626d';

export class Paper {
  readonly left = MARGINS.left;
  readonly width = SHEET.width - MARGINS.left - MARGINS.right;
  readonly top = MARGINS.top;
  readonly bottom = SHEET.height - MARGINS.bottom;
  readonly #doc: PDFKit.PDFDocument;
  readonly #root: PdfElement;
  readonly #widths = new Map<string, number>();

  constructor(fonts: PdfFonts, { title, language }: { readonly title: string; readonly language: string }) {
    this.#doc = new PDFDocument({
      size: [SHEET.width, SHEET.height],
      margins: { top: 0, bottom: 0, left: 0, right: 0 },
      pdfVersion: '1.7',
      tagged: true,
      // Not in pdfkit's types.
      subset: 'PDF/UA' as unknown as 'PDF/A-1',
      lang: language,
      displayTitle: true,
      bufferPages: true,
      autoFirstPage: false,
      // pdfkit would open Helvetica from a file.
      font: null as unknown as string,
      info: {
        Title: plainInXml(title),
        Creator: 'Trabecula',
        Producer: 'Trabecula, pdfkit',
        // pdfkit wants a date. The same input gives the same bytes, so it is one that nobody takes for today.
        CreationDate: new Date(0),
      },
    });
    this.#doc.registerFont('regular', bufferOf(fonts.regular));
    this.#doc.registerFont('bold', bufferOf(fonts.bold));
    this.#doc.font('regular');
    this.#root = this.#doc.struct('Document');
    this.#doc.addStructure(this.#root);
    this.newPage();
  }

  newPage(): void {
    this.#doc.addPage();
  }

  element(
    type: string,
    parent: PdfElement | null = null,
    options: PDFKit.Mixins.StructureElementOptions = {},
  ): PdfElement {
    const made = this.#doc.struct(type, options);
    (parent ?? this.#root).add(made);
    return made;
  }

  /** What is drawn belongs to an element. */
  mark(element: PdfElement, type: string, draw: () => void): void {
    const content = this.#doc.markStructureContent(type);
    draw();
    this.#doc.endMarkedContent();
    element.add(content);
  }

  /** What is drawn says nothing that is not said elsewhere. */
  ornament(draw: () => void): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#doc.endMarkedContent();
  }

  widthOf(text: string, face: Face, size: number): number {
    const key = `${face} ${text}`;
    const known = this.#widths.get(key) ?? this.#doc.font(face).fontSize(1000).widthOfString(this.known(text)) / 1000;
    this.#widths.set(key, known);
    return known * size;
  }

  /** `y` is the baseline. */
  text(text: string, x: number, y: number, face: Face, size: number, colour: string): void {
    this.#doc
      .font(face)
      .fontSize(size)
      .fillColor(colour)
      .text(this.known(text), x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  rectangle(x: number, y: number, width: number, height: number, colour: string): void {
    this.#doc.save().rect(x, y, width, height).fill(colour).restore();
  }

  disc(x: number, y: number, radius: number, colour: string): void {
    this.#doc.save().circle(x, y, radius).fill(colour).restore();
  }

  polyline(points: readonly (readonly [number, number])[], stroke: Stroke): void {
    const [first, ...rest] = points;
    if (first === undefined) return;
    this.#pen(stroke).moveTo(...first);
    for (const point of rest) this.#doc.lineTo(...point);
    this.#doc.stroke().restore();
  }

  /** A path of an SVG. */
  path(d: string, stroke: Stroke | null, fill: { readonly colour: string; readonly opacity: number } | null): void {
    if (fill !== null) this.#doc.save().fillOpacity(fill.opacity).path(d).fill(fill.colour, 'even-odd').restore();
    if (stroke !== null) this.#pen(stroke).path(d).stroke().restore();
  }

  /** A PNG. */
  image(png: Uint8Array, x: number, y: number, width: number, height: number): void {
    this.#doc.image(bufferOf(png), x, y, { width, height });
  }

  /** Draws in units of its own: `scale` of them to the point, with (x0, y0) at (x, y). */
  within(
    x: number,
    y: number,
    scale: number,
    x0: number,
    y0: number,
    clip: readonly [number, number],
    draw: () => void,
  ): void {
    this.#doc.save();
    this.#doc.rect(x, y, clip[0], clip[1]).clip();
    this.#doc.translate(x, y).scale(scale).translate(-x0, -y0);
    draw();
    this.#doc.restore();
  }

  /** The bytes of the whole, with a line at the foot of every page. */
  async finish(footer: string): Promise<Uint8Array<ArrayBuffer>> {
    this.#root.end();
    const { start, count } = this.#doc.bufferedPageRange();
    for (let n = 0; n < count; n++) {
      this.#doc.switchToPage(start + n);
      this.#doc.markContent('Artifact', { type: 'Pagination' });
      const y = SHEET.height - MARGINS.bottom / 2;
      const page = `${n + 1} / ${count}`;
      this.text(footer, this.left, y, 'regular', FOOTER_SIZE, SOFT);
      this.text(
        page,
        this.left + this.width - this.widthOf(page, 'regular', FOOTER_SIZE),
        y,
        'regular',
        FOOTER_SIZE,
        SOFT,
      );
      this.#doc.endMarkedContent();
    }
    const chunks: Uint8Array[] = [];
    const done = new Promise<void>((resolve, reject) => {
      this.#doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      this.#doc.on('end', resolve);
      this.#doc.on('error', reject);
    });
    this.#doc.end();
    await done;
    const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** Characters that the font has no shape for are spelt out, so that two names never look the same. */
  known(text: string): string {
    let shown = '';
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      shown += this.#has(code) ? character : `[${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    }
    return shown;
  }

  readonly #known = new Map<number, boolean>();

  #has(code: number): boolean {
    if (code >= 32 && code < 127) return true;
    let has = this.#known.get(code);
    if (has === undefined) {
      // Not in pdfkit's types: the font behind the name.
      const { _font: font } = this.#doc.font('regular') as unknown as {
        _font: { font: { hasGlyphForCodePoint: (code: number) => boolean } };
      };
      has = font.font.hasGlyphForCodePoint(code);
      this.#known.set(code, has);
    }
    return has;
  }

  #pen({ colour, width, dash, opacity = 1 }: Stroke): PDFKit.PDFDocument {
    this.#doc.save().lineWidth(width).strokeColor(colour).strokeOpacity(opacity);
    if (dash !== undefined) this.#doc.dash(dash[0], { space: dash[1] });
    return this.#doc;
  }
}

/** pdfkit writes the title into XML as it stands. */
function plainInXml(text: string): string {
  return text.replaceAll('&', '＆').replaceAll('<', '‹').replaceAll('>', '›');
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
