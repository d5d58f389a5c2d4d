import type { StudiesResult } from '../../core/index.ts';
import type { DicomwebAccess } from '../app/dicomweb-access.ts';
import { fetchFiles } from '../app/fetch-study.ts';
import { findStudies } from '../app/find-studies.ts';
import type { Exchange, PacsAccess, PickedFile } from './messages.ts';

/** The page cancels by ending the worker, and with it the connections. */
const never = new AbortController().signal;

export function answerPacsStudies({ access, patientId }: Exchange['pacsStudies']['asks']): Promise<StudiesResult> {
  return findStudies(trusting(access), patientId, never);
}

export async function answerPacsFetch(
  { access, studyInstanceUid, withCt }: Exchange['pacsFetch']['asks'],
  onProgress: (words: string) => void,
): Promise<readonly PickedFile[]> {
  const request = { access: trusting(access), studyInstanceUid, withCt, signal: never, onProgress };
  const { files } = await fetchFiles(request);
  return files.map(({ path, bytes }) => ({ path, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) }));
}

/** The page's own server may stand before a PACS: whoever opened the page there trusts it. */
function trusting({ url, login }: PacsAccess): DicomwebAccess {
  return { url, login, trustedOrigin: self.location.origin };
}
