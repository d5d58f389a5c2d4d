import { createContext, useContext } from 'react';
import { EN } from './en.ts';
import type { Words } from './en.ts';

export const WordsContext = createContext<Words>(EN);

export function useWords(): Words {
  return useContext(WordsContext);
}
