import { readFileSync } from 'node:fs';
import { loadTrial, readCaseFile } from '../../core/index.ts';
import { settleCase } from '../../src/app/settle-case.ts';
import { readExport } from '../../src/dicom/index.ts';
import type { RtExport } from '../../src/dicom/index.ts';
import { doseTree, planTree, structureSetTree } from './dicom-seeds.ts';
import { fileOf } from './dicom-tree.ts';
import { jsonMutant } from './json-mutants.ts';
import type { Target } from './target.ts';

const kept = (path: string) => (text: string) => [{ path, bytes: new TextEncoder().encode(text) }];

const CASES = [
  {
    schema: 'trabecula/case/1',
    subject: 'S-01',
    trial: 'himars',
    confirm: ['dose-type'],
    readings: {},
    lesions: [
      {
        id: 'L1',
        gtv: 'GTV_1',
        ptv: 'PTV_1',
        prescription: { doseGy: 27, fractions: 3 },
        tps: { system: 'A', version: '1', ptvVolumeCm3: 12, ptvCoveragePercent: 95.5, dmaxGy: 30 },
      },
      { id: 'L2', ptv: 'PTV_1', prescription: { doseGy: 30, fractions: 5 } },
    ],
  },
].map((value) => JSON.stringify(value));

let found: Promise<RtExport> | null = null;

export const caseTarget: Target<string> = {
  name: 'case',
  weight: 20,
  make: (draw) => jsonMutant(draw.pick(CASES), draw),
  run: async (text, run) => {
    found ??= readExport([
      { path: 'RS.dcm', bytes: fileOf(structureSetTree(), 'implicit-little') },
      { path: 'RP.dcm', bytes: fileOf(planTree(), 'explicit-little') },
      { path: 'RD.dcm', bytes: fileOf(doseTree(), 'explicit-little') },
    ]);
    const read = await found;
    readCaseFile(text, 'case.json');
    run.parsed();
    await settleCase({ files: [], found: read, trial: 'himars', caseText: text, acceptProposal: false });
  },
  kept: kept('case.json'),
};

const seedText = (name: string): string => readFileSync(new URL(`../../seeds/${name}.json`, import.meta.url), 'utf8');
/** A site's file over a shipped trial, and a whole one: small, for most of the time goes into compiling what is whole. */
const TRIALS = [
  { extends: 'eradication', id: 'site', rules: [], readings: {} },
  JSON.parse(seedText('eradication')) as object,
].map((value) => JSON.stringify(value));
const SHIPPED = { eradication: JSON.parse(seedText('eradication')) as object };

export const trialTarget: Target<string> = {
  name: 'trial',
  weight: 5,
  make: (draw) => jsonMutant(draw.pick(TRIALS), draw, 0.6),
  run: async (text, run) => {
    await loadTrial({ source: text, where: 'trial.json', shipped: SHIPPED });
    run.parsed();
  },
  kept: kept('trial.json'),
};
