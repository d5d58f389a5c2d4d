import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  DEFAULT_CONVENTION,
  PHANTOMS,
  regionFromContours,
  stackFromContours,
  subtract,
  uniteAll,
} from '../../core/index.ts';
import type { PhantomPatient, Region } from '../../core/index.ts';
import { patientFiles } from '../../src/app/phantom.ts';
import type { DerivedStructures } from '../../src/dicom/derived-structures.ts';
import { writeDerivedSegmentation } from '../../src/dicom/write-derived-segmentation.ts';
import { drawDerived, writeDerivedStructureSet } from '../../src/dicom/write-derived-structure-set.ts';
import type { DrawnStructure } from '../../src/dicom/write-derived-structure-set.ts';
import { referencedCt } from '../../src/dicom/write-phantom-segmentation.ts';

/** Reserve, trabecular bone and lesions of the skeleton phantom, as other programs read them. */
const folder = mkdtempSync(join(tmpdir(), 'trabecula-derived-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const PYTHON = '/usr/bin/python3';

function derivedOf(patient: PhantomPatient): DerivedStructures {
  const region = (roiName: string): Region => {
    const { stack } = stackFromContours(patient.rois.find((roi) => roi.roiName === roiName)?.contours ?? []);
    if (stack === null) throw new Error(roiName);
    return regionFromContours(stack, DEFAULT_CONVENTION);
  };
  if (patient.ct === null) throw new Error('no CT');
  const bone = uniteAll((patient.caseFile.trabecularBone?.rois ?? []).map(region));
  const lesions = region('GTV_Total');
  return {
    structures: [
      { name: 'z_BMR', description: 'reserve', region: subtract(bone, lesions), colour: [240, 224, 160] },
      { name: 'z_TTB', description: 'trabecular bone', region: bone, colour: [200, 200, 200] },
      { name: 'z_GTVTotal', description: 'all lesions', region: lesions, colour: [255, 0, 0] },
      { name: 'z_Proposal', description: 'one lesion', region: region('GTV_2'), colour: [255, 128, 0] },
    ],
    ct: referencedCt(patient, patient.ct),
    label: 'MARROW',
    description: 'phantom skeleton',
    software: { name: 'trabecula', version: 'test' },
    seed: 'phantom skeleton',
  };
}

interface ReadByPydicom {
  readonly rois: Readonly<Record<string, { readonly points: readonly number[][]; readonly shoelaceCm3: number }>>;
  readonly longestDecimal: number;
  readonly segments: Readonly<Record<string, number>>;
}

let drawn: readonly DrawnStructure[];
let pydicom: ReadByPydicom;

beforeAll(() => {
  const patient = PHANTOMS['skeleton']?.();
  if (patient === undefined) throw new Error('no phantom');
  const derived = derivedOf(patient);
  drawn = drawDerived(derived);
  writeFileSync(at('RS.dcm'), writeDerivedStructureSet(derived));
  writeFileSync(at('SEG.dcm'), writeDerivedSegmentation(derived));
  writeFileSync(at('SEG_SHARES.dcm'), writeDerivedSegmentation(derived, { type: 'FRACTIONAL' }));
  for (const { path, bytes } of patientFiles(patient)) {
    const target = at(join('phantom', path));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const words = ['tests/peers/pydicom_derived.py', at('RS.dcm'), at('SEG.dcm')];
  pydicom = JSON.parse(
    execFileSync(PYTHON, words, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' }),
  ) as ReadByPydicom;
}, 120_000);

describe('validators', () => {
  it.each(['RS.dcm', 'SEG.dcm', 'SEG_SHARES.dcm', 'phantom/SEG.dcm', 'phantom/RS.dcm'])(
    'dciodvfy finds no error in %s, and dcmdump reads it wholly',
    (file) => {
      const checked = spawnSync('dciodvfy', [at(file)], { encoding: 'utf8', maxBuffer: 1 << 28 });
      expect(`${checked.stdout}\n${checked.stderr}`).not.toMatch(/^(Error|Warning)/m);
      expect(checked.status).toBe(0);
      const dumped = spawnSync('dcmdump', ['+L', at(file)], { encoding: 'latin1', maxBuffer: 1 << 28 });
      expect(dumped.status).toBe(0);
      expect(dumped.stderr).not.toMatch(/^[EW]:/m);
    },
  );
});

describe('pydicom', () => {
  it('reads every coordinate within 1e-4 mm of the one drawn, in at most 16 characters', () => {
    expect(pydicom.longestDecimal).toBeLessThanOrEqual(16);
    for (const { name, planes } of drawn) {
      const contours = pydicom.rois[name]?.points ?? [];
      const wanted = planes.flatMap(({ zMm, loops }) => loops.map((loop) => ({ zMm, loop })));
      expect(contours).toHaveLength(wanted.length);
      let worst = 0;
      wanted.forEach(({ zMm, loop }, n) => {
        const points = contours[n] ?? [];
        expect(points.length).toBe((loop.length / 2) * 3);
        points.forEach((value, p) => {
          const exact = p % 3 === 2 ? zMm : (loop[2 * Math.floor(p / 3) + (p % 3)] ?? NaN);
          worst = Math.max(worst, Math.abs(value - exact));
        });
      });
      expect(worst, name).toBeLessThan(1e-4);
    }
  });

  it('finds the own volume of each solid within 0.02 % by the shoelace formula, keyholes included', () => {
    for (const { name, volumeCm3, drawnCm3 } of drawn) {
      expect(Math.abs((pydicom.rois[name]?.shoelaceCm3 ?? NaN) / volumeCm3 - 1), name).toBeLessThan(2e-4);
      expect(Math.abs(drawnCm3 / volumeCm3 - 1), name).toBeLessThan(2e-4);
    }
  });

  it('counts the segments within 1 %', () => {
    for (const { name, volumeCm3 } of drawn) {
      expect(Math.abs((pydicom.segments[name] ?? NaN) / volumeCm3 - 1), name).toBeLessThan(0.01);
    }
  });
});

describe('plastimatch and dicompyler-core', () => {
  it('plastimatch loads every ROI, keyholes empty, with volumes by whole voxels', () => {
    const run = (...words: string[]): string => execFileSync('plastimatch', words, { encoding: 'utf8', stdio: 'pipe' });
    run('convert', '--input', at('phantom/CT'), '--output-img', at('ct.mha'));
    run(
      'convert',
      '--input',
      at('RS.dcm'),
      '--fixed',
      at('ct.mha'),
      '--output-prefix',
      at('masks'),
      '--prefix-format',
      'mha',
    );
    for (const { name, volumeCm3 } of drawn) {
      const text = run('stats', at(`masks/${name}.mha`));
      const cm3 = (Number(/NONZERO (\d+)/.exec(text)?.[1] ?? 'NaN') * 3 * 2.5 * 3) / 1000;
      console.info(`plastimatch ${name}: ${cm3.toFixed(2)} of ${volumeCm3.toFixed(2)} cm³, ${percent(cm3, volumeCm3)}`);
      expect(Math.abs(cm3 / volumeCm3 - 1), `${name}: ${text}`).toBeLessThan(0.02);
    }
  });

  it('dicompyler-core loads every ROI as a control volume', () => {
    const words = ['tests/peers/dicompyler_volumes.py', at('RS.dcm')];
    const read = JSON.parse(execFileSync(PYTHON, words, { encoding: 'utf8', stdio: 'pipe' })) as Record<
      string,
      { readonly type: string; readonly volumeCm3: number }
    >;
    for (const { name, volumeCm3 } of drawn) {
      const theirs = read[name];
      console.info(`dicompyler ${name}: ${percent(theirs?.volumeCm3 ?? NaN, volumeCm3)}`);
      expect(theirs?.type).toBe('CONTROL');
      // It leaves out what the end slices stand for.
      expect(Math.abs((theirs?.volumeCm3 ?? NaN) / volumeCm3 - 1), name).toBeLessThan(0.02);
    }
  });
});

describe('the label map', () => {
  it('has size, spacing and place where the NIfTI-1 format puts them', () => {
    const bytes = readFileSync(at('phantom/trabecular.nii'));
    const shorts = (offset: number, count: number): number[] =>
      Array.from({ length: count }, (_, n) => bytes.readInt16LE(offset + 2 * n));
    const floats = (offset: number, count: number): number[] =>
      Array.from({ length: count }, (_, n) => bytes.readFloatLE(offset + 4 * n));
    expect(shorts(40, 4)).toEqual([3, 119, 91, 275]);
    expect(floats(280, 12)).toEqual([-3, -0, -0, 177, -0, -2.5, -0, 112.5, 0, 0, 3, -351]);
    expect(bytes.length).toBe((floats(108, 1)[0] ?? NaN) + 119 * 91 * 275);
  });
});

function percent(found: number, wanted: number): string {
  return `${(100 * (found / wanted - 1)).toFixed(2)} %`;
}
