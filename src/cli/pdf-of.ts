import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type PdfFonts, reportPdf } from '../report/report-pdf.ts';

/** A report of src/report on paper. Loaded for --format pdf alone. */
export async function pdfOf(html: string): Promise<Uint8Array> {
  return reportPdf(html, await pdfFonts());
}

/** DejaVu Sans, as its package ships it (free to use and to embed, by the licence beside it). */
async function pdfFonts(): Promise<PdfFonts> {
  const { resolve } = createRequire(import.meta.url);
  const file = (weight: number): Promise<Uint8Array> =>
    readFile(resolve(`@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff`));
  const [regular, bold] = await Promise.all([file(400), file(700)]);
  return { regular, bold };
}
