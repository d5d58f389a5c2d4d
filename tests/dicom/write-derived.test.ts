import { beforeAll, describe, expect, it } from 'vitest';
import {
  DEFAULT_CONVENTION,
  regionFromContours,
  regionFromMask,
  regionOfBox,
  spherePhantom,
  stackFromContours,
  subtract,
  unite,
  volumeCm3Of,
} from '../../core/index.ts';
import type { Region } from '../../core/index.ts';
import type { DerivedStructures, ReferencedCt } from '../../src/dicom/derived-structures.ts';
import { readExport } from '../../src/dicom/read-export.ts';
import type { RtStructureSet } from '../../src/dicom/rt-objects.ts';
import { writeDerivedSegmentation } from '../../src/dicom/write-derived-segmentation.ts';
import { drawDerived, writeDerivedStructureSet } from '../../src/dicom/write-derived-structure-set.ts';
import { referencedCt } from '../../src/dicom/write-phantom-segmentation.ts';
import { naturalised } from './naturalised.ts';

const PATIENT = spherePhantom({
  radiusMm: 19,
  coveragePercent: 95,
  centreMm: [31, -77.5, 212],
  sliceSpacingMm: 2.5,
  slicePhase: 0.3,
  doseSpacingMm: 4,
});

function regionOf(roiName: string): Region {
  const { stack } = stackFromContours(PATIENT.rois.find((roi) => roi.roiName === roiName)?.contours ?? []);
  return stack === null ? { slabs: [] } : regionFromContours(stack, DEFAULT_CONVENTION);
}

const PTV = regionOf('PTV_1');
const GTV = regionOf('GTV_1');
const SHELL = subtract(PTV, GTV);
if (PATIENT.ct === null) throw new Error('no CT');
const CT: ReferencedCt = referencedCt(PATIENT, PATIENT.ct);

const COLOUR = [240, 224, 160] as const;
const DERIVED: DerivedStructures = {
  structures: [
    { name: 'z_BMR', description: 'what is left', region: SHELL, colour: COLOUR },
    { name: 'z_TTB', description: 'all of it', region: PTV, colour: COLOUR },
    { name: 'z_GTVTotal', description: 'lesions', region: GTV, colour: [255, 0, 0] },
  ],
  ct: { ...CT, patient: { ...CT.patient, patientName: 'Müller^Jürgen', birthDate: '19500102' } },
  label: 'MARROW',
  description: 'gtv, nodes with',
  software: { name: 'trabecula', version: '0.1.0' },
  seed: 'case 1',
};

function withStructures(...structures: DerivedStructures['structures']): DerivedStructures {
  return { ...DERIVED, structures };
}

describe('a derived structure set, read back', () => {
  let bytes: Uint8Array;
  let read: RtStructureSet;

  beforeAll(async () => {
    bytes = writeDerivedStructureSet(DERIVED);
    const { structureSets, warnings } = await readExport([{ path: 'RS.dcm', bytes }]);
    expect(warnings).toEqual([]);
    const [only] = structureSets;
    if (only === undefined) throw new Error('not read');
    read = only;
  });

  it('has the patient, study and frame of the CT, and UIDs of its own', () => {
    expect([read.patientId, read.studyInstanceUid, read.frameOfReferenceUid]).toEqual([
      PATIENT.patientId,
      CT.studyInstanceUid,
      CT.frameOfReferenceUid,
    ]);
    expect([CT.seriesInstanceUid, ...CT.slices.map((slice) => slice.sopInstanceUid)]).not.toContain(
      read.sopInstanceUid,
    );
    expect(read.seriesInstanceUid).not.toBe(CT.seriesInstanceUid);
    expect(read.transferSyntaxUid).toBe('1.2.840.10008.1.2');
  });

  it('says everywhere that it is no target: type CONTROL, unapproved, for research', () => {
    const dataSet = naturalised(bytes);
    expect(read.rois.map((roi) => roi.interpretedType)).toEqual(['CONTROL', 'CONTROL', 'CONTROL']);
    expect(dataSet['ApprovalStatus']).toBe('UNAPPROVED');
    expect(String(dataSet['StructureSetDescription'])).toMatch(/research, not for planning/);
    expect(String(dataSet['SeriesDescription'])).toMatch(/research, not for planning/);
    for (const roi of dataSet['StructureSetROISequence'] as Record<string, unknown>[]) {
      expect(String(roi['ROIDescription'])).toMatch(/research, not for planning/);
    }
  });

  it('has every contour on a slice of the CT and refers to that slice', () => {
    const byUid = new Map(CT.slices.map((slice) => [slice.sopInstanceUid, slice.zMm]));
    const items = naturalised(bytes)['ROIContourSequence'] as Record<string, Record<string, unknown>[]>[];
    const contours = items.flatMap((item) => item['ContourSequence'] ?? []);
    expect(contours.length).toBeGreaterThan(30);
    for (const contour of contours) {
      const [image] = contour['ContourImageSequence'] as Record<string, string>[];
      const [, , z] = contour['ContourData'] as number[];
      expect(Math.abs(Number(z) - (byUid.get(image?.['ReferencedSOPInstanceUID'] ?? '') ?? NaN))).toBeLessThan(1e-4);
    }
  });

  it('has the coordinates that were drawn within 1e-4 mm, and volumes within 0.02 %', () => {
    drawDerived(DERIVED).forEach(({ name, planes, volumeCm3, drawnCm3 }, index) => {
      const contours = read.rois[index]?.contours ?? [];
      const drawn = planes.flatMap(({ zMm, loops }) => loops.map((loop) => ({ zMm, loop })));
      expect(contours).toHaveLength(drawn.length);
      const worst = drawn.reduce((most, { zMm, loop }, n) => {
        const points = contours[n]?.pointsMm ?? new Float64Array();
        expect(points.length / 3).toBe(loop.length / 2);
        const wanted = (p: number): number => (p % 3 === 2 ? zMm : (loop[2 * Math.floor(p / 3) + (p % 3)] ?? NaN));
        return points.reduce((sofar, value, p) => Math.max(sofar, Math.abs(value - wanted(p))), most);
      }, 0);
      expect(worst, name).toBeLessThan(1e-4);
      const { stack } = stackFromContours(contours);
      const again = volumeCm3Of(regionFromContours(stack ?? { planes: [] }, DEFAULT_CONVENTION));
      expect(Math.abs(again / volumeCm3 - 1), name).toBeLessThan(2e-4);
      expect(drawnCm3).toBeCloseTo(again, 6);
    });
  });

  it('has one contour for each part: the ring is one polygon with a keyhole', () => {
    const middle = CT.slices.find(({ zMm }) => Math.abs(zMm - 212) < 1.3)?.zMm ?? NaN;
    for (const { roiName, contours } of read.rois) {
      const here = contours.filter(({ pointsMm }) => Math.abs((pointsMm[2] ?? NaN) - middle) < 1e-3);
      expect(here, roiName).toHaveLength(1);
    }
  });

  it('is the same bytes every time, and has another UID when the case is another', async () => {
    expect(Buffer.from(writeDerivedStructureSet(DERIVED)).equals(bytes)).toBe(true);
    const other = await readExport([
      { path: 'RS.dcm', bytes: writeDerivedStructureSet({ ...DERIVED, seed: 'case 2' }) },
    ]);
    expect(other.structureSets[0]?.sopInstanceUid).not.toBe(read.sopInstanceUid);
  });

  it('keeps letters beyond ASCII, and says which character set', () => {
    expect(read.characterSet).toBe('ISO_IR 192');
    expect(Buffer.from(bytes).includes(Buffer.from('Müller^Jürgen', 'utf8'))).toBe(true);
  });
});

describe('a solid whose slabs do not match the slices', () => {
  it('is drawn as it is at each slice, and its drawn volume is told apart from its own', () => {
    const [z0 = 0, z1 = 0] = [CT.slices[3]?.zMm, CT.slices[7]?.zMm];
    const box = regionOfBox({ x0: 20, x1: 30, y0: -80, y1: -70, z0: z0 - 0.2, z1: z1 + 0.2 });
    const derived = withStructures({ name: 'z_BMR', description: 'a box', region: box, colour: COLOUR });
    const [drawn] = drawDerived(derived);
    expect(drawn?.planes.map(({ zMm }) => zMm)).toEqual(CT.slices.slice(3, 8).map(({ zMm }) => zMm));
    expect(drawn?.volumeCm3).toBeCloseTo((10 * 10 * (z1 - z0 + 0.4)) / 1000, 9);
    expect(drawn?.drawnCm3).toBeCloseTo((10 * 10 * (z1 - z0 + 2.5)) / 1000, 6);
    const [roi] = naturalised(writeDerivedStructureSet(derived))['StructureSetROISequence'] as Record<
      string,
      unknown
    >[];
    expect(roi?.['ROIDescription']).toMatch(/contours hold 1\.250 cm3 of 1\.040 cm3/);
  });
});

describe('what is not written', () => {
  const structure = { name: 'z_BMR', description: '', region: SHELL, colour: COLOUR };

  it.each([
    ['nothing', withStructures(), /no structures/],
    ['an empty solid', withStructures({ ...structure, region: { slabs: [] } }), /empty solid/],
    ['a long name', withStructures({ ...structure, name: 'z_BoneMarrowReserve' }), /does not fit/],
    ['a name twice', withStructures(structure, { ...structure, name: 'Z_bmr' }), /used twice/],
    ['a tilted CT', { ...DERIVED, ct: { ...DERIVED.ct, columnDirection: [0, 0.9962, 0.0872] as const } }, /not axial/],
  ])('%s', (_, derived, why) => {
    expect(() => writeDerivedStructureSet(derived)).toThrow(why);
    expect(() => writeDerivedSegmentation(derived)).toThrow(why);
  });

  it('what lies in no slice of the CT, though between two of them', () => {
    const z = (CT.slices[4]?.zMm ?? NaN) + 0.4;
    const thin = regionOfBox({ x0: 20, x1: 30, y0: -80, y1: -70, z0: z, z1: z + 0.5 });
    expect(() => writeDerivedStructureSet(withStructures({ ...structure, region: thin }))).toThrow(/in no slice/);
  });

  it('a segmentation of what lies beyond the CT, or on slices of uneven distance', () => {
    const far = regionOfBox({ x0: 900, x1: 910, y0: 0, y1: 10, z0: 205, z1: 215 });
    expect(() => writeDerivedSegmentation(withStructures({ ...structure, region: far }))).toThrow(/fills no voxel/);
    const slices = CT.slices.filter((_, k) => k !== 5);
    expect(() => writeDerivedSegmentation({ ...DERIVED, ct: { ...CT, slices } })).toThrow(/not evenly spaced/);
  });
});

describe('a derived segmentation', () => {
  interface Decoded {
    readonly volumesCm3: readonly number[];
    readonly regions: readonly Region[];
    readonly dataSet: Record<string, unknown>;
  }

  /** Pixels unpacked here, bit by bit, and placed by the positions of their frames. */
  function decoded(bytes: Uint8Array): Decoded {
    const dataSet = naturalised(bytes);
    const [rows, columns] = [Number(dataSet['Rows']), Number(dataSet['Columns'])];
    const bits = Number(dataSet['BitsAllocated']);
    const [data] = [dataSet['PixelData']].flat() as ArrayBuffer[];
    const pixels = new Uint8Array(data ?? new ArrayBuffer());
    const frames = dataSet['PerFrameFunctionalGroupsSequence'] as Record<string, Record<string, unknown>[]>[];
    const segments = dataSet['SegmentSequence'] as Record<string, unknown>[];
    const regions = segments.map((_, s) => {
      const values = new Float64Array(rows * columns * CT.slices.length);
      frames.forEach((frame, f) => {
        if (Number(frame['SegmentIdentificationSequence']?.[0]?.['ReferencedSegmentNumber']) !== s + 1) return;
        const position = frame['PlanePositionSequence']?.[0]?.['ImagePositionPatient'] as number[];
        const k = CT.slices.findIndex(({ zMm }) => Math.abs(zMm - Number(position[2])) < 1e-3);
        for (let p = 0; p < rows * columns; p++) {
          const at = f * rows * columns + p;
          const value = bits === 1 ? ((pixels[at >> 3] ?? 0) >> (at & 7)) & 1 : (pixels[at] ?? 0) / 255;
          values[k * rows * columns + p] = value;
        }
      });
      return regionFromMask({
        grid: {
          size: [columns, rows, CT.slices.length],
          spacingMm: [CT.columnSpacingMm, CT.rowSpacingMm, 2.5],
          originMm: [CT.originMm[0], CT.originMm[1], CT.slices[0]?.zMm ?? NaN],
          axes: [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
        },
        values,
      });
    });
    return { dataSet, regions, volumesCm3: regions.map(volumeCm3Of) };
  }

  it('in shares keeps the volume within 0.1 %', () => {
    const { volumesCm3, dataSet } = decoded(writeDerivedSegmentation(DERIVED, { type: 'FRACTIONAL' }));
    [SHELL, PTV, GTV].forEach((region, n) => {
      expect(Math.abs((volumesCm3[n] ?? NaN) / volumeCm3Of(region) - 1)).toBeLessThan(1e-3);
    });
    expect([dataSet['SegmentationType'], dataSet['SegmentationFractionalType']]).toEqual(['FRACTIONAL', 'OCCUPANCY']);
  });

  it('in bits has the volume within what whole voxels allow, in the same place', () => {
    const { volumesCm3, regions, dataSet } = decoded(writeDerivedSegmentation(DERIVED));
    [SHELL, PTV, GTV].forEach((region, n) => {
      expect(Math.abs((volumesCm3[n] ?? NaN) / volumeCm3Of(region) - 1)).toBeLessThan(0.02);
      const astray = volumeCm3Of(unite(subtract(regions[n] ?? PTV, region), subtract(region, regions[n] ?? PTV)));
      // Voxels of 3 x 4 x 2.5 mm along the surface of balls of 19 and 14 mm: half of a voxel's depth at most.
      expect(astray).toBeLessThan(0.35 * volumeCm3Of(region));
    });
    expect(dataSet['SegmentationType']).toBe('BINARY');
  });

  it('says of every segment that it is for research, and refers to the frame and slices of the CT', () => {
    const { dataSet } = decoded(writeDerivedSegmentation(DERIVED));
    const segments = dataSet['SegmentSequence'] as Record<string, unknown>[];
    expect(segments.map((segment) => segment['SegmentLabel'])).toEqual(['z_BMR', 'z_TTB', 'z_GTVTotal']);
    for (const segment of segments) expect(String(segment['SegmentDescription'])).toMatch(/research, not for planning/);
    expect(dataSet['FrameOfReferenceUID']).toBe(CT.frameOfReferenceUid);
    const [series] = dataSet['ReferencedSeriesSequence'] as Record<string, unknown[]>[];
    expect(series?.['ReferencedInstanceSequence']).toHaveLength(CT.slices.length);
  });
});
