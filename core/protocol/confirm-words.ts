/** Mismatches that a user may confirm, and go on. Without zod, which takes its time to load: the command line lists them. */
export const CONFIRM_WORDS = [
  'patient',
  'frame-of-reference',
  'links',
  'dose-type',
  'prescription',
  'pairing',
] as const;

export type ConfirmWord = (typeof CONFIRM_WORDS)[number];
