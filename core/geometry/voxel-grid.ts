import { TrabeculaError } from '../errors.ts';
import type { Lps } from './axes.ts';
import type { AxisMapping, VoxelArray } from './volume.ts';

/** A regular grid of voxels, as people with their own arrays have it. */
export interface VoxelGrid {
  /** Voxels along the first, second and third index; the first index runs fastest. */
  readonly size: readonly [number, number, number];
  /** Distance of neighbouring voxels along each index, mm. */
  readonly spacingMm: readonly [number, number, number];
  /** Centre of the voxel (0, 0, 0), LPS mm. */
  readonly originMm: Lps;
  /** Unit directions in LPS in which the first, second and third index grow; orthogonal, of either handedness. */
  readonly axes: readonly [Lps, Lps, Lps];
}

/** Numbers on a grid, the first index fastest. */
export interface Voxels {
  readonly grid: VoxelGrid;
  readonly values: VoxelArray;
}

/** A grid along LPS: x, y and z ascending. */
export interface AlignedGrid {
  /** How the stored indices become x, y and z. */
  readonly mapping: AxisMapping;
  readonly size: readonly [number, number, number];
  readonly spacingMm: readonly [number, number, number];
  /** Centre of the voxel with the smallest x, y and z. */
  readonly firstMm: Lps;
}

/** Directions may differ from exact ones by this much: half a millimetre in five metres. */
const DIRECTION_TOLERANCE = 1e-4;

/** Throws `unreadable`, naming what is wrong, unless the numbers fit the grid and the grid is one. */
export function checkVoxels({ grid, values }: Voxels, where: string): void {
  checkVoxelGrid(grid, where);
  const wanted = grid.size[0] * grid.size[1] * grid.size[2];
  if (values.length !== wanted) {
    throw new TrabeculaError('unreadable', {
      what: 'the array does not have the size of its grid',
      where,
      attribute: 'size',
      found: `${values.length} values`,
      expected: `${grid.size.join(' x ')} = ${wanted}`,
    });
  }
  for (let n = 0; n < values.length; n++) {
    if (!Number.isFinite(values[n]!)) {
      throw new TrabeculaError('unreadable', {
        what: 'the array holds a value that is not a number',
        where,
        found: `${values[n]!} at ${indexWords(n, grid.size)}`,
        expected: 'finite values',
      });
    }
  }
}

export function checkVoxelGrid({ size, spacingMm, originMm, axes }: VoxelGrid, where: string): void {
  const refuse = (what: string, attribute: string, found: readonly unknown[], expected: string): never => {
    throw new TrabeculaError('unreadable', { what, where, attribute, found: JSON.stringify(found), expected });
  };
  if (!size.every((n) => Number.isInteger(n) && n > 0)) {
    refuse('the grid has no size', 'size', size, 'three whole numbers above 0');
  }
  if (!spacingMm.every((s) => s > 0 && Number.isFinite(s))) {
    refuse('the grid has no spacing', 'spacingMm', spacingMm, 'three numbers above 0');
  }
  if (!originMm.every(Number.isFinite)) refuse('the grid has no origin', 'originMm', originMm, 'three numbers');
  for (let a = 0; a < 3; a++) {
    for (let b = a; b < 3; b++) {
      const product = dot(axes[a]!, axes[b]!);
      if (!(Math.abs(product - (a === b ? 1 : 0)) <= DIRECTION_TOLERANCE)) {
        refuse('the directions of the grid are not orthonormal', 'axes', axes, 'three unit vectors at right angles');
      }
    }
  }
}

/** How the grid lies along LPS, or null if it is oblique (its axes are no signed permutation of x, y and z). */
export function alignToLps({ size, spacingMm, originMm, axes }: VoxelGrid): AlignedGrid | null {
  const order: number[] = [];
  const flip: boolean[] = [];
  for (let along = 0; along < 3; along++) {
    const stored = axes.findIndex((axis) => Math.abs(axis[along]!) >= 1 - DIRECTION_TOLERANCE);
    if (stored < 0 || axes[stored]!.some((part, a) => a !== along && Math.abs(part) > DIRECTION_TOLERANCE)) return null;
    order.push(stored);
    flip.push(axes[stored]![along]! < 0);
  }
  const [x, y, z] = order as [number, number, number];
  const first = (along: number, stored: number): number =>
    originMm[along]! - (flip[along]! ? (size[stored]! - 1) * spacingMm[stored]! : 0);
  return {
    mapping: { order: [x, y, z], flip: [flip[0]!, flip[1]!, flip[2]!] },
    size: [size[x]!, size[y]!, size[z]!],
    spacingMm: [spacingMm[x]!, spacingMm[y]!, spacingMm[z]!],
    firstMm: [first(0, x), first(1, y), first(2, z)],
  };
}

/** The faces between voxels, `count` + 1 of them. */
export function voxelFacesMm(firstMm: number, spacingMm: number, count: number): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, n) => firstMm + (n - 0.5) * spacingMm);
}

export function indexWords(n: number, [ni, nj]: readonly [number, number, number]): string {
  return `index (${n % ni}, ${Math.floor(n / ni) % nj}, ${Math.floor(n / (ni * nj))})`;
}

export function axesWords(axes: VoxelGrid['axes']): string {
  return axes.map((axis) => `(${axis.join(', ')})`).join(', ');
}

function dot(a: Lps, b: Lps): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
