import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fetchFiles, fetchStudy } from '../../src/app/fetch-study.ts';
import { type SmallPacs, sendParts, smallPacs } from '../dicomweb/small-pacs.ts';

const never = new AbortController().signal;
let pacs: SmallPacs;

beforeAll(async () => {
  pacs = await smallPacs();
});
afterEach(() => {
  pacs.trouble = null;
  pacs.asked.length = 0;
});
afterAll(() => pacs.close());

function fetched(studyInstanceUid = pacs.study): ReturnType<typeof fetchFiles> {
  return fetchFiles({ access: { url: pacs.url, login: null }, studyInstanceUid, withCt: false, signal: never });
}

const isObject = (path: string): boolean => /\/instances\/[0-9.]+$/.test(path);

describe('a study that is fetched', () => {
  it('comes as it is stored, in files named for the ends of their UIDs', async () => {
    const { files, result } = await fetched();
    expect(files).toHaveLength(pacs.stored.length);
    for (const { instance, modality, bytes } of pacs.stored) {
      const file = files.find(({ path }) => path === `${modality}.${instance.slice(-12)}.dcm`);
      expect(Buffer.from(file?.bytes ?? []).equals(bytes)).toBe(true);
    }
    expect(result.series.every(({ instances, fetched: came }) => came === instances)).toBe(true);
  });

  it('is looked at without an object being asked for', async () => {
    const access = { url: pacs.url, login: null };
    const wish = { access, studyInstanceUid: pacs.study, withCt: true, signal: never, keep: null };
    const { objects, series, folder } = await fetchStudy(wish);
    expect(objects).toEqual([]);
    expect(folder).toBeNull();
    expect(series).toHaveLength(3);
    expect(pacs.asked.some((each) => isObject(each))).toBe(false);
  });

  it('is refused when the server sends another object', async () => {
    const other = pacs.stored[0]?.bytes ?? Buffer.alloc(0);
    pacs.trouble = (_, answer, path) => {
      if (isObject(path)) sendParts(answer, [other]);
      return isObject(path);
    };
    await expect(fetched()).rejects.toThrow(/SOPInstanceUID: the server sent another object/);
  });

  it('is refused when an object ends within its last element, and the others are not waited for', async () => {
    pacs.trouble = (_, answer, path) => {
      const stored = pacs.stored.find(({ instance }) => path.endsWith(`/${instance}`));
      if (stored === undefined || !isObject(path)) return false;
      // Whole as a message, cut as a file.
      if (stored.modality === 'RTDOSE') sendParts(answer, [stored.bytes.subarray(0, -1)]);
      return true;
    };
    await expect(fetched()).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringMatching(/^RTDOSE\.[0-9]+\.dcm/) as string,
    });
  });

  it('is refused when what comes is no DICOM', async () => {
    pacs.trouble = (_, answer, path) => {
      if (isObject(path)) sendParts(answer, [Buffer.from('<html>please sign in</html>')]);
      return isObject(path);
    };
    await expect(fetched()).rejects.toThrow('no DICOM object');
  });
});
