import { contoursOfRegion, planesThrough, regionFromContours, TrabeculaError, volumeCm3Of } from '../../core/index.ts';
import type { ContourPlane, Region } from '../../core/index.ts';
import type { DerivedStructures, ReferencedCt } from './derived-structures.ts';
import { formatMm } from './format-decimal.ts';
import { TRANSFER_SYNTAX, writeDataSet } from './write-data-set.ts';
import type { WritableDataSet } from './write-data-set.ts';
import { cut, derivedModules, NOT_FOR_PLANNING, refuseUnwritable } from './write-derived-modules.ts';

/** A structure as it will be drawn. */
export interface DrawnStructure {
  readonly name: string;
  readonly planes: readonly ContourPlane[];
  /** The solid's own volume, and that of its contours as half-slice prisms; they differ where slabs do not match slices. */
  readonly volumeCm3: number;
  readonly drawnCm3: number;
}

const STUDY_SOP_CLASS_UID = '1.2.840.10008.3.1.2.3.1';
/** Two slices belong to one plane of contours when they are this close. */
const ON_SLICE_MM = 1e-3;
/** Contours within this share of the solid's own volume hold it; more is told. */
const SAME_VOLUME = 2e-4;

/**
 * The structures on the slices of the CT, or without slices on planes of their own. On a slice the cross-section of the
 * solid at its z is drawn: nothing is averaged over the thickness of the slice.
 */
export function drawDerived({ structures, ct }: DerivedStructures): readonly DrawnStructure[] {
  return structures.map(({ name, region }) => {
    const planesMm = ct.slices.length > 0 ? ct.slices.map(({ zMm }) => zMm) : planesThrough(region);
    const planes = contoursOfRegion(region, planesMm);
    const drawn = regionFromContours(
      { planes },
      { endCaps: 'half-slice', betweenSlices: 'prism', singlePlaneThicknessMm: usualSpacing(planesMm, region) },
    );
    return { name, planes, volumeCm3: volumeCm3Of(region), drawnCm3: volumeCm3Of(drawn) };
  });
}

/**
 * Derived structures as an RT Structure Set (PS3.3 A.19) that nobody mistakes for approved targets: unapproved, of type
 * CONTROL, "research, not for planning" in label, descriptions and series. Implicit VR little endian.
 *
 * @throws TrabeculaError (usage) if there is nothing to write, or a name or solid is unfit, or a solid lies in no slice;
 *   (unreadable) if the CT is not axial
 */
export function writeDerivedStructureSet(
  derived: DerivedStructures,
  drawn: readonly DrawnStructure[] = drawnChecked(derived),
): Uint8Array {
  refuseUnwritable(derived);
  refuseBesideSlices(drawn, derived.ct);
  return writeDataSet(structureSetOf(derived, drawn), TRANSFER_SYNTAX.implicitLittleEndian);
}

function drawnChecked(derived: DerivedStructures): readonly DrawnStructure[] {
  refuseUnwritable(derived);
  return drawDerived(derived);
}

function refuseBesideSlices(drawn: readonly DrawnStructure[], ct: ReferencedCt): void {
  const beside = drawn.find(({ planes }) => planes.length === 0);
  if (beside === undefined) return;
  throw new TrabeculaError('usage', {
    what: 'the structure lies in no slice of the CT: there is nothing to draw',
    where: `CT series ${ct.seriesInstanceUid}`,
    found: `${beside.name}, ${beside.volumeCm3.toFixed(3)} cm³`,
    expected: 'a structure on the CT',
  });
}

function structureSetOf(derived: DerivedStructures, drawn: readonly DrawnStructure[]): WritableDataSet {
  const { structures, ct, label, description } = derived;
  return {
    ...derivedModules(derived, 'RTSTRUCT'),
    StructureSetLabel: cut(label, 16),
    StructureSetName: cut(label, 64),
    StructureSetDescription: cut(`${NOT_FOR_PLANNING}. ${description}`, 1024),
    StructureSetDate: ct.studyDate ?? '',
    StructureSetTime: ct.studyTime ?? '',
    ReferencedFrameOfReferenceSequence: [
      {
        FrameOfReferenceUID: ct.frameOfReferenceUid,
        ...(ct.slices.length === 0 ? {} : { RTReferencedStudySequence: [referencedStudy(ct)] }),
      },
    ],
    StructureSetROISequence: structures.map((structure, index) => ({
      ROINumber: String(index + 1),
      ReferencedFrameOfReferenceUID: ct.frameOfReferenceUid,
      ROIName: structure.name,
      ROIDescription: cut(`${NOT_FOR_PLANNING}. ${structure.description}${misfit(drawn[index])}`, 1024),
      ROIVolume: (drawn[index]?.volumeCm3 ?? 0).toFixed(4),
      ROIGenerationAlgorithm: 'AUTOMATIC',
      ROIGenerationDescription: cut(`Trabecula ${derived.software.version}, ${NOT_FOR_PLANNING}`, 64),
    })),
    ROIContourSequence: structures.map(({ colour }, index) => ({
      ROIDisplayColor: colour.map(String),
      ReferencedROINumber: String(index + 1),
      ContourSequence: contoursOf(drawn[index]?.planes ?? [], ct),
    })),
    RTROIObservationsSequence: structures.map(({ name }, index) => ({
      ObservationNumber: String(index + 1),
      ReferencedROINumber: String(index + 1),
      ROIObservationLabel: cut(name, 16),
      ROIObservationDescription: NOT_FOR_PLANNING,
      RTROIInterpretedType: 'CONTROL',
      ROIInterpreter: '',
    })),
    ApprovalStatus: 'UNAPPROVED',
  };
}

/** Said in the ROI itself, where its volume in a planning system cannot be the one that was computed. */
function misfit(drawn: DrawnStructure | undefined): string {
  if (drawn === undefined || Math.abs(drawn.drawnCm3 - drawn.volumeCm3) <= SAME_VOLUME * drawn.volumeCm3) return '';
  const [own, asDrawn] = [drawn.volumeCm3, drawn.drawnCm3].map((cm3) => cm3.toFixed(3));
  return `. On these slices its contours hold ${asDrawn} cm3 of ${own} cm3: it was not drawn on them`;
}

function contoursOf(planes: readonly ContourPlane[], ct: ReferencedCt): readonly WritableDataSet[] {
  return planes.flatMap(({ zMm, loops }) => {
    const slice = ct.slices.find((candidate) => Math.abs(candidate.zMm - zMm) < ON_SLICE_MM);
    const z = formatMm(zMm);
    return loops.map((loop) => {
      const data: string[] = [];
      loop.forEach((value, n) => data.push(...(n % 2 === 0 ? [formatMm(value)] : [formatMm(value), z])));
      return {
        ...(slice === undefined ? {} : { ContourImageSequence: [referencedSlice(slice)] }),
        ContourGeometricType: 'CLOSED_PLANAR',
        NumberOfContourPoints: String(loop.length / 2),
        ContourData: data,
      };
    });
  });
}

function referencedStudy(ct: ReferencedCt): WritableDataSet {
  return {
    ReferencedSOPClassUID: STUDY_SOP_CLASS_UID,
    ReferencedSOPInstanceUID: ct.studyInstanceUid,
    RTReferencedSeriesSequence: [
      { SeriesInstanceUID: ct.seriesInstanceUid, ContourImageSequence: ct.slices.map(referencedSlice) },
    ],
  };
}

function referencedSlice({ sopClassUid, sopInstanceUid }: ReferencedCt['slices'][number]): WritableDataSet {
  return { ReferencedSOPClassUID: sopClassUid, ReferencedSOPInstanceUID: sopInstanceUid };
}

/** Median distance of neighbouring planes; that of the only slab where there is one plane. */
function usualSpacing(planesMm: readonly number[], { slabs }: Region): number {
  const distances = planesMm.slice(1).map((z, n) => z - (planesMm[n] ?? z));
  distances.sort((a, b) => a - b);
  const [only] = slabs;
  return distances[distances.length >> 1] ?? (only === undefined ? 0 : only.z1Mm - only.z0Mm);
}
