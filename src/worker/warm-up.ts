import { spherePhantom } from '../../core/index.ts';
import { check } from '../app/check.ts';
import { inspect } from '../app/inspect.ts';
import { patientFiles } from '../app/phantom.ts';
import { readExport } from '../dicom/index.ts';

/** Passes through the whole check after which the engine has compiled what takes most of the time. */
const PASSES = 3;

/**
 * From bytes to a verdict for a synthetic patient of no interest, so that the first real one meets compiled code. Between its
 * steps it looks whether somebody waits, and ends.
 */
export async function warmUp(isAnotherWaiting: () => boolean): Promise<null> {
  if (await isOver(isAnotherWaiting)) return null;
  const patient = spherePhantom({
    radiusMm: 14,
    gtv: { radiusMm: 8, offsetMm: [3, -2, 1] },
    coveragePercent: 93,
    sliceSpacingMm: 2,
    doseSpacingMm: [2, 2.5, 2],
    prescription: { doseGy: 27, fractions: 3 },
    withCt: false,
  });
  const files = patientFiles(patient);
  // Its body stands in for bone: the reserve is a part of the check.
  const caseText = JSON.stringify({
    ...patient.caseFile,
    trabecularBone: { rois: ['BODY'], kind: 'trabecular', skeletonComplete: true },
    gtvTotal: { rois: ['GTV_1'], complete: true },
  });
  for (let pass = 0; pass < PASSES; pass++) {
    if (await isOver(isAnotherWaiting)) return null;
    const found = await readExport(files);
    if (await isOver(isAnotherWaiting)) return null;
    await inspect({ files, found });
    if (await isOver(isAnotherWaiting)) return null;
    await check({ files, found, trial: 'himars', caseText, acceptProposal: false });
  }
  return null;
}

/** Lets messages in before it looks. */
async function isOver(isAnotherWaiting: () => boolean): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve));
  return isAnotherWaiting();
}
