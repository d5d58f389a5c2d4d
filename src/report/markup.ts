import { escapeHtml } from './escape-html.ts';

/** HTML that is known to be well formed. Only `html` makes it, so nothing reaches a page unescaped. */
export class Markup {
  readonly source: string;

  private constructor(source: string) {
    this.source = source;
  }

  /** For the text of this program itself, such as its style sheet; never for anything that was read from a file. */
  static own(source: string): Markup {
    return new Markup(source);
  }
}

type Part = string | number | null | Markup | readonly Part[];

/** Template tag: every inserted string is escaped; `Markup` and lists of it go in as they are; null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return Markup.own(strings.map((text, index) => text + sourceOf(parts[index] ?? null)).join(''));
}

function sourceOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'string') return escapeHtml(part);
  return typeof part === 'number' ? String(part) : part.map(sourceOf).join('');
}
