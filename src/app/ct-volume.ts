import { isTrabeculaError, TrabeculaError, volumeOfSlices } from '../../core/index.ts';
import type { FileBytes } from '../dicom/index.ts';
import { ctOfFrame } from './ct-of-frame.ts';
import type { SettledCase } from './settle-case.ts';
import type { CtAnswer } from './slices-answer.ts';

const NO_CT = 'no CT among the files';

/**
 * The CT of a frame of reference as one volume of Hounsfield units. A CT that cannot be shown takes nothing from the rest: it is a
 * backdrop.
 */
export async function ctVolume(
  frameOfReferenceUid: string | null,
  files: readonly FileBytes[],
  { found, caseFile, where }: Pick<SettledCase, 'found' | 'caseFile' | 'where'>,
  onProgress: (what: string) => void = () => undefined,
): Promise<CtAnswer> {
  if (found === null) return { volume: null, reason: NO_CT };
  if (frameOfReferenceUid === null) {
    return { volume: null, reason: 'in which frame of reference the structures lie is not known' };
  }
  const named = caseFile.trabecularBone?.ct;
  const isInFrame = found.others.some(
    (image) => image.seriesInstanceUid === named && image.frameOfReferenceUid === frameOfReferenceUid,
  );
  try {
    const io = { found, files, named: refuse, where };
    const ct = await ctOfFrame(frameOfReferenceUid, io, isInFrame ? named : undefined);
    if (ct === null) return { volume: null, reason: NO_CT };
    const volume = volumeOfSlices(ct.grid, ct.huOfSlice, where, (done, total) => {
      if (done % 16 === 0) onProgress(`CT slice ${done} of ${total}`);
    });
    return { volume, remarks: ct.remarks };
  } catch (error) {
    if (!isTrabeculaError(error)) throw error;
    return { volume: null, reason: error.message };
  }
}

function refuse(file: string): Promise<FileBytes> {
  return Promise.reject(new TrabeculaError('usage', { what: `${file} is not needed for a CT` }));
}
