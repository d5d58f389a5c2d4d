import { computeDvh, DEFAULT_CONVENTION, regionOf, TrabeculaError } from '../../core/index.ts';
import { check } from '../../src/app/check.ts';
import { sourcesFromExport } from '../../src/app/check-sources.ts';
import { inspect } from '../../src/app/inspect.ts';
import { readExport } from '../../src/dicom/index.ts';
import type { FileBytes } from '../../src/dicom/index.ts';
import { compareWithReference } from './compare-with-reference.ts';
import { dicomMutant } from './dicom-mutants.ts';
import { plainSetOf } from './plain-reader.ts';
import type { Run, Target } from './target.ts';

interface DicomInput {
  readonly files: readonly FileBytes[];
  /** How far the program is taken: what takes long is taken less often. */
  readonly depth: 'histograms' | 'inspect' | 'check';
}

export const dicomTarget: Target<DicomInput> = {
  name: 'dicom',
  weight: 32,
  make: (draw) => {
    const files = dicomMutant(draw);
    const share = draw.share();
    return { files, depth: share < 0.004 ? 'check' : share < 0.06 ? 'inspect' : 'histograms' };
  },
  run: runDicom,
  kept: ({ files }) => files,
};

async function runDicom({ files, depth }: DicomInput, run: Run): Promise<void> {
  const found = await readExport(files);
  const changed = files[0]!.path;
  const wasRead = [...found.doses, ...found.structureSets, ...found.plans].some(({ path }) => path === changed);
  if (!wasRead) {
    throw new TrabeculaError('nothing-found', { what: 'the changed file was passed over', where: changed });
  }
  run.parsed();
  if (depth === 'inspect') await inspect({ files, found });
  if (depth === 'check') {
    await check({ files, found, trial: 'himars', caseText: null, acceptProposal: true });
    return;
  }
  const sources = sourcesFromExport(found, null, {});
  const dose = sources.doses.get(null)?.dose;
  if (dose == null) return;
  for (const { solid } of dose.rois.structures) computeDvh(regionOf(solid, DEFAULT_CONVENTION), dose.grid);
  if (!run.isSampled) return;
  const bytesOf = (path: string): Uint8Array => files.find((file) => file.path === path)?.bytes ?? new Uint8Array(0);
  const plain = plainSetOf(bytesOf('RS.dcm'), bytesOf('RD.dcm'));
  if (plain === null) return;
  const { structures, wrong } = compareWithReference(dose.rois.structures, dose.grid, plain);
  if (structures > 0) run.compared(wrong);
}
