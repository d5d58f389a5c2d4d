import { describe, expect, it } from 'vitest';
import { comparePlans, type ComparedFinding, type CompareResult, type DoseField } from '../../core/index.ts';
import type { CheckRequest } from '../../src/app/check.ts';
import { check } from '../../src/app/check.ts';
import { compare } from '../../src/app/compare.ts';
import { compareCurves } from '../../src/app/compare-curves.ts';
import { compareHtml } from '../../src/report/compare-html.ts';
import { compareJson } from '../../src/report/compare-json.ts';
import { compareText } from '../../src/report/compare-text.ts';
import {
  boxDose,
  boxPatient,
  boxRoi,
  caseWith,
  type Checked,
  filesOf,
  GTV,
  lesion,
  moved,
  PTV,
  resultOf,
  RX,
  slope,
} from './box-patient.ts';

const scaled =
  (field: DoseField, factor: number): DoseField =>
  (u, v, w) =>
    factor * field(u, v, w);

function requestOf({ patient = boxPatient(), caseFile = patient.caseFile, ...rest }: Checked = {}): CheckRequest {
  return {
    files: rest.files ?? filesOf(patient, rest.amend),
    trial: 'himars',
    caseText: JSON.stringify(caseFile),
    acceptProposal: false,
    ...rest.request,
  };
}

const plan = requestOf();
/** 95 % of the dose: what had 27 Gy has 25.65 Gy. */
const weaker = requestOf({ patient: boxPatient({ doses: [boxDose(scaled(slope(0.95), 0.95))] }) });

function findingOf({ findings }: CompareResult, rule: string): ComparedFinding {
  const found = findings.find((finding) => finding.rule === `himars/${rule}` && finding.lesion === 'L1');
  if (found === undefined) throw new Error(`nothing of ${rule}`);
  return found;
}

async function refused(a: CheckRequest, b: CheckRequest): Promise<string> {
  return compare({ a, b }).then(
    () => 'accepted',
    (error: unknown) => String(error),
  );
}

describe('two plans of one patient', () => {
  it('do not differ when they are the same plan', async () => {
    const same = await compare({ a: plan, b: plan });
    expect(same.outcome).toBe('not-worse');
    expect(same.findings.map(({ change, flips, delta }) => [change, flips, delta])).toEqual(
      Array.from({ length: 5 }, () => ['same', false, 0]),
    );
    expect(same.basis.filter((row) => !row.same)).toEqual([]);
    expect(compareText(same)).toContain('No class changed.');
  });

  it('flip the class that a dose of 95 % takes from the PTV, by the length of the slope, and no other', async () => {
    const result = await compare({ a: plan, b: weaker });
    // The slope of 0.2 Gy/mm reaches 27/0.95 Gy so much earlier, of 30 mm.
    const lostPercent = (100 * (RX / 0.95 - RX)) / 0.2 / (PTV.x[1] - PTV.x[0]);
    expect(result.findings.filter(({ flips }) => flips)).toHaveLength(1);
    const [first] = result.findings;
    expect(first).toMatchObject({
      rule: 'himars/ptv-coverage',
      lesion: 'L1',
      change: 'worse',
      a: { outcome: 'per-protocol' },
      b: { outcome: 'unacceptable-deviation' },
      crossed: [80, 90],
    });
    expect(first?.delta).toBeCloseTo(-lostPercent, 1);
    expect(findingOf(result, 'maximum-dose').delta).toBeCloseTo(-0.05 * (100 + (100 * 0.2 * 28.5) / RX), 1);
    expect(result.outcome).toBe('worse');
    expect(first?.why).toContain('another dose');
    expect(first?.why.join()).not.toContain('GTV');
    expect(result.basis.filter((row) => !row.same).map(({ what }) => what)).toEqual(['dose']);
  });

  it('mirror when the sides are swapped', async () => {
    const there = await compare({ a: plan, b: weaker });
    const back = await compare({ a: weaker, b: plan });
    expect(back.outcome).toBe('not-worse');
    for (const one of there.findings) {
      const other = back.findings.find(({ rule }) => rule === one.rule);
      expect({ a: other?.b, b: other?.a }).toEqual({ a: one.a, b: one.b });
      expect((other?.delta ?? NaN) + (one.delta ?? NaN)).toBe(0);
      expect(other?.crossed).toEqual(one.crossed);
    }
    expect(back.counts).toEqual({ ...there.counts, worse: 0, better: 1 });
  });

  it('leave it open when the interval of B alone spans a limit', async () => {
    const near = requestOf({ patient: boxPatient({ doses: [boxDose(slope(0.9))] }) });
    const result = await compare({ a: plan, b: near });
    const coverage = findingOf(result, 'ptv-coverage');
    expect(coverage).toMatchObject({ change: 'unsettled', flips: true, mayBeWorse: true });
    expect(coverage.why).toContain('the interval reaches 90 % in B only');
    expect(result.outcome).toBe('open');
    expect((await compare({ a: near, b: plan })).outcome).toBe('not-worse');
    // The same plan twice is no worse, though its class is open.
    expect(await compare({ a: near, b: near })).toMatchObject({ outcome: 'not-worse', counts: { open: 1 } });
  });

  it('name a target that was drawn otherwise, with its volumes', async () => {
    const wide = { ...PTV, y: [-12, 15] as const };
    const rois = [boxRoi('GTV_1', 'GTV', GTV), boxRoi('PTV_1', 'PTV', wide)];
    const result = await compare({ a: plan, b: requestOf({ patient: boxPatient({ rois }) }) });
    const volume = result.lesions[0]?.facts.find(({ what }) => what === 'PTV volume');
    expect(volume?.delta).toBeCloseTo((30 * 3 * 20) / 1000, 2);
    expect(result.basis.find(({ what }) => what === 'structure set')?.same).toBe(false);
  });

  it('are open where a lesion is in one of them only, and say which', async () => {
    const [dx, dy, dz] = [60, 0, 0];
    const rois = [...boxPatient().rois, boxRoi('PTV_2', 'PTV', moved(GTV, [dx - 40, dy, dz]))];
    const patient = boxPatient({ rois });
    const second = lesion({ id: 'L2', gtv: undefined, ptv: 'PTV_2' });
    const both = requestOf({ patient, caseFile: { ...caseWith({}), lesions: [lesion(), second] } });
    const one = requestOf({ patient, caseFile: caseWith({ confirm: ['pairing'] }) });
    const result = await compare({ a: both, b: one });
    expect(result.lesions.map((each) => [each.id, each.in])).toEqual([
      ['L1', 'both'],
      ['L2', 'a'],
    ]);
    expect(result.remarks).toContain('in A only: L2');
    expect(
      result.findings.filter((finding) => finding.lesion === 'L2').every(({ change }) => change === 'only-a'),
    ).toBe(true);
    expect(result.outcome).not.toBe('not-worse');
    expect(compareText(result)).toContain('in A only');
  });

  it('are refused when patient, subject or trial are others', async () => {
    const other = requestOf({ patient: boxPatient({ patientId: 'OTHER' }) });
    expect(await refused(plan, other)).toContain('different patients (found "OTHER"; expected "BOXES" as in plan A)');
    const [a, b] = [
      requestOf({ caseFile: caseWith({ subject: 'S1' }) }),
      requestOf({ caseFile: caseWith({ subject: 'S2' }) }),
    ];
    expect(await refused(a, b)).toContain('different subjects');
    const result = await resultOf();
    const elsewhere = { ...result, trial: { ...result.trial, id: 'mdrt' } };
    expect(() => comparePlans(result, elsewhere)).toThrow('different trials');
  });

  it('are open while lesions are only proposed, with the classes that would not be the same', async () => {
    const [a, b] = [plan, weaker].map((request) => ({ ...request, caseText: null }));
    if (a === undefined || b === undefined) throw new Error('no plan');
    const result = await compare({ a, b });
    expect(result).toMatchObject({ outcome: 'open', counts: { worse: 0, open: 5 } });
    expect(result.remarks).toContain('classes that would not be the same, were their verdicts not withheld: 1');
    expect(compareText(result)).not.toContain('No class changed.');
  });

  it('are not found equal when nothing shows that they are of one patient', async () => {
    const result = await resultOf();
    const compared = comparePlans(result, result);
    expect(compared).toMatchObject({ outcome: 'open', samePatientBy: 'nothing' });
    expect(compared.remarks).toContain('that both plans are of one patient is not shown');
    const ofSubject = { ...result, subject: 'S1' };
    expect(comparePlans(ofSubject, ofSubject)).toMatchObject({ outcome: 'not-worse', samePatientBy: 'subject' });
  });

  it('show what differs between them in numbers as JSON, whatever their names hold', async () => {
    const result = await compare({ a: plan, b: weaker });
    expect(JSON.parse(compareJson(result))).toEqual(JSON.parse(JSON.stringify(result)));
    expect(compareText({ ...result, subject: 'S\u001b[2J1' })).not.toContain('\u001b');
  });
});

describe('both histograms of a target', () => {
  it('are over the same doses, and each is at the prescription what its check says', async () => {
    const [a, b] = [await check(plan), await check(weaker)];
    const { curves, doseGy } = compareCurves(a, b, { lesion: 'L1', target: 'ptv' });
    expect(curves.map(({ roiName }) => roiName)).toEqual(['A: PTV_1', 'B: PTV_1']);
    const at = (n: number, gy: number): number => {
      const above = doseGy.findIndex((dose) => dose >= gy);
      const [x0 = NaN, x1 = NaN] = [doseGy[above - 1], doseGy[above]];
      const [y0 = NaN, y1 = NaN] = [curves[n]?.curve?.percent[above - 1], curves[n]?.curve?.percent[above]];
      return y0 + ((y1 - y0) * (gy - x0)) / (x1 - x0);
    };
    for (const [n, { result }] of [a, b].entries()) {
      const said = result.lesions[0]?.ptv?.coveragePercent?.value ?? NaN;
      expect(at(n, RX)).toBeGreaterThan(said - 1);
      expect(at(n, RX)).toBeLessThan(said + 1);
    }
    // All of the dose is 5 % lower.
    expect(at(1, 0.95 * RX)).toBeCloseTo(at(0, RX), 0);
    expect(doseGy.at(-1)).toBeGreaterThan(a.result.lesions[0]?.ptv?.dmaxGy ?? NaN);
  });
});

describe('the comparison as HTML', () => {
  it('says what the text says, first what flips, and lets nothing from a file become markup', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const named = boxPatient();
    const a = requestOf({ caseFile: { ...named.caseFile, subject: hostile } });
    const b = requestOf({
      patient: boxPatient({ doses: [boxDose(scaled(slope(0.95), 0.95))] }),
      caseFile: { ...named.caseFile, subject: hostile },
    });
    const result = await compare({ a, b });
    const html = compareHtml(result);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toMatch(/<script|https?:/);
    const plain = html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    const { a: from, b: to, why } = findingOf(result, 'ptv-coverage');
    for (const said of [
      result.words,
      ...why,
      `${(from?.value ?? NaN).toFixed(1)} %`,
      `${(to?.value ?? NaN).toFixed(1)} %`,
    ]) {
      expect(plain).toContain(said);
    }
    expect(plain.indexOf('What changed')).toBeLessThan(plain.indexOf('Classes that did not change'));
  });
});
