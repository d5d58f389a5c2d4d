import { describe, expect, it } from 'vitest';
import { sentence } from '../../ui/words/fr/sentences.ts';

describe('sentences of a result in French', () => {
  it('keep their numbers and names, with a decimal comma', () => {
    expect(sentence('PTV Dmean 30.01 Gy in A, 29.58 Gy in B')).toBe('PTV Dmean : 30,01 Gy en A, 29,58 Gy en B');
    expect(
      sentence(
        'Unacceptable deviation at 80 %, 4.1 points less: 0.88 cm³ less at the prescribed dose, or all of the dose 0.43 Gy lower',
      ),
    ).toBe(
      'Déviation inacceptable à 80 %, 4,1 points de moins : 0,88 cm³ de moins à la dose prescrite, ou toute la dose plus bas de 0,43 Gy',
    );
  });

  it('are put together from parts, of which each is known', () => {
    expect(sentence('bone, not high risk, symptomatic; 27 Gy in 3 fractions (case file)')).toBe(
      'os, pas à haut risque, symptomatique ; 27 Gy en 3 fractions (fichier de cas)',
    );
  });

  it('stay English as a whole where a part of them is not known', () => {
    expect(sentence('bone, something else; 27 Gy in 3 fractions (case file)')).toBeNull();
    expect(sentence('Nothing is proposed: the moon is full.')).toBeNull();
    expect(sentence('At least 90 % of the PTV receives the prescribed dose.')).toBeNull();
  });
});
