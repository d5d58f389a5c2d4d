import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { setLimits } from '../../core/index.ts';
import { partsOf } from '../../src/dicomweb/multipart.ts';
import { BOUNDARY, multipart } from './small-pacs.ts';

const TYPE = `multipart/related; type="application/dicom"; boundary=${BOUNDARY}`;

async function partsOfChunks(chunks: readonly Uint8Array[], contentType = TYPE): Promise<number[][]> {
  async function* stream(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (const chunk of chunks) yield await Promise.resolve(new Uint8Array(chunk));
  }
  const parts: number[][] = [];
  for await (const part of partsOf({ status: 200, contentType, chunks: stream(), where: 'here' }))
    parts.push([...part]);
  return parts;
}

function split(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const ends = [...at.map((share) => share % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, n) => bytes.subarray(n === 0 ? 0 : ends[n - 1], end));
}

// Much of what a delimiter is made of.
const letters = fc.constantFrom(...Buffer.from(`\r\n--${BOUNDARY}x`));
const part = fc.array(letters, { maxLength: 60 }).filter((bytes) => !Buffer.from(bytes).includes(`--${BOUNDARY}`));
const cuts = fc.array(fc.nat(), { maxLength: 8 });

afterEach(() => setLimits({}));

describe('a multipart answer', () => {
  it('gives the same parts however it is broken into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), cuts, async (parts, at) => {
        const message = multipart(parts.map((bytes) => Uint8Array.from(bytes)));
        expect(await partsOfChunks(split(message, at))).toEqual(parts);
      }),
      { numRuns: 300 },
    );
  });

  it('is never taken for whole when it ends early, wherever that is', async () => {
    const message = multipart([Buffer.from('one'), Buffer.from('two')]);
    // Its last line break belongs to what follows the message.
    for (let end = 0; end < message.length - 2; end += 1) {
      await expect(partsOfChunks([message.subarray(0, end)])).rejects.toThrow('closing delimiter');
    }
    expect(await partsOfChunks([message.subarray(0, message.length - 2)])).toHaveLength(2);
  });

  it('may have line breaks before it, and anything behind it, in pieces of their own', async () => {
    const message = multipart([Buffer.from('one')]);
    const pieces = [Buffer.from('\r'), Buffer.from('\n'), message, Buffer.from('\r\n'), Buffer.from('the end')];
    expect(await partsOfChunks(pieces)).toEqual([[...Buffer.from('one')]]);
  });

  it('may hold an object as large as is allowed, and none that is larger', async () => {
    setLimits({ 'file-bytes': 3 });
    expect(await partsOfChunks([multipart([Buffer.from('one')])])).toHaveLength(1);
    await expect(partsOfChunks([multipart([Buffer.from('four')])])).rejects.toThrow('--limit file-bytes=N');
  });

  it('may quote its boundary', async () => {
    const quoted = `Multipart/Related;boundary="${BOUNDARY}"; type=application/dicom`;
    expect(await partsOfChunks([multipart([Buffer.from('one')])], quoted)).toHaveLength(1);
  });

  it.each(['text/html', '', 'multipart/related; type="application/dicom"', 'application/dicom'])(
    'is nothing of the type "%s"',
    async (type) => {
      await expect(partsOfChunks([multipart([])], type)).rejects.toThrow('does not answer in parts');
    },
  );
});
