/** The slices are large and come when they are wanted; asked for before a patient is read. */
export const loadMarrowSlices = () => import('../slices/SlicesToSee.tsx');
