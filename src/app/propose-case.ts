import { type CaseFile, type ProposedPair, proposePairs } from '../../core/index.ts';
import type { ProposedPrescription } from '../dicom/index.ts';
import type { CheckSources } from './sources.ts';

/**
 * The case as the program would fill it in: lesions paired by name and containment, prescriptions where the plan states
 * one for the target itself or one for everything. Nothing else is filled in; a person confirms it.
 */
export function proposeCase(sources: CheckSources, trial: string): CaseFile {
  const references = sources.doses.get(null)?.dose?.prescriptions ?? [];
  return {
    schema: 'trabecula/case/1',
    trial,
    lesions: proposePairs(sources.structures).map((pair) => ({
      id: pair.id,
      ...(pair.gtv === null ? {} : { gtv: pair.gtv.roiName }),
      ...(pair.ptv === null ? {} : { ptv: pair.ptv.roiName }),
      ...prescriptionFor(pair, references),
    })),
  };
}

/**
 * The only reference to the lesion's targets, or the only one of the plan if it refers to no ROI; of several none. One to a
 * point that states no dose is no prescription.
 */
function prescriptionFor(
  { gtv, ptv }: ProposedPair,
  references: readonly ProposedPrescription[],
): { prescription?: { doseGy: number; fractions: number } } {
  const own = references.filter(
    ({ roiNumber }) => roiNumber !== null && [ptv?.roiNumber, gtv?.roiNumber].includes(roiNumber),
  );
  const any = references.filter(({ doseGy, roiNumber }) => doseGy !== null || roiNumber !== null);
  const [only, ...others] = own.length > 0 ? own : any;
  if (only === undefined || others.length > 0 || !only.usable) return {};
  if (own.length === 0 && only.roiNumber !== null) return {};
  const { doseGy, fractions } = only;
  return doseGy === null || fractions === null ? {} : { prescription: { doseGy, fractions } };
}
