import { gtvFailsPtvPasses } from './gtv-fails-ptv-passes.ts';
import { himarsDemo } from './himars-demo.ts';
import type { PhantomPatient } from './patient.ts';
import { skeletonPhantom } from './skeleton.ts';
import type { SkeletonOptions } from './skeleton.ts';
import { spherePhantom } from './sphere.ts';

/** The phantoms that have a name. `fine` means something to the skeleton only. */
export const PHANTOMS: Readonly<Record<string, (options?: SkeletonOptions) => PhantomPatient>> = {
  'himars-demo': () => himarsDemo(),
  'himars-demo-revised': () => himarsDemo('revised'),
  sphere: () =>
    spherePhantom({
      name: 'sphere',
      description: 'A ball of 20 mm radius in a Gaussian dose, 96 % of it within the prescription isodose',
      radiusMm: 20,
      coveragePercent: 96,
      sliceSpacingMm: 1,
      doseSpacingMm: 1,
      withDvhs: true,
    }),
  'gtv-fails-ptv-passes': gtvFailsPtvPasses,
  skeleton: skeletonPhantom,
};
