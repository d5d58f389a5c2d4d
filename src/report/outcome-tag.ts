import { html, type Markup } from './markup.ts';
import { SYMBOLS, type Tone } from './rank.ts';

/** Words of an outcome with its symbol and colour; a withheld one is drawn with a broken line. */
export function outcomeTag(tone: Tone, words: string, kind: 'settled' | 'withheld' = 'settled'): Markup {
  return html`<span class="tag ${tone}"><b aria-hidden="true" class="${kind}">${SYMBOLS[tone]}</b>${words}</span>`;
}
