import { kept } from '../preferences.ts';

export const LANGUAGES = { en: 'English', fr: 'Français' } as const;
export type Language = keyof typeof LANGUAGES;

/** The language that the address asks for (`?lang=fr`), else the one chosen before, else the browser's. */
export function firstLanguage(): Language {
  const wishes = [new URLSearchParams(location.search).get('lang'), kept('language'), ...navigator.languages];
  const known = wishes.map((wish) => (wish ?? '').slice(0, 2).toLowerCase()).find((wish) => wish in LANGUAGES);
  return (known ?? 'en') as Language;
}
