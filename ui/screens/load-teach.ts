/** Teaching comes when it is wanted; asked for before a patient is read. */
export const loadTeach = () => import('./TeachScreen.tsx');
