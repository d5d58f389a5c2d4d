import {
  type CaseFile,
  type Finding,
  isTrabeculaError,
  marrowFindings,
  type MarrowRegions,
  type MarrowResult,
  type Trial,
} from '../../core/index.ts';
import type { FileBytes, RtExport } from '../dicom/index.ts';
import { marrow } from './marrow.ts';

export interface MarrowOfCheck {
  /** Null where the case names no trabecular bone, or where it could not be worked out. */
  readonly marrow: MarrowResult | null;
  /** The solids behind it, in its frame of reference. */
  readonly solids: MarrowRegions | null;
  /** Of the rules that need it; null where the case names no trabecular bone. */
  readonly findings: readonly Finding[] | null;
  /** Why it could not be worked out. */
  readonly warning: { readonly code: string; readonly message: string } | null;
}

const NONE: MarrowOfCheck = { marrow: null, solids: null, findings: null, warning: null };

/**
 * The marrow result beside a check, when the case names trabecular bone. What cannot be read there is said and leaves the
 * check of the plan as it is.
 */
export async function marrowOfCheck(
  files: readonly FileBytes[],
  found: RtExport | null,
  caseFile: CaseFile,
  trial: Trial,
  request: {
    readonly trial: string | { readonly text: string; readonly path: string };
    readonly casePath: string;
    readonly structureSet?: string;
    readonly named?: (file: string) => Promise<FileBytes>;
  },
): Promise<MarrowOfCheck> {
  if (caseFile.trabecularBone === undefined || found === null) return NONE;
  const { casePath, structureSet, named = refuseNamed } = request;
  try {
    const { result, solids } = await marrow({
      files,
      found,
      named,
      trial: request.trial,
      caseText: JSON.stringify(caseFile),
      casePath,
      wish: { level: null, objective: 'order', order: [], must: [], not: [] },
      withPicture: false,
      ...(structureSet === undefined ? {} : { structureSet }),
    });
    return { marrow: result, solids, findings: marrowFindings(result, trial), warning: null };
  } catch (error) {
    if (!isTrabeculaError(error)) throw error;
    return { marrow: null, solids: null, findings: null, warning: { code: 'marrow', message: error.message } };
  }
}

function refuseNamed(file: string): Promise<FileBytes> {
  return Promise.reject(new Error(`no way to read ${file}`));
}
