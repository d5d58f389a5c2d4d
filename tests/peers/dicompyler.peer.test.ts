import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Measured } from './computed.ts';
import { computedBy } from './computed.ts';
import { countingTolerancePercent, PEER_CASES } from './expectations.ts';

/**
 * dicompyler-core finds the dose plane of a contour only when they coincide, and otherwise counts its area with another
 * plane or not at all. It is asked where they do: the sphere with contours and dose planes every millimetre.
 */
const onCommonPlanes = PEER_CASES.filter(({ phantom }) => phantom === 'sphere');

interface Counted {
  readonly volumeCm3: number;
  readonly meanGy: number;
  readonly maxGy: number;
  readonly volumeCm3AtLevel: number;
}

describe.each(onCommonPlanes)('dicompyler-core on $phantom', (peerCase) => {
  const { phantom, dose, prescriptionGy, rois } = peerCase;
  let theirs: Record<string, Counted>;
  let ours: Map<string, Measured>;
  beforeAll(() => {
    const words = [
      'tests/peers/dicompyler_dvh.py',
      `test-data/${phantom}/RS.dcm`,
      `test-data/${phantom}/${dose}`,
      String(prescriptionGy),
    ];
    // Debian's own python, for which the package is installed.
    theirs = JSON.parse(execFileSync('/usr/bin/python3', words, { encoding: 'utf8', stdio: 'pipe' })) as Record<
      string,
      Counted
    >;
    ours = computedBy(peerCase);
  });

  it.each(rois)('counts the volume of %s', (roi) => {
    const volumeCm3 = ours.get(roi)!.volumeCm3;
    const percent = 100 * Math.abs(theirs[roi]!.volumeCm3 / volumeCm3 - 1);
    expect(percent).toBeLessThan(countingTolerancePercent(volumeCm3));
  });

  it.each(rois)('counts the share of %s at prescription, within a point', (roi) => {
    const { volumeCm3, volumeCm3AtLevel } = theirs[roi]!;
    expect(Math.abs((100 * volumeCm3AtLevel) / volumeCm3 - ours.get(roi)!.atPrescriptionPercent)).toBeLessThan(1);
  });

  it.each(rois)('has the same mean dose in %s', (roi) => {
    // Bins of 0.01 Gy, read at their middle, and voxels of 1 mm in a gradient of up to 1 Gy/mm.
    expect(Math.abs(theirs[roi]!.meanGy - ours.get(roi)!.meanGy)).toBeLessThan(0.05);
  });
});
