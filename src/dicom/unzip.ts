import { limitOf, TrabeculaError } from '../../core/index.ts';
import { inflateTo } from './inflate.ts';
import type { FileBytes, PassedOver } from './rt-objects.ts';

const MOST_ENTRIES = 100_000;
/** Deflate shrinks at most about 1000-fold, and an empty dose grid comes near that; only large entries are suspect. */
const SUSPECT_BYTES = 2 ** 28;

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/** How many bytes the zips of one reading may still give; shared between nested ones. */
export interface ZipBudget {
  bytesLeft: number;
}

export function zipBudget(): ZipBudget {
  return { bytesLeft: limitOf('zip-bytes') };
}

/**
 * The files of a zip, one at a time, each checked against its CRC-32. Nothing is written anywhere: names are labels.
 *
 * @throws TrabeculaError `unreadable` if the zip is broken, cut short, or expands beyond all measure
 */
export function* unzip(zip: FileBytes, budget: ZipBudget, passOver: (file: PassedOver) => void): Generator<FileBytes> {
  const entries = readDirectory(zip);
  if (entries.some(({ name }) => name === '[Content_Types].xml')) {
    passOver({ path: zip.path, why: 'an office document' });
    return;
  }
  for (const entry of entries) {
    const path = `${zip.path}!${entry.name}`;
    if (entry.name.endsWith('/')) continue;
    const why = reasonToSkip(entry);
    if (why !== null) {
      passOver({ path, why });
      continue;
    }
    budget.bytesLeft -= entry.size;
    const inflatesAbsurdly = entry.size > SUSPECT_BYTES && entry.size > limitOf('zip-ratio') * entry.packedSize;
    if (budget.bytesLeft < 0 || inflatesAbsurdly) {
      throw broken(
        zip.path,
        'expands beyond all measure',
        `${entry.name} of ${entry.size} bytes from ${entry.packedSize}`,
        `at most ${limitOf('zip-bytes')} bytes and ${limitOf('zip-ratio')}-fold; --limit zip-bytes=N, zip-ratio=N allow more`,
      );
    }
    const bytes = entryBytes(zip, entry, path);
    if (crc32(bytes) !== entry.crc) throw broken(path, 'its content does not fit its checksum');
    yield { path, bytes };
  }
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerAt: number;
}

function reasonToSkip({ name, flags, method }: Entry): string | null {
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name) || name.split(/[/\\]/).includes('..')) {
    return 'its name leads out of the zip file';
  }
  if (name.startsWith('__MACOSX/')) return 'not DICOM';
  if ((flags & 1) !== 0) return 'encrypted in the zip file';
  return method === 0 || method === 8 ? null : `compressed in a way that is not read (method ${method})`;
}

/** APPNOTE 4.3.12 and 4.3.16: the central directory, found from the end. */
function readDirectory({ path, bytes }: FileBytes): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) throw broken(path, 'the zip file is cut short', 'no central directory');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw broken(path, 'a zip file of the 64-bit kind is not read');
  if (count > MOST_ENTRIES) throw broken(path, 'too many files', String(count));
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw broken(path, 'the zip file is broken', `entry ${i + 1} of ${count} in its directory`);
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    entries.push({
      name: new TextDecoder().decode(name),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  return null;
}

function entryBytes({ path: zipPath, bytes }: FileBytes, entry: Entry, path: string): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headerAt } = entry;
  if (headerAt + 30 > bytes.length || view.getUint32(headerAt, true) !== 0x04034b50) {
    throw broken(zipPath, 'the zip file is broken', `no file where its directory says ${entry.name} is`);
  }
  const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) throw broken(path, 'the zip file is cut short');
  // A copy, so that a small file does not keep the whole zip in memory.
  return entry.method === 0 ? packed.slice() : inflateTo(packed, entry.size, path);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function broken(path: string, what: string, found?: string, expected?: string): TrabeculaError {
  return new TrabeculaError('unreadable', {
    what,
    where: path,
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
  });
}
