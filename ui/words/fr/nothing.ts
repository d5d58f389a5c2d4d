import type { NothingWords } from '../en/nothing.ts';

export const nothing: NothingWords = {
  heading: 'Aucun patient n’est ouvert',
  lead: 'Ouvrez d’abord un export ou le patient de démonstration.',
  go: 'Aller à Ouvrir',
};
