import {
  DEFAULT_CONVENTION,
  type InspectPair,
  type InspectPrescription,
  type InspectResult,
  type InspectRoi,
  layDosePlanes,
  NOTICE,
  nearestLesions,
  type Proposal,
  proposeRoles,
  type Region,
  regionOf,
  type Structure,
  suggestTg263Name,
  TrabeculaError,
  volumeCm3Of,
} from '../../core/index.ts';
import {
  doseCaution,
  doseRefusal,
  type FileBytes,
  isPartialDose,
  type ObjectHeader,
  proposePrescriptions,
  readExport,
  type RtDose,
  type RtExport,
  type RtStructureSet,
} from '../dicom/index.ts';
import { doseGridFacts } from './dose-grid-facts.ts';
import { inspectLinks } from './inspect-links.ts';
import { SOFTWARE } from './software.ts';
import { structuresOf } from './structures.ts';

export interface InspectRequest {
  readonly files: readonly FileBytes[];
  /** What was read from `files`, where they were read before. */
  readonly found?: RtExport;
  readonly confirm?: readonly string[];
  readonly onProgress?: (what: string) => void;
}

/** Objects of these modalities are images: counted, not listed. */
const IMAGES = new Set(['CT', 'MR', 'PT', 'NM', 'RTIMAGE', 'US', 'CR', 'DX']);

/**
 * What files hold, before any choice is made. Nothing that cannot be used stops the rest.
 *
 * @throws TrabeculaError `nothing-found` if no file is DICOM; `unreadable` if an RT object or a zip is broken
 */
export async function inspect(request: InspectRequest): Promise<InspectResult> {
  const { files, confirm = [], onProgress = () => undefined } = request;
  const found = request.found ?? (await readExport(files));
  const listed = [...found.doses, ...found.structureSets, ...found.plans, ...found.treatmentRecords, ...found.others];
  if (listed.length === 0) {
    const broken = found.warnings.find(({ code }) => code === 'unreadable');
    if (broken !== undefined) throw new TrabeculaError('unreadable', { what: broken.message });
    throw new TrabeculaError('nothing-found', { what: `no DICOM object in ${count(files.length, 'file')}` });
  }
  const isImage = (object: (typeof listed)[number]): boolean => object.kind === 'other' && IMAGES.has(object.modality);
  const { links, refusals, warnings } = inspectLinks(found, confirm);
  const sets = found.structureSets.map((structureSet) => {
    onProgress(`structure set ${structureSet.path}`);
    return inspectRois(structureSet, gridFor(found.doses), confirm);
  });
  return {
    schema: 'trabecula/inspect/1',
    notice: NOTICE,
    software: SOFTWARE,
    objects: listed
      .filter((object) => !isImage(object))
      .map((object) => ({ kind: object.kind, ...headerFacts(object) })),
    images: listed.filter(isImage).length,
    links: [...links],
    rois: sets.flatMap(({ rois }) => rois),
    doses: found.doses.map(doseGridFacts),
    prescriptions: prescriptionsOf(found),
    pairs: sets.flatMap(({ pairs }) => pairs),
    refusals: [...refusals],
    confirmed: [...confirm],
    passedOver: found.passedOver.map(({ path, why }) => ({ path, why })),
    warnings: distinct([
      ...missing(found),
      ...found.warnings,
      ...[...found.doses, ...found.structureSets, ...found.plans].flatMap((object) => object.warnings),
      ...found.doses.flatMap((dose) => doseCaution(dose) ?? []),
      ...beamDosesOnly(found.doses),
      ...warnings,
    ]),
  };
}

function headerFacts(object: ObjectHeader): Omit<InspectResult['objects'][number], 'kind'> {
  const { path, modality, label, manufacturer, sopInstanceUid, sopClassUid, patientId, frameOfReferenceUid } = object;
  const { transferSyntaxUid, characterSet, sha256, byteLength } = object;
  const names = { path, modality, label, manufacturer, sopInstanceUid, sopClassUid, patientId, frameOfReferenceUid };
  return { ...names, transferSyntaxUid, characterSet, sha256, bytes: byteLength };
}

/** The only dose that is of use, for the thickness of an ROI of one plane; null if there is a choice to make. */
function gridFor(doses: readonly RtDose[]): Parameters<typeof structuresOf>[1] {
  const [dose, ...others] = doses.filter((candidate) => doseRefusal(candidate) === null);
  return dose === undefined || others.length > 0 ? null : { object: dose, grid: layDosePlanes(dose.readPlanes()) };
}

function inspectRois(
  structureSet: RtStructureSet,
  dose: Parameters<typeof structuresOf>[1],
  confirm: readonly string[],
): { rois: InspectRoi[]; pairs: InspectPair[] } {
  const { usable, unusable } = structuresOf(structureSet, dose, confirm);
  const proposal = proposeRoles(usable);
  const rois = structureSet.rois.map((roi): InspectRoi => {
    const { roiNumber, roiName, interpretedType } = roi;
    const structure = usable.find((candidate) => candidate.roiNumber === roiNumber && candidate.roiName === roiName);
    const refused = unusable.find((candidate) => candidate.roiNumber === roiNumber && candidate.roiName === roiName);
    const volumeCm3 = structure === undefined ? null : volumeCm3Of(regionOf(structure.solid, DEFAULT_CONVENTION));
    return {
      structureSetUid: structureSet.sopInstanceUid,
      roiNumber,
      roiName,
      interpretedType,
      contours: roi.contours.length,
      planes: structure?.solid.kind === 'contours' ? structure.solid.stack.planes.length : 0,
      usable: structure !== undefined,
      reason: structure === undefined ? (refused?.reason ?? 'not usable') : null,
      remarks: [...(structure?.remarks ?? [])],
      volumeCm3: volumeCm3 === 0 ? null : volumeCm3,
      proposed: structure === undefined ? null : proposedFor(structure, proposal),
      tg263Name: suggestTg263Name(roiName, interpretedType),
    };
  });
  return { rois, pairs: pairsOf(proposal) };
}

function proposedFor(structure: Structure, { roles }: Proposal): InspectRoi['proposed'] {
  const proposed = roles.get(structure);
  return proposed === undefined ? null : { ...proposed, why: [...proposed.why] };
}

function pairsOf({ pairs }: Proposal): InspectPair[] {
  const region = (structure: Structure | null): Region | null =>
    structure === null ? null : regionOf(structure.solid, DEFAULT_CONVENTION);
  const regions = pairs.map(({ gtv, ptv }) => ({ gtv: region(gtv), ptv: region(ptv) }));
  const nearest = nearestLesions(regions.map(({ gtv, ptv }) => ptv ?? gtv));
  return pairs.map(({ id, gtv, ptv, why }, n) => {
    const { gtv: inner = null, ptv: outer = null } = regions[n] ?? {};
    const gtvVolumeCm3 = inner === null ? 0 : volumeCm3Of(inner);
    const near = nearest[n] ?? null;
    const other = near === null ? undefined : pairs[near.lesion];
    return {
      lesion: id,
      gtv: gtv?.roiName ?? null,
      ptv: ptv?.roiName ?? null,
      why,
      ptvToGtv: outer === null || gtvVolumeCm3 === 0 ? null : volumeCm3Of(outer) / gtvVolumeCm3,
      nearest: near === null || other === undefined ? null : { lesion: other.id, distanceMm: near.distanceMm },
    };
  });
}

function prescriptionsOf(found: RtExport): InspectPrescription[] {
  return found.plans.flatMap((plan) => {
    const named = found.structureSets.find(({ sopInstanceUid }) =>
      plan.referencedStructureSetUids.includes(sopInstanceUid),
    );
    const structureSet = named ?? (found.structureSets.length === 1 ? (found.structureSets[0] ?? null) : null);
    return proposePrescriptions(plan, structureSet).map((proposal) => ({
      planUid: plan.sopInstanceUid,
      target: proposal.roiName ?? proposal.target,
      roiNumber: proposal.roiNumber,
      doseGy: proposal.doseGy,
      fractions: proposal.fractions,
      source: [proposal.origin, ...proposal.oddities].join('; '),
      usable: proposal.usable,
    }));
  });
}

function missing({ doses, structureSets, plans }: RtExport): { code: string; message: string }[] {
  const kinds = [
    ...(doses.length === 0 ? ['dose (RTDOSE)'] : []),
    ...(structureSets.length === 0 ? ['structure set (RTSTRUCT)'] : []),
    ...(plans.length === 0 ? ['plan (RTPLAN)'] : []),
  ];
  return kinds.map((kind) => ({ code: 'missing', message: `no ${kind} is among the files` }));
}

function beamDosesOnly(doses: readonly RtDose[]): { code: string; message: string }[] {
  if (doses.length === 0 || !doses.every(isPartialDose)) return [];
  const what = `only doses of parts of a plan are there (${doses.map(({ path }) => path).join(', ')})`;
  return [{ code: 'beam-doses-only', message: `${what}: the PLAN dose is missing, and they are not added up` }];
}

function distinct(
  warnings: readonly { readonly code: string; readonly message: string }[],
): { code: string; message: string }[] {
  const seen = new Map(warnings.map(({ code, message }) => [message, { code, message }]));
  return [...seen.values()];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
