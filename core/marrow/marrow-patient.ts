import type { IrradiationVolume, MarrowLesion, MarrowResult, Nodes } from './marrow-result.ts';
import type { VolumePart } from './volume-parts.ts';

/** One patient as volumes, whether measured or typed: all that levels, exclusion and choice are made from. */
export interface MarrowPatient {
  readonly lesions: readonly PatientLesion[];
  /** The stated convention first, then the others; or what is known first, then its other bounds. */
  readonly scenarios: readonly [VolumeScenario, ...VolumeScenario[]];
  /** Whether any bone is named: what is not there needs no declaration. */
  readonly hasBone: boolean;
  readonly declared: MarrowResult['declared'];
  /** Why no level may be told beside what is not declared, in words. */
  readonly obstacles: readonly string[];
}

export interface PatientLesion {
  readonly id: string;
  readonly site: 'bone' | 'node' | null;
  readonly highRisk: boolean | null;
  readonly symptomatic: boolean | null;
  readonly treated: boolean;
  readonly planVolumeCm3: number | null;
  readonly longAxisMm: number | null;
  readonly shortAxisMm: number | null;
  readonly nearest: MarrowLesion['nearest'];
  readonly reason: string | null;
}

export interface VolumeScenario {
  /** Under what it holds, in words: "without end caps". */
  readonly when: string;
  readonly trabecularCm3: number;
  /** Of trabecular bone and all tumour, treated or not. */
  readonly intersectionCm3: number;
  /** By lesion. */
  readonly inTrabecularCm3: readonly (number | null)[];
  /** Tumour that belongs to no lesion. */
  readonly unassignedCm3: number;
  readonly volumes: Readonly<Record<IrradiationVolume, LesionVolumes>>;
}

export interface LesionVolumes {
  /** Over the indices of lesions. */
  readonly parts: readonly VolumePart[];
  /** By lesion: why its volume is not known; null when it is. */
  readonly missing: readonly (string | null)[];
}

/** One way to understand "irradiation volume". */
export interface VolumeReading {
  readonly reading: IrradiationVolume;
  readonly nodes: Nodes;
}

/** Whether a lesion is high-risk or symptomatic; null when the flags leave it open. */
export function priorityOf({ highRisk, symptomatic }: Pick<PatientLesion, 'highRisk' | 'symptomatic'>): boolean | null {
  if (highRisk === true || symptomatic === true) return true;
  return highRisk === false && symptomatic === false ? false : null;
}

/** Whether a lesion counts; null when that hangs on a site that is not said. */
export function countsIn({ nodes }: VolumeReading, { site }: Pick<PatientLesion, 'site'>): boolean | null {
  if (nodes === 'with' || site === 'bone') return true;
  return site === null ? null : false;
}
