/** What the ledger's commands are given. */

export interface AddOptions {
  readonly ledger: string;
  readonly by?: string;
  readonly at?: string;
  readonly result: string[];
  readonly subject?: string;
}

export interface ListOptions {
  readonly ledger: string;
  readonly subject?: string;
  readonly kind?: string;
  readonly format: string;
  readonly out?: string;
}

export interface VerifyOptions {
  readonly ledger: string;
  readonly anchor: string[];
  readonly format: string;
  readonly out?: string;
}
