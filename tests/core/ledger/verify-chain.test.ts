import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Anchor,
  ChainCheck,
  LEDGER_KINDS,
  type LedgerHead,
  type LedgerVerification,
  NO_HASH,
  type SealedRow,
  sealEntry,
} from '../../../core/index.ts';
import { chainOf, CONTENTS, draft, nodeSha256 } from './ledger-contents.ts';

let chain: SealedRow[];
beforeAll(async () => {
  chain = await chainOf(CONTENTS);
});

async function verified(
  rows: readonly SealedRow[],
  noted: LedgerHead | null = null,
  anchors: readonly Anchor[] = [],
): Promise<LedgerVerification> {
  const check = new ChainCheck(nodeSha256, anchors);
  for (const row of rows) await check.take(row);
  return check.end(noted);
}

const kinds = ({ faults }: LedgerVerification): string[] => faults.map(({ sequence, kind }) => `${sequence} ${kind}`);
const end = (): LedgerHead => chain.at(-1)!;

/** As an attacker would who knows how hashes are made: row `index` changed, and hashed anew. */
async function hashedAnew(row: SealedRow, change: (sealed: string) => string): Promise<SealedRow> {
  const sealed = change(row.sealed);
  return { ...row, sealed, hash: await nodeSha256(sealed) };
}

describe('verifying a chain', () => {
  it('finds a chain with every kind of entry whole, and an empty one', async () => {
    expect(new Set(CONTENTS.map(({ kind }) => kind))).toEqual(new Set(LEDGER_KINDS));
    expect(await verified(chain, end())).toMatchObject({ outcome: 'whole', entries: 11, faults: [] });
    expect(await verified([], { sequence: 0, hash: NO_HASH })).toMatchObject({ outcome: 'whole', entries: 0 });
  });

  it('finds any single character of any entry or hash that was changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: CONTENTS.length - 1 }),
        fc.boolean(),
        fc.nat(),
        fc.constantFrom('0', '9', 'x', ' ', '"', '}'),
        async (index, inHash, place, letter) => {
          const row = chain[index]!;
          const text = inHash ? row.hash : row.sealed;
          const at = place % text.length;
          fc.pre(text[at] !== letter);
          const changed = text.slice(0, at) + letter + text.slice(at + 1);
          const rows = chain.with(index, inHash ? { ...row, hash: changed } : { ...row, sealed: changed });
          const { outcome, faults } = await verified(rows, end());
          expect(outcome).toBe('broken');
          expect(faults[0]?.sequence).toBe(index + 1);
        },
      ),
    );
  });

  it('finds an entry that was changed and hashed anew, at the one that follows it', async () => {
    const forged = await hashedAnew(chain[3]!, (sealed) => sealed.replace('"level":1', '"level":2'));
    expect(kinds(await verified(chain.with(3, forged), end()))).toEqual(['5 unchained']);
  });

  it('finds the last entry changed and hashed anew by the note of the end, and by an anchor', async () => {
    const forged = await hashedAnew(chain[10]!, (sealed) => sealed.replace('"grade":3', '"grade":1'));
    const rows = chain.with(10, forged);
    expect(kinds(await verified(rows, end()))).toEqual(['11 altered']);
    expect((await verified(rows, null)).outcome).toBe('whole');
    const byAnchor = await verified(rows, null, [end()]);
    expect(byAnchor).toMatchObject({ outcome: 'broken', faults: [], anchors: [{ agrees: false, found: forged.hash }] });
  });

  it('finds entries that were removed: the first, some in between, and the last where the end is known', async () => {
    expect(kinds(await verified(chain.slice(1), end()))).toEqual(['1 removed']);
    const gap = await verified([...chain.slice(0, 4), ...chain.slice(7)], end());
    expect(gap.faults).toEqual([{ sequence: 5, kind: 'removed', words: 'entries 5 to 7 are missing' }]);
    expect(kinds(await verified(chain.slice(0, 9), end()))).toEqual(['10 removed']);
    expect((await verified(chain.slice(0, 9))).outcome).toBe('whole');
    const anchored = await verified(chain.slice(0, 9), null, [end()]);
    expect(anchored).toMatchObject({ outcome: 'broken', anchors: [{ sequence: 11, found: null, agrees: false }] });
  });

  it('finds an entry that was removed where the rest was numbered anew', async () => {
    const rows = chain.filter((_, index) => index !== 4).map((row, index) => ({ ...row, sequence: index + 1 }));
    expect(kinds(await verified(rows, end())).slice(0, 2)).toEqual(['5 reordered', '5 unchained']);
  });

  it('finds any two entries that changed places', async () => {
    for (let a = 0; a < chain.length; a++) {
      for (let b = a + 1; b < chain.length; b++) {
        const rows = chain.with(a, { ...chain[b]!, sequence: a + 1 }).with(b, { ...chain[a]!, sequence: b + 1 });
        const found = kinds(await verified(rows, null));
        expect(found).toContain(`${a + 1} reordered`);
        expect(found).toContain(`${b + 1} reordered`);
      }
    }
  });

  it('names an entry that is there twice', async () => {
    expect(kinds(await verified([...chain.slice(0, 3), chain[2]!, ...chain.slice(3)], end()))).toEqual(['3 reordered']);
  });

  it('agrees with an anchor at any entry, and tells of clocks that go backwards without calling it a fault', async () => {
    const anchors = [{ sequence: 0, hash: NO_HASH }, chain[0]!, chain[5]!];
    expect((await verified(chain, end(), anchors)).anchors.map(({ agrees }) => agrees)).toEqual([true, true, true]);
    const earlier = await sealEntry(draft(CONTENTS[9]!, 3), end(), nodeSha256);
    expect(await verified([...chain, earlier], earlier)).toMatchObject({ outcome: 'whole', clockBackwards: [12] });
  });

  it('refuses text in another form of the same content', async () => {
    const spaced = await hashedAnew(chain[0]!, (sealed) => sealed.replace(',"by"', ', "by"'));
    expect(kinds(await verified([spaced]))).toEqual(['1 altered']);
  });
});
