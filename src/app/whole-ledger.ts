import { type LedgerList, NO_HASH, TrabeculaError } from '../../core/index.ts';
import type { Ledger } from '../ledger/ledger.ts';

/**
 * All entries of a ledger that is whole, to be written to a file.
 *
 * @throws TrabeculaError (contradiction) for one that is broken, or was added to meanwhile
 */
export async function wholeLedger(ledger: Ledger, where: string): Promise<LedgerList> {
  const list = await ledger.list();
  const { outcome, head } = await ledger.verify();
  if (outcome === 'whole' && head.hash === (list.entries.at(-1)?.hash ?? NO_HASH)) return list;
  throw new TrabeculaError('contradiction', {
    what: 'this ledger is broken, or was added to meanwhile; trabecula ledger verify says more',
    where,
  });
}
