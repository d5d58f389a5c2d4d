import type { ReportWords } from '../en/report.ts';

export const report: ReportWords = {
  tab: 'Rapport',
  heading: 'Rapport',
  lead: 'Le même rapport, en anglais et avec les mêmes chiffres, que celui de la ligne de commande.',
  save: {
    html: 'Enregistrer en HTML',
    pdf: 'Enregistrer en PDF',
    json: 'Enregistrer en JSON',
    csv: 'Enregistrer en CSV',
    text: 'Enregistrer en texte',
  },
  print: 'Imprimer',
  shown: 'Le rapport',
  cannot: 'Le rapport n’a pas pu être écrit',
};
