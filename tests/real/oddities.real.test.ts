import { describe, expect, it } from 'vitest';
import type { CheckResult, InspectResult } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';
import { dvhOf } from './measured.ts';
import { RealSet } from './real-set.ts';

function inspected(...paths: readonly string[]): InspectResult {
  const { status, stdout } = trabecula('inspect', ...paths, '--format', 'json');
  expect(status).toBe(0);
  return JSON.parse(stdout) as InspectResult;
}

function checked(...words: readonly string[]): { readonly status: number; readonly result: CheckResult } {
  const { status, stdout } = trabecula('check', ...words, '--trial', 'himars', '--format', 'json');
  return { status, result: JSON.parse(stdout) as CheckResult };
}

const messages = ({ warnings }: { readonly warnings: readonly { readonly message: string }[] }): string =>
  warnings.map(({ message }) => message).join('\n');
const codes = ({ warnings }: { readonly warnings: readonly { readonly code: string }[] }): string[] =>
  warnings.map(({ code }) => code);

const lung = new RealSet('lung-sbrt-2018');
lung.describe('files without a header, and a dose of another structure set', () => {
  it('inspect reads the files from their first byte and says so', () => {
    const result = inspected(lung.path());
    expect(result.objects.map(({ kind }) => kind).sort()).toEqual(['dose', 'plan', 'plan', 'structure-set']);
    expect(messages(result)).toMatch(/RD\.monaco_imrt\.dcm: no Part 10 header/);
    expect(messages(result)).toMatch(/RP\.monaco_imrt\.dcm: no Part 10 header/);
  });

  it('inspect names the links that contradict the structure set', () => {
    const { links } = inspected(lung.path());
    expect(links.filter(({ status }) => status === 'contradicts')).toHaveLength(2);
    expect(links.find(({ status }) => status === 'contradicts')?.message).toContain(
      '1.2.840.10008.5.1.4.1.1.481.3.1520614558',
    );
  });

  it('inspect shows both prescriptions and takes neither', () => {
    const { prescriptions } = inspected(lung.path());
    const stated = prescriptions.map(({ doseGy, fractions }) => `${String(doseGy)} Gy in ${String(fractions)}`);
    expect(stated).toContain('50 Gy in 5');
    expect(stated).toContain('20 Gy in 3');
  });

  it('inspect does not fill the gap of 9 mm between the two parts of a target', () => {
    const { rois } = inspected(lung.path());
    expect(rois.find(({ roiName }) => roiName === 'PTV_TOTAL')?.remarks.join()).toContain('gap of 9 mm');
    expect(rois.every(({ usable }) => usable)).toBe(true);
  });

  it('check is at best not evaluable', () => {
    const { status, result } = checked(lung.path());
    expect(codes(result)).toContain('links');
    expect(['not-evaluable', 'not-met', 'acceptable-deviation', 'unacceptable-deviation']).toContain(result.outcome);
    expect(status).not.toBe(0);
  });

  it('check stays not evaluable when somebody accepts the proposal', () => {
    const { status, result } = checked(lung.path(), '--accept-proposal');
    expect(result.outcome).not.toBe('no-deviation-found');
    expect(status).not.toBe(0);
  });
});

const brain = new RealSet('brain-srs-2018');
brain.describe('an empty frame of reference, no prescription, points among the ROIs', () => {
  it('inspect warns of the empty frame and lists the points as unusable', () => {
    const result = inspected(brain.path());
    expect(codes(result)).toContain('frame-of-reference');
    const unusable = result.rois.filter(({ usable }) => !usable);
    expect(unusable.map(({ roiName }) => roiName).sort()).toEqual(
      ['ISOCENTER PTV 3', 'isocecnter ptv 2', 'isocenter all', 'ptv4'].sort(),
    );
    expect(unusable.every(({ reason }) => reason?.includes('point') === true)).toBe(true);
  });

  it('inspect keeps the gaps of 6 and 13 mm', () => {
    const remarks =
      inspected(brain.path())
        .rois.find(({ roiName }) => roiName === 'PTV_ALL')
        ?.remarks.join() ?? '';
    expect(remarks).toContain('gap of 6 mm');
    expect(remarks).toContain('gap of 13 mm');
  });

  it('inspect proposes no dose where the plan states none', () => {
    const { prescriptions } = inspected(brain.path());
    expect(prescriptions.length).toBeGreaterThan(0);
    expect(prescriptions.every(({ doseGy }) => doseGy === null)).toBe(true);
  });

  it('check guesses no prescription, so no coverage is judged', () => {
    const { status, result } = checked(brain.path());
    expect(result.lesions.every(({ prescription }) => prescription === null)).toBe(true);
    expect(result.findings.every(({ outcome }) => outcome === 'not-evaluable')).toBe(true);
    expect(result.outcome).toBe('not-evaluable');
    expect(status).toBe(2);
  });
});

const box = new RealSet('raystation-proton-box');
box.describe('PLAN and BEAM doses side by side, weighted for biological effect', () => {
  it('dvh takes the PLAN dose alone and warns that it is EFFECTIVE', () => {
    const all = dvhOf({ paths: [box.path()], rois: ['Cube101010'], metrics: ['Mean[Gy]'] });
    const plan = dvhOf({
      paths: [box.path('RS.dcm'), box.path('RD.plan30.dcm')],
      rois: ['Cube101010'],
      metrics: ['Mean[Gy]'],
    });
    expect(all.inputs.filter(({ modality }) => modality === 'RTDOSE')).toHaveLength(1);
    expect(all.structures[0]?.metrics[0]?.value).toBe(plan.structures[0]?.metrics[0]?.value);
    expect(messages(all)).toContain('EFFECTIVE');
  });

  it('the PLAN dose is the sum of the beams, so adding it again would double it', () => {
    const mean = (file: string): number => {
      const { structures } = dvhOf({
        paths: [box.path('RS.dcm'), box.path(file)],
        rois: ['Cube101010'],
        metrics: ['Mean[Gy]'],
        more: ['--dose', file],
      });
      return structures[0]?.metrics[0]?.value ?? NaN;
    };
    const [plan, first, second] = [mean('RD.plan30.dcm'), mean('RD.beam40.dcm'), mean('RD.beam50.dcm')];
    // Three doses of 16 bits, each half a step off at most: 5e-5 Gy together.
    expect(Math.abs(plan - first - second)).toBeLessThan(5e-5);
  });

  it('check is not evaluable until the dose type is confirmed', () => {
    const { status, result } = checked(box.path());
    expect(result.outcome).toBe('not-evaluable');
    expect(status).toBe(2);
    expect(messages(result) + JSON.stringify(result.findings)).toContain('EFFECTIVE');
  });

  it('check with the beam doses alone does not add them', () => {
    const { status, result } = checked(
      box.path('RS.dcm'),
      box.path('RP.dcm'),
      box.path('RD.beam40.dcm'),
      box.path('RD.beam50.dcm'),
    );
    expect(result.outcome).toBe('not-evaluable');
    expect(status).toBe(2);
    expect(result.lesions.every(({ ptv }) => (ptv?.coveragePercent ?? null) === null)).toBe(true);
  });
});

const eclipse = new RealSet('eclipse-prostate-phantom');
eclipse.describe('ROIs without contours', () => {
  it('are listed with the reason and stop nothing', () => {
    const { rois } = inspected(eclipse.path());
    const unusable = rois.filter(({ usable }) => !usable);
    expect(unusable).toHaveLength(10);
    expect(unusable.every(({ reason }) => reason === 'no contours')).toBe(true);
    expect(rois.filter(({ usable }) => usable)).toHaveLength(6);
  });

  it('one of them is what the plan prescribes to: shown, and not replaced by another', () => {
    const { prescriptions } = inspected(eclipse.path());
    expect(prescriptions).toContainEqual(expect.objectContaining({ target: 'PROS', doseGy: 46, fractions: 23 }));
  });

  it('check finds no HIMARS regimen in 46 Gy in 23 fractions', () => {
    const { status, result } = checked(eclipse.path());
    expect(result.outcome).not.toBe('no-deviation-found');
    expect([1, 2]).toContain(status);
  });
});

const thorax = new RealSet('ct-thorax');
thorax.describe('no dose', () => {
  it('inspect counts the slices and names the structure set that is not here', () => {
    const result = inspected(thorax.path());
    expect(result.images).toBe(105);
    expect(result.rois).toHaveLength(9);
    const said = messages(result) + result.links.map(({ message }) => message).join('\n');
    expect(said).toContain('1.2.246.352.71.4.513149349817.136976.20170816142450');
  });

  it.each([['dvh'], ['check']])('%s has nothing to work on and says what is missing', (command) => {
    const { status, stdout, stderr } = trabecula(
      command,
      thorax.path(),
      ...(command === 'check' ? ['--trial', 'himars'] : []),
    );
    expect(status).toBe(66);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/RTDOSE/);
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  });
});

const nelms = new RealSet('nelms-2015');
nelms.describe('a folder that holds twelve structure sets and six doses', () => {
  it('dvh asks for a choice and lists what there is', () => {
    const { status, stdout, stderr } = trabecula('dvh', nelms.path());
    expect(status).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toContain('--structure-set');
    expect(stderr).toContain('Sphere_30_0.dcm');
  });

  it('dvh takes the choice by file name', () => {
    const { structures } = dvhOf({
      paths: [nelms.path()],
      metrics: ['Vol[cc]'],
      more: ['--structure-set', 'structures/Sphere_10_0.dcm', '--dose', 'dose/Linear_SupInf_1mm_Aligned.dcm'],
    });
    expect(structures.map(({ roiName }) => roiName)).toEqual(['Sphere_10_0']);
  });
});

describe('every set', () => {
  it.each([[lung], [brain], [box], [eclipse], [thorax]])('$name is inspected the same twice, byte for byte', (set) => {
    const once = trabecula('inspect', set.path(), '--format', 'json').stdout;
    expect(trabecula('inspect', set.path(), '--format', 'json').stdout).toBe(once);
    expect(once.length).toBeGreaterThan(1000);
  });
});
