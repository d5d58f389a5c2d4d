import type { CheckResult, LesionResult, MeasuredLesion, OverallOutcome } from '../../core/index.ts';

/** Lesions as they are printed: what was measured, and the outcome that the rules gave. */
export function lesionResults(
  measured: readonly MeasuredLesion[],
  outcomes: ReadonlyMap<string, OverallOutcome>,
): LesionResult[] {
  return measured.map((lesion) => ({
    id: lesion.id,
    site: lesion.site,
    highRisk: lesion.highRisk,
    symptomatic: lesion.symptomatic,
    prescription: lesion.prescription,
    outcome: outcomes.get(lesion.id) ?? 'not-evaluable',
    gtv: lesion.gtv,
    ptv: lesion.ptv,
    gtvOutsidePtvCm3: lesion.gtvOutsidePtvCm3,
    indices: [...(lesion.indices ?? [])],
    tps: lesion.tps,
  }));
}

/** The hottest point outside all PTVs: of all lesions the one that is highest against its prescription. */
export function hottestOutsideTargets(measured: readonly MeasuredLesion[]): CheckResult['hottestOutsideTargets'] {
  const spots = measured.flatMap(({ id, hottestOutside, prescription }) => {
    if (hottestOutside === null) return [];
    const { doseGy, atMm, roiNames } = hottestOutside;
    const percentOfPrescription = prescription === null ? null : (100 * doseGy) / prescription.doseGy;
    return [
      {
        doseGy,
        atMm: [...atMm] as [number, number, number],
        roiNames: [...roiNames],
        nearestLesion: id,
        percentOfPrescription,
      },
    ];
  });
  const [hottest] = spots.sort(
    (a, b) => (b.percentOfPrescription ?? -1) - (a.percentOfPrescription ?? -1) || b.doseGy - a.doseGy,
  );
  return hottest ?? null;
}
