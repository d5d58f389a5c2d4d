import type { CheckResult, Finding, LesionResult, TargetResult } from '../../core/index.ts';
import { NOTICE } from '../../core/index.ts';

/** A small made-up check, written by hand: every outcome, odd names, values close to a limit. */

const HOSTILE_NAME = '<img src=x onerror=alert(1)>';
const FORMULA_NAME = '=cmd()';

function target(roiName: string, share: [number, number, number], dmaxGy: number, volumeCm3: number): TargetResult {
  const doseGy = Array.from({ length: 61 }, (_, n) => (dmaxGy * n) / 60);
  return {
    roiName,
    roiNumber: 7,
    volumeCm3,
    volumeRangeCm3: { low: volumeCm3 * 0.985, high: volumeCm3 * 1.004 },
    outsideDoseCm3: 0,
    coveragePercent: { low: share[0], value: share[1], high: share[2] },
    coverageBestEstimatePercent: share[1],
    dminGy: 21.5,
    dmaxGy,
    dmeanGy: 29.1,
    d98PercentGy: 24.2,
    d95PercentGy: 25.4,
    d50PercentGy: 29.4,
    d2PercentGy: dmaxGy - 1.1,
    d0035ccGy: dmaxGy - 0.4,
    reason: null,
    curve: { doseGy, volumePercent: doseGy.map((dose) => 100 / (1 + Math.exp((dose - 28.5) * 1.3))) },
  };
}

function lesion(id: string, facts: Partial<LesionResult>): LesionResult {
  return {
    id,
    site: 'bone',
    highRisk: true,
    symptomatic: null,
    prescription: { doseGy: 27, fractions: 3, isodosePercent: 80, isodoseOf: 'maximum', source: 'case file' },
    outcome: 'no-deviation-found',
    gtv: null,
    ptv: null,
    gtvOutsidePtvCm3: null,
    tps: null,
    ...facts,
  };
}

function finding(rule: string, ofLesion: string, facts: Partial<Finding>): Finding {
  return {
    rule: `himars/${rule}`,
    lesion: ofLesion,
    roiName: null,
    metric: 'V100%[%]',
    value: null,
    low: null,
    high: null,
    unit: '%',
    limit: 90,
    outcome: 'per-protocol',
    between: null,
    readings: [],
    cite: { registry: 'NCT06978296', section: 'Arms and Interventions', item: 'H19' },
    reason: null,
    ...facts,
  };
}

export const CHECK_FIXTURE: CheckResult = {
  schema: 'trabecula/check/1',
  notice: NOTICE,
  rulesNotice: 'Rules from the public registry record of 2025-12-08, not from the trial protocol.',
  software: { name: 'trabecula', version: '0.1.0' },
  subject: 'demo-01',
  trial: {
    id: 'himars',
    registry: 'NCT06978296',
    recordDate: '2025-12-08',
    title: 'HIMARS',
    items: [
      { item: 'H19', words: 'At least 90 % of the PTV receives the prescribed dose.' },
      { item: 'H22', words: 'At least 90 % of the GTV receives the prescribed dose; no deviation class is given.' },
    ],
    coverageLimitsPercent: [80, 90],
  },
  readings: [
    {
      name: 'isodoseOf',
      question: 'Of what is the prescription isodose a percentage?',
      chosen: null,
      by: 'nobody',
      options: [
        { name: 'of-maximum', words: 'of the maximum dose' },
        { name: 'of-near-maximum', words: 'of the near-maximum dose' },
      ],
      reason: 'the record does not say',
    },
    {
      name: 'targetVolume',
      question: 'Which target volume?',
      chosen: 'ptv',
      by: 'default',
      options: [
        { name: 'ptv', words: 'the PTV' },
        { name: 'gtv', words: 'the GTV' },
      ],
      reason: 'the sentence before speaks of the PTV',
    },
  ],
  conventions: {
    endCaps: 'half-slice',
    betweenSlices: 'prism',
    doseInterpolation: 'trilinear',
    intervalMeans: 'range over computing conventions; it does not include contouring, set-up or dose algorithm',
  },
  inputs: [
    { sopInstanceUid: '1.2.3.4', modality: 'RTDOSE', sha256: 'ab'.repeat(32), bytes: 123456 },
    { sopInstanceUid: '1.2.3.5', modality: 'RTSTRUCT', sha256: 'cd'.repeat(32), bytes: 2345 },
  ],
  pairing: 'given',
  confirmed: [],
  outcome: 'unacceptable-deviation',
  summary: {
    words: 'At least one lesion has an unacceptable deviation.',
    worstSettled: 'unacceptable-deviation',
    worstPossible: 'unacceptable-deviation',
    blockers: [],
    open: [
      { rule: 'himars/ptv-coverage', lesion: 'L1', outcome: 'undecided' },
      { rule: 'himars/prescription-isodose', lesion: 'L1', outcome: 'depends-on-reading' },
      { rule: 'himars/ptv-coverage', lesion: 'L4', outcome: 'not-evaluable' },
    ],
    counts: {
      'per-protocol': 0,
      'acceptable-deviation': 1,
      'unacceptable-deviation': 1,
      met: 1,
      'not-met': 1,
      'depends-on-reading': 1,
      undecided: 1,
      'not-evaluable': 1,
      'no-rule-in-source': 0,
    },
    rulesChecked: 5,
    rulesTotal: 9,
    checkedLine: 'Checked 5 of 9 HIMARS rules. Not checked: volume level (no trabecular bone given), schedule.',
  },
  lesions: [
    lesion('L1', {
      outcome: 'depends-on-reading',
      ptv: target(HOSTILE_NAME, [89.1, 89.96, 90.6], 34.8, 12.345),
      gtv: target(FORMULA_NAME, [97.1, 97.3, 97.3], 34.8, 4.4),
      gtvOutsidePtvCm3: 0.01234,
      indices: [
        { name: 'CI (Paddick)', value: 0.8765, unit: '', reason: null },
        { name: 'R50%', value: null, unit: '', reason: 'shared with another lesion' },
      ],
    }),
    lesion('L2', {
      site: 'node',
      highRisk: null,
      outcome: 'acceptable-deviation',
      prescription: {
        doseGy: 35,
        fractions: 5,
        isodosePercent: null,
        isodoseOf: null,
        source: 'dose reference 2 (proposed)',
      },
      ptv: target('PTV_2', [84.9, 85.0, 85.4], 41.2, 33.3),
      tps: {
        system: 'Eclipse',
        version: '16.1',
        rows: [
          { quantity: 'PTV volume', unit: 'cm³', tps: 33.1, here: 33.3, difference: 0.2, explainedBy: 'end caps none' },
          { quantity: 'PTV coverage', unit: '%', tps: 85.4, here: 85.0, difference: -0.4, explainedBy: null },
        ],
      },
    }),
    lesion('L3', {
      outcome: 'unacceptable-deviation',
      ptv: target('PTV_3', [78.1, 78.5, 79.2], 33.1, 7.7),
      gtv: target('GTV_3', [88.1, 88.4, 88.9], 33.1, 2.2),
    }),
    lesion('L4', { outcome: 'not-evaluable', prescription: null }),
  ],
  findings: [
    finding('ptv-coverage', 'L1', {
      roiName: HOSTILE_NAME,
      value: 89.96,
      low: 89.1,
      high: 90.6,
      outcome: 'undecided',
      between: ['acceptable-deviation', 'per-protocol'],
    }),
    finding('prescription-isodose', 'L1', {
      roiName: HOSTILE_NAME,
      metric: 'Rx/Max[%]',
      value: 77.5862,
      limit: 80,
      outcome: 'depends-on-reading',
      readings: [
        { name: 'of-maximum', outcome: 'not-met', value: 77.5862, limit: 80 },
        { name: 'of-near-maximum', outcome: 'met', value: 80.1, limit: 80 },
      ],
      cite: { registry: 'NCT06978296', section: 'Arms and Interventions', item: 'H17' },
      reason: 'the record does not say of what the isodose is a percentage',
    }),
    finding('ptv-coverage', 'L2', {
      roiName: 'PTV_2',
      value: 85.0,
      low: 84.9,
      high: 85.4,
      outcome: 'acceptable-deviation',
    }),
    finding('ptv-coverage', 'L3', {
      roiName: 'PTV_3',
      value: 78.5,
      low: 78.1,
      high: 79.2,
      limit: 80,
      outcome: 'unacceptable-deviation',
    }),
    finding('gtv-coverage', 'L3', {
      roiName: 'GTV_3',
      value: 88.4,
      low: 88.1,
      high: 88.9,
      outcome: 'not-met',
      cite: { registry: 'NCT06978296', section: 'Arms and Interventions', item: 'H22' },
      reason: 'the record gives no deviation class',
    }),
    finding('maximum-dose', 'L3', {
      roiName: 'PTV_3',
      metric: 'Max[%]',
      value: 122.59,
      limit: 130,
      outcome: 'met',
      cite: { registry: 'NCT06978296', section: 'Arms and Interventions', item: 'H18' },
    }),
    finding('ptv-coverage', 'L4', { outcome: 'not-evaluable', reason: 'no prescription' }),
  ],
  hottestOutsideTargets: {
    doseGy: 30.1,
    atMm: [1.25, -20.5, 33],
    roiNames: ['Bowel'],
    nearestLesion: 'L2',
    percentOfPrescription: 86,
  },
  organsAtRisk: [{ roiName: 'SpinalCord', volumeCm3: 40.2, d0035ccGy: 14.2, dmeanGy: 3.3, dose: null, reason: null }],
  notChecked: [
    { rule: 'himars/volume-level', why: 'no trabecular bone given' },
    { rule: 'himars/organs-at-risk', why: 'no limit in this record' },
  ],
  warnings: [{ code: 'links', message: 'RP.dcm does not name the structure set' }],
};
