import type { Finding, HotSpot, Trial } from '../../core/index.ts';
import type { FindingPlace, SliceLesion, SliceStructure } from './slices-answer.ts';

interface LesionsInViews {
  readonly views: readonly { readonly structures: readonly SliceStructure[] }[];
  readonly lesions: readonly SliceLesion[];
}

/** What the places of findings are taken from. */
export interface FindingsToPlace {
  readonly findings: readonly Finding[];
  /** By lesion: the hottest point outside all PTVs that is nearest to it. */
  readonly hotSpots: ReadonlyMap<string, HotSpot>;
}

/**
 * Where to look for each finding: a coverage at the coldest point of its target, an isodose or a maximum at the hottest, and a
 * maximum also at the hot spot outside all PTVs where that is hotter than the target. Other findings have no place.
 */
export function findingPlaces(
  trial: Trial,
  { findings, hotSpots }: FindingsToPlace,
  { views, lesions }: LesionsInViews,
): FindingPlace[] {
  const kinds = new Map(trial.rules.map(({ id, kind }) => [id, kind]));
  return findings.flatMap(({ rule, lesion: id, roiName }): FindingPlace[] => {
    const lesion = lesions.find((each) => each.id === id);
    const structures = views[lesion?.view ?? -1]?.structures ?? [];
    const target = lesion?.targets.find(({ structure }) => structures[structure]?.roiName === roiName);
    const extremes = target?.extremes ?? null;
    if (target === undefined || extremes === null) return [];
    const place = { rule, lesion: id, target: target.kind } as const;
    switch (kinds.get(rule)) {
      case 'coverage':
        return [{ ...place, at: 'coldest', ...extremes.coldest }];
      case 'isodose':
        return [{ ...place, at: 'hottest', ...extremes.hottest }];
      case 'maximum': {
        const spot = hotSpots.get(id);
        return [
          { ...place, at: 'hottest', ...extremes.hottest },
          ...(spot !== undefined && spot.doseGy > extremes.hottest.doseGy
            ? [{ ...place, at: 'outside' as const, doseGy: spot.doseGy, atMm: spot.atMm }]
            : []),
        ];
      }
      default:
        return [];
    }
  });
}
