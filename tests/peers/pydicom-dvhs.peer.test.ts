import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PhantomDvh } from '../../core/index.ts';
import { readExport } from '../../src/dicom/index.ts';
import { boxDose, boxPatient, filesOf, slope } from '../app/box-patient.ts';
import { scratchFolder } from '../cli/scratch-folder.ts';

interface Theirs {
  readonly type: string;
  readonly bins: number;
  readonly doseUnits: string;
  readonly volumeUnits: string;
  readonly widths: readonly number[];
  readonly volumes: readonly number[];
  readonly rois: readonly (readonly [number, string])[];
  readonly mean: number | null;
  readonly atDose: readonly number[];
}

const REFERENCE_GY = 27.5;
const DVHS: readonly PhantomDvh[] = [
  {
    rois: [{ roiName: 'PTV_1', contribution: 'INCLUDED' }],
    type: 'CUMULATIVE',
    doseUnits: 'GY',
    volumeUnits: 'CM3',
    doseScaling: 0.013,
    storedWidths: [0, 2000, 30, 70, 7.25],
    volumes: [14.4, 14.2, 9.25, 1 / 3, 0],
    mean: 28.125,
  },
  {
    rois: [
      { roiName: 'GTV_1', contribution: 'INCLUDED' },
      { roiName: 'PTV_1', contribution: 'EXCLUDED' },
    ],
    type: 'DIFFERENTIAL',
    doseUnits: 'RELATIVE',
    volumeUnits: 'PERCENT',
    doseScaling: 1,
    storedWidths: [0.9, 0.05, 0.1],
    volumes: [12, 80.5, 7.5],
  },
];

const folder = scratchFolder();

describe('the DVH Sequence as pydicom reads it', () => {
  it('holds the bins, the volumes and the ROIs that are read here', async () => {
    const dose = boxDose(slope(0.95), { dvhs: DVHS, dvhNormalizationGy: REFERENCE_GY });
    const file = filesOf(boxPatient({ doses: [dose] })).find(({ path }) => path.startsWith('RD'))!;
    const path = join(folder, 'RD.dcm');
    writeFileSync(path, file.bytes);
    const words = ['tests/peers/pydicom_dvhs.py', path];
    const theirs = JSON.parse(execFileSync('/usr/bin/python3', words, { encoding: 'utf8', stdio: 'pipe' })) as Theirs[];
    const ours = (await readExport([file])).doses[0]!.readDvhs();
    expect(ours.map(({ problem }) => problem)).toEqual([null, null]);
    ours.forEach(({ stored, rois }, n) => {
      const { type, bins, doseUnits, volumeUnits, widths, volumes, mean } = theirs[n]!;
      const gy = doseUnits === 'GY' ? 1 : REFERENCE_GY;
      expect(stored!.kind).toBe(type.toLowerCase());
      expect(stored!.volumeUnit).toBe(volumeUnits === 'CM3' ? 'cm3' : 'percent');
      expect(stored!.binWidthsGy).toHaveLength(bins);
      stored!.binWidthsGy.forEach((width, bin) => expect(width).toBeCloseTo(widths[bin]! * gy, 9));
      stored!.volumes.forEach((volume, bin) => expect(volume).toBeCloseTo(volumes[bin]!, 9));
      expect(stored!.meanGy).toBe(mean);
      expect(rois.map(({ roiNumber, contribution }) => [roiNumber, contribution])).toEqual(theirs[n]!.rois);
    });
    // dicompyler-core, too, puts a volume at the upper edge of its bin (it leaves the scaling out of the doses).
    const edges = DVHS[0]!.storedWidths.map((_, bin, all) => all.slice(0, bin + 1).reduce((sum, width) => sum + width));
    expect(theirs[0]!.atDose).toEqual(edges);
  });
});
