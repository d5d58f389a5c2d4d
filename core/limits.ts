import { TrabeculaError } from './errors.ts';
import { nearestName } from './protocol/nearest-name.ts';

/**
 * How large an input may be. Real exports stay far below; what lies above is an accident or an attack, and is refused
 * before it fills the memory. The command line may move any of them (`--limit voxels=2e9`).
 */
export const DEFAULT_LIMITS = {
  /** Bytes of one file. */
  'file-bytes': 2 ** 31 - 1,
  /** DICOM elements of one file, those of items included. */
  elements: 10_000_000,
  /** Sequences within sequences. */
  nesting: 32,
  /** Items of one DICOM sequence. */
  items: 1_000_000,
  /** Points of all contours of one structure set. */
  'contour-points': 50_000_000,
  /** Voxels of one dose, CT series, segmentation or label map. */
  voxels: 1_200_000_000,
  /** From packed to unpacked bytes, for files in a zip that unpack to more than 256 MiB. */
  'zip-ratio': 500,
  /** Bytes that zips, gzip and deflated files may unpack to. */
  'zip-bytes': 2 ** 32,
  /** The greatest dose of a dose grid. */
  'dose-gy': 100_000,
  /** How far a contour or a dose grid may lie from the origin of its frame, mm. */
  'reach-mm': 10_000,
} as const satisfies Record<string, number>;

export type LimitName = keyof typeof DEFAULT_LIMITS;

let inForce: Readonly<Record<LimitName, number>> = DEFAULT_LIMITS;

/** Those not named are as by default. To be called once, before anything is read. */
export function setLimits(changed: Readonly<Partial<Record<LimitName, number>>>): void {
  inForce = { ...DEFAULT_LIMITS, ...changed };
}

export function limitOf(name: LimitName): number {
  return inForce[name];
}

/**
 * @param what what there is too much of: "the structure set has too many contour points"
 * @throws TrabeculaError `unreadable` naming the limit and how to move it, if `found` lies above
 */
export function refuseAbove(name: LimitName, found: number, what: string, where: string): void {
  if (!(found > inForce[name])) return;
  throw new TrabeculaError('unreadable', {
    what,
    where,
    found: String(found),
    expected: `at most ${String(inForce[name])}; --limit ${name}=N allows more`,
  });
}

/**
 * "voxels=2e9"
 *
 * @throws TrabeculaError `usage` for an unknown name or no positive number
 */
export function readLimit(word: string): readonly [LimitName, number] {
  const [name = '', value = ''] = word.split('=');
  const names = Object.keys(DEFAULT_LIMITS);
  if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
    const nearest = nearestName(name, names);
    throw new TrabeculaError('usage', {
      what: `there is no limit "${name}"${nearest === null ? '' : `, nearest is "${nearest}"`}`,
      expected: names.join(', '),
    });
  }
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!(number > 0)) {
    throw new TrabeculaError('usage', {
      what: `--limit ${name}: "${value}" is not a limit`,
      expected: 'a number above 0',
    });
  }
  return [name as LimitName, number];
}
