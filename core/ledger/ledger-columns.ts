/** The columns of a ledger as CSV, as it is exported and imported. */
export const LEDGER_COLUMNS = [
  'schema',
  'sequence',
  'at',
  'by',
  'kind',
  'subject',
  'content',
  'software',
  'previous',
  'hash',
] as const;
