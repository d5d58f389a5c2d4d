export { labelNamesIn, labelNumbers, readLabelNames } from './label-names.ts';
export type { LabelNames } from './label-names.ts';
export { contentOf, maskOfLabels, sharesOf } from './label-map.ts';
export { readNifti } from './read-nifti.ts';
export type { NiftiFile, NiftiImage } from './read-nifti.ts';
export { writeLabelMap } from './write-label-map.ts';
