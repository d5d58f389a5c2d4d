import { type CaseFile, proposePairs } from '../../core/index.ts';
import type { CheckSources } from './check-sources.ts';

/**
 * The case as the program would fill it in: lesions paired by name and containment, prescriptions where the plan states
 * one for the target itself or one for everything. Nothing else is filled in; a person confirms it.
 */
export function proposeCase(sources: CheckSources, trial: string): CaseFile {
  const source = sources.doses.get(null)?.dose ?? null;
  const usable = (source?.prescriptions ?? []).filter((prescription) => prescription.usable);
  return {
    schema: 'trabecula/case/1',
    trial,
    lesions: proposePairs(sources.structures).map(({ id, gtv, ptv }) => {
      const own = usable.filter(
        ({ roiNumber }) => roiNumber !== null && [ptv?.roiNumber, gtv?.roiNumber].includes(roiNumber),
      );
      const [only] = own.length > 0 ? own : usable.filter(({ roiNumber }) => roiNumber === null);
      const single = own.length === 1 || (own.length === 0 && usable.length === 1);
      return {
        id,
        ...(gtv === null ? {} : { gtv: gtv.roiName }),
        ...(ptv === null ? {} : { ptv: ptv.roiName }),
        ...(only !== undefined && single && only.doseGy !== null && only.fractions !== null
          ? { prescription: { doseGy: only.doseGy, fractions: only.fractions } }
          : {}),
      };
    }),
  };
}
