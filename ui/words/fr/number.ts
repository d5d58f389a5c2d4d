import type { NumberWords } from '../en/number.ts';

export const number: NumberWords = {
  'not-a-number': 'pas un nombre : des chiffres, avec une virgule ou un point pour les décimales',
  'thousands-or-decimals': 'milliers ou décimales ? Écrire 1234 ou 1.234',
  'two-separators': 'un point et une virgule : écrire 1234,5, sans séparateur de milliers',
};
