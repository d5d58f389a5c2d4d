import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { flow } from '../../src/report/pdf/piece.ts';
import type { Piece } from '../../src/report/pdf/piece.ts';
import { firstNamed, reportNodes, textOf } from '../../src/report/pdf/report-node.ts';
import { unpackedFont } from '../../src/report/pdf/unpacked-font.ts';
import { reportPdf } from '../../src/report/report-pdf.ts';
import { html } from '../../src/report/markup.ts';

const { resolve } = createRequire(import.meta.url);
const font = (weight: number): Uint8Array =>
  readFileSync(resolve(`@fontsource/dejavu-sans/files/dejavu-sans-latin-${weight}-normal.woff`));
const fonts = { regular: font(400), bold: font(700) };

describe('a page of this program, read back', () => {
  it('gives the text that was put in, however hostile', () => {
    const hostile = `<script>alert("1")</script> & 'x' &amp; ]]> </p>`;
    const node = reportNodes(
      html`<html lang="fr">
        <p title="${hostile}">${hostile}<br />b</p>
      </html>`.source,
    );
    const p = firstNamed(node, 'p');
    expect(p?.attributes['title']).toBe(hostile);
    expect(textOf(p ?? '')).toBe(`${hostile}b`);
    expect(firstNamed(node, 'script')).toBeNull();
  });

  it('is refused where an element has no end', () => {
    expect(() => reportNodes('<p>a<b>c</p>')).toThrow(/not well formed/);
    expect(() => reportNodes('<p>a')).toThrow(/not well formed/);
  });
});

describe('pieces on pages', () => {
  const drawn = (pieces: readonly (Omit<Piece, 'draw'> & { readonly name: string })[]): string[] => {
    const log: string[] = [];
    let page = 1;
    flow(
      pieces.map((piece) => ({ ...piece, draw: (y: number) => log.push(`${piece.name} ${page} ${y}`) })),
      { top: 0, bottom: 100, next: () => page++ },
    );
    return log;
  };
  const piece = (name: string, height: number, changes: Partial<Piece> = {}) => ({
    name,
    height,
    gap: 0,
    keeps: false,
    ...changes,
  });

  it('go to the next page where they do not fit, without the gap above', () => {
    expect(drawn([piece('a', 60), piece('b', 30, { gap: 10 }), piece('c', 1, { gap: 5 })])).toEqual([
      'a 1 0',
      'b 1 70',
      'c 2 0',
    ]);
  });

  it('take what they are kept with to the next page', () => {
    expect(drawn([piece('a', 60), piece('head', 20, { keeps: true }), piece('b', 30)])).toEqual([
      'a 1 0',
      'head 2 0',
      'b 2 20',
    ]);
  });

  it('begin a page with the head of their table', () => {
    const log: string[] = [];
    const head = { height: 12, draw: (y: number) => log.push(`head ${y}`) };
    const rows = [1, 2, 3].map((n) => ({
      height: 50,
      gap: 0,
      keeps: false,
      draw: (y: number) => log.push(`${n} ${y}`),
      head,
    }));
    flow(rows, { top: 0, bottom: 100, next: () => log.push('page') });
    expect(log).toEqual(['1 0', '2 50', 'page', 'head 0', '3 12']);
  });
});

describe('a font file', () => {
  it('is unpacked to the tables that its checksums say', async () => {
    const bytes = await unpackedFont(fonts.regular);
    const view = new DataView(bytes.buffer);
    expect(view.getUint32(0)).toBe(0x00010000);
    let checked = 0;
    for (let n = 0; n < view.getUint16(4); n++) {
      const at = 12 + 16 * n;
      const [offset, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      const tag = String.fromCharCode(...bytes.subarray(at, at + 4));
      // The sum of `head` leaves out a field of it.
      if (tag === 'head') continue;
      let sum = 0;
      for (let i = 0; i < length; i += 4) sum = (sum + view.getUint32(offset + i)) >>> 0;
      expect(sum, tag).toBe(view.getUint32(at + 4));
      checked++;
    }
    expect(checked).toBeGreaterThan(10);
    expect(await unpackedFont(bytes)).toBe(bytes);
  });
});

describe('a report on paper', () => {
  const page = html`<html lang="en">
    <head>
      <title>${'A & <b>'}</title>
    </head>
    <body>
      <h1>Title</h1>
      <p>Some words</p>
    </body>
  </html>`;

  it('has the same bytes each time, and no date of today', async () => {
    const [one, two] = [await reportPdf(page.source, fonts), await reportPdf(page.source, fonts)];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    const text = Buffer.from(one).toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.match(/\(D:\d{8}/g)).toEqual(['(D:19700101']);
  });

  it('ends, whatever lengths and letters a name has', async () => {
    const name = `${'x'.repeat(3000)} 骨\u{1F9B4} \ufffd ${'wide '.repeat(400)}`;
    const table = html`<html lang="en">
      <body>
        <table>
          <thead>
            <tr>
              <th>a</th>
              <th>${name}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td class="number">${name}</td>
              <td>${name}</td>
            </tr>
          </tbody>
        </table>
        <p class="verdict">${name}</p>
      </body>
    </html>`;
    expect((await reportPdf(table.source, fonts)).length).toBeGreaterThan(10_000);
  });
});
