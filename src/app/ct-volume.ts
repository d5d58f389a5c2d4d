import { isTrabeculaError, TrabeculaError, volumeOfSlices } from '../../core/index.ts';
import type { FileBytes, RtExport } from '../dicom/index.ts';
import { ctOfFrame, ctSeriesInFrame } from './ct-of-frame.ts';
import type { CtAnswer, CtSeries, CtWish } from './slices-answer.ts';

const NO_CT = 'no CT among the files';

export interface CtFiles {
  readonly files: readonly FileBytes[];
  /** Null for plain arrays. */
  readonly found: RtExport | null;
  /** The series that the case names for its bone. */
  readonly named: string | null;
  /** The case, for errors. */
  readonly where: string;
}

/**
 * The CT of a frame of reference as one volume of Hounsfield units. A CT that cannot be shown takes nothing from the rest: it is a
 * backdrop.
 */
export async function ctVolume(
  { frameOfReferenceUid, seriesInstanceUid }: CtWish,
  { files, found, named, where }: CtFiles,
  onProgress: (what: string) => void = () => undefined,
): Promise<CtAnswer> {
  if (found === null) return { volume: null, reason: NO_CT, series: [], used: null };
  if (frameOfReferenceUid === null) {
    const reason = 'in which frame of reference the structures lie is not known';
    return { volume: null, reason, series: [], used: null };
  }
  const series = ctSeriesInFrame(found, frameOfReferenceUid).map(([uid, images]): CtSeries => ({
    seriesInstanceUid: uid,
    images: images.length,
    label: images[0]?.label ?? null,
  }));
  const used =
    seriesInstanceUid ?? series.find((each) => each.seriesInstanceUid === named)?.seriesInstanceUid ?? mostOf(series);
  if (used === null) return { volume: null, reason: NO_CT, series, used };
  try {
    const ct = await ctOfFrame(frameOfReferenceUid, { found, files, named: refuse, where }, used);
    if (ct === null) return { volume: null, reason: NO_CT, series, used };
    const volume = volumeOfSlices(ct.grid, ct.huOfSlice, where, (done, total) => {
      if (done % 16 === 0) onProgress(`CT slice ${done} of ${total}`);
    });
    return { volume, remarks: ct.remarks, series, used };
  } catch (error) {
    if (!isTrabeculaError(error)) throw error;
    return { volume: null, reason: error.message, series, used };
  }
}

function mostOf(series: readonly CtSeries[]): string | null {
  const [most] = [...series].sort((a, b) => b.images - a.images);
  return most?.seriesInstanceUid ?? null;
}

function refuse(file: string): Promise<FileBytes> {
  return Promise.reject(new TrabeculaError('usage', { what: `${file} is not needed for a CT` }));
}
