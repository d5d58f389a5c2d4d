/**
 * Creatinine clearance after Cockcroft and Gault (Nephron 16:31, 1976): (140 - age) x weight / (72 x creatinine), for women
 * times 0.85. Age in years, weight in kg, creatinine in mg/dL; mL/min.
 */
export function cockcroftGaultMlPerMin(patient: {
  readonly ageYears: number;
  readonly weightKg: number;
  readonly creatinineMgPerDl: number;
  readonly sex: 'male' | 'female';
}): number {
  const { ageYears, weightKg, creatinineMgPerDl, sex } = patient;
  return (((140 - ageYears) * weightKg) / (72 * creatinineMgPerDl)) * (sex === 'female' ? 0.85 : 1);
}
