import bold from '@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff?inline';
import regular from '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff?inline';
import { reportPdf } from '../report/report-pdf.ts';

/** A report on paper. Fonts come with this module, so that nothing is fetched when the report is asked for. */
export function pdfOf(html: string): Promise<Uint8Array<ArrayBuffer>> {
  return reportPdf(html, { regular: bytesOf(regular), bold: bytesOf(bold) });
}

function bytesOf(address: string): Uint8Array {
  return Uint8Array.from(atob(address.slice(address.indexOf(',') + 1)), (letter) => letter.charCodeAt(0));
}
