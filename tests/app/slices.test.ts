import { expect, it } from 'vitest';
import { doseAtPoint, holdsPoint, volumeCm3Of } from '../../core/index.ts';
import { check } from '../../src/app/check.ts';
import { ctVolume } from '../../src/app/ct-volume.ts';
import { phantomFiles } from '../../src/app/phantom.ts';
import { slices } from '../../src/app/slices.ts';

const files = phantomFiles('himars-demo');
const caseText = new TextDecoder().decode(files.find(({ path }) => path === 'case.json')?.bytes);
const checked = check({ files, trial: 'himars', caseText, acceptProposal: false });

it('the slices of a check are what it measured: every D min and D max has its point, and every lesion its dose', async () => {
  const { result, settled, marrowRegions, hotSpots } = await check({
    files,
    trial: 'himars',
    caseText,
    acceptProposal: false,
  });
  const bone = { frameOfReferenceUid: result.marrow!.trabecular.frameOfReferenceUid, regions: marrowRegions! };
  const { views, lesions, places } = slices(settled, bone, { findings: result.findings, hotSpots });
  let points = 0;
  for (const lesion of result.lesions) {
    const shown = lesions.find(({ id }) => id === lesion.id)!;
    const view = views[shown.view]!;
    expect(shown.prescriptionGy).toBe(lesion.prescription?.doseGy ?? null);
    for (const { kind, structure, extremes } of shown.targets) {
      const target = kind === 'PTV' ? lesion.ptv! : lesion.gtv!;
      expect(view.structures[structure]!.roiName).toBe(target.roiName);
      expect(extremes!.coldest.doseGy).toBe(target.dminGy);
      expect(extremes!.hottest.doseGy).toBe(target.dmaxGy);
      for (const { atMm, doseGy } of [extremes!.coldest, extremes!.hottest]) {
        expect(doseAtPoint(view.dose!, atMm)).toBeCloseTo(doseGy, 4);
        points++;
      }
      expect(holdsPoint(view.structures[structure]!.region, ...extremes!.hottest.atMm)).toBe(true);
    }
  }
  expect(points).toBeGreaterThan(20);
  expect(new Set(lesions.map(({ view }) => views[view]!.name))).toEqual(new Set(['SPINE_35Gy', 'PELVIS_27Gy']));
  // Two doses of one structure set share its solids.
  expect(views[0]!.structures[0]!.region).toBe(views[1]!.structures[0]!.region);

  const reserve = views[0]!.structures.find(({ roiName }) => roiName === 'Bone marrow reserve')!;
  expect(volumeCm3Of(reserve.region)).toBeCloseTo(result.marrow!.reserveCm3!.value, 1);

  // Each finding of a dose in a target has its point; what has no such target has none.
  for (const { rule, lesion: id, roiName } of result.findings) {
    const here = places.filter((place) => place.rule === rule && place.lesion === id);
    const lesion = result.lesions.find((each) => each.id === id);
    const target = roiName === null ? null : [lesion?.ptv, lesion?.gtv].find((each) => each?.roiName === roiName);
    if (target == null) expect(here).toEqual([]);
    else {
      const [first] = here;
      expect([first?.at, first?.doseGy]).toEqual(
        rule.endsWith('coverage') ? ['coldest', target.dminGy] : ['hottest', target.dmaxGy],
      );
    }
  }
  const frame = views[0]!.frameOfReferenceUid;
  const ctFiles = { files, found: settled.found, named: null, where: 'case' };
  const ct = await ctVolume({ frameOfReferenceUid: frame, seriesInstanceUid: null }, ctFiles);
  expect(ct.volume?.size[2]).toBe(128);
  const none = await ctVolume({ frameOfReferenceUid: '1.2.3', seriesInstanceUid: null }, ctFiles);
  expect(none).toEqual({ volume: null, reason: 'no CT among the files', series: [], used: null });
});

it('a maximum is looked at outside all PTVs too, where that is hotter than the target', async () => {
  const { result, settled } = await checked;
  const findings = result.findings.filter(({ lesion, rule }) => lesion === 'L1' && !rule.endsWith('regimen'));
  const dmaxGy = result.lesions.find(({ id }) => id === 'L1')!.ptv!.dmaxGy!;
  const outside = (doseGy: number): unknown[] => {
    const hotSpots = new Map([['L1', { doseGy, atMm: [1, 2, 3] as const, roiNames: [] }]]);
    return slices(settled, null, { findings, hotSpots }).places.filter(({ at }) => at === 'outside');
  };
  expect(outside(dmaxGy + 1)).toEqual([
    { rule: 'himars/maximum-dose', lesion: 'L1', target: 'PTV', at: 'outside', doseGy: dmaxGy + 1, atMm: [1, 2, 3] },
  ]);
  expect(outside(dmaxGy - 1)).toEqual([]);
});
