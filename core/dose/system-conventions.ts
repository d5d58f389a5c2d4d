import { TrabeculaError } from '../errors.ts';
import type { SolidConvention } from './conventions.ts';

export interface SystemConvention extends SolidConvention {
  /** The system as its makers write it. */
  readonly system: string;
  /** The comparison that the convention rests on, and how close it came. */
  readonly evidence: string;
}

/**
 * The solids that come closest to what four programs printed for the same contours. The dose is trilinear for all of
 * them. What was compared, structure by structure, is in docs/accuracy.md.
 */
const SYSTEMS: Readonly<Record<string, SystemConvention>> = {
  eclipse: {
    system: 'Eclipse',
    endCaps: 'rounded',
    betweenSlices: 'interpolated',
    evidence:
      'Eclipse 8.1, six structures of 30 to 10,600 cm³ on a prostate phantom: five volumes within 0.36 %, curves within 0.4 points; ' +
      'the body, cut off by the end of the images, within 0.7 % (0.03 % without end caps); ' +
      'Pepin et al. 2022 describe version 15 so',
  },
  cerr: {
    system: 'CERR',
    endCaps: 'half-slice',
    betweenSlices: 'prism',
    evidence: 'the same phantom and structures: six volumes within 0.2 %',
  },
  slicerrt: {
    system: 'SlicerRT',
    endCaps: 'rounded',
    betweenSlices: 'interpolated',
    evidence:
      'the same phantom and structures: six volumes within 0.3 %, curves within 0.8 points; its closed surface has smooth end caps by default',
  },
  planiq: {
    system: 'PlanIQ',
    endCaps: 'half-slice',
    betweenSlices: 'prism',
    evidence:
      'eleven volumes of two plan studies, lung (3 mm slices) and brain (1 mm), within 1.6 %; without end caps the lung set is as close, ' +
      'the brain set up to 6.8 % too small; volumes only, no dose',
  },
};

export const SYSTEM_NAMES: readonly string[] = Object.keys(SYSTEMS);

/** @throws TrabeculaError (usage) for a system that nothing here was compared with */
export function conventionLike(name: string): SystemConvention {
  const found = Object.hasOwn(SYSTEMS, name.toLowerCase()) ? SYSTEMS[name.toLowerCase()] : undefined;
  if (found !== undefined) return found;
  throw new TrabeculaError('usage', {
    what: `no evidence for "${name}": its numbers were never compared with the ones here`,
    expected: `${SYSTEM_NAMES.join(', ')}, or --end-caps and --between-slices by hand`,
  });
}
