/**
 * What counting voxel centres may differ by. Both programs here count: dicompyler-core on the nodes of the dose grid,
 * plastimatch on any image grid (the dose grid here). Counting has no bias but scatters with the share of voxels that
 * lie on the surface and, where dose and contour planes do not coincide, of the slab that each contour stands for.
 * Published scatter of volumes of spheres on 3 mm voxels: 5.7 % at 1 cm³, 1.1 % at 10 cm³.
 */
export function countingTolerancePercent(volumeCm3: number): number {
  if (volumeCm3 > 20) return 2;
  if (volumeCm3 > 5) return 3;
  return 10;
}

/** The dose in a counted voxel is that of its centre: the share at dose scatters with the voxels that the isodose cuts. */
export const COVERAGE_TOLERANCE_POINTS = 3;

export interface PeerCase {
  readonly phantom: string;
  readonly dose: string;
  readonly prescriptionGy: number;
  readonly rois: readonly string[];
}

/** ROIs that lie wholly inside the dose grid. */
export const PEER_CASES: readonly PeerCase[] = [
  { phantom: 'sphere', dose: 'RD_PLAN_1.dcm', prescriptionGy: 27, rois: ['GTV_1', 'PTV_1'] },
  {
    phantom: 'gtv-fails-ptv-passes',
    dose: 'RD_PLAN_1.dcm',
    prescriptionGy: 35,
    rois: ['GTV_1', 'PTV_1'],
  },
  {
    phantom: 'himars-demo',
    dose: 'RD_PELVIS_27Gy.dcm',
    prescriptionGy: 27,
    rois: ['GTV_1', 'PTV_1', 'GTV_2', 'PTV_2', 'GTV_3', 'PTV_3'],
  },
  {
    phantom: 'himars-demo',
    dose: 'RD_SPINE_35Gy.dcm',
    prescriptionGy: 35,
    rois: ['GTV_4', 'PTV_4', 'PTV_5', 'GTV_6', 'PTV_6'],
  },
];
