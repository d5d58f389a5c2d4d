import { type Anchor, TrabeculaError } from '../../core/index.ts';

/**
 * A head that was written down elsewhere, as the line "head" has it.
 *
 * @throws TrabeculaError (usage)
 */
export function readAnchor(word: string): Anchor {
  const [, sequence, hash] = /^(?:head )?(\d+):([0-9a-f]{64})$/.exec(word.trim()) ?? [];
  if (sequence !== undefined && hash !== undefined) return { sequence: Number(sequence), hash };
  throw new TrabeculaError('usage', {
    what: 'this is no anchor',
    found: word.slice(0, 100),
    expected: 'NUMBER:HASH, as the line "head" has them',
  });
}
