import type { DvhWords } from '../en/dvh.ts';

export const dvh: DvhWords = {
  heading: 'Histogramme dose-volume',
  computing: 'Calcul de l’histogramme …',
  doseGy: 'Dose, Gy',
  dosePercent: 'Dose, % de la prescription',
  relativeDose: 'dose en % de la prescription',
  absoluteVolume: 'volume en cm³',
  key: 'Trait : la convention annoncée. Bande : minimum et maximum sur les conventions de calcul (ROI jusqu’à 500 cm³). L’intervalle d’un constat est un peu plus large : il contient aussi ce que coupes et grille de dose ne disent pas.',
  upright: (gy: number) => `Verticales : ${String(gy).replace('.', ',')} Gy prescrits, et 80, 125 et 130 % de cela.`,
  others: 'Autres ROI dans cette dose',
  table: 'Les mêmes nombres en tableau',
  tableLead: (unit: string) =>
    `Volume qui reçoit au moins chaque dose, ${unit} ; entre parenthèses l’étendue sur les conventions.`,
  description: (names: string, rx: string) =>
    `Histogrammes dose-volume cumulés de ${names}, du volume entier sans dose jusqu’à rien, chacun avec une bande pour l’étendue sur les conventions de calcul. ${rx === '' ? 'Aucune dose n’est prescrite.' : `Verticales à 80, 100, 125 et 130 % de la prescription ; 100 % est ${rx}.`} Les nombres sont dans le tableau ci-dessous.`,
};
