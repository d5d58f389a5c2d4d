export const nothing = {
  heading: 'No patient is open',
  lead: 'Open an export or the demo patient first.',
  go: 'Go to Open',
};

export type NothingWords = typeof nothing;
