import type { EndCaps } from '../../../core/index.ts';

/** DVH tables that three programs printed for the same phantom, each under its own convention. */
export interface SystemAnswers {
  readonly system: string;
  readonly file: string;
  /** The printed solid lies between these two; they are the same when the convention is known. */
  readonly between: readonly [EndCaps, EndCaps];
  readonly volumeTolerancePercent: number;
  /** A printed point (dose, volume) may be moved by this much in dose and in volume to meet the computed curve. */
  readonly doseToleranceGy: number;
  readonly volumeToleranceOfCurvePercent: number;
  readonly why: string;
}

export const ECLIPSE_PHANTOM_ROIS = ['BODY', 'Bladder', 'Femoral Head Lt', 'Femoral Head RT', 'PTV', 'Rectum'] as const;

export const ECLIPSE_PHANTOM: readonly SystemAnswers[] = [
  {
    system: 'Eclipse',
    file: 'EclipseProstate_DvhTable_Eclipse.csv',
    between: ['none', 'half-slice'],
    volumeTolerancePercent: 0.15,
    doseToleranceGy: 0.05,
    volumeToleranceOfCurvePercent: 0.3,
    why: 'Its solid ends at, or a little beyond, the outermost contours; volumes are printed to 0.1 cm³.',
  },
  {
    system: 'CERR',
    file: 'EclipseProstate_DvhTable_CERR.csv',
    between: ['half-slice', 'half-slice'],
    volumeTolerancePercent: 0.2,
    doseToleranceGy: 0.2,
    volumeToleranceOfCurvePercent: 1,
    why: 'Voxels of the CT, half a slice at each end; its table names the middle of bins of 0.2 Gy.',
  },
  {
    system: 'SlicerRT',
    file: 'EclipseProstate_DvhTable_SlicerRT.csv',
    between: ['none', 'half-slice'],
    volumeTolerancePercent: 0.15,
    doseToleranceGy: 0.1,
    volumeToleranceOfCurvePercent: 0.5,
    why: 'A closed surface with rounded ends on a dose grid sampled twice as finely; steps of 0.2 Gy.',
  },
];
