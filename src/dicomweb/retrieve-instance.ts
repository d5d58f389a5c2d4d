import { TrabeculaError } from '../../core/index.ts';
import { askServer } from './ask-server.ts';
import type { DicomwebServer } from './dicomweb-server.ts';
import { partsOf } from './multipart.ts';

/** As it is stored: without this, a server would have to write compressed objects anew. */
const AS_STORED = 'multipart/related; type="application/dicom"; transfer-syntax=*';

/**
 * The bytes of one object with WADO-RS. That they are the object that was asked for is for the caller to see.
 *
 * @throws TrabeculaError as `askServer`; `unreadable` if other than one object comes
 */
export function retrieveInstance(
  server: DicomwebServer,
  uids: { readonly study: string; readonly series: string; readonly instance: string },
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  return askServer(server, {
    path: `studies/${uids.study}/series/${uids.series}/instances/${uids.instance}`,
    accept: AS_STORED,
    signal,
    async read(answer) {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for await (const part of partsOf({ ...answer, chunks: counted(answer.chunks, onBytes) })) parts.push(part);
      const [only] = parts;
      if (only !== undefined && parts.length === 1) return only;
      throw new TrabeculaError('unreadable', {
        what: 'one object was asked for',
        where: answer.where,
        found: `${parts.length} parts`,
        expected: '1 part',
      });
    },
  });
}

async function* counted(
  chunks: AsyncIterable<Uint8Array<ArrayBuffer>>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}
