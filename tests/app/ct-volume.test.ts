import { expect, it } from 'vitest';
import { valueAt } from '../../core/index.ts';
import { ctVolume } from '../../src/app/ct-volume.ts';
import { readExport } from '../../src/dicom/index.ts';
import { CT, ctFile } from '../dicom/ct-files.ts';
import { el } from '../dicom/dicom-bytes.ts';

const series = (uid: string, slices: number, from: number, label: string | null, frame = '1.2.3.9') =>
  Array.from({ length: slices }, (_, n) => {
    const file = ctFile(from + n, 3 * n, {
      '0020,000E': el('0020,000E', 'UI', uid),
      '0020,0052': el('0020,0052', 'UI', frame),
      ...(label === null ? {} : { '0008,103E': el('0008,103E', 'LO', label) }),
    });
    return { ...file, path: `${uid}/${file.path}` };
  });

// The first has fewer images; slices n have their own numbers, 900 + 400 n - 1024 HU at the first pixel.
const files = [
  ...series('1.2.3.51', 2, 0, 'Native'),
  ...series('1.2.3.52', 3, 5, 'Contrast'),
  ...series('1.2.3.53', 4, 10, null, '1.2.3.999'),
];

async function asked(seriesInstanceUid: string | null, named: string | null = null) {
  const found = await readExport(files);
  const ct = await ctVolume(
    { frameOfReferenceUid: '1.2.3.9', seriesInstanceUid },
    { files, found, named, where: 'case' },
  );
  return { ...ct, firstHu: ct.volume === null ? null : valueAt(ct.volume, [CT.x, CT.y, 0]) };
}

it('of several CT series in a frame the one with most images is shown, and all that fit are named', async () => {
  const ct = await asked(null);
  expect(ct.used).toBe('1.2.3.52');
  expect(ct.series.map(({ seriesInstanceUid, images }) => [seriesInstanceUid, images])).toEqual([
    ['1.2.3.51', 2],
    ['1.2.3.52', 3],
  ]);
  expect(ct.firstHu).toBe(900 + 400 * 5 - 1024);
});

it('a series that was chosen is shown, before the one that the case names, before the largest', async () => {
  expect((await asked(null, '1.2.3.51')).firstHu).toBe(900 - 1024);
  expect((await asked('1.2.3.52', '1.2.3.51')).firstHu).toBe(900 + 400 * 5 - 1024);
});

it('a series of another frame that the case names is not taken', async () => {
  expect((await asked(null, '1.2.3.53')).used).toBe('1.2.3.52');
});
