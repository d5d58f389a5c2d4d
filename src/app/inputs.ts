import type { CheckResult } from '../../core/index.ts';
import type { ObjectHeader } from '../dicom/index.ts';

/** Sorted by UID: in which order files were given or objects used does not show. */
export function inputsOf(objects: readonly ObjectHeader[]): CheckResult['inputs'] {
  const sorted = [...objects].sort(
    (a, b) => compare(a.sopInstanceUid, b.sopInstanceUid) || compare(a.sha256, b.sha256),
  );
  return sorted.map(({ sopInstanceUid, modality, sha256, byteLength }) => ({
    sopInstanceUid,
    modality,
    sha256,
    bytes: byteLength,
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
