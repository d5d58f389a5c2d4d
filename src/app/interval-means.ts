/** What every interval that is printed says of itself. */
export const INTERVAL_MEANS =
  'range over computing conventions; it does not include contouring, set-up or dose algorithm';
