import {
  type Convention,
  extremePoints,
  type LesionToMeasure,
  type MarrowRegions,
  type Region,
  regionOf,
  type Solid,
  type Structure,
  targetRoleOf,
} from '../../core/index.ts';
import { frameOfRoi, type RtExport } from '../dicom/index.ts';
import { findingPlaces, type FindingsToPlace } from './finding-places.ts';
import type { SettledCase } from './settle-case.ts';
import type { Slices, SliceTarget, SliceView } from './slices-answer.ts';

export const TRABECULAR = 'Trabecular bone';
export const RESERVE = 'Bone marrow reserve';

/** Bone as the reserve was worked out from it. */
export interface BoneInFrame {
  readonly frameOfReferenceUid: string | null;
  readonly regions: MarrowRegions;
}

/** Solids and doses of a settled case, for pictures: what was measured and nothing else. */
export function slices(
  { trial, sources, resolved, convention, found }: SettledCase,
  bone: BoneInFrame | null = null,
  toPlace: FindingsToPlace | null = null,
): Slices {
  const doses = [...new Set([...sources.doses.values()].flatMap(({ dose }) => dose ?? []))];
  const withoutDose = resolved.lesions.some(({ dose }) => dose === null) || doses.length === 0;
  const regions = new Regions(convention);
  const shown = [
    ...doses.map((dose) => ({ dose, structures: dose.rois.structures })),
    ...(withoutDose ? [{ dose: null, structures: sources.structures }] : []),
  ];
  const views = shown.map(({ dose, structures }): SliceView => {
    const frameOfReferenceUid = dose === null ? onlyFrame(found) : dose.frameOfReferenceUid;
    const isOfBone = bone !== null && frameOfReferenceUid !== null && bone.frameOfReferenceUid === frameOfReferenceUid;
    return {
      name: dose?.name ?? null,
      dose: dose?.grid ?? null,
      frameOfReferenceUid,
      structures: [
        ...structures.map((structure) => ({
          roiName: structure.roiName,
          role: targetRoleOf(structure.roiName, structure.interpretedType),
          region: regions.of(structure),
        })),
        // After the structures, whose indices lesions know.
        ...(isOfBone
          ? [
              { roiName: TRABECULAR, role: null, region: bone.regions.trabecular },
              { roiName: RESERVE, role: null, region: bone.regions.reserve, isArea: true },
            ]
          : []),
      ],
    };
  });
  const viewOf = (lesion: LesionToMeasure): number =>
    shown.findIndex(({ dose }) => (dose?.grid ?? null) === lesion.dose);
  const lesions = resolved.lesions.map((lesion) => {
    const view = viewOf(lesion);
    return {
      id: lesion.id,
      view,
      prescriptionGy: lesion.prescription?.doseGy ?? null,
      targets: targetsOf(lesion, shown[view]?.structures ?? [], regions),
    };
  });
  return { views, lesions, places: toPlace === null ? [] : findingPlaces(trial, toPlace, { views, lesions }) };
}

function targetsOf(lesion: LesionToMeasure, structures: readonly Structure[], regions: Regions): SliceTarget[] {
  const { ptv, gtv, dose } = lesion;
  return [{ kind: 'PTV', target: ptv } as const, { kind: 'GTV', target: gtv } as const].flatMap(({ kind, target }) => {
    const structure = target === null ? -1 : structures.indexOf(target);
    if (target === null || structure < 0) return [];
    return [{ kind, structure, extremes: dose === null ? null : extremePoints(regions.of(target), dose) }];
  });
}

/** Regions of structures; a structure that several doses know of is made once. */
class Regions {
  readonly #convention: Convention;
  readonly #made: { readonly solid: Solid; readonly region: Region }[] = [];

  constructor(convention: Convention) {
    this.#convention = convention;
  }

  of({ solid }: Structure): Region {
    const before = this.#made.find((made) => isSame(made.solid, solid));
    if (before !== undefined) return before.region;
    const region = regionOf(solid, this.#convention);
    this.#made.push({ solid, region });
    return region;
  }
}

function isSame(a: Solid, b: Solid): boolean {
  if (a === b) return true;
  if (a.kind !== 'contours' || b.kind !== 'contours') return false;
  const [p, q] = [a.stack.planes, b.stack.planes];
  return (
    p.length === q.length &&
    // Only a single plane is as thick as the planes of its dose.
    (p.length > 1 || a.singlePlaneThicknessMm === b.singlePlaneThicknessMm) &&
    p.every((plane, n) => {
      const other = q[n];
      return (
        plane.zMm === other?.zMm &&
        plane.loops.length === other.loops.length &&
        plane.loops.every((loop, l) => {
          const twin = other.loops[l];
          return loop.length === twin?.length && loop.every((at, c) => at === twin[c]);
        })
      );
    })
  );
}

/** Of structures without a dose: the frame that all of them share. */
function onlyFrame(found: RtExport | null): string | null {
  const sets = found?.structureSets ?? [];
  const [only, ...others] = new Set(sets.flatMap((set) => set.rois.map((roi) => frameOfRoi(roi, set))));
  return others.length === 0 ? (only ?? null) : null;
}
