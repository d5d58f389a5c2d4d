import type { EndCaps } from '../../../core/index.ts';

/** Volumes that another program printed for the same structures: where it stands, and under which convention. */
export interface VolumeAnswer {
  readonly roiName: string;
  /** Its name in the answer file. */
  readonly printedName: string;
}

export interface VolumeAnswers {
  readonly set: string;
  readonly structureSet: string;
  readonly dose: string;
  readonly answerFile: string;
  readonly endCaps: EndCaps;
  readonly tolerancePercent: number;
  readonly why: string;
  readonly structures: readonly VolumeAnswer[];
}

const same = (...names: readonly string[]): VolumeAnswer[] =>
  names.map((name) => ({ roiName: name, printedName: name }));

export const PLANIQ_VOLUMES: readonly VolumeAnswers[] = [
  {
    set: 'lung-sbrt-2018',
    structureSet: 'RS.eclipse.dcm',
    dose: 'RD.monaco_imrt.dcm',
    answerFile: 'planiq-dvh.txt',
    endCaps: 'none',
    tolerancePercent: 2,
    why: '3 mm slices. PlanIQ samples on a grid; its solids end at, or a little beyond, the first and last contour.',
    structures: [{ roiName: 'BODY_P6', printedName: 'BODY_P' }, ...same('PTV_PRIMARY', 'PTV_LN', 'PTV_TOTAL')],
  },
  {
    set: 'brain-srs-2018',
    structureSet: 'RS.raystation.dcm',
    dose: 'RD.raystation_vmat.dcm',
    answerFile: 'planiq-dvh.txt',
    endCaps: 'half-slice',
    tolerancePercent: 1.5,
    why: '1 mm slices, targets of 0.3 to 4.5 cm³: the printed volumes hold the half slices; sampling leaves 1 %.',
    structures: same('PTV_1', 'PTV_2', 'PTV_3', 'PTV_4', 'PTV_5', 'PTV_ALL', 'BRAIN STEM'),
  },
];

/**
 * The answer file of brain-srs-2018 has no GTVs. These are sums of polygon areas (shoelace) times the 1 mm slice
 * distance, read from the file with pydicom: volumes with half-slice caps, cm³, and without caps.
 */
export const GTV_POLYGON_SUMS_CM3: Readonly<Record<string, readonly [halfSlice: number, none: number]>> = {
  GTV_1: [0.07, 0.061],
  GTV_2: [0.041, 0.037],
  GTV_3: [0.09, 0.076],
  GTV_4: [2.217, 2.193],
  GTV_5: [0.261, 0.229],
};
