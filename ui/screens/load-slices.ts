/** The slices are large and come when they are wanted; asked for before a patient is read. */
export const loadSlices = () => import('./SlicesScreen.tsx');
