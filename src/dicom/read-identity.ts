import { TrabeculaError } from '../../core/index.ts';
import { HalfRead, parseDataSet } from './data-set.ts';
import { recogniseEncoding } from './encoding.ts';
import { readHeader, referencedUids } from './object-header.ts';
import type { FileBytes, ObjectHeader } from './rt-objects.ts';
import { sha256Of } from './sha256-of.ts';

/** Which object a file is, and what it names; nothing is judged beyond that. */
export interface ObjectIdentity extends Omit<ObjectHeader, 'warnings'> {
  readonly referencedPlanUids: readonly string[];
  readonly referencedStructureSetUids: readonly string[];
}

/**
 * Reads a file to its last element, without understanding it: for what came over a network.
 *
 * @throws TrabeculaError `unreadable` if it is no DICOM object, or is cut short
 */
export async function readIdentity({ path, bytes }: FileBytes): Promise<ObjectIdentity> {
  const encoding = recogniseEncoding(bytes, path);
  if (encoding === null) throw new TrabeculaError('unreadable', { what: 'no DICOM object', where: path });
  const dataSet = parseDataSet(encoding, path);
  if (dataSet instanceof HalfRead) throw dataSet.error;
  const parsed = { dataSet, encoding, sha256: await sha256Of(bytes), byteLength: bytes.length };
  return {
    ...readHeader(parsed, ['RTPlanLabel', 'StructureSetLabel', 'SeriesDescription']),
    referencedPlanUids: referencedUids(dataSet, 'ReferencedRTPlanSequence'),
    referencedStructureSetUids: referencedUids(dataSet, 'ReferencedStructureSetSequence'),
  };
}
