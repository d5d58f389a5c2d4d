import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  basicAuthorization,
  type DicomwebServer,
  dicomwebServer,
  instancesOf,
  retrieveInstance,
  seriesOf,
  studiesOfPatient,
  studyWith,
} from '../../src/dicomweb/index.ts';
import { type SmallPacs, sendParts, smallPacs, type Trouble } from './small-pacs.ts';

const never = new AbortController().signal;
let pacs: SmallPacs;
let server: DicomwebServer;
let impatient: DicomwebServer;

beforeAll(async () => {
  pacs = await smallPacs();
  server = dicomwebServer(pacs.url, { patience: { silenceMs: 60_000, waitsMs: [1, 1, 1] } });
  impatient = dicomwebServer(pacs.url, { patience: { silenceMs: 100, waitsMs: [1, 1, 1] } });
});
afterEach(() => {
  Object.assign(pacs, { trouble: null, page: 1000, heedsOffset: true });
  pacs.asked.length = 0;
});
afterAll(() => pacs.close());

/** Of the first object. */
function retrieve(signal = never, from = server): Promise<Uint8Array> {
  const [{ study, series, instance } = { study: '', series: '', instance: '' }] = pacs.stored;
  return retrieveInstance(from, { study, series, instance }, signal);
}

/** Misbehaves `times` times, then no more. */
function times(count: number, trouble: Trouble): Trouble {
  let left = count;
  return (asked, answer, path) => {
    left -= 1;
    return left >= 0 && trouble(asked, answer, path);
  };
}

const busy =
  (status: number, headers: Record<string, string> = {}): Trouble =>
  (_, answer) => {
    answer.writeHead(status, headers).end();
    return true;
  };
const reset: Trouble = (asked) => {
  asked.socket.resetAndDestroy();
  return true;
};
/** Half of the object, then the line is cut. */
const half: Trouble = (asked, answer) => {
  answer.writeHead(200, { 'content-type': 'multipart/related; boundary=x' });
  answer.write('--x\r\nContent-Type: application/dicom\r\n\r\nhalf', () => asked.socket.resetAndDestroy());
  return true;
};
/** Half of the object, and an end as if it were all. */
const short: Trouble = (_, answer) => {
  answer.writeHead(200, { 'content-type': 'multipart/related; boundary=x' });
  answer.end('--x\r\nContent-Type: application/dicom\r\n\r\nhalf');
  return true;
};
const silence: Trouble = () => true;
const silenceInTheMiddle: Trouble = (_, answer) => {
  answer.writeHead(200, { 'content-type': 'multipart/related; boundary=x' });
  answer.write('--x\r\n');
  return true;
};

describe('an answer that may yet come', () => {
  it.each([
    ['too many requests', busy(429)],
    ['a server that is starting', busy(503, { 'retry-after': '0' })],
    ['a gateway without its server', busy(502)],
    ['a broken connection', reset],
    ['a connection that breaks in the middle', half],
    ['an answer that ends early', short],
  ])('is asked for three times more after %s, and then no more', async (_, trouble) => {
    pacs.trouble = times(3, trouble);
    expect(pacs.stored[0]?.bytes.equals(await retrieve())).toBe(true);
    expect(pacs.asked).toHaveLength(4);
    pacs.trouble = trouble;
    await expect(retrieve()).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('asked 4 times') as string,
    });
    expect(pacs.asked).toHaveLength(8);
  });

  it.each([
    ['nothing', silence],
    ['a beginning', silenceInTheMiddle],
  ])('is given up when the server is silent after %s', async (_, trouble) => {
    pacs.trouble = trouble;
    await expect(retrieve(never, impatient)).rejects.toThrow('silent for 0.1 s; asked 4 times');
  });

  it('is not waited for longer than half a minute', async () => {
    pacs.trouble = busy(503, { 'retry-after': '3600' });
    await expect(retrieve()).rejects.toThrow('busy (503 Service Unavailable); asked once');
  });
});

describe('an answer that will not come', () => {
  it.each([
    [401, 'usage', 'wants to know who asks'],
    [403, 'usage', 'wants to know who asks'],
    [404, 'nothing-found', 'knows nothing of this'],
    [302, 'unreadable', 'leads elsewhere'],
    [500, 'unreadable', 'failed'],
  ])('is not asked for again after %i', async (status, kind, words) => {
    pacs.trouble = busy(status, { location: 'http://127.0.0.1:9/login' });
    await expect(retrieve()).rejects.toMatchObject({ kind, message: expect.stringContaining(words) as string });
    expect(pacs.asked).toHaveLength(1);
  });

  it('is told at once when nobody is there', async () => {
    const closed = await smallPacs();
    await closed.close();
    const nobody = dicomwebServer(closed.url);
    await expect(studyWith(nobody, '1.2.3', never)).rejects.toMatchObject({
      kind: 'nothing-found',
      message: expect.stringMatching(/cannot be reached .*ECONNREFUSED/) as string,
    });
  });

  it('is not waited for when the user ends it', async () => {
    const controller = new AbortController();
    const why = new Error('enough');
    pacs.trouble = silence;
    setTimeout(() => controller.abort(why), 20);
    await expect(retrieve(controller.signal)).rejects.toBe(why);
    expect(pacs.asked).toHaveLength(1);
  });

  it.each([
    ['a page to sign in', 'text/html', '<html>', 'does not answer as a DICOMweb server'],
    ['JSON of another kind', 'application/json', '{"error": "no"}', 'not in the DICOM JSON model'],
  ])('is %s', async (_, type, body, words) => {
    pacs.trouble = (_asked, answer) => {
      answer.writeHead(200, { 'content-type': type }).end(body);
      return true;
    };
    await expect(studyWith(server, pacs.study, never)).rejects.toThrow(words);
  });
});

describe('one object', () => {
  it.each([0, 2])('is not %i parts', async (count) => {
    pacs.trouble = (_, answer) => {
      sendParts(answer, Array<Uint8Array>(count).fill(Buffer.from('x')));
      return true;
    };
    await expect(retrieve()).rejects.toThrow(`${count} parts`);
  });
});

describe('a list', () => {
  const count = async (): Promise<number> => {
    const study = await studyWith(server, pacs.study, never);
    const series = await seriesOf(server, study, never);
    const lists = await Promise.all(series.map((each) => instancesOf(server, pacs.study, each, never)));
    return lists.flat().length;
  };

  it('is whole though the server cuts it into pages of its own', async () => {
    pacs.page = 1;
    expect(await count()).toBe(pacs.stored.length);
  });

  it('ends though the server pays no heed to where it was asked to go on', async () => {
    pacs.heedsOffset = false;
    expect(await count()).toBe(pacs.stored.length);
  });

  it('is refused when the server lists fewer than it counts', async () => {
    pacs.page = 1;
    pacs.heedsOffset = false;
    await expect(count()).rejects.toThrow(/not list as many series as it counts.*1 listed.*3 counted/);
  });

  it('of studies holds those of exactly the patient that was named, and a wildcard names none', async () => {
    expect(await studiesOfPatient(server, pacs.patient, never)).toHaveLength(1);
    // This server does not look at the patient at all.
    expect(await studiesOfPatient(server, 'PHANTOM', never)).toHaveLength(0);
    await expect(studiesOfPatient(server, 'PHANTOM*', never)).rejects.toMatchObject({ kind: 'usage' });
  });

  it('of studies without the one that was asked for is not that study', async () => {
    await expect(studyWith(server, '1.2.3', never)).rejects.toMatchObject({ kind: 'nothing-found' });
    await expect(studyWith(server, '../1', never)).rejects.toMatchObject({ kind: 'usage' });
  });
});

describe('an address', () => {
  it.each(['http://pacs.example/dicom-web', 'http://127.0.0.1.example/', 'ftp://localhost/', 'pacs.example', ''])(
    '"%s" is refused',
    (address) => {
      expect(() => dicomwebServer(address)).toThrow();
    },
  );

  it.each([
    'https://pacs.example/dicom-web',
    'http://localhost:8042/dicom-web/',
    'http://[::1]:8042',
    'http://127.0.0.1/',
  ])('%s is taken', (address) => {
    expect(dicomwebServer(address).baseUrl.href).toMatch(/\/$/);
  });

  it('never shows the password in it', () => {
    expect(() => dicomwebServer('https://me:hunter2@pacs.example/')).toThrow(/^(?!.*hunter2).*seen by others/);
  });

  it('goes with a user and password of any letters, or with a token that a header may hold', async () => {
    // RFC 7617, section 2.1.
    expect(basicAuthorization('test', '123£')).toBe('Basic dGVzdDoxMjPCow==');
    const authorization = 'Bearer abc.def';
    await studyWith(dicomwebServer(pacs.url, { authorization }), pacs.study, never);
    expect(pacs.authorizations.at(-1)).toBe(authorization);
    const split = (): unknown => dicomwebServer(pacs.url, { authorization: 'Bearer hunter2\n' });
    expect(split).toThrow(/^(?!.*hunter2).*no header may have/);
  });
});
