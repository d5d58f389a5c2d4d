import type { PageWords } from '../en/page.ts';

export const page: PageWords = {
  title: 'Trabecula',
  subtitle: 'plan SBRT face au protocole',
  screens: 'Écrans',
  skip: 'Vers le contenu',
  language: 'Langue',
  theme: 'Apparence',
  themes: { system: 'comme le système', light: 'clair', dark: 'sombre' },
};
