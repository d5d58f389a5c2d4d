import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { readIdentity } from '../../src/dicom/index.ts';

interface Stored {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly modality: string;
  readonly sopClass: string;
  readonly bytes: Buffer;
}

/** Answers in place of the server when it returns true. */
export type Trouble = (asked: IncomingMessage, answer: ServerResponse, path: string) => boolean;

export interface SmallPacs {
  readonly url: string;
  readonly study: string;
  readonly patient: string;
  readonly stored: readonly Stored[];
  /** What was asked for so far: paths with what follows "?". */
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
  trouble: Trouble | null;
  /** Most matches of one answer. */
  page: number;
  /** Whether it heeds `offset`. */
  heedsOffset: boolean;
  readonly close: () => Promise<void>;
}

export const BOUNDARY = 'a-boundary';

/** The objects of a shipped phantom (no CT) behind a DICOMweb service that can be told to misbehave. */
export async function smallPacs(phantom = 'himars-demo'): Promise<SmallPacs> {
  const folder = fileURLToPath(new URL(`../../test-data/${phantom}/`, import.meta.url));
  const stored = await Promise.all(
    readdirSync(folder)
      .filter((name) => name.endsWith('.dcm'))
      .map(async (path): Promise<Stored> => {
        const bytes = readFileSync(`${folder}${path}`);
        const identity = await readIdentity({ path, bytes });
        return {
          study: identity.studyInstanceUid ?? '',
          series: identity.seriesInstanceUid ?? '',
          instance: identity.sopInstanceUid,
          modality: identity.modality,
          sopClass: identity.sopClassUid,
          bytes,
        };
      }),
  );
  const patient = `PHANTOM-${phantom}`;
  const server: Server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '/', 'http://pacs');
    pacs.asked.push(`${url.pathname}${url.search}`);
    pacs.authorizations.push(asked.headers.authorization);
    for (const [name, value] of Object.entries(CORS)) answer.setHeader(name, value);
    if (asked.method === 'OPTIONS') answer.writeHead(204).end();
    else if (pacs.trouble?.(asked, answer, url.pathname) !== true) serve(url, answer);
  });
  const serve = (url: URL, answer: ServerResponse): void => {
    const [, , study, , series, , instance] = url.pathname.slice('/dicom-web'.length).split('/');
    if (instance !== undefined) {
      const object = stored.find((each) => each.instance === instance && each.study === study);
      if (object === undefined) answer.writeHead(404).end();
      else sendParts(answer, [object.bytes]);
      return;
    }
    const level = url.pathname.split('/').at(-1) ?? '';
    const matches = matchesOf(level, study, series, url.searchParams);
    const offset = pacs.heedsOffset ? Number(url.searchParams.get('offset') ?? 0) : 0;
    const body = JSON.stringify(matches.slice(offset, offset + pacs.page));
    answer.writeHead(200, { 'content-type': 'application/dicom+json' }).end(body);
  };
  const matchesOf = (level: string, study: string | undefined, series: string | undefined, wanted: URLSearchParams) => {
    const only = <T>(values: readonly T[]): T[] => [...new Set(values)];
    if (level === 'studies') {
      const uids = only(stored.map((each) => each.study));
      const uid = wanted.get('StudyInstanceUID');
      return uids
        .filter((each) => uid === null || each === uid)
        .map((each) =>
          record({
            '0020000D': each,
            '00100020': patient,
            '00080020': '20260202',
            '00081030': 'Synthetic patient',
            '00201206': only(stored.map((object) => object.series)).length,
          }),
        );
    }
    if (level === 'series') {
      return only(stored.filter((each) => each.study === study).map((each) => each.series)).map((uid) => {
        const inside = stored.filter((each) => each.series === uid);
        return record({ '0020000E': uid, '00080060': inside[0]?.modality ?? '', '00201209': inside.length });
      });
    }
    const inside = stored.filter((each) => each.series === series);
    return inside.map((each) => record({ '00080018': each.instance, '00080016': each.sopClass }));
  };
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const pacs: SmallPacs = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dicom-web`,
    study: stored[0]?.study ?? '',
    patient,
    stored,
    asked: [],
    authorizations: [],
    trouble: null,
    page: 1000,
    heedsOffset: true,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return pacs;
}

/** As a reverse proxy before a PACS would say for one page. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, accept',
};

function record(values: Readonly<Record<string, string | number>>): object {
  return Object.fromEntries(Object.entries(values).map(([tag, value]) => [tag, { vr: 'UN', Value: [value] }]));
}

export function sendParts(answer: ServerResponse, parts: readonly Uint8Array[]): void {
  answer.writeHead(200, { 'content-type': `multipart/related; type="application/dicom"; boundary=${BOUNDARY}` });
  answer.end(multipart(parts));
}

export function multipart(parts: readonly Uint8Array[]): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Type: application/dicom\r\n\r\n`;
  return Buffer.concat([
    ...parts.flatMap((part) => [Buffer.from(head), part, Buffer.from('\r\n')]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}
