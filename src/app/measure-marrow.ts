import {
  type BoneSource,
  type CaseFile,
  type CaseTrabecularBone,
  DEFAULT_CONVENTION,
  EMPTY,
  lesionSize,
  type LesionSize,
  type MarrowRegions,
  type MarrowResult,
  measureVolumes,
  type NearestLesion,
  nearestLesions,
  regionOf,
  type Solid,
  stackFromContours,
  TrabeculaError,
  uniteAll,
  type VolumeScenario,
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
import { inputOfCt, inputOfFile } from './input-of-file.ts';
import { inputsOf } from './inputs.ts';
import { isodoseReadings } from './isodose-readings.ts';
import { boneOf, withoutShellOf } from './marrow-bone.ts';
import { type LesionInFrame, lesionsInFrame } from './marrow-lesions.ts';
import { type BoneFiles, ctOfFrame } from './trabecular-sources.ts';

export interface MarrowFiles {
  readonly files: readonly FileBytes[];
  /** What was read from `files`, where they were read before. */
  readonly found?: RtExport;
  /** A file that the case names: beside the case file, or among those given. */
  readonly named: (file: string) => Promise<FileBytes>;
  readonly casePath: string;
  readonly structureSet?: string;
  readonly onProgress?: (what: string) => void;
}

/** Everything that takes time, and hangs on what a case names and not on what it declares. */
export interface MeasuredMarrow {
  /** The bone as it was read, and as it is used: with its shell taken off where the case asks for it. */
  readonly bone: { readonly read: BoneSource; readonly used: BoneSource } | null;
  readonly lesions: readonly LesionInFrame[];
  readonly scenarios: readonly [VolumeScenario, ...VolumeScenario[]];
  readonly regions: MarrowRegions;
  readonly outsideTotalCm3: readonly number[];
  /** By lesion: its longest and shortest axis, and the nearest other lesion. */
  readonly sizes: readonly (LesionSize | null)[];
  readonly nearest: readonly (NearestLesion | null)[];
  readonly inputs: MarrowResult['inputs'];
  readonly warnings: readonly Warning[];
  readonly readCt: () => Promise<CtImage | null>;
}

/** What a case names: objects, ROIs, prescriptions. Whatever it only declares is left out. */
export type NamedPlaces = Pick<
  CaseFile,
  'schema' | 'trial' | 'lesions' | 'trabecularBone' | 'gtvTotal' | 'confirm' | 'sumDoses'
>;

export function namedPlaces({
  schema,
  trial,
  lesions,
  trabecularBone,
  gtvTotal,
  confirm,
  sumDoses,
}: CaseFile): NamedPlaces {
  return {
    schema,
    ...(trial === undefined ? {} : { trial }),
    lesions: (lesions ?? []).map(({ id, gtv, ptv, marrow, prescription, dose }) => ({
      id,
      ...(gtv === undefined ? {} : { gtv }),
      ...(ptv === undefined ? {} : { ptv }),
      ...(marrow === undefined ? {} : { marrow }),
      ...(prescription === undefined ? {} : { prescription }),
      ...(dose === undefined ? {} : { dose }),
    })),
    ...(trabecularBone === undefined ? {} : { trabecularBone: namedBone(trabecularBone) }),
    ...(gtvTotal === undefined ? {} : { gtvTotal: { rois: gtvTotal.rois, complete: 'unknown' } }),
    ...(confirm === undefined ? {} : { confirm }),
    ...(sumDoses === undefined ? {} : { sumDoses }),
  };
}

function namedBone({ kind, skeletonComplete: _, shell, ...bone }: CaseTrabecularBone): CaseTrabecularBone {
  if (shell === undefined || kind !== 'whole-bone') return bone;
  return { ...bone, kind, shell: { ...shell, accepted: false } };
}

/** Bone, lesions and all volumes of the ratio, from the files and what a case names in them. */
export async function measureMarrow(caseFile: NamedPlaces, request: MarrowFiles): Promise<MeasuredMarrow> {
  const { files, casePath, onProgress = () => undefined } = request;
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
  const lesions = lesionsInFrame(caseFile, found, structureSet, frame, casePath);
  for (const { planDoubt } of lesions) {
    if (planDoubt !== null) warnings.push({ code: 'lesion-volume', message: planDoubt });
  }
  const gtvTotal = totalSolids(caseFile, structureSet, frame, casePath);
  const tumour = uniteAll(
    [...lesions.flatMap(({ gtv }) => gtv.solid ?? []), ...gtvTotal].map((solid) => regionOf(solid, DEFAULT_CONVENTION)),
  );
  onProgress('taking the shell off');
  const used = framed === null || declared === undefined ? framed : await withoutShellOf(framed, declared, tumour, io);

  onProgress('measuring volumes');
  const isodoses = isodoseReadings(everything, found, caseFile, request.structureSet, casePath);
  const measured = measureVolumes({ bone: used ?? NO_BONE, lesions, gtvTotal, ...isodoses });
  const ct = used?.estimate == null ? null : await inputOfCt(used.frameOfReferenceUid, found, declared?.ct);
  const objects = [
    ...new Set(
      [structureSet, ...lesions.map(({ planStructureSet }) => planStructureSet)].filter((set) => set !== null),
    ),
    ...found.doses,
    ...(declared?.seg === undefined ? [] : [segmentationOf(found, declared.seg, casePath)]),
  ];
  return {
    ...measured,
    sizes: lesions.map(({ gtv }) => (gtv.solid?.kind === 'contours' ? lesionSize(gtv.solid.stack) : null)),
    nearest: nearestLesions(measured.regions.lesions),
    bone: framed === null || used === null ? null : { read: framed, used },
    lesions,
    inputs: [
      ...inputsOf(objects),
      ...(await Promise.all([...taken.values()].map(({ path, bytes }) => inputOfFile(path, 'file', bytes)))),
      ...(ct === null ? [] : [ct]),
    ],
    warnings,
    readCt: () => ctOfFrame(used?.frameOfReferenceUid ?? null, io, declared?.ct),
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
  { gtvTotal }: NamedPlaces,
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
