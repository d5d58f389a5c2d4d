import {
  type LedgerList,
  ledgerListSchema,
  type LedgerVerification,
  ledgerVerificationSchema,
} from '../../core/index.ts';
import { stableJson } from './stable-json.ts';

export function ledgerJson(list: LedgerList): string {
  return stableJson(ledgerListSchema, list);
}

export function ledgerVerificationJson(verification: LedgerVerification): string {
  return stableJson(ledgerVerificationSchema, verification);
}
