import { describe, expect, it } from 'vitest';
import { el, sq } from './dicom-bytes.ts';
import type { Syntax, Wrapping } from './dicom-bytes.ts';
import { STORED, contour, listedRoi, pixels } from './rt-files.ts';
import { readAll, readDose, readPlan, readStructures } from './read-one.ts';

const SYNTAXES: readonly Syntax[] = ['implicit-little', 'explicit-little', 'explicit-big', 'deflated'];
const HEADERS = ['full', 'no-preamble', 'bare'] as const;
const WRAPPINGS: readonly Wrapping[] = SYNTAXES.flatMap((syntax) =>
  HEADERS.map((header) => ({ syntax, header })),
).filter(({ syntax, header }) => !(syntax === 'deflated' && header === 'bare'));

describe.each(WRAPPINGS)('dicomParser#34, PR#7, PR#11: $syntax with header $header', (wrapping) => {
  const little = wrapping.syntax !== 'explicit-big';

  it.each([16, 32] as const)('gives the dose of %i bits as stored', async (bits) => {
    const top = bits === 16 ? 0xfffe : 0xfffffffe;
    const stored = [...STORED.slice(0, 23), top];
    // With a scaling as it is used: 2147 MGy would be refused.
    const scaling = bits === 16 ? 0.5 : 1e-5;
    const dose = await readDose(
      {
        '0028,0100': el('0028,0100', 'US', [bits]),
        '0028,0101': el('0028,0101', 'US', [bits]),
        '3004,000E': el('3004,000E', 'DS', String(scaling)),
        '7FE0,0010': el('7FE0,0010', 'OW', pixels(stored, bits, little)),
      },
      wrapping,
    );
    expect(Array.from(dose.readPlanes().doseGy)).toEqual(stored.map((value) => Math.fround(value * scaling)));
    expect(dose).toMatchObject({
      size: [3, 2, 4],
      rowSpacingMm: 2.5,
      columnSpacingMm: 1.25,
      originMm: [-10.5, 20, -30.25],
    });
    expect(dose.referencedPlanUids).toEqual(['1.2.3.3']);
  });

  it('gives contours and prescriptions from nested sequences', async () => {
    const structures = await readStructures({}, wrapping);
    expect(structures.rois.map(({ roiName, contours }) => [roiName, contours.length])).toEqual([
      ['PTV_1', 2],
      ['GTV_1', 1],
      ['Empty', 0],
    ]);
    expect(structures.rois[0]?.contours[0]?.pointsMm).toEqual(Float64Array.of(0, 0, -30, 4, 0, -30, 0, 3, -30));
    const plan = await readPlan({}, wrapping);
    expect(plan.doseReferences[0]?.targetPrescriptionDoseGy).toBe(27);
    expect(plan.fractionGroups[0]?.beams.map(({ beamDoseGy }) => beamDoseGy)).toEqual([4, 5]);
  });
});

describe('how a file is written', () => {
  it('may differ from what its meta header declares: read as written, with a warning', async () => {
    const { dicomFile } = await import('./dicom-bytes.ts');
    const { doseElements } = await import('./rt-files.ts');
    const implicit = dicomFile(doseElements(), { syntax: 'implicit-little', header: 'bare' });
    const head = dicomFile([], { syntax: 'explicit-little' });
    const { doses } = await readAll({ 'RD.dcm': Uint8Array.from([...head, ...implicit]) });
    expect(doses[0]?.maximumGy).toBe(12);
    expect(doses[0]?.warnings.map(({ message }) => message).join()).toContain(
      'not written in the declared transfer syntax',
    );
  });

  it('may leave lengths open in sequences and items', async () => {
    const open = sq(
      '3006,0039',
      [[sq('3006,0040', [contour('1\\2\\3\\4\\5\\6', 2)], { open: true }), el('3006,0084', 'IS', '1')]],
      { open: true },
    );
    for (const syntax of SYNTAXES) {
      const { rois } = await readStructures({ '3006,0039': open }, { syntax });
      expect(rois[0]?.contours[0]?.pointsMm).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
    }
  });

  it.each(['explicit-little', 'explicit-big', 'deflated'] as const)(
    'dicomParser#141, dcmjs PR#492: sequences and contour data whose VR was lost (UN) are read in %s',
    async (syntax) => {
      const plain = [[sq('3006,0040', [contour('1\\2\\3\\4\\5\\6', 2)]), el('3006,0084', 'IS', '1')]] as const;
      const { rois } = await readStructures(
        {
          '3006,0020': sq('3006,0020', [listedRoi(1, 'PTV_1')], { asUnknown: true }),
          '3006,0039': sq('3006,0039', plain, { asUnknown: true }),
        },
        { syntax },
      );
      expect(rois).toHaveLength(1);
      expect(rois[0]).toMatchObject({ roiName: 'PTV_1', roiNumber: 1 });
      expect(rois[0]?.contours[0]?.pointsMm).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6));
    },
  );

  it.each([
    ['explicit-little', true],
    ['explicit-big', false],
  ] as const)(
    'dicomParser#161: 32-bit pixels in %s at any alignment of the buffer are read by value',
    async (syntax, little) => {
      const { doseFile } = await import('./rt-files.ts');
      const file = doseFile(
        {
          '0028,0100': el('0028,0100', 'US', [32]),
          '0028,0101': el('0028,0101', 'US', [32]),
          '7FE0,0010': el('7FE0,0010', 'OW', pixels(STORED, 32, little)),
        },
        { syntax },
      );
      for (const shift of [0, 1, 2, 3]) {
        // Node reads files into Buffers, whose slice() is no copy.
        for (const buffer of [new Uint8Array(file.length + shift), Buffer.alloc(file.length + shift)]) {
          const shifted = buffer.subarray(shift);
          shifted.set(file);
          const dose = (await readAll({ 'RD.dcm': shifted })).doses[0];
          expect(Array.from(dose?.readPlanes().doseGy ?? [])).toEqual(STORED.map((value) => value / 2));
          expect(Array.from(shifted)).toEqual(Array.from(file));
        }
      }
    },
  );

  it('is not confused by pixel data that begins like a sequence item', async () => {
    const stored = [0xfffe, 0xe000, ...STORED.slice(2)];
    const dose = await readDose({ '7FE0,0010': el('7FE0,0010', 'OW', pixels(stored)) });
    expect(dose.maximumGy).toBe(0xfffe / 2);
  });
});
