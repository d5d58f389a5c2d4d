import { refuseAbove, type StoredDosePlanes } from '../../core/index.ts';
import type { DataSet } from './data-set.ts';
import { readDoseGeometry } from './dose-geometry.ts';
import type { DoseGeometry } from './dose-geometry.ts';
import { readHeader, referencedUids, warningsOf } from './object-header.ts';
import type { ParsedFile } from './object-header.ts';
import { readStoredPixels } from './stored-pixels.ts';
import { readDvhs } from './rt-dvh.ts';
import type { RtDose } from './rt-objects.ts';

/**
 * An RT Dose object: geometry, meaning and links (PS3.3 A.18.3). What the dose means (relative units, effective dose,
 * a single beam) is told, not judged, here: see dose-acceptance.ts.
 *
 * @throws TrabeculaError `unreadable` if an attribute is missing, malformed or contradicts another
 */
export function readRtDose(file: ParsedFile): RtDose {
  const { dataSet } = file;
  const geometry = readDoseGeometry(dataSet);
  const doseType = dataSet.code('DoseType');
  const stored = readStoredPixels(dataSet, geometry.size);
  const doseGridScaling = readScaling(dataSet);
  if (stored.smallest < 0 && doseType !== 'ERROR') {
    throw dataSet.error('PixelRepresentation', 'the stored dose is negative somewhere', {
      found: `${stored.smallest} × DoseGridScaling`,
      expected: 'unsigned values, signed only for DoseType ERROR',
    });
  }
  const plans = dataSet.items('ReferencedRTPlanSequence');
  const groups = plans.flatMap((plan) => plan.items('ReferencedFractionGroupSequence'));
  const beams = groups.flatMap((group) => group.items('ReferencedBeamSequence'));
  const maximumGy = stored.largest * doseGridScaling;
  refuseAbove('dose-gy', maximumGy, 'a dose in Gy beyond all measure', dataSet.where);
  if (stored.largest === 0) dataSet.warn('dose-zero', `${dataSet.path}: the dose is zero everywhere`);
  return {
    kind: 'dose',
    ...readHeader(file, ['DoseComment', 'SeriesDescription']),
    doseUnits: dataSet.code('DoseUnits'),
    doseType,
    doseSummationType: dataSet.code('DoseSummationType'),
    referencedPlanUids: referencedUids(dataSet, 'ReferencedRTPlanSequence'),
    referencedStructureSetUids: referencedUids(dataSet, 'ReferencedStructureSetSequence'),
    referencedBeamNumbers: numbersOf(beams, 'ReferencedBeamNumber'),
    fractionGroupNumbers: numbersOf(groups, 'ReferencedFractionGroupNumber'),
    ...geometry,
    bitsAllocated: stored.bitsAllocated,
    doseGridScaling,
    maximumGy,
    readPlanes: () => planesOf(geometry, stored.scaled(doseGridScaling), doseGridScaling, maximumGy),
    readDvhs: () => readDvhs(dataSet),
    warnings: warningsOf(dataSet),
  };
}

function readScaling(dataSet: DataSet): number {
  const scaling = dataSet.decimal('DoseGridScaling');
  if (scaling === null) throw dataSet.error('DoseGridScaling', 'missing', { expected: 'the dose of one stored unit' });
  if (!(scaling > 0)) {
    throw dataSet.error('DoseGridScaling', 'not a scaling', { found: String(scaling), expected: 'a positive number' });
  }
  return scaling;
}

function numbersOf(
  items: readonly DataSet[],
  keyword: 'ReferencedBeamNumber' | 'ReferencedFractionGroupNumber',
): readonly number[] {
  return [...new Set(items.map((item) => item.integer(keyword)).filter((number) => number !== null))];
}

function planesOf(geometry: DoseGeometry, doseGy: Float32Array, scaling: number, maximumGy: number): StoredDosePlanes {
  const { originMm, rowDirection, columnDirection, size, columnSpacingMm, rowSpacingMm, planeOffsetsMm } = geometry;
  const [columns, rows] = size;
  return {
    originMm,
    rowDirection,
    columnDirection,
    columns,
    rows,
    columnSpacingMm,
    rowSpacingMm,
    planeOffsetsMm,
    doseGy,
    stepGy: Math.max(scaling, float32Step(maximumGy)),
  };
}

/** 32-bit doses come in steps finer than a Float32 holds: then its own step at the maximum is the one that counts. */
function float32Step(value: number): number {
  return value > 0 ? 2 ** (Math.floor(Math.log2(value)) - 23) : 0;
}
