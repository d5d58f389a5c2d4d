import { nearestName, TrabeculaError } from '../../core/index.ts';
import type { RtRoi, RtStructureSet } from '../dicom/index.ts';

/**
 * The ROI of a name.
 *
 * @throws TrabeculaError (contradiction) if none or several carry it
 */
export function findRoiNamed(name: string, { rois, path }: RtStructureSet, where: string): RtRoi {
  const named = rois.filter(({ roiName }) => roiName === name);
  const [roi, ...others] = named;
  if (others.length > 0) {
    throw new TrabeculaError('contradiction', {
      what: `the ROI name "${name}" is used more than once in ${path}`,
      where,
      found: named.map(({ roiNumber }) => `ROI ${roiNumber}`).join(', '),
      expected: 'names that tell ROIs apart',
    });
  }
  if (roi !== undefined) return roi;
  const nearest = nearestName(
    name,
    rois.map(({ roiName }) => roiName),
  );
  throw new TrabeculaError('contradiction', {
    what: `no ROI "${name}" in ${path}`,
    where,
    ...(nearest === null ? {} : { expected: `an ROI name, such as "${nearest}"` }),
  });
}
