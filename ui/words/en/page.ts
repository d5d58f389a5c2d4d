import { NOTICE } from '../../../core/index.ts';

/** What is on every screen. */
export const page = {
  title: 'Trabecula',
  subtitle: 'SBRT plan against protocol',
  colon: ':',
  screens: 'Screens',
  skip: 'To the content',
  notice: NOTICE,
  language: 'Language',
  theme: 'Appearance',
  themes: { system: 'as the system', light: 'light', dark: 'dark' },
};

export type PageWords = typeof page;
