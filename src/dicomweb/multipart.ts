import {
  MaxFileSizeExceededError,
  type MultipartPart,
  MultipartParseError,
  MultipartParser,
} from '@remix-run/multipart-parser';
import { limitOf, TrabeculaError } from '../../core/index.ts';
import type { Answer } from './ask-server.ts';
import { Interrupted } from './interruption.ts';

/**
 * The parts of a multipart answer, and only wholly: each when its closing delimiter has come. The one door to the parser,
 * which takes no line break before the first delimiter and calls what follows the last one an error; both are allowed
 * (RFC 2046, 5.1.1).
 *
 * @throws Interrupted if the answer ends before its closing delimiter; TrabeculaError `unreadable` if it is no multipart
 */
export async function* partsOf({ contentType, chunks, where }: Answer): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const parser = parserFor(contentType, where);
  let hasBegun = false;
  for await (const chunk of chunks) {
    // What follows the last delimiter is nobody's.
    if (isFinished(parser)) continue;
    const given = hasBegun ? chunk : withoutLineBreaks(chunk);
    if (given.length === 0) continue;
    hasBegun = true;
    for (const part of written(parser, given, where)) yield part.bytes as Uint8Array<ArrayBuffer>;
  }
  if (!isFinished(parser)) throw new Interrupted('the answer ends before its closing delimiter');
}

function parserFor(contentType: string, where: string): MultipartParser {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^";\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!/^multipart\/related\s*;/i.test(contentType) || boundary === undefined) {
    throw new TrabeculaError('unreadable', {
      what: 'the server does not answer in parts',
      where,
      found: contentType === '' ? 'no content type' : contentType,
      expected: 'multipart/related with a boundary',
    });
  }
  return new MultipartParser(boundary, { maxFileSize: limitOf('file-bytes'), maxTotalSize: Number.MAX_SAFE_INTEGER });
}

function written(parser: MultipartParser, chunk: Uint8Array, where: string): MultipartPart[] {
  try {
    return [...parser.write(chunk)];
  } catch (cause) {
    if (cause instanceof MaxFileSizeExceededError) {
      throw new TrabeculaError(
        'unreadable',
        {
          what: 'an object is too large',
          where,
          expected: `at most ${String(limitOf('file-bytes'))} bytes; --limit file-bytes=N allows more`,
        },
        cause,
      );
    }
    if (!(cause instanceof MultipartParseError)) throw cause;
    throw new TrabeculaError(
      'unreadable',
      { what: 'the answer is no multipart message', where, found: cause.message },
      cause,
    );
  }
}

function isFinished(parser: MultipartParser): boolean {
  try {
    parser.finish();
    return true;
  } catch {
    return false;
  }
}

function withoutLineBreaks(chunk: Uint8Array): Uint8Array {
  const start = chunk.findIndex((byte) => byte !== 0x0d && byte !== 0x0a);
  return start < 0 ? chunk.subarray(chunk.length) : chunk.subarray(start);
}
