import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import type { RenderResult } from 'vitest-browser-react';
import type { Language } from '../../ui/words/language.ts';
import { LanguageContext } from '../../ui/words/use-words.ts';

/** A part of the page by itself, in a language. */
export function shown(part: ReactNode, language: Language = 'en'): Promise<RenderResult> {
  return render(<LanguageContext value={language}>{part}</LanguageContext>);
}

/** What is written in each row of a table, one space between words. */
export function rowsOf(table: Element): string[] {
  return [...table.querySelectorAll('tr')].map((row) => wordsOf(row));
}

/** The cells of a row, each as it is read. */
export function cellsOf(row: Element): string[] {
  return [...row.querySelectorAll('th, td')].map((cell) => wordsOf(cell));
}

function wordsOf(element: Element): string {
  return ((element as HTMLElement).innerText ?? '').replace(/\s+/g, ' ').trim();
}
