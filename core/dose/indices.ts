/**
 * Conformity, gradient and homogeneity of a target in its prescription isodose, from volumes and doses. An index whose
 * denominator is 0 is null: the plan has no such value. All volumes in cm³, all doses in Gy.
 */

/** CI (RTOG): prescription isodose volume / target volume (Shaw et al., Int J Radiat Oncol Biol Phys 1993;27:1231). */
export function conformityIndexRtog(volumes: {
  readonly targetCm3: number;
  readonly prescriptionIsodoseCm3: number;
}): number | null {
  return ratio(volumes.prescriptionIsodoseCm3, volumes.targetCm3);
}

export interface ConformityVolumes {
  readonly targetCm3: number;
  readonly prescriptionIsodoseCm3: number;
  /** The part of the target inside the prescription isodose. */
  readonly targetCoveredCm3: number;
}

/**
 * Paddick conformity index: covered² / (target · prescription isodose) (Paddick, J Neurosurg 2000;93 Suppl 3:219); 1 is
 * perfect. Null, too, for a target or an isodose without volume.
 */
export function conformityIndexPaddick(volumes: ConformityVolumes): number | null {
  return ratio(volumes.targetCoveredCm3 ** 2, volumes.targetCm3 * volumes.prescriptionIsodoseCm3);
}

/**
 * Conformation number: (covered / target) · (covered / prescription isodose) (van't Riet et al., Int J Radiat Oncol Biol
 * Phys 1997;37:731). The same number as Paddick's index, by another name.
 */
export function conformationNumberVantRiet(volumes: ConformityVolumes): number | null {
  return conformityIndexPaddick(volumes);
}

/** GI: volume of half the prescription isodose / prescription isodose volume (Paddick and Lippitz, J Neurosurg 2006;105 Suppl:194). */
export function gradientIndexPaddick(volumes: {
  readonly halfPrescriptionIsodoseCm3: number;
  readonly prescriptionIsodoseCm3: number;
}): number | null {
  return ratio(volumes.halfPrescriptionIsodoseCm3, volumes.prescriptionIsodoseCm3);
}

/** R50%: volume of half the prescription isodose / target volume (RTOG 0813 and 0915). */
export function r50(volumes: {
  readonly halfPrescriptionIsodoseCm3: number;
  readonly targetCm3: number;
}): number | null {
  return ratio(volumes.halfPrescriptionIsodoseCm3, volumes.targetCm3);
}

/** HI (ICRU Report 83, 2010): (D2% - D98%) / D50%; 0 is homogeneous. */
export function homogeneityIcru83(doses: {
  readonly d2PercentGy: number;
  readonly d98PercentGy: number;
  readonly d50PercentGy: number;
}): number | null {
  return ratio(doses.d2PercentGy - doses.d98PercentGy, doses.d50PercentGy);
}

/** HI (RTOG): maximum dose in the target / prescription (Shaw et al. 1993, as above). */
export function homogeneityRtog(doses: { readonly dmaxGy: number; readonly prescriptionGy: number }): number | null {
  return ratio(doses.dmaxGy, doses.prescriptionGy);
}

function ratio(above: number, below: number): number | null {
  return below > 0 ? above / below : null;
}
