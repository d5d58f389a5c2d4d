import {
  type BoneSource,
  type CaseShell,
  DEFAULT_CONVENTION,
  type Region,
  type ShellMethod,
  trabecularFromCt,
  TrabeculaError,
} from '../../core/index.ts';
import type { BoneFiles } from './bone-files.ts';
import { ctOfFrame } from './ct-of-frame.ts';

/**
 * Trabecular bone estimated from whole bones on the CT of their frame of reference, by the method that the case names.
 * Drawn bones are taken under the default convention: the estimate is far wider than what conventions differ by.
 *
 * @param lesions the union of all GTVs in that frame: counts as inside of the bones
 * @throws TrabeculaError `nothing-found` without a CT; `usage` for an erosion without a thickness
 */
export async function withoutCorticalShell(
  bone: BoneSource,
  shell: CaseShell,
  lesions: Region,
  io: BoneFiles,
  ctUid?: string,
): Promise<BoneSource> {
  const ct = await ctOfFrame(bone.frameOfReferenceUid, io, ctUid);
  if (ct === null) {
    throw new TrabeculaError('nothing-found', {
      what: 'the cortical shell cannot be taken off: no CT lies in the frame of reference of the bones',
      where: io.where,
      attribute: 'trabecularBone.shell',
      found: `frame of reference ${bone.frameOfReferenceUid ?? 'unknown'}`,
      expected: 'the CT that the bones were segmented on, among the files',
    });
  }
  const whole = bone.regionOf(DEFAULT_CONVENTION);
  const series = `CT series ${ct.reference.seriesInstanceUid}`;
  const found = trabecularFromCt(whole, lesions, ct, methodOf(shell, io.where), series);
  return {
    from: `${bone.from}, without the cortical shell`,
    names: bone.names,
    kind: 'trabecular',
    frameOfReferenceUid: ct.reference.frameOfReferenceUid,
    regionOf: () => found.region,
    isDrawn: false,
    remarks: [...bone.remarks, ...ct.remarks.map((remark) => `CT: ${remark}`)],
    estimate: {
      method: found.method,
      accepted: shell.accepted,
      wholeBoneCm3: found.wholeBoneCm3,
      trabecularCm3: found.trabecularCm3,
      sensitivity: found.sensitivity,
      flags: found.flags,
    },
  };
}

function methodOf({ method, thicknessMm }: CaseShell, where: string): ShellMethod {
  if (method === 'adaptive-threshold') return { kind: method, ringMm: thicknessMm ?? null };
  if (thicknessMm === undefined) {
    throw new TrabeculaError('usage', {
      what: 'an erosion needs the thickness of the cortical shell',
      where,
      attribute: 'trabecularBone.shell.thicknessMm',
      expected: 'millimetres; the result shows what 1 mm more or less would give',
    });
  }
  return { kind: method, thicknessMm };
}
