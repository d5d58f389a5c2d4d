/** Said in --help, the README and every report. */
export const NOTICE =
  'Research, education and quality-assurance support. Not a medical device; never the only basis of a clinical decision.';

/** Said in every result that applies rules. `recordDate` is the date of the registry record. */
export function rulesNotice(recordDate: string): string {
  return `Rules from the public registry record of ${recordDate}, not from the trial protocol.`;
}
