import { boundsOf, regionToMask, TrabeculaError, volumeCm3Of } from '../../core/index.ts';
import type { Region, VoxelGrid } from '../../core/index.ts';
import type { DerivedStructure, DerivedStructures, ReferencedCt } from './derived-structures.ts';
import { deriveUid } from './derive-uid.ts';
import { formatDecimal, formatMm } from './format-decimal.ts';
import { TRANSFER_SYNTAX, writeDataSet } from './write-data-set.ts';
import type { WritableDataSet } from './write-data-set.ts';
import { cut, derivedModules, NOT_FOR_PLANNING, refuseUnwritable } from './write-derived-modules.ts';

export interface SegmentationOptions {
  /**
   * `BINARY` fills a voxel that is at least half full; `FRACTIONAL` says how full in 255 parts, which keeps the volume.
   */
  readonly type?: 'BINARY' | 'FRACTIONAL';
}

const FULL = 255;

/**
 * Derived structures as a DICOM Segmentation (PS3.3 A.51) on the grid of the CT, one segment each, frames without content
 * left out. Explicit VR little endian.
 *
 * @throws TrabeculaError as writeDerivedStructureSet, and (usage) if the CT has fewer than two slices, slices of uneven
 *   distance, or a structure fills no voxel of it
 */
export function writeDerivedSegmentation(
  derived: DerivedStructures,
  { type = 'BINARY' }: SegmentationOptions = {},
): Uint8Array {
  refuseUnwritable(derived);
  const { structures, ct, label, description, seed } = derived;
  const grid = gridOf(ct);
  const frames = structures.flatMap((structure, index) => framesOf(structure, index + 1, grid, type));
  const dimensions = deriveUid('trabecula', 'derived', 'SEG', 'dimensions', seed, ct.seriesInstanceUid);
  return writeDataSet(
    {
      ...derivedModules(derived, 'SEG'),
      ImageType: ['DERIVED', 'PRIMARY'],
      InstanceNumber: '1',
      ContentDate: ct.studyDate ?? NO_DATE,
      ContentTime: ct.studyTime ?? '000000',
      ContentLabel: contentLabel(label),
      ContentDescription: cut(`${NOT_FOR_PLANNING}. ${description}`, 64),
      ContentCreatorName: '',
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      NumberOfFrames: String(frames.length),
      Rows: ct.rows,
      Columns: ct.columns,
      BitsAllocated: type === 'BINARY' ? 1 : 8,
      BitsStored: type === 'BINARY' ? 1 : 8,
      HighBit: type === 'BINARY' ? 0 : 7,
      PixelRepresentation: 0,
      LossyImageCompression: '00',
      SegmentationType: type,
      ...(type === 'FRACTIONAL' ? { SegmentationFractionalType: 'OCCUPANCY', MaximumFractionalValue: FULL } : {}),
      SegmentSequence: structures.map(segment),
      ReferencedSeriesSequence: [
        {
          SeriesInstanceUID: ct.seriesInstanceUid,
          ReferencedInstanceSequence: ct.slices.map(referencedSlice),
        },
      ],
      DimensionOrganizationSequence: [{ DimensionOrganizationUID: dimensions }],
      DimensionOrganizationType: '3D',
      DimensionIndexSequence: [
        {
          DimensionOrganizationUID: dimensions,
          // ReferencedSegmentNumber in SegmentIdentificationSequence
          DimensionIndexPointer: 0x0062000b,
          FunctionalGroupPointer: 0x0062000a,
          DimensionDescriptionLabel: 'Segment',
        },
        {
          DimensionOrganizationUID: dimensions,
          // ImagePositionPatient in PlanePositionSequence
          DimensionIndexPointer: 0x00200032,
          FunctionalGroupPointer: 0x00209113,
          DimensionDescriptionLabel: 'Position',
        },
      ],
      SharedFunctionalGroupsSequence: [
        {
          PixelMeasuresSequence: [
            {
              SliceThickness: formatMm(grid.spacingMm[2]),
              SpacingBetweenSlices: formatMm(grid.spacingMm[2]),
              PixelSpacing: [formatMm(ct.rowSpacingMm), formatMm(ct.columnSpacingMm)],
            },
          ],
          PlaneOrientationSequence: [
            { ImageOrientationPatient: [...ct.rowDirection, ...ct.columnDirection].map(formatDecimal) },
          ],
        },
      ],
      PerFrameFunctionalGroupsSequence: frames.map((frame) => frameGroups(frame, ct)),
      PixelData: type === 'BINARY' ? packedBits(frames) : wholeBytes(frames),
    },
    TRANSFER_SYNTAX.explicitLittleEndian,
  );
}

/** A day for studies that have none: the standard demands one. */
const NO_DATE = '19000101';

interface Frame {
  readonly segmentNumber: number;
  /** Which slice of the CT. */
  readonly slice: number;
  /** 0 or 1, or 0 to 255. */
  readonly pixels: Uint8Array;
}

function gridOf(ct: ReferencedCt): VoxelGrid {
  const z = ct.slices.map(({ zMm }) => zMm);
  const [first, second] = z;
  if (first === undefined || second === undefined) {
    throw new TrabeculaError('usage', { what: 'a segmentation needs a CT of several slices', found: `${z.length}` });
  }
  const spacing = ((z.at(-1) ?? second) - first) / (z.length - 1);
  const uneven = z.find((at, k) => Math.abs(at - (first + k * spacing)) > 0.05);
  if (uneven !== undefined) {
    throw new TrabeculaError('usage', {
      what: 'the slices of the CT are not evenly spaced, as those of a segmentation must be',
      where: `CT series ${ct.seriesInstanceUid}`,
      found: `a slice at z = ${uneven} mm`,
      expected: `slices ${spacing} mm apart`,
    });
  }
  return {
    size: [ct.columns, ct.rows, z.length],
    spacingMm: [ct.columnSpacingMm, ct.rowSpacingMm, spacing],
    originMm: [ct.originMm[0], ct.originMm[1], first],
    axes: [ct.rowDirection, ct.columnDirection, [0, 0, 1]],
  };
}

function framesOf(
  { name, region }: DerivedStructure,
  segmentNumber: number,
  grid: VoxelGrid,
  type: 'BINARY' | 'FRACTIONAL',
): readonly Frame[] {
  const frames: Frame[] = [];
  const [first, last] = slicesReached(region, grid);
  if (last >= first) {
    const [x, y, z] = grid.originMm;
    const reached = {
      ...grid,
      size: [grid.size[0], grid.size[1], last - first + 1] as const,
      originMm: [x, y, z + first * grid.spacingMm[2]] as const,
    };
    const { share } = regionToMask(region, reached, name);
    const pixelsOfFrame = grid.size[0] * grid.size[1];
    for (let slice = first; slice <= last; slice++) {
      const shares = share.subarray((slice - first) * pixelsOfFrame, (slice - first + 1) * pixelsOfFrame);
      const pixels = Uint8Array.from(shares, (s) => (type === 'BINARY' ? (s >= 0.5 ? 1 : 0) : Math.round(FULL * s)));
      if (pixels.some((value) => value > 0)) frames.push({ segmentNumber, slice, pixels });
    }
  }
  if (frames.length === 0) {
    throw new TrabeculaError('usage', {
      what: 'the structure fills no voxel of the CT',
      where: 'structures to write',
      found: `${name}, ${volumeCm3Of(region).toFixed(3)} cm³`,
      expected: 'a structure on the CT',
    });
  }
  return frames;
}

/** First and last slice whose thickness a solid may reach into. */
function slicesReached(region: Region, { originMm, spacingMm, size }: VoxelGrid): readonly [number, number] {
  const bounds = boundsOf(region);
  if (bounds === null) return [0, -1];
  const slice = (z: number): number => (z - originMm[2]) / spacingMm[2];
  return [Math.max(0, Math.floor(slice(bounds.z0))), Math.min(size[2] - 1, Math.ceil(slice(bounds.z1)))];
}

function segment({ name, description, colour }: DerivedStructure, index: number): WritableDataSet {
  const tumour = /gtv|proposal/i.test(name);
  return {
    SegmentNumber: index + 1,
    SegmentLabel: cut(name, 64),
    SegmentDescription: cut(`${NOT_FOR_PLANNING}. ${description}`, 1024),
    SegmentAlgorithmType: 'AUTOMATIC',
    SegmentAlgorithmName: 'Trabecula',
    RecommendedDisplayCIELabValue: cieLab(colour),
    SegmentedPropertyCategoryCodeSequence: [
      tumour
        ? { CodeValue: '49755003', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Morphologically Abnormal Structure' }
        : { CodeValue: '123037004', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Anatomical Structure' },
    ],
    SegmentedPropertyTypeCodeSequence: [
      tumour
        ? { CodeValue: '108369006', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Neoplasm' }
        : { CodeValue: '272673000', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Bone' },
    ],
  };
}

function frameGroups({ segmentNumber, slice }: Frame, ct: ReferencedCt): WritableDataSet {
  const source = ct.slices[slice];
  return {
    ...(source === undefined
      ? {}
      : {
          DerivationImageSequence: [
            {
              DerivationCodeSequence: [
                { CodeValue: '113076', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Segmentation' },
              ],
              SourceImageSequence: [
                {
                  ...referencedSlice(source),
                  PurposeOfReferenceCodeSequence: [
                    {
                      CodeValue: '121322',
                      CodingSchemeDesignator: 'DCM',
                      CodeMeaning: 'Source image for image processing operation',
                    },
                  ],
                },
              ],
            },
          ],
        }),
    FrameContentSequence: [{ DimensionIndexValues: [segmentNumber, slice + 1] }],
    PlanePositionSequence: [
      { ImagePositionPatient: [formatMm(ct.originMm[0]), formatMm(ct.originMm[1]), formatMm(source?.zMm ?? 0)] },
    ],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segmentNumber }],
  };
}

function referencedSlice({ sopClassUid, sopInstanceUid }: ReferencedCt['slices'][number]): WritableDataSet {
  return { ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid };
}

/** One bit a pixel, the first in the lowest bit, without gaps between frames (PS3.5 8.1.1). */
function packedBits(frames: readonly Frame[]): ArrayBuffer {
  const perFrame = frames[0]?.pixels.length ?? 0;
  const bytes = new Uint8Array(evenBytes(Math.ceil((frames.length * perFrame) / 8)));
  frames.forEach(({ pixels }, f) => {
    pixels.forEach((value, p) => {
      const bit = f * perFrame + p;
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (value << (bit & 7));
    });
  });
  return bytes.buffer;
}

function wholeBytes(frames: readonly Frame[]): ArrayBuffer {
  const perFrame = frames[0]?.pixels.length ?? 0;
  const bytes = new Uint8Array(evenBytes(frames.length * perFrame));
  frames.forEach(({ pixels }, f) => bytes.set(pixels, f * perFrame));
  return bytes.buffer;
}

function evenBytes(count: number): number {
  return count + (count % 2);
}

/** Code strings are capital letters, digits, spaces and underscores. */
function contentLabel(label: string): string {
  return cut(label.toUpperCase().replace(/[^A-Z0-9 _]/g, '_'), 16);
}

/** sRGB to CIELab (D50 by way of the usual D65 matrix, good enough for a display hint) in 16 bits, PS3.3 C.10.7.1.1. */
function cieLab(colour: readonly [number, number, number]): readonly number[] {
  const [r, g, b] = colour.map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const f = (t: number): number => (t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29);
  const fx = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const fy = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const fz = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  const scaled = [
    ((116 * fy - 16) / 100) * 65535,
    ((500 * (fx - fy) + 128) / 255) * 65535,
    ((200 * (fy - fz) + 128) / 255) * 65535,
  ];
  return scaled.map((value) => Math.min(65535, Math.max(0, Math.round(value))));
}
