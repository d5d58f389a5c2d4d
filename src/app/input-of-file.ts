import type { CheckResult } from '../../core/index.ts';
import { CT_SOP_CLASS, type RtExport } from '../dicom/index.ts';

type Input = CheckResult['inputs'][number];

/** What is no DICOM object has no UID: its path stands for it. */
export async function inputOfFile(path: string, modality: string, bytes: Uint8Array): Promise<Input> {
  return { sopInstanceUid: path, modality, sha256: await sha256Of(bytes), bytes: bytes.length };
}

/** The CT of a frame of reference as one input: the Series Instance UID, and the hash over the hashes of its slices. */
export async function inputOfCt(
  frameOfReferenceUid: string | null,
  { others }: RtExport,
  ctUid: string | undefined,
): Promise<Input | null> {
  const slices = others.filter(
    (image) =>
      image.sopClassUid === CT_SOP_CLASS &&
      image.frameOfReferenceUid === frameOfReferenceUid &&
      (ctUid === undefined || image.seriesInstanceUid === ctUid),
  );
  const [first] = slices;
  if (first === undefined) return null;
  const hashes = slices.map(({ sha256 }) => sha256).sort();
  return {
    sopInstanceUid: first.seriesInstanceUid ?? '',
    modality: 'CT',
    sha256: await sha256Of(new TextEncoder().encode(hashes.join('\n'))),
    bytes: slices.reduce((sum, { byteLength }) => sum + byteLength, 0),
  };
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
