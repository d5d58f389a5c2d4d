export const pacs = {
  heading: 'From the PACS',
  lead: (server: string) =>
    `Asked is ${server}, and only when you press a button here. Plans, structures, doses and segmentations are fetched to this computer; nothing is sent but what is searched for.`,
  patientId: 'Patient ID',
  search: 'Search studies',
  study: 'Study Instance UID',
  fetch: 'Fetch and open',
  withCt: 'with the CT, for the slices',
  login: 'User and password, if the PACS asks for them',
  user: 'User',
  password: 'Password',
  notKept: 'Kept nowhere, and forgotten when you leave this screen.',
  searching: 'Searching …',
  none: 'No study of this patient. The patient ID has to be exactly the one that the PACS keeps.',
  found: (patientId: string) => `Studies of patient ${patientId}`,
  date: 'Date',
  what: 'What',
  modalities: 'Modalities',
  objects: 'Objects',
  open: 'Open',
  openStudy: (date: string, what: string) => `Fetch and open the study of ${date} ${what}`.trimEnd(),
  cannot: 'The PACS does not answer as hoped',
  perhaps: 'If the PACS runs, it may not let this page ask; whoever set up the page knows where it must be allowed.',
  name: 'study from the PACS',
};

export type PacsWords = typeof pacs;
