import type { MarrowAnswer } from './marrow.ts';
import type { Slices } from './slices-answer.ts';
import { RESERVE, TRABECULAR } from './slices.ts';

/** The solids of a marrow answer, for pictures; null where there is no trabecular bone. */
export function marrowSlices({ result, solids }: MarrowAnswer): Slices | null {
  if (solids === null) return null;
  const lesions = solids.lesions.flatMap((region, n) => {
    const id = result.lesions[n]?.id;
    return region === null || id === undefined ? [] : [{ id, region }];
  });
  return {
    views: [
      {
        name: null,
        dose: null,
        frameOfReferenceUid: result.trabecular.frameOfReferenceUid,
        structures: [
          ...lesions.map(({ id, region }) => ({ roiName: id, role: 'gtv' as const, region })),
          { roiName: TRABECULAR, role: null, region: solids.trabecular },
          { roiName: RESERVE, role: null, region: solids.reserve, isArea: true },
        ],
      },
    ],
    lesions: lesions.map(({ id }, structure) => ({
      id,
      view: 0,
      prescriptionGy: null,
      targets: [{ kind: 'GTV', structure, extremes: null }],
    })),
    places: [],
  };
}
