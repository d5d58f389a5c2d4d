import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CaseFile, type MarrowResult, type MarrowWish, type PhantomMarrow, PHANTOMS } from '../../core/index.ts';
import { marrow, type MarrowAnswer } from '../../src/app/marrow.ts';
import { marrowObjects } from '../../src/app/marrow-objects.ts';
import type { FileBytes } from '../../src/dicom/index.ts';
import { writePhantom } from '../../src/dicom/write-phantom.ts';
import { writeLabelMap } from '../../src/nifti/index.ts';
import { marrowHtml } from '../../src/report/marrow-html.ts';
import { marrowText } from '../../src/report/marrow-text.ts';

let files: readonly FileBytes[];
let structures: readonly FileBytes[];
let caseFile: CaseFile;
let truth: PhantomMarrow['truth'];

async function ask(
  change: (caseFile: CaseFile) => CaseFile = (same) => same,
  wish: Partial<MarrowWish> = {},
): Promise<MarrowAnswer> {
  return marrow({
    files: structures,
    named: (name) => Promise.resolve(files.find(({ path }) => path === name)!),
    trial: null,
    caseText: JSON.stringify(change(caseFile)),
    casePath: 'case.json',
    wish: { level: null, objective: 'order', order: [], must: [], not: [], ...wish },
    withPicture: false,
  });
}

beforeAll(() => {
  const patient = PHANTOMS['skeleton']?.({ fine: false });
  if (patient?.marrow === undefined) throw new Error('no skeleton');
  // Slices and doses take most of the time, and nothing here needs them.
  files = [
    ...writePhantom({ ...patient, ct: null, doses: [], plans: [] }),
    ...patient.marrow.labelMaps.map((map) => ({ path: `${map.name}.nii`, bytes: writeLabelMap(map) })),
  ];
  structures = files.filter(({ path }) => path === 'RS.dcm');
  caseFile = patient.caseFile;
  truth = patient.marrow.truth;
}, 60_000);

/** The case as it comes, asked once. */
let whole: Promise<MarrowAnswer> | undefined;
const asIs = (): Promise<MarrowAnswer> => (whole ??= ask());

const within = (value: number | null | undefined, wanted: number, share: number): void => {
  expect(Math.abs((value ?? NaN) - wanted)).toBeLessThanOrEqual(share * wanted + 1e-3);
};

describe('the skeleton phantom', () => {
  it('has the volumes that are known, within 0.2 %', async () => {
    const { result } = await asIs();
    within(result.trabecularCm3?.value, truth.trabecularCm3, 0.002);
    within(result.intersectionCm3?.value, truth.intersectionCm3, 0.002);
    within(result.reserveCm3?.value, truth.reserveCm3, 0.002);
    for (const { id, gtvCm3, inTrabecularCm3 } of truth.lesions) {
      const lesion = result.lesions.find((each) => each.id === id);
      within(lesion?.volumeCm3, gtvCm3, 0.002);
      within(lesion?.inTrabecularCm3, inTrabecularCm3, 0.002);
    }
    expect(result.level.lowestNotExceeded).toBe(1);
    expect(result.selection.status).toBe('fits');
    // It has a spine, a pelvis and femora, and no other bone.
    expect(result.warnings).toEqual([
      { code: 'bones-present', message: expect.stringContaining('skull, ribs, sternum') as string },
    ]);
  });

  it('gives the same reserve from lesions as from an ROI of all of them, and whichever are treated', async () => {
    const reserveCm3 = (await asIs()).result.reserveCm3?.value ?? NaN;
    const fromLesions = await ask((asked) => ({ ...asked, gtvTotal: { rois: 'all-lesions', complete: true } }));
    within(fromLesions.result.reserveCm3?.value, reserveCm3, 0.0005);
    const fewer = await ask((asked) => ({
      ...asked,
      lesions: (asked.lesions ?? []).map((lesion, n) => ({ ...lesion, treated: n < 3 })),
    }));
    expect(fewer.result.reserveCm3?.value).toBe(reserveCm3);
    expect(fewer.result.readings[0]?.volumeCm3).toBeLessThan(result0(fromLesions));
  });

  it('reads the same from a label map, whose frame is taken with a warning', async () => {
    const { result } = await ask((asked) => ({
      ...asked,
      trabecularBone: { nifti: 'trabecular.nii', kind: 'trabecular', skeletonComplete: true },
    }));
    within(result.reserveCm3?.value, truth.reserveCm3, 0.005);
    expect(result.warnings.map(({ code }) => code)).toEqual(['frame-of-reference', 'bones-present']);
    const map = files.find(({ path }) => path === 'trabecular.nii')!;
    const sha256 = createHash('sha256').update(map.bytes).digest('hex');
    expect(result.inputs).toContainEqual({
      sopInstanceUid: 'trabecular.nii',
      modality: 'file',
      sha256,
      bytes: map.bytes.length,
    });
  });

  it('escapes what comes from files in the report, and loads nothing', async () => {
    const { result, picture } = await ask((asked) => ({ ...few(asked), subject: '<img src=x onerror=alert(1)>' }));
    const page = marrowHtml(result, picture);
    expect(page).not.toContain('<img');
    expect(page).not.toMatch(/https?:\/\//);
    expect(
      marrowText(result)
        .split('\n')
        .every((line) => [...line].length <= 130),
    ).toBe(true);
  });
});

function result0({ result }: MarrowAnswer): number {
  return result.readings[0]?.volumeCm3 ?? NaN;
}

/** What is missing shows with two lesions and their bones as with ten and all. */
function few(asked: CaseFile): CaseFile {
  const rois = ['TB_Spine', 'TB_Pelvic', 'TB_FemurShafts'];
  return {
    ...asked,
    lesions: (asked.lesions ?? []).slice(0, 2),
    trabecularBone: { rois, kind: 'trabecular', skeletonComplete: true },
  };
}

describe('what is missing in a case never leads to a level', () => {
  const withoutGtv = (asked: CaseFile): CaseFile => ({
    ...asked,
    lesions: (asked.lesions ?? []).map(({ gtv: _, ...lesion }, n) =>
      n === 0 ? { ...lesion, ptv: 'PTV_1' } : asked.lesions![n]!,
    ),
  });
  const bone =
    (change: object) =>
    (asked: CaseFile): CaseFile => ({ ...asked, trabecularBone: { ...asked.trabecularBone, ...change } });

  it('with all of it there is one', async () => {
    const { level, exclusion, selection } = (await ask(few)).result;
    expect([level.lowestNotExceeded, exclusion.outcome, selection.status], level.reason ?? '').not.toContain(
      'not-evaluable',
    );
  });

  it.each<[string, (asked: CaseFile) => CaseFile]>([
    ['trabecular bone', ({ trabecularBone: _, ...asked }) => asked],
    ['bone that is trabecular', bone({ kind: 'whole-bone' })],
    ['word on what the bone is', bone({ kind: undefined })],
    ['a whole skeleton', bone({ skeletonComplete: false })],
    ['word on whether the skeleton is whole', bone({ skeletonComplete: undefined })],
    ['GTV_Total', ({ gtvTotal: _, ...asked }) => asked],
    ['all tumour', (asked) => ({ ...asked, gtvTotal: { rois: ['GTV_Total'], complete: false } })],
    ['knowledge of all tumour', (asked) => ({ ...asked, gtvTotal: { rois: ['GTV_Total'], complete: 'unknown' } })],
    ['lesions within GTV_Total', (asked) => ({ ...asked, gtvTotal: { rois: ['GTV_2'], complete: true } })],
    ['the GTV of a lesion', withoutGtv],
    ['readings', ({ readings: _, ...asked }) => asked],
  ])('without %s', async (_, change) => {
    const answer = await ask((asked) => change(few(asked)));
    const { level, exclusion, selection }: MarrowResult = answer.result;
    expect(level.lowestNotExceeded).toBe('not-evaluable');
    expect(level.reason).not.toBeNull();
    expect(exclusion.outcome).toBe('not-evaluable');
    expect(selection).toMatchObject({ status: 'not-evaluable', proposed: [] });
    for (const kind of ['rtstruct', 'seg'] as const) {
      const objects = await marrowObjects(answer, kind);
      expect(objects.files).toBeNull();
    }
  });

  it('without a frame of reference for a label map', async () => {
    const { result } = await ask((asked) => ({
      ...few(asked),
      gtvTotal: { rois: 'all-lesions', complete: true },
      trabecularBone: {
        nifti: 'trabecular.nii',
        kind: 'trabecular',
        skeletonComplete: true,
        frameOfReferenceUid: '1.2.3.4',
      },
    }));
    expect(result.level.lowestNotExceeded).toBe('not-evaluable');
    expect(result.level.reason).toContain('another frame of reference');
  });

  it('without a CT nothing is written', async () => {
    const objects = await marrowObjects(await ask(few), 'rtstruct');
    expect(objects).toMatchObject({ files: null, why: expect.stringContaining('no CT') as string });
  });
});
