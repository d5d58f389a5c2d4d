import {
  bonesMissing,
  type BoneSource,
  type CaseFile,
  chooseReadings,
  DEFAULT_CONVENTION,
  type MarrowPatient,
  type MarrowPicture,
  type MarrowRegions,
  type MarrowResult,
  type MarrowWish,
  readCaseFile,
  type Region,
  regionOf,
  type Solid,
  targetObstacle,
  uniteAll,
  volumeCm3Of,
  type Warning,
} from '../../core/index.ts';
import type { CtImage } from '../dicom/index.ts';
import type { LesionInFrame } from './marrow-lesions.ts';
import { pictureOf } from './marrow-picture-of.ts';
import { marrowResultOf, volumeReadings } from './marrow-result-of.ts';
import { type MarrowFiles, type MeasuredMarrow, measureMarrow, namedPlaces } from './measure-marrow.ts';
import { trialForCase } from './trial-for-case.ts';
import { distinct } from './warnings.ts';

export interface MarrowRequest extends MarrowFiles {
  /** Id of a shipped trial, or the text of a trial file; null: the one that the case names, or himars. */
  readonly trial: string | { readonly text: string; readonly path: string } | null;
  readonly caseText: string;
  readonly wish: MarrowWish;
  /** Whether a picture is wanted: it reads the CT. */
  readonly withPicture: boolean;
  /** What was measured of these files before, by what the case named; filled here. */
  readonly measuredBefore?: Map<string, MeasuredMarrow>;
}

export interface MarrowAnswer {
  readonly result: MarrowResult;
  readonly picture: MarrowPicture | null;
  /** The solids behind the result; null where there is no trabecular bone. */
  readonly solids: MarrowSolids | null;
}

export interface MarrowSolids extends MarrowRegions {
  /** Made only when it is written. */
  readonly proposal: () => Region;
  /** The CT that they lie on; asked for only when they are written. */
  readonly readCt: () => Promise<CtImage | null>;
}

/** Reserve, level, exclusion and choice of lesions from an export and a case. */
export async function marrow(request: MarrowRequest): Promise<MarrowAnswer> {
  const { casePath, measuredBefore } = request;
  const caseFile = readCaseFile(request.caseText, casePath);
  const trial = await trialForCase(request.trial, caseFile.trial, casePath);
  const readings = volumeReadings(trial, chooseReadings(trial, caseFile.readings, casePath));
  const places = namedPlaces(caseFile);
  const key = JSON.stringify(places);
  const measured = measuredBefore?.get(key) ?? (await measureMarrow(places, request));
  measuredBefore?.set(key, measured);

  const { scenarios, regions, outsideTotalCm3 } = measured;
  const declared = caseFile.trabecularBone;
  const read = declaredBone(measured.bone?.read ?? null, declared);
  const bone = declaredBone(measured.bone?.used ?? null, declared);
  const lesions = measured.lesions.map((lesion, n) => ({ ...lesion, lesion: caseFile.lesions?.[n] ?? lesion.lesion }));
  const patient: MarrowPatient = {
    lesions: patientLesions(lesions, measured),
    scenarios,
    hasBone: bone !== null,
    declared: {
      kind: bone?.kind ?? null,
      skeletonComplete: declared?.skeletonComplete ?? null,
      gtvTotalComplete: caseFile.gtvTotal?.complete === 'unknown' ? null : (caseFile.gtvTotal?.complete ?? null),
      reading: readings.reading,
      nodes: readings.nodes,
    },
    obstacles: [...obstaclesOf(bone, lesions, outsideTotalCm3), ...targetObstacle(readings.levelMeans)],
  };
  const result = marrowResultOf(
    patient,
    trial,
    { ...request.wish, level: request.wish.level ?? caseFile.level ?? null },
    {
      subject: caseFile.subject ?? null,
      inputs: measured.inputs,
      trabecular: {
        from: bone?.from ?? 'none given',
        frameOfReferenceUid: bone?.frameOfReferenceUid ?? null,
        estimate: bone?.estimate == null ? null : withoutVolume(bone.estimate),
      },
    },
    distinct([
      ...measured.warnings,
      ...missingBones(bone, declared),
      ...(bone?.remarks ?? []).map((message) => ({ code: 'trabecular-bone', message })),
    ]),
  );
  if (bone === null) return { result, picture: null, solids: null };
  const proposed = new Set(result.selection.proposed);
  const isProposed = patient.lesions.map(({ id }) => proposed.has(id));
  return {
    result,
    solids: {
      ...regions,
      proposal: () =>
        uniteAll(regions.lesions.flatMap((region, n) => (region === null || !isProposed[n] ? [] : [region]))),
      readCt: measured.readCt,
    },
    picture: request.withPicture
      ? pictureOf(
          regions,
          { read, used: bone },
          patient.lesions.map(({ id }, n) => ({ id, isProposed: isProposed[n] === true })),
          await measured.readCt(),
        )
      : null,
  };
}

/** The bone with what the case declares of it, which nothing was measured by. */
function declaredBone(bone: BoneSource | null, declared: CaseFile['trabecularBone']): BoneSource | null {
  if (bone === null) return null;
  if (bone.estimate === null) return { ...bone, kind: declared?.kind ?? null };
  return { ...bone, estimate: { ...bone.estimate, accepted: declared?.shell?.accepted === true } };
}

function withoutVolume({
  method,
  accepted,
  wholeBoneCm3,
  sensitivity,
  flags,
}: NonNullable<BoneSource['estimate']>): MarrowResult['trabecular']['estimate'] {
  return { method, accepted, wholeBoneCm3, sensitivity: [...sensitivity], flags: [...flags] };
}

/** A skeleton that is declared complete, though its bones are named and some are not among them. */
function missingBones(bone: BoneSource | null, declared: CaseFile['trabecularBone']): Warning[] {
  if (bone === null || declared?.skeletonComplete !== true) return [];
  const missing = bonesMissing(bone.names);
  if (missing.length === 0) return [];
  const message = `the skeleton is declared complete, but none of its bones is named as ${missing.join(', ')}`;
  return [{ code: 'bones-present', message }];
}

function patientLesions(
  lesions: readonly LesionInFrame[],
  { sizes, nearest }: MeasuredMarrow,
): MarrowPatient['lesions'] {
  return lesions.map(({ lesion, gtv, planVolumeCm3 }, n) => {
    const size = sizes[n] ?? null;
    const next = nearest[n] ?? null;
    const other = next === null ? undefined : lesions[next.lesion]?.lesion.id;
    return {
      id: lesion.id,
      site: lesion.site === 'other' ? null : (lesion.site ?? null),
      highRisk: lesion.highRisk ?? null,
      symptomatic: lesion.symptomatic ?? null,
      treated: lesion.treated ?? true,
      planVolumeCm3,
      longAxisMm: size?.longAxisMm ?? null,
      shortAxisMm: size?.shortAxisMm ?? null,
      nearest: next === null || other === undefined ? null : { id: other, distanceMm: next.distanceMm },
      reason: gtv.solid === null ? gtv.reason : null,
    };
  });
}

/** A lesion may stick out of GTV_Total by this much, or this share of it: planning systems unite on a raster. */
const OUTSIDE_CM3 = 0.05;
const OUTSIDE_SHARE = 0.02;

function obstaclesOf(
  bone: BoneSource | null,
  lesions: readonly LesionInFrame[],
  outsideTotalCm3: readonly number[],
): string[] {
  const placeless = lesions.flatMap(({ lesion, gtv }) => (gtv.solid === null ? [`${lesion.id}: ${gtv.reason}`] : []));
  const outside = lesions.flatMap(({ lesion, gtv }, n) => {
    const cm3 = outsideTotalCm3[n];
    if (gtv.solid === null || cm3 === undefined) return [];
    const whole = sizeOf(gtv.solid);
    return cm3 > Math.max(OUTSIDE_CM3, OUTSIDE_SHARE * whole)
      ? [`${cm3.toFixed(2)} cm³ of ${lesion.id} lie outside GTV_Total, which is to hold all tumour`]
      : [];
  });
  return [
    ...(bone === null ? ['the case names no trabecular bone ("trabecularBone")'] : []),
    ...(bone?.estimate != null && !bone.estimate.accepted
      ? ['the trabecular bone is an estimate that the case does not accept ("shell": {"accepted": true})']
      : []),
    ...(bone !== null && bone.frameOfReferenceUid === null
      ? ['in which frame of reference the trabecular bone lies is not known ("frameOfReferenceUid")']
      : []),
    // GTV_Total as an ROI holds their part in bone, but a lesion without a place cannot be checked against it.
    ...placeless,
    ...outside,
  ];
}

function sizeOf(solid: Solid): number {
  return volumeCm3Of(regionOf(solid, DEFAULT_CONVENTION));
}
