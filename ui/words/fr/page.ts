import type { PageWords } from '../en/page.ts';

export const page: PageWords = {
  title: 'Trabecula',
  subtitle: 'plan SBRT face au protocole',
  colon: ' :',
  screens: 'Écrans',
  skip: 'Vers le contenu',
  notice:
    'Aide à la recherche, à l’enseignement et à l’assurance qualité. N’est pas un dispositif médical ; jamais le seul fondement d’une décision clinique.',
  language: 'Langue',
  theme: 'Apparence',
  themes: { system: 'comme le système', light: 'clair', dark: 'sombre' },
};
