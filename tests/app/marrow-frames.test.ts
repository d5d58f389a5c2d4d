import { beforeAll, describe, expect, it } from 'vitest';
import { type CaseFile, type MarrowResult, PHANTOMS } from '../../core/index.ts';
import { marrow } from '../../src/app/marrow.ts';
import { type FileBytes, frameOfRoi, readExport } from '../../src/dicom/index.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';

let wholeBody: FileBytes;
let regional: FileBytes;
let caseFile: CaseFile;

/** The same bytes with words of the same length in place of others, all at once. */
function replaced(bytes: Uint8Array, words: Readonly<Record<string, string>>): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const pattern = new RegExp(Object.keys(words).join('|').replaceAll('.', '\\.'), 'g');
  return Uint8Array.from(
    Buffer.from(
      text.replace(pattern, (word) => words[word] ?? word),
      'latin1',
    ),
  );
}

const other = (uid: string): string => `${uid.slice(0, -3)}${uid.endsWith('111') ? '222' : '111'}`;

beforeAll(async () => {
  const patient = PHANTOMS['skeleton']?.({ fine: false });
  if (patient === undefined) throw new Error('no skeleton');
  const files = writePhantom({ ...patient, ct: null, doses: [], plans: [] });
  const { path, bytes } = files.find((file) => file.path === 'RS.dcm')!;
  wholeBody = { path: 'RS_wholebody.dcm', bytes };
  const [set] = (await readExport([{ path, bytes }])).structureSets;
  const frame = frameOfRoi(set!.rois[0]!, set!) ?? '';
  // In the region L8 (3.9 cm³) is drawn as large as L9 (8.6 cm³), and L9 as small as L8.
  regional = {
    path: 'RS_regional.dcm',
    bytes: replaced(bytes, {
      [frame]: other(frame),
      [set!.sopInstanceUid]: other(set!.sopInstanceUid),
      GTV_8: 'GTV_9',
      GTV_9: 'GTV_8',
    }),
  };
  const { trabecularBone, lesions = [] } = patient.caseFile;
  caseFile = {
    ...patient.caseFile,
    gtvTotal: { rois: 'all-lesions', complete: true },
    lesions: lesions.filter(({ id }) => ['L1', 'L8', 'L9'].includes(id)),
    trabecularBone: { ...trabecularBone, structureSet: 'RS_wholebody.dcm' },
  };
}, 60_000);

async function ask(files: readonly FileBytes[], asked: CaseFile = caseFile): Promise<MarrowResult> {
  const { result } = await marrow({
    files,
    named: () => Promise.reject(new Error('nothing is named')),
    trial: null,
    caseText: JSON.stringify(asked),
    casePath: 'case.json',
    wish: { level: 1, objective: 'order', order: [], must: [], not: [] },
    withPicture: false,
  });
  return result;
}

describe('a skeleton in another frame of reference than the plan', () => {
  it('gives all volumes of the ratio, with those of the plan beside them, and a warning from 10 % on', async () => {
    const [alone, both] = [await ask([wholeBody]), await ask([wholeBody, regional])];
    expect(both.level).toEqual(alone.level);
    expect(both.reserveCm3).toEqual(alone.reserveCm3);
    const [l1, l8, l9] = both.lesions;
    expect(l1?.planVolumeCm3).toBeCloseTo(l1?.volumeCm3 ?? NaN, 9);
    expect(l8?.planVolumeCm3).toBeCloseTo(l9?.volumeCm3 ?? NaN, 9);
    expect(l9?.planVolumeCm3).toBeCloseTo(l8?.volumeCm3 ?? NaN, 9);
    expect(alone.lesions.map(({ planVolumeCm3 }) => planVolumeCm3)).toEqual([null, null, null]);
    const told = both.warnings.filter(({ code }) => code === 'lesion-volume').map(({ message }) => message);
    expect(told.map((message) => message.slice(0, 2))).toEqual(['L8', 'L9']);
  });

  it('tells no level of lesions that are drawn in the plan’s frame alone', async () => {
    const asked = { ...caseFile, trabecularBone: { ...caseFile.trabecularBone, structureSet: 'RS_wholebody.dcm' } };
    const lesions = (asked.lesions ?? []).map((lesion) =>
      lesion.id === 'L8' ? { ...lesion, gtv: 'GTV_0', ptv: 'PTV_0' } : lesion,
    );
    const only = { ...regional, bytes: replaced(regional.bytes, { GTV_8: 'GTV_0', PTV_8: 'PTV_0' }) };
    const { level, selection } = await ask([wholeBody, only], { ...asked, lesions });
    expect(level.lowestNotExceeded).toBe('not-evaluable');
    expect(level.reason).toContain('L8: the GTV is not in the structure set of the trabecular bone');
    expect(selection.proposed).toEqual([]);
  });

  it('is asked for by name where several structure sets are there', async () => {
    const { structureSet: _, ...bone } = caseFile.trabecularBone!;
    await expect(ask([wholeBody, regional], { ...caseFile, trabecularBone: bone })).rejects.toThrow(
      'which one lies with the trabecular bone?',
    );
  });
});
