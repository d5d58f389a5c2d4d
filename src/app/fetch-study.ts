import { type FetchResult, NOTICE, TrabeculaError } from '../../core/index.ts';
import { type FileBytes, type ObjectIdentity, readIdentity } from '../dicom/index.ts';
import {
  type DicomwebServer,
  instancesOf,
  retrieveInstance,
  type SeriesRecord,
  seriesOf,
  shownServer,
  studyWith,
} from '../dicomweb/index.ts';
import { type DicomwebAccess, serverOf } from './dicomweb-access.ts';
import { SOFTWARE } from './software.ts';

export interface FetchRequest {
  readonly access: DicomwebAccess;
  readonly studyInstanceUid: string;
  readonly withCt: boolean;
  /** Ends the work; nothing more is kept then. */
  readonly signal: AbortSignal;
  /** Takes each object when it is whole; null: the study is looked at only. */
  readonly keep: ((file: FileBytes) => Promise<void>) | null;
  readonly onProgress?: (what: string) => void;
}

/** What a check or the marrow reads: plans, structures, doses, segmentations, records of treatment. */
const WANTED = new Set(['RTPLAN', 'RTSTRUCT', 'RTDOSE', 'SEG', 'RTRECORD']);
/** The same by SOP Class, where a server does not say the modality of a series. */
const WANTED_CLASSES = new Set([
  '1.2.840.10008.5.1.4.1.1.481.2',
  '1.2.840.10008.5.1.4.1.1.481.3',
  '1.2.840.10008.5.1.4.1.1.481.4',
  '1.2.840.10008.5.1.4.1.1.481.5',
  '1.2.840.10008.5.1.4.1.1.481.8',
  '1.2.840.10008.5.1.4.1.1.481.9',
  '1.2.840.10008.5.1.4.1.1.66.4',
  '1.2.840.10008.5.1.4.1.1.66.7',
]);
const CT_CLASS = '1.2.840.10008.5.1.4.1.1.2';
/** Requests at a time. */
const AT_ONCE = 4;

interface Wanted {
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
  readonly modality: string;
  readonly path: string;
}

/**
 * Fetches what is needed of a study, object by object. Either all that the server lists comes and is what it says it is,
 * or this fails.
 *
 * @throws TrabeculaError `usage`, `nothing-found`, `unreadable`; what ended `signal`
 */
export async function fetchStudy(request: FetchRequest): Promise<FetchResult> {
  const { access, studyInstanceUid, keep, signal, onProgress = () => undefined } = request;
  const server = serverOf(access);
  onProgress('asking the server for the study');
  const study = await studyWith(server, studyInstanceUid, signal);
  const series = await seriesOf(server, study, signal);
  const wanted = keep === null ? [] : await wantedOf(server, series, request);
  if (keep !== null && wanted.length === 0) {
    throw new TrabeculaError('nothing-found', {
      what: 'the study holds no plan, structures, dose or segmentation',
      where: `${shownServer(server)}, study ${studyInstanceUid}`,
      found: [...new Set(series.map(({ modality }) => modality ?? 'unknown modality'))].sort().join(', ') || 'nothing',
    });
  }
  const objects = keep === null ? [] : await fetchAll(server, wanted, keep, request);
  return {
    schema: 'trabecula/fetch/1',
    notice: NOTICE,
    software: SOFTWARE,
    server: shownServer(server),
    studyInstanceUid,
    studyDate: study.date,
    studyDescription: study.description,
    folder: null,
    series: series.map((each) => ({
      ...each,
      fetched: objects.filter(({ wanted: { seriesInstanceUid } }) => seriesInstanceUid === each.seriesInstanceUid)
        .length,
    })),
    objects: objects.map(({ wanted: { modality, seriesInstanceUid }, identity }) => ({
      path: identity.path,
      modality,
      label: identity.label,
      sopInstanceUid: identity.sopInstanceUid,
      seriesInstanceUid,
      sha256: identity.sha256,
      bytes: identity.byteLength,
    })),
    plans: plansAmong(objects.map(({ identity }) => identity)),
  };
}

/** The same into memory, as files that could have come from a folder. */
export async function fetchFiles(
  request: Omit<FetchRequest, 'keep'>,
): Promise<{ files: FileBytes[]; result: FetchResult }> {
  const files: FileBytes[] = [];
  const keep = (file: FileBytes): Promise<void> => {
    files.push(file);
    return Promise.resolve();
  };
  const result = await fetchStudy({ ...request, keep });
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), result };
}

async function wantedOf(
  server: DicomwebServer,
  series: readonly SeriesRecord[],
  { studyInstanceUid, withCt, signal }: FetchRequest,
): Promise<Wanted[]> {
  const isWanted = (modality: string): boolean => WANTED.has(modality) || (withCt && modality === 'CT');
  const wanted: Omit<Wanted, 'path'>[] = [];
  for (const each of series) {
    const { seriesInstanceUid, modality } = each;
    if (modality !== null && !isWanted(modality)) continue;
    for (const { sopInstanceUid, sopClassUid } of await instancesOf(server, studyInstanceUid, each, signal)) {
      const isOfClass = WANTED_CLASSES.has(sopClassUid ?? '') || (withCt && sopClassUid === CT_CLASS);
      if (modality !== null || isOfClass) {
        wanted.push({ seriesInstanceUid, sopInstanceUid, modality: modality ?? 'UNKNOWN' });
      }
    }
  }
  return withPaths(wanted);
}

interface Fetched {
  readonly wanted: Wanted;
  readonly identity: ObjectIdentity;
}

/** Several at a time; the first that fails ends the others. */
async function fetchAll(
  server: DicomwebServer,
  wanted: readonly Wanted[],
  keep: (file: FileBytes) => Promise<void>,
  { studyInstanceUid, signal, onProgress = () => undefined }: FetchRequest,
): Promise<Fetched[]> {
  const fetched: Fetched[] = [];
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  let bytes = 0;
  const tell = (more: number): void => {
    bytes += more;
    onProgress(`fetching: ${fetched.length} of ${wanted.length} objects, ${(bytes / 1e6).toFixed(1)} MB`);
  };
  const left = [...wanted];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const uids = { study: studyInstanceUid, series: next.seriesInstanceUid, instance: next.sopInstanceUid };
      const file = { path: next.path, bytes: await retrieveInstance(server, uids, either, tell) };
      const identity = await readIdentity(file);
      requireSame(identity, next, studyInstanceUid);
      either.throwIfAborted();
      await keep(file);
      fetched.push({ wanted: next, identity });
      tell(0);
    }
  };
  const workers = Array.from({ length: Math.min(AT_ONCE, wanted.length) }, () =>
    work().catch((error: unknown) => {
      if (!failure.signal.aborted) failure.abort(error);
    }),
  );
  // Not before all have stopped: none may write once this has failed.
  await Promise.all(workers);
  signal.throwIfAborted();
  failure.signal.throwIfAborted();
  return fetched.sort((a, b) => (a.identity.path < b.identity.path ? -1 : 1));
}

/** Long enough that two objects of a study share it only where a system counts in other places of its UIDs. */
const TAIL = 12;

/**
 * Names for files: by the ends of UIDs, since whole ones fill a line; whole ones where the ends are not all different.
 * They stay the same when the study grows, and hold nothing of the patient.
 */
function withPaths(wanted: readonly Omit<Wanted, 'path'>[]): Wanted[] {
  const tail = (uid: string): string => uid.slice(-TAIL).replace(/^\./, '');
  const tails = new Set(wanted.map(({ sopInstanceUid }) => tail(sopInstanceUid)));
  const shown = tails.size === wanted.length ? tail : (uid: string): string => uid;
  return wanted.map((each) => {
    const { modality, seriesInstanceUid, sopInstanceUid } = each;
    // Images of a series in a folder of their own.
    const folder = modality === 'CT' ? `CT.${seriesInstanceUid}/` : '';
    return { ...each, path: `${folder}${modality}.${shown(sopInstanceUid)}.dcm` };
  });
}

function requireSame(identity: ObjectIdentity, { sopInstanceUid }: Wanted, studyInstanceUid: string): void {
  if (identity.sopInstanceUid === sopInstanceUid && identity.studyInstanceUid === studyInstanceUid) return;
  const isOther = identity.sopInstanceUid !== sopInstanceUid;
  throw new TrabeculaError('unreadable', {
    what: 'the server sent another object than the one that was asked for',
    attribute: isOther ? '(0008,0018) SOPInstanceUID' : '(0020,000D) StudyInstanceUID',
    found: (isOther ? identity.sopInstanceUid : identity.studyInstanceUid) ?? 'none',
    expected: isOther ? sopInstanceUid : studyInstanceUid,
  });
}

/** Which dose and structures belong to which plan, as the objects themselves say. */
function plansAmong(objects: readonly ObjectIdentity[]): FetchResult['plans'] {
  const ofModality = (modality: string): ObjectIdentity[] => objects.filter((object) => object.modality === modality);
  return ofModality('RTPLAN').map(({ sopInstanceUid, label, path, referencedStructureSetUids }) => ({
    sopInstanceUid,
    label,
    path,
    doses: ofModality('RTDOSE')
      .filter((dose) => dose.referencedPlanUids.includes(sopInstanceUid))
      .map((dose) => dose.path),
    structureSets: ofModality('RTSTRUCT')
      .filter((set) => referencedStructureSetUids.includes(set.sopInstanceUid))
      .map((set) => set.path),
  }));
}
