/** The marrow screen is large and comes when it is wanted, or before a patient is read. */
export const loadMarrow = () => import('./MarrowScreen.tsx');
