export const dvh = {
  heading: 'Dose-volume histogram',
  computing: 'The histogram is being computed …',
  doseGy: 'Dose, Gy',
  dosePercent: 'Dose, % of prescription',
  relativeDose: 'dose in % of the prescription',
  absoluteVolume: 'volume in cm³',
  key: 'Line: the stated convention. Band: lowest and highest over the computing conventions (of ROIs up to 500 cm³). The interval of a finding is a little wider: it also has what slices and dose grid cannot tell.',
  upright: (gy: number) => `Upright: ${gy} Gy prescribed, and 80, 125 and 130 % of it.`,
  others: 'Other ROIs in this dose',
  table: 'The same numbers as a table',
  tableLead: (unit: string) =>
    `Volume that receives at least each dose, ${unit}; in brackets the range over the conventions.`,
  description: (names: string, rx: string) =>
    `Cumulative dose-volume histograms of ${names}, from the whole volume at no dose down to none, each with a band for the range over computing conventions. ${rx === '' ? 'No dose is prescribed.' : `Upright lines at 80, 100, 125 and 130 % of the prescription; 100 % is ${rx}.`} The numbers are in the table below.`,
};

export type DvhWords = typeof dvh;
