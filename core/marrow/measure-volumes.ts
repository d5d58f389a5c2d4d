import { COARSER_ROWS } from '../dose/compared-solids.ts';
import type { SolidConvention } from '../dose/conventions.ts';
import { intersect, subtract, uniteAll } from '../geometry/region-algebra.ts';
import { volumeCm3Of } from '../geometry/region-size.ts';
import { SlabsOfStack } from '../geometry/region-from-contours.ts';
import type { Region } from '../geometry/region.ts';
import { regionOf, type Solid } from '../geometry/solid.ts';
import type { BoneSource } from './bone-source.ts';
import type { LesionVolumes, VolumeScenario } from './marrow-patient.ts';
import { volumeParts } from './volume-parts.ts';

/** A target in the frame of reference of the bone, or why there is none. */
export type TargetInFrame = { readonly solid: Solid } | { readonly solid: null; readonly reason: string };

export interface VolumesToMeasure {
  readonly bone: BoneSource;
  readonly lesions: readonly { readonly gtv: TargetInFrame; readonly ptv: TargetInFrame }[];
  /** ROIs of all tumour, which must hold the lesions; empty where the lesions together are all. */
  readonly gtvTotal: readonly Solid[];
  readonly treatedVolume: LesionVolumes;
  readonly irradiatedVolume: LesionVolumes;
}

/** The solids under the stated convention: what is drawn and written. */
export interface MarrowRegions {
  readonly trabecular: Region;
  readonly gtvTotal: Region;
  readonly reserve: Region;
  /** By lesion; null without a GTV. */
  readonly lesions: readonly (Region | null)[];
}

export interface MeasuredVolumes {
  readonly scenarios: readonly [VolumeScenario, ...VolumeScenario[]];
  readonly regions: MarrowRegions;
  /** By lesion: what of it lies outside the ROIs of all tumour, cm³; empty without such ROIs. */
  readonly outsideTotalCm3: readonly number[];
}

const STATED: SolidConvention = { endCaps: 'half-slice', betweenSlices: 'prism' };
/** Contours leave the ends and the shape between slices open. */
const OTHERS: readonly (SolidConvention & { readonly when: string })[] = [
  { endCaps: 'none', betweenSlices: 'prism', when: 'structures end at their last slice' },
  { endCaps: 'half-slice', betweenSlices: 'interpolated', when: 'shapes are interpolated between slices' },
];
/** Tumour outside all lesions that is less than this, or than this share of all tumour, is what rasters leave at edges. */
const SLIVER_CM3 = 0.1;
const SLIVER_SHARE = 0.01;

/** All volumes of the ratio, by exact region algebra, under the stated convention and the others that are plausible. */
export function measureVolumes(asked: VolumesToMeasure): MeasuredVolumes {
  const made = new Map<Solid, SlabsOfStack>();
  const stated = regionsUnder(asked, STATED, made);
  const isDrawn =
    asked.bone.isDrawn ||
    asked.gtvTotal.some(({ kind }) => kind === 'contours') ||
    asked.lesions.some(({ gtv, ptv }) => gtv.solid?.kind === 'contours' || ptv.solid?.kind === 'contours');
  const others = isDrawn
    ? OTHERS.map(({ when, ...convention }) => scenarioOf(asked, regionsUnder(asked, convention, made), when))
    : [];
  const total = uniteAll(asked.gtvTotal.map((solid) => regionOf(solid, STATED)));
  return {
    scenarios: [scenarioOf(asked, stated, 'as stated'), ...others],
    regions: { ...stated, reserve: subtract(stated.trabecular, stated.gtvTotal) },
    outsideTotalCm3:
      asked.gtvTotal.length === 0
        ? []
        : stated.lesions.map((region) => (region === null ? 0 : volumeCm3Of(subtract(region, total)))),
  };
}

type Regions = Omit<MarrowRegions, 'reserve'> & { readonly ptvs: readonly (Region | null)[] };

/** `made` keeps what conventions have in common: most slabs of most lesions. */
function regionsUnder(
  { bone, lesions, gtvTotal }: VolumesToMeasure,
  convention: SolidConvention,
  made: Map<Solid, SlabsOfStack>,
): Regions {
  const solid = ({ solid: of }: TargetInFrame): Region | null =>
    of === null ? null : drawnUnder(of, convention, made);
  const gtvs = lesions.map(({ gtv }) => solid(gtv));
  const drawn = gtvTotal.map((each) => drawnUnder(each, convention, made));
  return {
    // Between the many slices of a skeleton the shape decides nothing, and it takes longest.
    trabecular: bone.regionOf({ ...convention, betweenSlices: 'prism' }),
    gtvTotal: uniteAll(drawn.length > 0 ? drawn : gtvs.filter((region) => region !== null)),
    lesions: gtvs,
    ptvs: lesions.map(({ ptv }) => solid(ptv)),
  };
}

function drawnUnder(solid: Solid, convention: SolidConvention, made: Map<Solid, SlabsOfStack>): Region {
  if (solid.kind === 'mask') return solid.region;
  // Shapes between slices share no slab with the others, take longest, and are only compared.
  if (convention.betweenSlices === 'interpolated') return regionOf(solid, convention, COARSER_ROWS);
  const slabs = made.get(solid) ?? new SlabsOfStack(solid.stack);
  made.set(solid, slabs);
  return regionOf(solid, convention, 1, slabs);
}

function scenarioOf(
  asked: VolumesToMeasure,
  { trabecular, gtvTotal, lesions, ptvs }: Regions,
  when: string,
): VolumeScenario {
  const inside = (regions: readonly (Region | null)[]): (Region | null)[] =>
    regions.map((region) => (region === null ? null : intersect(region, trabecular)));
  const gtvInside = inside(lesions);
  const all = uniteAll(lesions.filter((region) => region !== null));
  const volumes = (regions: readonly (Region | null)[], of: 'gtv' | 'ptv'): LesionVolumes => ({
    parts: volumeParts(regions),
    missing: asked.lesions.map(({ [of]: target }) => (target.solid === null ? target.reason : null)),
  });
  const loose = volumeCm3Of(subtract(gtvTotal, all));
  const isSliver = loose <= Math.max(SLIVER_CM3, SLIVER_SHARE * volumeCm3Of(gtvTotal));
  return {
    when,
    trabecularCm3: volumeCm3Of(trabecular),
    intersectionCm3: volumeCm3Of(intersect(trabecular, gtvTotal)),
    inTrabecularCm3: gtvInside.map((region) => (region === null ? null : volumeCm3Of(region))),
    unassignedCm3: isSliver ? 0 : loose,
    volumes: {
      gtv: volumes(lesions, 'gtv'),
      ptv: volumes(ptvs, 'ptv'),
      'treated-volume': asked.treatedVolume,
      'irradiated-volume': asked.irradiatedVolume,
      'gtv-in-trabecular': volumes(gtvInside, 'gtv'),
      'ptv-in-trabecular': volumes(inside(ptvs), 'ptv'),
    },
  };
}
