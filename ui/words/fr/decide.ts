import type { DecideWords } from '../en/decide.ts';

export const decide: DecideWords = {
  heading: 'Décider de ce constat',
  lead: 'La décision d’une personne figure à côté du résultat calculé et ne le change pas, ni le code de sortie. Elle est gardée dans le fichier de cas, et ne vaut que tant que valeur, intervalle, limite et fichiers restent ce qu’ils sont.',
  outcome: 'Décidé comme',
  choose: 'choisir',
  by: 'Nom',
  date: 'Date',
  reason: 'Raison',
  sign: 'Ajouter cette décision',
  missing: 'Il faut une classe, un nom, une date et une raison.',
  takeBack: 'Retirer cette décision',
  takeBackLead: 'Elle reste visible, avec qui l’a retirée, quand et pourquoi.',
  inCell: 'décidé',
  saved: 'Le cas contient maintenant ce que le fichier ne contient pas :',
  save: 'Enregistrer le fichier de cas',
};
