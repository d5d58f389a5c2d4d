export const report = {
  tab: 'Report',
  heading: 'Report',
  lead: 'The same report, with the same digits, as the command line writes.',
  save: { html: 'Save as HTML', pdf: 'Save as PDF', json: 'Save as JSON', csv: 'Save as CSV', text: 'Save as text' },
  print: 'Print',
  shown: 'The report',
  cannot: 'The report could not be written',
};

export type ReportWords = typeof report;
