/** Parts of case files, each with only what one criterion asks about. */

export const lab = (name: string, value: number, unit: string, more: object = {}): object => ({
  patient: { laboratory: { [name]: { value, unit, ...more } } },
});
export const labs = (neutrophils: number, platelets: number, haemoglobin: number): object => ({
  patient: {
    laboratory: {
      neutrophils: { value: neutrophils, unit: '/mm3' },
      platelets: { value: platelets, unit: '/mm³' },
      haemoglobin: { value: haemoglobin, unit: 'g/dL' },
    },
  },
});
export const status = (value: number, scale = 'WHO'): object => ({ patient: { performanceStatus: { value, scale } } });
export const life = (value: number, unit: string): object => ({ patient: { lifeExpectancy: { value, unit } } });
export const born = (birthDate: string, days: object): object => ({ patient: { birthDate, ...days } });
export const history = (answers: object): object => ({ patient: { history: answers } });
export const bones = (n: number, more: object = {}): object[] =>
  Array.from({ length: n }, (_, i) => ({ id: `B${i + 1}`, organ: 'bone', status: 'progressive', ...more }));
export const liver = (gtvCm3: number, more: object = {}): object => ({
  patient: { boneMarrowReserveCm3: 1000 },
  lesions: [{ id: 'L1', organ: 'bone', gtvCm3, symptomatic: true, ...more }],
});
export const imaging = (imagingDate: string): object => ({ patient: { imagingDate, randomisationDate: '2026-03-10' } });
export const other = (answers: object, since?: string): object => ({
  patient: {
    history: { otherMalignancy: 'yes', otherMalignancySkinOrInSitu: 'no', ...answers },
    firstDoseDate: '2026-03-01',
    ...(since === undefined ? {} : { otherMalignancyFreeSince: since }),
  },
});
export const enzymes = (ast: number, more: object[] | undefined, alt = 40): object => ({
  patient: {
    laboratory: {
      ast: { value: ast, unit: 'U/L', upperLimit: 40 },
      alt: { value: alt, unit: 'U/L', upperLimit: 40 },
      alp: { value: 1, unit: 'xULN' },
    },
  },
  ...(more === undefined ? {} : { lesions: more }),
});
export const clearance = (creatinine: number, unit: string, weightKg: number, sex: string): object => ({
  // 70 completed years on the day of consent.
  patient: {
    birthDate: '1956-01-01',
    consentDate: '2026-02-01',
    sex,
    weightKg,
    laboratory: { creatinine: { value: creatinine, unit } },
  },
});
