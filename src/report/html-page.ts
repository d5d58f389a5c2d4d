import { CHECK_HTML_STYLE } from './check-html-style.ts';
import { html, Markup } from './markup.ts';

interface HtmlPage {
  readonly title: string;
  /** Before the title in the tab, where it differs from it. */
  readonly tab: string;
  readonly notice: string;
  /** What may be loaded beyond the style: images in the file itself. */
  readonly images: boolean;
  /** Style of this report, after that of all. */
  readonly style: string;
  readonly body: Markup;
}

/**
 * One self-contained HTML file: no script, nothing loaded from anywhere. Reads on a wide or narrow screen, light or dark, and
 * on paper.
 */
export function htmlPage({ title, tab, notice, images, style, body }: HtmlPage): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; ${images ? 'img-src data:; ' : ''}base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${tab}</title>
        <style>
          ${Markup.own(CHECK_HTML_STYLE + style)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="notice">${notice}</p>
        </header>
        <main>${body}</main>
      </body>
    </html> `;
  return `${page.source.trim()}\n`;
}
