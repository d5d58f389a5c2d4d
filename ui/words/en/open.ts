/** Made once: a table of files formats hundreds. */
const GROUPED = new Intl.NumberFormat('en');

export const open = {
  tab: 'Open',
  heading: 'Open an export',
  lead: 'Drop a folder, files or a zip with structures (RTSTRUCT), dose (RTDOSE) and, if there is one, plan (RTPLAN) and CT. Everything is computed on this computer; no file leaves it.',
  drop: 'Drop a folder, files or a zip here',
  folderHere:
    'Opened from a file, this page cannot read a dropped folder: pick the folder, or drop its files or a zip.',
  folderNotOpened:
    'Here the browser does not read dropped folders. Pick the folder instead, or drop its files or a zip.',
  pickFolder: 'Pick a folder',
  pickFiles: 'Pick files or a zip',
  demo: 'Open demo patient',
  demoName: 'demonstration patient',
  demoLead: 'A synthetic patient with six lesions and known answers.',
  cancel: 'Cancel',
  cannot: 'This cannot be checked',
  noWay: 'There is no way around this here: the numbers would be wrong, or another patient’s.',
  orConfirm: 'Or confirm under Structures, if it is so',
  edit: 'Correct or confirm under Structures',
  found: 'Found',
  file: 'File',
  what: 'What',
  label: 'Label',
  size: 'Size',
  kilobytes: (count: number) => `${GROUPED.format(count)} kB`,
  images: (count: number) => `${count} image${count === 1 ? '' : 's'} (CT and others), not listed`,
  links: 'Do they belong together?',
  noLinks: 'Nothing refers to anything else.',
  refused: 'Refused',
  passedOver: 'Passed over',
  warnings: 'Warnings',
  caseUsed: (path: string) => `Lesions and prescriptions from the case file ${path}.`,
  noCase: 'No case file among the files: lesions and prescriptions are proposed and need to be confirmed.',
  severalCases: 'Several case files are among the files. Which one is meant?',
  useCase: 'Use',
  propose: 'Use none, propose lesions',
  demoMissing: 'The demonstration patient is not beside this page.',
  objects: {
    dose: 'dose',
    'structure-set': 'structures',
    plan: 'plan',
    'treatment-record': 'treatment record',
    other: 'other',
  },
  link: { agrees: 'agrees', absent: 'not said', contradicts: 'contradicts' },
};

export type OpenWords = typeof open;
