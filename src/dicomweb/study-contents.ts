import { TrabeculaError } from '../../core/index.ts';
import type { DicomwebServer } from './dicomweb-server.ts';
import { countOf, type DicomRecord, queryServer, textOf, textsOf } from './query-server.ts';
import { isUid } from './uid.ts';

const TAG = {
  studyDate: '00080020',
  sopClassUid: '00080016',
  sopInstanceUid: '00080018',
  modality: '00080060',
  modalitiesInStudy: '00080061',
  studyDescription: '00081030',
  seriesDescription: '0008103E',
  patientId: '00100020',
  studyInstanceUid: '0020000D',
  seriesInstanceUid: '0020000E',
  seriesInStudy: '00201206',
  instancesInStudy: '00201208',
  instancesInSeries: '00201209',
} as const;

export interface StudyRecord {
  readonly studyInstanceUid: string;
  readonly patientId: string | null;
  /** YYYYMMDD. */
  readonly date: string | null;
  readonly description: string | null;
  readonly modalities: readonly string[];
  /** As the server counts; null where it does not. */
  readonly series: number | null;
  readonly instances: number | null;
}

export interface SeriesRecord {
  readonly seriesInstanceUid: string;
  /** Null where the server does not say. */
  readonly modality: string | null;
  readonly description: string | null;
  readonly instances: number | null;
}

export interface InstanceRecord {
  readonly sopInstanceUid: string;
  readonly sopClassUid: string | null;
}

const STUDY_FIELDS = [TAG.studyDescription, TAG.modalitiesInStudy, TAG.seriesInStudy, TAG.instancesInStudy];

/** The studies of exactly this patient: some servers pay no heed to what they do not understand and answer with all. */
export async function studiesOfPatient(
  server: DicomwebServer,
  patientId: string,
  signal: AbortSignal,
): Promise<StudyRecord[]> {
  if (patientId.trim() === '' || /[*?\\]/.test(patientId)) {
    throw new TrabeculaError('usage', { what: 'a patient ID is wanted, without wildcards', found: patientId });
  }
  const studies = await studiesWith(server, ['PatientID', patientId.trim()], signal);
  return studies.filter((study) => study.patientId === patientId.trim());
}

/** @throws TrabeculaError `nothing-found` if the server has no such study, `usage` if this is no UID */
export async function studyWith(server: DicomwebServer, uid: string, signal: AbortSignal): Promise<StudyRecord> {
  if (!isUid(uid)) {
    const expected = 'numbers parted by dots';
    throw new TrabeculaError('usage', { what: 'this is no Study Instance UID', found: `"${uid}"`, expected });
  }
  const studies = await studiesWith(server, ['StudyInstanceUID', uid], signal);
  const study = studies.find(({ studyInstanceUid }) => studyInstanceUid === uid);
  if (study !== undefined) return study;
  throw new TrabeculaError('nothing-found', {
    what: 'the server has no such study',
    where: server.baseUrl.href,
    found: uid,
  });
}

async function studiesWith(
  server: DicomwebServer,
  wanted: readonly [string, string],
  signal: AbortSignal,
): Promise<StudyRecord[]> {
  const fields = ['includefield', STUDY_FIELDS.join(',')] as const;
  const records = await queryServer(server, 'studies', TAG.studyInstanceUid, [wanted, fields], signal);
  return records.map((record) => ({
    studyInstanceUid: textOf(record, TAG.studyInstanceUid) ?? '',
    patientId: textOf(record, TAG.patientId),
    date: textOf(record, TAG.studyDate),
    description: textOf(record, TAG.studyDescription),
    modalities: textsOf(record, TAG.modalitiesInStudy).sort(),
    series: countOf(record, TAG.seriesInStudy),
    instances: countOf(record, TAG.instancesInStudy),
  }));
}

/** @throws TrabeculaError `unreadable` if fewer or more are listed than the server counts */
export async function seriesOf(
  server: DicomwebServer,
  { studyInstanceUid, series: counted }: StudyRecord,
  signal: AbortSignal,
): Promise<SeriesRecord[]> {
  const path = `studies/${studyInstanceUid}/series`;
  const fields = ['includefield', [TAG.seriesDescription, TAG.instancesInSeries].join(',')] as const;
  const records = await queryServer(server, path, TAG.seriesInstanceUid, [fields], signal);
  requireCount(records.length, counted, 'series', server.baseUrl.href + path);
  return records.map((record) => ({
    seriesInstanceUid: uidOf(record, TAG.seriesInstanceUid, path),
    modality: textOf(record, TAG.modality),
    description: textOf(record, TAG.seriesDescription),
    instances: countOf(record, TAG.instancesInSeries),
  }));
}

/** @throws TrabeculaError `unreadable` if fewer or more are listed than the server counts */
export async function instancesOf(
  server: DicomwebServer,
  studyInstanceUid: string,
  { seriesInstanceUid, instances: counted }: SeriesRecord,
  signal: AbortSignal,
): Promise<InstanceRecord[]> {
  const path = `studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances`;
  const fields = ['includefield', TAG.sopClassUid] as const;
  const records = await queryServer(server, path, TAG.sopInstanceUid, [fields], signal);
  requireCount(records.length, counted, 'objects', server.baseUrl.href + path);
  return records.map((record) => ({
    sopInstanceUid: uidOf(record, TAG.sopInstanceUid, path),
    sopClassUid: textOf(record, TAG.sopClassUid),
  }));
}

function requireCount(listed: number, counted: number | null, noun: string, where: string): void {
  if (counted === null || counted === listed) return;
  throw new TrabeculaError('unreadable', {
    what: `the server does not list as many ${noun} as it counts: what is listed may be a part`,
    where,
    found: `${listed} listed`,
    expected: `${counted} counted`,
  });
}

function uidOf(record: DicomRecord, tag: string, where: string): string {
  const uid = textOf(record, tag) ?? '';
  if (isUid(uid)) return uid;
  throw new TrabeculaError('unreadable', { what: 'the server lists what has no UID', where, found: `"${uid}"` });
}
