import { boundsOf, type MarrowResult } from '../../core/index.ts';
import {
  DERIVED_LABEL,
  type DerivedStructure,
  type DerivedStructures,
  type FileBytes,
  writeDerivedSegmentation,
  writeDerivedStructureSet,
} from '../dicom/index.ts';
import type { MarrowAnswer } from './marrow.ts';

export type MarrowObjects = { readonly files: readonly FileBytes[] } | { readonly files: null; readonly why: string };

/**
 * Reserve, trabecular bone, all tumour and the proposed lesions as DICOM objects; withheld with the reason while anything of
 * the result is open, or where there is no CT to lay them on.
 */
export async function marrowObjects(
  { result, solids }: MarrowAnswer,
  kind: 'rtstruct' | 'seg',
): Promise<MarrowObjects> {
  const open = whyWithheld(result);
  if (open !== null) return { files: null, why: open };
  const ct = await solids?.readCt();
  if (solids === null || ct == null) {
    return { files: null, why: 'no CT of the frame of reference is among the files, whose slices the contours need' };
  }
  const structure = (
    name: string,
    description: string,
    region: DerivedStructure['region'],
    colour: DerivedStructure['colour'],
  ): DerivedStructure[] => (boundsOf(region) === null ? [] : [{ name, description, region, colour }]);
  const derived: DerivedStructures = {
    structures: [
      ...structure('z_BMR', 'bone marrow reserve', solids.reserve, [80, 200, 120]),
      ...structure('z_TTB', 'total trabecular bone', solids.trabecular, [240, 200, 80]),
      ...structure('z_GTVTotal', 'all lesions', solids.gtvTotal, [220, 60, 60]),
      ...structure(
        'z_Proposal',
        `lesions proposed for level ${result.selection.level ?? '?'}`,
        solids.proposal(),
        [200, 80, 220],
      ),
    ],
    ct: ct.reference,
    label: DERIVED_LABEL,
    description: `bone marrow reserve and proposal, ${result.trial.id}`,
    software: result.software,
    seed: [...result.inputs.map(({ sha256 }) => sha256), ...result.selection.proposed, result.trabecular.from].join(
      ' ',
    ),
  };
  const [path, bytes] =
    kind === 'rtstruct'
      ? (['RS_marrow.dcm', writeDerivedStructureSet(derived)] as const)
      : (['SEG_marrow.dcm', writeDerivedSegmentation(derived)] as const);
  return { files: [{ path, bytes }] };
}

function whyWithheld({ level, exclusion, selection }: MarrowResult): string | null {
  if (level.lowestNotExceeded === 'not-evaluable') return `there is no level: ${level.reason ?? ''}`;
  if (exclusion.outcome === 'not-evaluable') return `the exclusion is not evaluable: ${exclusion.reason ?? ''}`;
  if (selection.status === 'not-evaluable') return `there is no proposal: ${selection.reason ?? ''}`;
  return null;
}
