import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { patientFiles } from '../src/app/phantom.ts';
import { readExport } from '../src/dicom/index.ts';
import { largePatient } from './large-patient.ts';

/** One structure set with one dose, and what a check of them needs. */
export interface SpeedSet {
  readonly name: string;
  readonly structures: string;
  readonly dose: string;
  /** What `trabecula dvh` and `trabecula check` read: a folder, or just the files of the set. */
  readonly paths: readonly string[];
  readonly dvhWords: readonly string[];
  readonly checkWords: readonly string[];
  /** Where the dose lies, for the grid of 1 mm that a peer is asked for; null for a dose that is not axial. */
  readonly grid: DoseBox;
}

export interface DoseBox {
  readonly originMm: readonly [number, number, number];
  readonly sizeMm: readonly [number, number, number];
  readonly maximumGy: number;
}

interface KnownSet {
  readonly folder: string;
  readonly name?: string;
  readonly structures: string;
  readonly dose: string;
  readonly dvhWords?: readonly string[];
}

/** Every published set that has a dose. Of nelms-2015 the finest sphere in the finest dose: there, all else is quicker. */
const REAL: readonly KnownSet[] = [
  { folder: 'brain-srs-2018', structures: 'RS.raystation.dcm', dose: 'RD.raystation_vmat.dcm' },
  { folder: 'eclipse-prostate-phantom', structures: 'RS.dcm', dose: 'RD.dcm' },
  {
    folder: 'lung-sbrt-2018',
    structures: 'RS.eclipse.dcm',
    dose: 'RD.monaco_imrt.dcm',
    dvhWords: ['--confirm', 'links'],
  },
  {
    folder: 'nelms-2015',
    name: 'nelms-2015, one sphere',
    structures: 'structures/Sphere_02_0.dcm',
    dose: 'dose/Linear_AntPost_1mm_Aligned.dcm',
    dvhWords: ['--confirm', 'links'],
  },
  {
    folder: 'raystation-proton-box',
    structures: 'RS.dcm',
    dose: 'RD.plan30.dcm',
    dvhWords: ['--confirm', 'dose-type'],
  },
];

export async function realSets(data: string): Promise<SpeedSet[]> {
  const there = REAL.filter(({ folder }) => existsSync(join(data, folder)));
  return Promise.all(
    there.map(async ({ folder, name = folder, structures, dose, dvhWords = [] }) => {
      const files = [structures, dose].map((file) => join(data, folder, file)) as [string, string];
      return {
        name,
        structures: files[0],
        dose: files[1],
        paths: files,
        dvhWords,
        checkWords: ['--trial', 'himars'],
        grid: await doseBox(files[1]),
      };
    }),
  );
}

/** The large synthetic patient, written into a folder. */
export async function largeSet(folder: string): Promise<SpeedSet> {
  const at = (path: string): string => join(folder, 'large', path);
  for (const { path, bytes } of patientFiles(largePatient())) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), bytes);
  }
  return {
    name: 'large synthetic: 60 lesions and a skeleton',
    structures: at('RS.dcm'),
    dose: at('RD_PLAN.dcm'),
    paths: ['RS.dcm', 'RP_PLAN.dcm', 'RD_PLAN.dcm'].map(at),
    dvhWords: [],
    checkWords: ['--trial', 'himars', '--case', at('case.json')],
    grid: await doseBox(at('RD_PLAN.dcm')),
  };
}

async function doseBox(path: string): Promise<DoseBox> {
  const { doses } = await readExport([{ path, bytes: readFileSync(path) }]);
  const { size, originMm, columnSpacingMm, rowSpacingMm, planeOffsetsMm, maximumGy } = doses[0]!;
  const depthMm = Math.max(...planeOffsetsMm) - Math.min(...planeOffsetsMm);
  return {
    originMm,
    sizeMm: [(size[0] - 1) * columnSpacingMm, (size[1] - 1) * rowSpacingMm, depthMm],
    maximumGy,
  };
}
