import { NOTICE, type StudiesResult } from '../../core/index.ts';
import { shownServer, studiesOfPatient } from '../dicomweb/index.ts';
import { type DicomwebAccess, serverOf } from './dicomweb-access.ts';
import { SOFTWARE } from './software.ts';

/** The studies of one patient, the newest first. @throws TrabeculaError as `fetchStudy` */
export async function findStudies(
  access: DicomwebAccess,
  patientId: string,
  signal: AbortSignal,
): Promise<StudiesResult> {
  const server = serverOf(access);
  const studies = await studiesOfPatient(server, patientId, signal);
  return {
    schema: 'trabecula/studies/1',
    notice: NOTICE,
    software: SOFTWARE,
    server: shownServer(server),
    patientId,
    studies: studies
      .map(({ studyInstanceUid, date, description, modalities, series, instances }) => {
        return { studyInstanceUid, date, description, modalities: [...modalities], series, instances };
      })
      .sort((a, b) => compare(b.date ?? '', a.date ?? '') || compare(a.studyInstanceUid, b.studyInstanceUid)),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
