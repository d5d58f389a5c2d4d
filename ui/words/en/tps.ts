export const tps = {
  heading: 'Compare with the planning system: paste its numbers',
  lead: 'A table from a spreadsheet (a row or a column per ROI), lines such as “PTV_1 V100% 96.4 %”, or the text of a DVH export. Units in the head or behind the number; decimals with a point or a comma.',
  text: 'Numbers of the planning system',
  system: 'Planning system',
  version: 'Version',
  read: 'Show what is understood',
  understood: (count: number) => `Understood (${count})`,
  passedOver: (count: number) => `Not taken (${count})`,
  nothing: 'Nothing was understood. Nothing goes into the case.',
  line: 'Line',
  lesion: 'Lesion',
  roi: 'ROI',
  quantity: 'Quantity',
  value: 'Value',
  how: 'How it was taken',
  why: 'Why not',
  text2: 'Text',
  take: 'Take these into the case and compare',
};

export type TpsWords = typeof tps;
