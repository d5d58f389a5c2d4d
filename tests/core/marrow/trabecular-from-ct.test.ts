import { describe, expect, it } from 'vitest';
import {
  EMPTY,
  intersect,
  isTrabeculaError,
  regionFromMask,
  regionOfBox,
  subtract,
  trabecularFromCt,
  volumeCm3Of,
  type CtVolume,
  type Lps,
  type Region,
  type TrabecularFromCt,
  type VoxelGrid,
} from '../../../core/index.ts';

type Solid = (x: number, y: number, z: number) => boolean;
type Triple = readonly [number, number, number];

const along = (x: Lps, y: Lps, z: Lps): VoxelGrid['axes'] => [x, y, z];
const LPS = along([1, 0, 0], [0, 1, 0], [0, 0, 1]);

/** A mask by voxel centres, as a segmentation program leaves it: with steps. */
function maskOf(solid: Solid, size: Triple, spacingMm: Triple, originMm: Triple = [0, 0, 0]): Region {
  const values = new Uint8Array(size[0] * size[1] * size[2]);
  let n = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      for (let i = 0; i < size[0]; i++) {
        const [x, y, z] = [i, j, k].map((m, a) => originMm[a]! + m * spacingMm[a]!) as unknown as Triple;
        values[n++] = solid(x, y, z) ? 1 : 0;
      }
    }
  }
  return regionFromMask({ grid: { size, spacingMm, originMm, axes: LPS }, values });
}

function ctOf(
  hu: (x: number, y: number, z: number) => number,
  size: Triple,
  spacingMm: Triple,
  originMm: Triple = [0, 0, 0],
  contrastAgent: string | null = null,
): CtVolume {
  return {
    grid: { size, spacingMm, originMm, axes: LPS },
    contrastAgent,
    huOfSlice: (k) =>
      Int16Array.from({ length: size[0] * size[1] }, (_, n) =>
        hu(
          originMm[0] + (n % size[0]) * spacingMm[0],
          originMm[1] + Math.floor(n / size[0]) * spacingMm[1],
          originMm[2] + k * spacingMm[2],
        ),
      ),
  };
}

const erode = (bone: Region, ct: CtVolume, thicknessMm: number, lesions: Region = EMPTY): TrabecularFromCt =>
  trabecularFromCt(bone, lesions, ct, { kind: 'erosion', thicknessMm });

const sphere =
  (c: Triple, r: number): Solid =>
  (x, y, z) =>
    Math.hypot(x - c[0], y - c[1], z - c[2]) < r;

describe('the erosion of a shell', () => {
  it.each([
    [[1, 1, 1], 20, 2],
    [[0.7, 0.8, 0.9], 16, 1.5],
    [[0.9, 1.1, 2], 20, 3.3],
    [[1.3, 1.3, 4], 24, 3],
  ] as const)('takes the thickness off a sphere of voxels of %s mm, radius %d, within 0.12 mm', (spacing, r, t) => {
    const size = spacing.map((mm) => Math.ceil((2 * r + 14) / mm)) as unknown as Triple;
    const middle = [r + 6.3, r + 6.9, r + 7.1] as const;
    const bone = maskOf(sphere(middle, r), size, spacing);
    const { trabecularCm3 } = erode(
      bone,
      ctOf(() => 400, size, spacing),
      t,
    );
    const takenOffMm = r - Math.cbrt((trabecularCm3 * 1000 * 3) / (4 * Math.PI));
    expect(Math.abs(takenOffMm - t)).toBeLessThan(0.12);
  });

  it('takes it off each face of a box, also where a thickness is no multiple of a voxel', () => {
    const spacing = [1, 1.5, 2.5] as const;
    const size = [44, 34, 22] as const;
    // Faces on faces of voxels: 30 x 33 x 35 mm.
    const box: Solid = (x, y, z) => x > 5 && x < 36 && y > 6.5 && y < 40 && z > 6 && z < 42;
    const bone = maskOf(box, size, spacing);
    const ct = ctOf(() => 400, size, spacing);
    const sides = [30, 33, 35];
    expect(volumeCm3Of(bone)).toBeCloseTo(34.65, 6);
    for (const t of [1, 2, 2.7, 4.4]) {
      const truth = sides.reduce((product, side) => product * (side - 2 * t), 1) / 1000;
      expect(Math.abs(erode(bone, ct, t).trabecularCm3 / truth - 1), String(t)).toBeLessThan(0.01);
    }
  });

  it('takes it off a slanting cylinder as off an upright one', () => {
    const size = [60, 60, 60] as const;
    const turned = (tilt: number): Region => {
      const [s, c] = [Math.sin(tilt), Math.cos(tilt)];
      return maskOf(
        (x, y, z) => {
          const [dx, dy, dz] = [x - 29.6, y - 30.2, z - 29.9];
          const axial = s * dx + c * dz;
          return Math.abs(axial) < 21 && Math.hypot(c * dx - s * dz, dy) < 11;
        },
        size,
        [1, 1, 1],
      );
    };
    const truth = (Math.PI * 9 ** 2 * 38) / 1000;
    for (const tilt of [0, 0.35, 0.8]) {
      const { trabecularCm3 } = erode(
        turned(tilt),
        ctOf(() => 400, size, [1, 1, 1]),
        2,
      );
      expect(Math.abs(trabecularCm3 / truth - 1), String(tilt)).toBeLessThan(0.02);
    }
  });

  it('does not depend on where the blocks of slices begin, nor on how the CT is stored', () => {
    const spacing = [1.5, 1.5, 1] as const;
    const size = [30, 30, 130] as const;
    const column: Solid = (x, y, z) => Math.hypot(x - 21, y - 22) < 13 && z > 4.2 && z < 125;
    const bone = maskOf(column, size, spacing);
    const ct = ctOf((x) => 4 * x, size, spacing);
    const { trabecularCm3, region } = erode(bone, ct, 2);
    const radiusMm = Math.sqrt((trabecularCm3 * 1000) / Math.PI / (120 - 4));
    expect(Math.abs(radiusMm - 11)).toBeLessThan(0.12);
    // No seam: the middle of the column has the same area in every slice.
    const areas = Array.from({ length: 100 }, (_, n) =>
      volumeCm3Of(intersect(region, regionOfBox({ x0: 0, x1: 50, y0: 0, y1: 50, z0: 14.5 + n, z1: 15.5 + n }))),
    );
    expect(Math.max(...areas) - Math.min(...areas)).toBeLessThan(1e-9);

    const turned: CtVolume = {
      contrastAgent: null,
      grid: {
        size: [30, 30, 130],
        spacingMm: spacing,
        originMm: [43.5, 43.5, 129],
        axes: along([-1, 0, 0], [0, -1, 0], [0, 0, -1]),
      },
      huOfSlice: (k) => ct.huOfSlice(129 - k).reverse(),
    };
    const threshold = { kind: 'adaptive-threshold', ringMm: null } as const;
    const as = trabecularFromCt(bone, EMPTY, ct, threshold);
    expect(trabecularFromCt(bone, EMPTY, turned, threshold).trabecularCm3).toBeCloseTo(as.trabecularCm3, 9);
    expect(erode(bone, turned, 2).trabecularCm3).toBeCloseTo(trabecularCm3, 9);
  });

  it('never leaves the bone', () => {
    const size = [30, 30, 30] as const;
    const bone = maskOf(sphere([14.3, 14.8, 15.1], 9), size, [1, 1, 1]);
    const lesion = maskOf(sphere([22, 15, 15], 6), size, [1, 1, 1]);
    const { region } = erode(
      bone,
      ctOf(() => 300, size, [1, 1, 1]),
      1.5,
      lesion,
    );
    expect(volumeCm3Of(subtract(region, bone))).toBeLessThan(1e-9);
  });
});

describe('lesions', () => {
  const size = [50, 50, 50] as const;
  const bone = maskOf(sphere([24.3, 24.8, 25.1], 18), size, [1, 1, 1]);
  const lesion = maskOf(sphere([38, 25, 25], 8), size, [1, 1, 1]);
  const dense: Solid = sphere([38, 25, 25], 8);
  const cortical: Solid = (x, y, z) => Math.hypot(x - 24.3, y - 24.8, z - 25.1) > 15.5;
  const hu = (x: number, y: number, z: number): number => (dense(x, y, z) ? 1500 : cortical(x, y, z) ? 900 : 150);
  const ct = ctOf(hu, size, [1, 1, 1]);

  it.each([{ kind: 'erosion', thicknessMm: 2 } as const, { kind: 'adaptive-threshold', ringMm: null } as const])(
    'stay inside of the bone whatever their density: $kind',
    (shell) => {
      const inBone = intersect(lesion, bone);
      const { region } = trabecularFromCt(bone, lesion, ct, shell);
      expect(volumeCm3Of(subtract(inBone, region))).toBeLessThan(1e-9);
      // Without being told of it, a sclerotic lesion drops out.
      const blind = trabecularFromCt(bone, EMPTY, ct, shell);
      expect(volumeCm3Of(subtract(inBone, blind.region))).toBeGreaterThan(0.2);
    },
  );

  it('that are missing from the mask do not get a shell of their own', () => {
    const hollow = subtract(bone, lesion);
    const told = erode(hollow, ct, 2, lesion).trabecularCm3;
    const blind = erode(hollow, ct, 2).trabecularCm3;
    expect(told - blind).toBeGreaterThan(0.5);
  });
});

describe('the adaptive threshold', () => {
  const size = [60, 40, 12] as const;
  const spacing = [1, 1, 2] as const;
  /** Two discs side by side with walls of two pixels, of different density. */
  const radius = (x: number, y: number): { r: number; left: boolean } =>
    x < 30 ? { r: Math.hypot(x - 15, y - 20), left: true } : { r: Math.hypot(x - 45, y - 20), left: false };
  const bone = maskOf((x, y, z) => radius(x, y).r < 12 && z > 3 && z < 19, size, spacing);

  it('keeps what is below the mean of the ring of its own bone, slice by slice', () => {
    // The wall of the right bone is no denser than the inside of the left one.
    const hu = (x: number, y: number): number => {
      const { r, left } = radius(x, y);
      if (r >= 12) return -100;
      return r >= 8.5 ? (left ? 900 : 350) : left ? 400 : 100;
    };
    const found = trabecularFromCt(bone, EMPTY, ctOf(hu, size, spacing), { kind: 'adaptive-threshold', ringMm: null });
    const inside = maskOf((x, y, z) => radius(x, y).r < 8.5 && z > 3 && z < 19, size, spacing);
    expect(found.trabecularCm3).toBeCloseTo(volumeCm3Of(inside), 9);
    expect(found.method).toMatch(/2-pixel ring/);
  });

  it('shows what a threshold of 50 HU more or less gives', () => {
    // Inside, a ramp from 0 to 800 HU across the bone: 50 HU are a strip of the disc.
    const hu = (x: number, y: number): number => {
      const { r, left } = radius(x, y);
      return r >= 8.5 ? 800 : 400 + (x - (left ? 15 : 45)) * 47;
    };
    const found = trabecularFromCt(bone, EMPTY, ctOf(hu, size, spacing), { kind: 'adaptive-threshold', ringMm: null });
    const below = (limit: number): number =>
      volumeCm3Of(maskOf((x, y, z) => radius(x, y).r < 12 && z > 3 && z < 19 && hu(x, y) < limit, size, spacing));
    const rows = new Map(found.sensitivity.map(({ change, trabecularCm3 }) => [change, trabecularCm3]));
    expect(found.trabecularCm3).toBeCloseTo(below(800), 9);
    expect(rows.get('threshold 50 HU lower')).toBeCloseTo(below(750), 5);
    expect(rows.get('threshold 50 HU higher')).toBeCloseTo(below(850), 5);
  });
});

describe('what casts doubt on the estimate', () => {
  const size = [40, 40, 20] as const;
  const spacing = [1, 1, 2] as const;
  const solid: Solid = (x, y, z) => Math.hypot(x - 19, y - 21) < 11 && z > 4 && z < 33;
  const hu = (x: number, y: number): number => (Math.hypot(x - 19, y - 21) > 9 ? 800 : 150);
  const flagsOf = (bone: Region, ct: CtVolume): string => erode(bone, ct, 2).flags.join('\n');

  it('is nothing for a whole bone on a plain CT', () => {
    expect(flagsOf(maskOf(solid, size, spacing), ctOf(hu, size, spacing))).toBe('');
  });

  it('is metal, contrast, a bone that the CT cuts off, and a CT that does not fit', () => {
    const bone = maskOf(solid, size, spacing);
    const screw = (x: number, y: number, z: number): number =>
      Math.abs(x - 19) < 2 && z > 10 && z < 20 ? 3000 : hu(x, y);
    expect(flagsOf(bone, ctOf(screw, size, spacing))).toMatch(/metal or cement: 0\.\d cm³|metal or cement: [1-9]/);
    expect(flagsOf(bone, ctOf(hu, size, spacing, [0, 0, 0], 'Iohexol'))).toMatch(/contrast agent "Iohexol"/);
    const long = maskOf((x, y) => Math.hypot(x - 19, y - 21) < 11, size, spacing);
    expect(flagsOf(long, ctOf(hu, size, spacing))).toMatch(/cut-off skeleton.*lowest slice.*highest slice/);
    expect(flagsOf(bone, ctOf(hu, [40, 40, 10], spacing))).toMatch(
      /cut-off skeleton.*highest slice[\s\S]*cm³ of the bones lie beyond the CT/,
    );
    expect(flagsOf(bone, ctOf(hu, [30, 40, 20], spacing))).toMatch(/side of the image/);
    expect(
      flagsOf(
        bone,
        ctOf(() => 40, size, spacing),
      ),
    ).toMatch(/not denser than the inside/);
    const thick = maskOf(solid, [40, 40, 8], [1, 1, 5]);
    expect(flagsOf(thick, ctOf(hu, [40, 40, 8], [1, 1, 5]))).toMatch(/CT slices 5 mm apart/);
  });

  it('is refused where no bone lies in the CT', () => {
    const far = maskOf(solid, size, spacing, [0, 0, 500]);
    for (const bone of [far, EMPTY]) {
      try {
        erode(bone, ctOf(hu, size, spacing), 2);
        expect.unreachable();
      } catch (error) {
        expect(isTrabeculaError(error) && error.kind).toBe('nothing-found');
      }
    }
  });

  it('shows what a shell of 1 mm more or less gives', () => {
    const bone = maskOf(solid, size, spacing);
    const ct = ctOf(hu, size, spacing);
    const rows = erode(bone, ct, 2).sensitivity;
    const thinner = rows.find(({ change }) => change === 'shell 1 mm thinner')!.trabecularCm3;
    const thicker = rows.find(({ change }) => change === 'shell 1 mm thicker')!.trabecularCm3;
    expect(thinner).toBeCloseTo(erode(bone, ct, 1).trabecularCm3, 3);
    expect(thicker).toBeCloseTo(erode(bone, ct, 3).trabecularCm3, 3);
    expect(thinner).toBeGreaterThan(thicker);
  });
});
