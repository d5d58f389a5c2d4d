/** Loaded while a patient is being opened. */
export const loadCompare = () => import('./CompareScreen.tsx');
