/** Comes when it is wanted; asked for before a patient is read. */
export const loadCohort = () => import('./CohortScreen.tsx');
