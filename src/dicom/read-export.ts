import { TrabeculaError } from '../../core/index.ts';
import { DataSet, parseDataSet } from './data-set.ts';
import { recogniseEncoding } from './encoding.ts';
import type { Encoding } from './encoding.ts';
import { SOP_CLASS, readHeader, rtKindOf, warningsOf } from './object-header.ts';
import type { ParsedFile, RtKind } from './object-header.ts';
import { readRtDose } from './rt-dose.ts';
import { readRtPlan } from './rt-plan.ts';
import { readRtStructureSet } from './rt-structure-set.ts';
import { readTreatmentRecord } from './rt-treatment-record.ts';
import type {
  FileBytes,
  OtherObject,
  PassedOver,
  ReadWarning,
  RtDose,
  RtExport,
  RtPlan,
  RtStructureSet,
  RtTreatmentRecord,
} from './rt-objects.ts';
import { sha256Of } from './sha256-of.ts';
import { isZip, unzip, zipBudget } from './unzip.ts';
import type { ZipBudget } from './unzip.ts';

type ReadObject = RtDose | RtStructureSet | RtPlan | RtTreatmentRecord | OtherObject;

/** Zips within zips are opened this deep. */
const DEEPEST_ZIP = 3;

interface Reading {
  readonly objects: ReadObject[];
  readonly passedOver: PassedOver[];
  readonly warnings: ReadWarning[];
  readonly budget: ZipBudget;
}

/**
 * Everything in the files that is DICOM, told by content and not by name; zips are opened. RT objects are read
 * wholly, of other objects only the header is kept, and anything else is passed over with the reason.
 *
 * @param files in any order; the result does not depend on it
 * @param onProgress called after each file
 * @throws TrabeculaError `unreadable` if a file is an RT object or a zip but broken
 */
export async function readExport(
  files: readonly FileBytes[],
  onProgress?: (done: number, total: number) => void,
): Promise<RtExport> {
  const reading: Reading = { objects: [], passedOver: [], warnings: [], budget: zipBudget() };
  const sorted = [...files].sort((a, b) => compare(a.path, b.path));
  for (const [index, file] of sorted.entries()) {
    await readFile(file, reading, 0);
    onProgress?.(index + 1, sorted.length);
  }
  const unique = withoutDuplicates(reading.objects, reading.warnings);
  const ofKind = <K extends ReadObject['kind']>(kind: K): Extract<ReadObject, { kind: K }>[] =>
    unique.filter((object): object is Extract<ReadObject, { kind: K }> => object.kind === kind);
  return {
    doses: ofKind('dose'),
    structureSets: ofKind('structure-set'),
    plans: ofKind('plan'),
    treatmentRecords: ofKind('treatment-record'),
    others: ofKind('other'),
    passedOver: reading.passedOver,
    warnings: reading.warnings,
  };
}

async function readFile(file: FileBytes, reading: Reading, depth: number): Promise<void> {
  const { path, bytes } = file;
  if (isZip(bytes)) {
    if (depth >= DEEPEST_ZIP) {
      reading.passedOver.push({ path, why: `a zip file inside ${DEEPEST_ZIP} others` });
      return;
    }
    for (const inner of unzip(file, reading.budget, (passed) => reading.passedOver.push(passed))) {
      await readFile(inner, reading, depth + 1);
    }
    return;
  }
  const encoding = recogniseEncoding(bytes, path);
  if (encoding === null) {
    reading.passedOver.push({ path, why: whyNotDicom(bytes) });
    return;
  }
  if (encoding.mediaStorageSopClassUid === SOP_CLASS.mediaDirectory) {
    reading.passedOver.push({ path, why: 'a DICOM directory (DICOMDIR)' });
    return;
  }
  const object = await readObject(file, encoding, reading);
  if (object !== null) reading.objects.push(object);
}

async function readObject(file: FileBytes, encoding: Encoding, reading: Reading): Promise<ReadObject | null> {
  const { path, bytes } = file;
  const header = parseDataSet(encoding, path, { untilPixels: true });
  const kind = rtKindOf(header instanceof DataSet ? header : header.dataSet, encoding);
  // The pixels of an RT Dose are wanted too; for all else the header is the whole.
  const parsed = kind === 'dose' ? parseDataSet(encoding, path) : header;
  if (!(parsed instanceof DataSet)) {
    if (kind !== null) throw parsed.error;
    return passOverBroken(path, parsed.error, reading);
  }
  const parsedFile = { dataSet: parsed, encoding, sha256: await sha256Of(bytes), byteLength: bytes.length };
  if (kind !== null) return readRtObject(kind, parsedFile);
  try {
    return { kind: 'other', ...readHeader(parsedFile, ['SeriesDescription']), warnings: warningsOf(parsed) };
  } catch (error) {
    if (error instanceof TrabeculaError) return passOverBroken(path, error, reading);
    throw error;
  }
}

function readRtObject(kind: RtKind, file: ParsedFile): ReadObject {
  switch (kind) {
    case 'dose':
      return readRtDose(file);
    case 'structure-set':
      return readRtStructureSet(file);
    case 'plan':
      return readRtPlan(file);
    case 'treatment-record':
      return readTreatmentRecord(file);
  }
}

function passOverBroken(path: string, error: TrabeculaError, reading: Reading): null {
  reading.passedOver.push({ path, why: 'DICOM, but broken' });
  reading.warnings.push({ code: 'unreadable', message: error.message });
  return null;
}

/**
 * Sorted by SOP Instance UID; the same bytes twice are one object. Other bytes under one UID are both kept, with a
 * warning: whoever refers to that UID is refused by chooseObjects, whoever names the file is not.
 */
function withoutDuplicates(objects: readonly ReadObject[], warnings: ReadWarning[]): ReadObject[] {
  const sorted = [...objects].sort((a, b) => compare(a.sopInstanceUid, b.sopInstanceUid) || compare(a.path, b.path));
  const kept: ReadObject[] = [];
  for (const object of sorted) {
    const twins = kept.filter(({ sopInstanceUid }) => sopInstanceUid === object.sopInstanceUid);
    const same = twins.find(({ sha256 }) => sha256 === object.sha256);
    if (same !== undefined) {
      warnings.push({ code: 'duplicate', message: `${object.path}: the same file as ${same.path}` });
      continue;
    }
    const [first] = twins;
    if (first !== undefined) {
      warnings.push({
        code: 'duplicate-uid',
        message: `${object.path}: differs from ${first.path} but has the same SOP Instance UID ${object.sopInstanceUid}`,
      });
    }
    kept.push(object);
  }
  return kept;
}

function whyNotDicom(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'empty';
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  if (head.startsWith('%PDF')) return 'a PDF document';
  if (head.startsWith('\x1f\x8b')) return 'a gzip file: unpack it first';
  if (/^(?:\xef\xbb\xbf)?\s*[[{]/.test(head)) return 'JSON, not DICOM';
  if (/^[\t\n\r\x20-\x7e]*$/.test(head)) return 'text, not DICOM';
  return 'not DICOM';
}

/** By code unit: the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
