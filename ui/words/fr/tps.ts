import type { TpsWords } from '../en/tps.ts';

export const tps: TpsWords = {
  heading: 'Comparer au système de planification : coller ses nombres',
  lead: 'Un tableau d’un tableur (une ligne ou une colonne par ROI), des lignes comme « PTV_1 V100% 96,4 % », ou le texte d’un export DVH. Unités dans l’en-tête ou derrière le nombre ; décimales avec un point ou une virgule.',
  text: 'Nombres du système de planification',
  system: 'Système de planification',
  version: 'Version',
  read: 'Montrer ce qui est compris',
  understood: (count: number) => `Compris (${count})`,
  passedOver: (count: number) => `Non repris (${count})`,
  nothing: 'Rien n’a été compris. Rien n’entre dans le cas.',
  line: 'Ligne',
  lesion: 'Lésion',
  roi: 'ROI',
  quantity: 'Grandeur',
  value: 'Valeur',
  how: 'Comment',
  why: 'Pourquoi pas',
  text2: 'Texte',
  take: 'Les reprendre dans le cas et comparer',
};
