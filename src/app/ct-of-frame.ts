import { TrabeculaError } from '../../core/index.ts';
import { CT_SOP_CLASS, type CtImage, filesAt, type OtherObject, readCtSeries, type RtExport } from '../dicom/index.ts';
import type { BoneFiles } from './bone-files.ts';

/**
 * The CT of a frame of reference, as a volume; its pixels are decoded slice by slice when they are asked for.
 *
 * @param ctUid Series Instance UID, where several lie in the frame
 * @returns null if no CT is there
 * @throws TrabeculaError `usage` for several series without a choice or an unknown one; `contradiction` for a series in
 *   another frame; `unreadable` for a CT that is no volume of Hounsfield units
 */
export async function ctOfFrame(
  frameOfReferenceUid: string | null,
  io: BoneFiles,
  ctUid?: string,
): Promise<CtImage | null> {
  const series = ctSeriesOf(io.found);
  const chosen = ctUid === undefined ? onlyOf(series, frameOfReferenceUid, io.where) : named(series, ctUid, io.where);
  if (chosen === null) return null;
  const frames = new Set(chosen.map((image) => image.frameOfReferenceUid));
  if (frames.size > 1 || (frameOfReferenceUid !== null && !frames.has(frameOfReferenceUid))) {
    throw new TrabeculaError('contradiction', {
      what:
        frames.size > 1 ? 'the CT series has several frames of reference' : 'the CT lies in another frame of reference',
      where: chosen[0]?.path ?? io.where,
      attribute: '(0020,0052) FrameOfReferenceUID',
      found: [...frames].map((frame) => frame ?? 'none').join(', '),
      expected: frameOfReferenceUid ?? 'one',
    });
  }
  const [shown] = chosen;
  if (new Set(chosen.map(({ patientId }) => patientId)).size > 1) {
    throw new TrabeculaError('contradiction', {
      what: 'the CT series has several patients',
      where: shown?.path ?? io.where,
      attribute: '(0010,0020) PatientID',
    });
  }
  return readCtSeries(
    filesAt(
      io.files,
      chosen.map(({ path }) => path),
    ),
  );
}

/** The images of each CT series, by Series Instance UID. */
function ctSeriesOf(found: RtExport): Map<string, OtherObject[]> {
  const series = new Map<string, OtherObject[]>();
  for (const image of found.others) {
    if (image.sopClassUid !== CT_SOP_CLASS) continue;
    const uid = image.seriesInstanceUid ?? '';
    const before = series.get(uid);
    if (before === undefined) series.set(uid, [image]);
    else before.push(image);
  }
  return series;
}

/** The CT series of a frame of reference (null: of all), with their images. */
export function ctSeriesInFrame(
  found: RtExport,
  frameOfReferenceUid: string | null,
): (readonly [uid: string, images: readonly OtherObject[]])[] {
  return inFrameOf(ctSeriesOf(found), frameOfReferenceUid);
}

function inFrameOf(
  series: ReadonlyMap<string, readonly OtherObject[]>,
  frameOfReferenceUid: string | null,
): (readonly [uid: string, images: readonly OtherObject[]])[] {
  return [...series].filter(
    ([, images]) =>
      frameOfReferenceUid === null || images.some((image) => image.frameOfReferenceUid === frameOfReferenceUid),
  );
}

function onlyOf(
  series: ReadonlyMap<string, readonly OtherObject[]>,
  frameOfReferenceUid: string | null,
  where: string,
): readonly OtherObject[] | null {
  const inFrame = inFrameOf(series, frameOfReferenceUid);
  if (inFrame.length > 1) {
    throw new TrabeculaError('usage', {
      what: 'several CT series lie in the frame of reference',
      where,
      attribute: 'trabecularBone.ct',
      found: inFrame.map(([uid, images]) => `${uid} (${images.length} images${labelOf(images)})`).join('; '),
      expected: 'the Series Instance UID of one',
    });
  }
  return inFrame[0]?.[1] ?? null;
}

function named(
  series: ReadonlyMap<string, readonly OtherObject[]>,
  ctUid: string,
  where: string,
): readonly OtherObject[] {
  const images = series.get(ctUid);
  if (images !== undefined) return images;
  throw new TrabeculaError('usage', {
    what: 'no CT series of this UID is there',
    where,
    attribute: 'trabecularBone.ct',
    found: ctUid,
    expected: series.size === 0 ? 'a CT among the files' : [...series.keys()].join(', '),
  });
}

function labelOf([image]: readonly OtherObject[]): string {
  return image?.label === null || image?.label === undefined ? '' : `, ${image.label}`;
}
