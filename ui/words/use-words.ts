import { createContext, useContext } from 'react';
import { EN } from './en/index.ts';
import type { Words } from './en/index.ts';
import { FR } from './fr/index.ts';
import type { Language } from './language.ts';

const DICTIONARIES: Readonly<Record<Language, Words>> = { en: EN, fr: FR };

export const LanguageContext = createContext<Language>('en');

export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The dictionary of the language in use. */
export function useWords(): Words {
  return DICTIONARIES[useLanguage()];
}
