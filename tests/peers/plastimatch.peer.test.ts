import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Measured } from './computed.ts';
import { computedBy } from './computed.ts';
import type { PeerCase } from './expectations.ts';
import { COVERAGE_TOLERANCE_POINTS, countingTolerancePercent, PEER_CASES } from './expectations.ts';

const work = mkdtempSync(join(tmpdir(), 'trabecula-plastimatch-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const BIN_GY = 0.01;

/** Structures drawn onto the dose grid and counted by plastimatch, from the same two files. */
function countedByPlastimatch({ phantom, dose, prescriptionGy }: PeerCase): Map<string, Omit<Measured, 'meanGy'>> {
  const at = (name: string): string => join(work, name);
  const run = (...words: string[]): string => execFileSync('plastimatch', words, { encoding: 'utf8', stdio: 'pipe' });
  run('convert', '--input', `test-data/${phantom}/${dose}`, '--output-dose-img', at('dose.mha'));
  run(
    'convert',
    '--input',
    `test-data/${phantom}/RS.dcm`,
    '--fixed',
    at('dose.mha'),
    '--output-ss-img',
    at('ss.mha'),
    '--output-ss-list',
    at('ss.txt'),
  );
  run(
    'dvh',
    '--input-ss-img',
    at('ss.mha'),
    '--input-ss-list',
    at('ss.txt'),
    '--input-dose',
    at('dose.mha'),
    '--output-csv',
    at('dvh.csv'),
    '--bin-width',
    String(BIN_GY),
    '--num-bins',
    '6000',
    '--normalization',
    'vox',
  );
  const spacing = /ElementSpacing = ([\d. ]+)/.exec(readFileSync(at('ss.mha'), 'latin1').slice(0, 1000))?.[1];
  const voxelMm3 = (spacing ?? '')
    .trim()
    .split(' ')
    .reduce((product, mm) => product * Number(mm), 1);
  const [head = '', ...lines] = readFileSync(at('dvh.csv'), 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  const rows = lines.map((line) => line.split(',').map(Number));
  const level = rows.find(([doseGy = NaN]) => doseGy > prescriptionGy - BIN_GY / 2)!;
  return new Map(
    names.slice(1).map((name, i) => {
      const whole = rows[0]![i + 1]!;
      return [name, { volumeCm3: (whole * voxelMm3) / 1000, atPrescriptionPercent: (100 * level[i + 1]!) / whole }];
    }),
  );
}

describe.each(PEER_CASES)('plastimatch on $phantom, $dose', (peerCase) => {
  let theirs: Map<string, Omit<Measured, 'meanGy'>>;
  let ours: Map<string, Measured>;
  beforeAll(() => {
    theirs = countedByPlastimatch(peerCase);
    ours = computedBy(peerCase);
  });

  it.each(peerCase.rois)('counts the volume of %s', (roi) => {
    const volumeCm3 = ours.get(roi)!.volumeCm3;
    const percent = 100 * Math.abs(theirs.get(roi)!.volumeCm3 / volumeCm3 - 1);
    expect(percent).toBeLessThan(countingTolerancePercent(volumeCm3));
  });

  it.each(peerCase.rois)('counts the share of %s at prescription', (roi) => {
    const points = Math.abs(theirs.get(roi)!.atPrescriptionPercent - ours.get(roi)!.atPrescriptionPercent);
    expect(points).toBeLessThan(COVERAGE_TOLERANCE_POINTS);
  });
});
