import {
  bonesMissing,
  type BoneSource,
  type CaseFile,
  chooseReadings,
  DEFAULT_CONVENTION,
  EMPTY,
  lesionSize,
  type MarrowPatient,
  type MarrowPicture,
  type MarrowRegions,
  type MarrowResult,
  type MarrowWish,
  measureVolumes,
  nearestLesions,
  readCaseFile,
  type Region,
  regionOf,
  type Solid,
  stackFromContours,
  targetObstacle,
  TrabeculaError,
  uniteAll,
  volumeCm3Of,
  type Warning,
} from '../../core/index.ts';
import {
  type CtImage,
  type FileBytes,
  frameOfRoi,
  patientsOwn,
  readExport,
  resolveObject,
  type RtExport,
  type RtStructureSet,
} from '../dicom/index.ts';
import { segmentationOf } from './bone-from-seg.ts';
import { findRoiNamed } from './find-roi-named.ts';
import { inputOfFile, inputOfCt } from './input-of-file.ts';
import { inputsOf } from './inputs.ts';
import { isodoseReadings } from './isodose-readings.ts';
import { boneOf, withoutShellOf } from './marrow-bone.ts';
import { type LesionInFrame, lesionsInFrame } from './marrow-lesions.ts';
import { marrowResultOf, volumeReadings } from './marrow-result-of.ts';
import { pictureOf } from './marrow-picture-of.ts';
import { type BoneFiles, ctOfFrame } from './trabecular-sources.ts';
import { trialForCase } from './trial-for-case.ts';
import { distinct } from './warnings.ts';

export interface MarrowRequest {
  readonly files: readonly FileBytes[];
  /** What was read from `files`, where they were read before. */
  readonly found?: RtExport;
  /** A file that the case names: beside the case file, or among those given. */
  readonly named: (file: string) => Promise<FileBytes>;
  /** Id of a shipped trial, or the text of a trial file; null: the one that the case names, or himars. */
  readonly trial: string | { readonly text: string; readonly path: string } | null;
  readonly caseText: string;
  readonly casePath: string;
  readonly structureSet?: string;
  readonly wish: MarrowWish;
  /** Whether a picture is wanted: it reads the CT. */
  readonly withPicture: boolean;
  readonly onProgress?: (what: string) => void;
}

export interface MarrowAnswer {
  readonly result: MarrowResult;
  readonly picture: MarrowPicture | null;
  /** The solids behind the result; null where there is no trabecular bone. */
  readonly solids: MarrowSolids | null;
}

export interface MarrowSolids extends MarrowRegions {
  readonly proposal: Region;
  /** The CT that they lie on; asked for only when they are written. */
  readonly readCt: () => Promise<CtImage | null>;
}

/** Reserve, level, exclusion and choice of lesions from an export and a case. */
export async function marrow(request: MarrowRequest): Promise<MarrowAnswer> {
  const { files, casePath, onProgress = () => undefined } = request;
  const caseFile = readCaseFile(request.caseText, casePath);
  const trial = await trialForCase(request.trial, caseFile.trial, casePath);
  const readings = volumeReadings(trial, chooseReadings(trial, caseFile.readings, casePath));
  onProgress('reading files');
  const everything = request.found ?? (await readExport(files));
  const own = patientsOwn(everything.structureSets);
  const found = { ...everything, structureSets: own.sets };
  refuseSeveralPatients(found);
  const taken = new Map<string, FileBytes>();
  const io: BoneFiles = {
    found,
    files,
    named: async (file) => {
      const named = await request.named(file);
      taken.set(named.path, named);
      return named;
    },
    where: casePath,
  };
  const structureSet = structureSetOf(found, caseFile.trabecularBone?.structureSet ?? request.structureSet, casePath);

  onProgress('reading bone');
  const declared = caseFile.trabecularBone;
  const read = declared === undefined ? null : await boneOf(declared, structureSet, io);
  const warnings: Warning[] = [...found.warnings, ...own.warnings, ...(structureSet?.warnings ?? [])];
  const framed = read === null ? null : inFrame(read, found, structureSet, warnings);
  const frame = framed?.frameOfReferenceUid ?? onlyFrameOf(structureSet);
  const lesions = lesionsInFrame(caseFile, found.structureSets, structureSet, frame, casePath);
  const gtvTotal = totalSolids(caseFile, structureSet, frame, casePath);
  const tumour = uniteAll(
    [...lesions.flatMap(({ gtv }) => gtv.solid ?? []), ...gtvTotal].map((solid) => regionOf(solid, DEFAULT_CONVENTION)),
  );
  onProgress('taking the shell off');
  const bone = framed === null || declared === undefined ? framed : await withoutShellOf(framed, declared, tumour, io);

  onProgress('measuring volumes');
  const isodoses = isodoseReadings(everything, found, caseFile, request.structureSet, casePath);
  const { scenarios, regions, outsideTotalCm3 } = measureVolumes({
    bone: bone ?? NO_BONE,
    lesions,
    gtvTotal,
    ...isodoses,
  });
  const patient: MarrowPatient = {
    lesions: patientLesions(lesions, regions),
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
  const ct = bone?.estimate == null ? null : await inputOfCt(bone.frameOfReferenceUid, found, declared?.ct);
  const used = [
    ...(structureSet === null ? [] : [structureSet]),
    ...found.doses,
    ...(declared?.seg === undefined ? [] : [segmentationOf(found, declared.seg, casePath)]),
  ];
  const result = marrowResultOf(
    patient,
    trial,
    { ...request.wish, level: request.wish.level ?? caseFile.level ?? null },
    {
      subject: caseFile.subject ?? null,
      inputs: [
        ...inputsOf(used),
        ...(await Promise.all([...taken.values()].map(({ path, bytes }) => inputOfFile(path, 'file', bytes)))),
        ...(ct === null ? [] : [ct]),
      ],
      trabecular: {
        from: bone?.from ?? 'none given',
        frameOfReferenceUid: bone?.frameOfReferenceUid ?? null,
        estimate: bone?.estimate == null ? null : withoutVolume(bone.estimate),
      },
    },
    distinct([
      ...warnings,
      ...missingBones(bone, declared),
      ...(bone?.remarks ?? []).map((message) => ({ code: 'trabecular-bone', message })),
    ]),
  );
  if (bone === null) return { result, picture: null, solids: null };
  const proposed = new Set(result.selection.proposed);
  const isProposed = patient.lesions.map(({ id }) => proposed.has(id));
  const readCt = (): Promise<CtImage | null> => ctOfFrame(bone.frameOfReferenceUid, io, declared?.ct);
  return {
    result,
    solids: {
      ...regions,
      proposal: uniteAll(regions.lesions.flatMap((region, n) => (region === null || !isProposed[n] ? [] : [region]))),
      readCt,
    },
    picture: request.withPicture
      ? pictureOf(
          regions,
          { read: framed, used: bone },
          patient.lesions.map(({ id }, n) => ({ id, isProposed: isProposed[n] === true })),
          await readCt(),
        )
      : null,
  };
}

/** Where no bone is named: nothing lies in it, and nothing is concluded from it. */
const NO_BONE: BoneSource = {
  from: 'none given',
  names: [],
  kind: 'whole-bone',
  frameOfReferenceUid: null,
  regionOf: () => EMPTY,
  isDrawn: false,
  remarks: [],
  estimate: null,
};

function withoutVolume({
  method,
  accepted,
  wholeBoneCm3,
  sensitivity,
  flags,
}: NonNullable<BoneSource['estimate']>): MarrowResult['trabecular']['estimate'] {
  return { method, accepted, wholeBoneCm3, sensitivity: [...sensitivity], flags: [...flags] };
}

function refuseSeveralPatients({ structureSets, doses, plans, others }: RtExport): void {
  const ids = [
    ...new Set([...structureSets, ...doses, ...plans, ...others].flatMap(({ patientId }) => patientId ?? [])),
  ];
  if (ids.length <= 1) return;
  throw new TrabeculaError('contradiction', {
    what: 'the files are of several patients',
    attribute: '(0010,0020) PatientID',
    found: `${ids.length} different ones`,
    expected: 'one patient',
  });
}

/** A skeleton that is declared complete, though its bones are named and some are not among them. */
function missingBones(bone: BoneSource | null, declared: CaseFile['trabecularBone']): Warning[] {
  if (bone === null || declared?.skeletonComplete !== true) return [];
  const missing = bonesMissing(bone.names);
  if (missing.length === 0) return [];
  const message = `the skeleton is declared complete, but none of its bones is named as ${missing.join(', ')}`;
  return [{ code: 'bones-present', message }];
}

function structureSetOf(found: RtExport, wanted: string | undefined, where: string): RtStructureSet | null {
  const { structureSets } = found;
  if (wanted !== undefined) return resolveObject('structure set', structureSets, wanted);
  const [only, ...others] = structureSets;
  if (others.length === 0) return only ?? null;
  throw new TrabeculaError('usage', {
    what: `${structureSets.length} structure sets are there: which one lies with the trabecular bone?`,
    where,
    attribute: 'trabecularBone.structureSet',
    expected: `one of ${structureSets.map(({ path, sopInstanceUid }) => `${path} (${sopInstanceUid})`).join('; ')}`,
  });
}

/** A label map carries no frame of reference: where the files know one only, that is it. */
function inFrame(
  bone: BoneSource,
  { structureSets, others }: RtExport,
  structureSet: RtStructureSet | null,
  warnings: Warning[],
): BoneSource {
  if (bone.frameOfReferenceUid !== null) return bone;
  const frames = new Set([
    ...structureSets.flatMap((set) => set.rois.flatMap((roi) => frameOfRoi(roi, set) ?? [])),
    ...others.flatMap(({ frameOfReferenceUid }) => frameOfReferenceUid ?? []),
  ]);
  const [only, ...more] = frames;
  if (only === undefined || more.length > 0 || structureSet === null) return bone;
  warnings.push({
    code: 'frame-of-reference',
    message: `${bone.from} names no frame of reference; taken to lie in the only one of the files`,
  });
  return { ...bone, frameOfReferenceUid: only };
}

function onlyFrameOf(structureSet: RtStructureSet | null): string | null {
  if (structureSet === null) return null;
  const [only, ...more] = new Set(structureSet.rois.flatMap((roi) => frameOfRoi(roi, structureSet) ?? []));
  return more.length === 0 ? (only ?? null) : null;
}

function totalSolids(
  { gtvTotal }: CaseFile,
  structureSet: RtStructureSet | null,
  frame: string | null,
  where: string,
): Solid[] {
  if (gtvTotal === undefined || gtvTotal.rois === 'all-lesions') return [];
  return gtvTotal.rois.map((name) => {
    if (structureSet === null)
      throw new TrabeculaError('nothing-found', { what: 'no structure set (RTSTRUCT)', where });
    const roi = findRoiNamed(name, structureSet, where);
    const { stack, reason } = stackFromContours(roi.contours);
    const isElsewhere = frameOfRoi(roi, structureSet) !== frame;
    if (stack === null || isElsewhere) {
      throw new TrabeculaError('unreadable', {
        what: isElsewhere
          ? `ROI ${name} lies in another frame of reference than the trabecular bone`
          : `ROI ${name} is not usable: ${reason ?? 'no solid'}`,
        where,
        attribute: 'gtvTotal.rois',
      });
    }
    return { kind: 'contours', stack, singlePlaneThicknessMm: null };
  });
}

function patientLesions(lesions: readonly LesionInFrame[], regions: MarrowRegions): MarrowPatient['lesions'] {
  const nearest = nearestLesions(regions.lesions);
  return lesions.map(({ lesion, gtv, planVolumeCm3 }, n) => {
    const size = gtv.solid?.kind === 'contours' ? lesionSize(gtv.solid.stack) : null;
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
