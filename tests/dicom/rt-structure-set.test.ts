import { describe, expect, it } from 'vitest';
import { roiFrame } from '../../src/dicom/index.ts';
import { el, sq } from './dicom-bytes.ts';
import { readAll, readDose, readStructures } from './read-one.ts';
import { contour, listedRoi, structureFile } from './rt-files.ts';

describe('a structure set', () => {
  it('rt-utils#67, platipy PR#143, OHIF#1897: lists ROIs without contours or without a contour item', async () => {
    const { rois } = await readStructures({
      '3006,0020': sq('3006,0020', [listedRoi(1, 'No item'), listedRoi(2, 'Empty item'), listedRoi(3, 'Drawn')]),
      '3006,0039': sq('3006,0039', [
        [el('3006,0084', 'IS', '2')],
        [sq('3006,0040', [contour('1\\2\\3', 1)]), el('3006,0084', 'IS', '3')],
      ]),
    });
    expect(rois.map(({ roiName, contours }) => [roiName, contours.length])).toEqual([
      ['No item', 0],
      ['Empty item', 0],
      ['Drawn', 1],
    ]);
  });

  it('without any contour sequence still lists its ROIs, and says so', async () => {
    const { rois, warnings } = await readStructures({ '3006,0039': null });
    expect(rois).toHaveLength(3);
    expect(warnings.map(({ code }) => code)).toContain('no-contours');
  });

  it('OHIF PR#3476, dicompyler-core PR#81: needs no ContourImageSequence, and is not stopped by one', async () => {
    const image = sq('3006,0016', [[el('0008,1150', 'UI', '1.2'), el('0008,1155', 'UI', '1.3')]]);
    const { rois } = await readStructures({
      '3006,0039': sq('3006,0039', [
        [sq('3006,0040', [[image, ...contour('1\\2\\3', 1)], contour('4\\5\\6', 1)]), el('3006,0084', 'IS', '1')],
      ]),
    });
    expect(rois[0]?.contours.map(({ pointsMm }) => pointsMm[0])).toEqual([1, 4]);
  });

  it('dcmrtstruct2nii#2, OHIF#4093: keeps the geometric type of every contour, and names ROIs that have none', async () => {
    const { rois, warnings } = await readStructures({
      '3006,0020': sq('3006,0020', [[el('3006,0022', 'IS', '1')]]),
      '3006,0039': sq('3006,0039', [
        [
          sq('3006,0040', [contour('1\\2\\3', 1, 'INTERPOLATED_PLANAR'), contour('1\\2\\3', 1, 'POINT')]),
          el('3006,0084', 'IS', '1'),
        ],
      ]),
    });
    expect(rois[0]?.roiName).toBe('ROI 1');
    expect(rois[0]?.contours.map(({ geometricType }) => geometricType)).toEqual(['INTERPOLATED_PLANAR', 'POINT']);
    expect(warnings.map(({ code }) => code)).toContain('roi-name');
  });

  it('lists contours that no ROI entry names, with a warning', async () => {
    const { rois, warnings } = await readStructures({ '3006,0020': sq('3006,0020', [listedRoi(1, 'PTV_1')]) });
    expect(rois.map(({ roiName, roiNumber }) => [roiName, roiNumber])).toEqual([
      ['PTV_1', 1],
      ['ROI 7', 7],
    ]);
    expect(warnings.map(({ code }) => code)).toContain('roi-not-listed');
  });

  it('says when two ROIs share a name', async () => {
    const { warnings } = await readStructures({
      '3006,0020': sq('3006,0020', [listedRoi(1, 'PTV'), listedRoi(7, 'PTV')]),
    });
    expect(warnings.map(({ message }) => message).join()).toContain('ROIs 1, 7 share the name "PTV"');
  });

  it('takes together contours of one ROI that stand in two items', async () => {
    const item = (x: number) => [sq('3006,0040', [contour(`${x}\\0\\0`, 1)]), el('3006,0084', 'IS', '1')];
    const { rois, warnings } = await readStructures({ '3006,0039': sq('3006,0039', [item(1), item(2)]) });
    expect(rois[0]?.contours.map(({ pointsMm }) => pointsMm[0])).toEqual([1, 2]);
    expect(warnings.map(({ code }) => code)).toContain('roi-drawn-twice');
  });

  it('gives each ROI its own frame: another than that of the dose is told apart from none', async () => {
    const dose = await readDose();
    const structures = await readStructures({
      '0020,0052': el('0020,0052', 'UI', ''),
      '3006,0010': null,
      '3006,0020': sq('3006,0020', [listedRoi(1, 'Same'), listedRoi(2, 'Other', '9.9'), listedRoi(3, 'None', '')]),
    });
    expect(structures.rois.slice(0, 3).map((roi) => roiFrame(roi, structures, dose))).toEqual([
      'same',
      'other',
      'unknown',
    ]);
    expect(structures.warnings.map(({ code }) => code)).toContain('frame-of-reference');
  });

  it('of six megabytes costs seconds of the processor at most, not most of a minute', async () => {
    const points = Array.from(
      { length: 2000 },
      (_, i) => `${(Math.sin(i) * 100).toFixed(6)}\\${(i / 7).toFixed(6)}\\-30.25`,
    ).join('\\');
    const contours = Array.from({ length: 100 }, () => contour(points, 2000));
    const bytes = structureFile({
      '3006,0039': sq('3006,0039', [[sq('3006,0040', contours), el('3006,0084', 'IS', '1')]]),
    });
    expect(bytes.length).toBeGreaterThan(5_000_000);
    const before = process.cpuUsage();
    const { structureSets } = await readAll({ 'RS.dcm': bytes });
    const { user } = process.cpuUsage(before);
    // The usual way takes 47 s of the processor, this one 0.1: a busy machine must not fail it.
    expect(user / 1e6).toBeLessThan(8);
    expect(structureSets[0]?.rois[0]?.contours[99]?.pointsMm[5997]).toBe(Number((Math.sin(1999) * 100).toFixed(6)));
  });
});
