import { describe, expect, it } from 'vitest';
import {
  DEFAULT_CONVENTION,
  readCaseFile,
  regionOf,
  stackFromContours,
  type Structure,
  volumeCm3Of as volumeOf,
} from '../../core/index.ts';
import type { CaseFile, DoseGrid } from '../../core/index.ts';
import type { CheckSources, SourceDose } from '../../src/app/sources.ts';
import { resolveCase, type ResolvedCase } from '../../src/app/resolve-case.ts';
import type { ProposedPrescription } from '../../src/dicom/index.ts';
import { type Box, boxContours, caseWith, containing, GTV, lesion, moved, PTV } from './box-patient.ts';

const PTV_2 = moved({ x: [0, 10], y: [0, 9], z: [0, 10] }, [30, 20, 0]);

function structure(roiName: string, boxes: Box | readonly Box[], interpretedType: string | null = null): Structure {
  const { stack } = stackFromContours(boxContours(boxes));
  if (stack === null) throw new Error('no stack');
  const solid = { kind: 'contours', stack, singlePlaneThicknessMm: null } as const;
  return { roiName, roiNumber: numberOf(roiName), interpretedType, solid, remarks: [] };
}

function numberOf(roiName: string): number {
  return [...roiName].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 9973, 7);
}

/** Nothing is measured here: any grid will do. */
const NO_GRID: DoseGrid = {
  xMm: new Float64Array([0]),
  yMm: new Float64Array([0]),
  zMm: new Float64Array([0]),
  doseGy: new Float32Array([0]),
  stepGy: 1,
  axes: null,
};

function reference(roiName: string | null, doseGy: number | null, more: Partial<ProposedPrescription> = {}) {
  const proposal: ProposedPrescription = {
    planUid: '1.2',
    doseReferenceNumber: 1,
    doseGy,
    fractions: 3,
    roiNumber: roiName === null ? null : numberOf(roiName),
    roiName,
    target: roiName,
    origin: 'dose reference 1 of plan "P"',
    beamDoseGy: null,
    oddities: [],
    usable: true,
    why: null,
    ...more,
  };
  return proposal;
}

function resolved(
  caseFile: CaseFile,
  structures: readonly Structure[],
  prescriptions: readonly ProposedPrescription[] = [],
  unusable: CheckSources['unusable'] = [],
): ResolvedCase {
  const dose: SourceDose = {
    uid: '1',
    name: 'D',
    frameOfReferenceUid: null,
    grid: NO_GRID,
    prescriptions,
    rois: { structures, unusable },
  };
  const sources: CheckSources = {
    inputs: [],
    structures,
    unusable,
    doses: new Map([[null, { dose }]]),
    blockers: [],
    warnings: [],
  };
  return resolveCase(readCaseFile(caseFile, 'case.json'), sources, 'case.json', 'case file');
}

const said = ({ blockers }: ResolvedCase): string[] => blockers.map(({ message }) => message);
const TWO = [structure('GTV_1', GTV), structure('PTV_1', PTV)];

describe('a target that no lesion names', () => {
  it('is none when it is the union of named targets of its kind', () => {
    const structures = [...TWO, structure('PTV_2', PTV_2), structure('PTV_TOTAL', [PTV, PTV_2])];
    const lesions = [lesion(), lesion({ id: 'L2', gtv: undefined, ptv: 'PTV_2' })];
    expect(said(resolved(caseWith({ lesions }), structures))).toEqual([]);
  });

  it('is one when the union holds more than the named targets', () => {
    const structures = [...TWO, structure('PTV_TOTAL', [PTV, PTV_2])];
    expect(said(resolved(caseWith({}), structures))).toEqual([
      'PTV_TOTAL is a target that no lesion of the case names',
    ]);
  });

  it('is none when it is a union drawn a little differently, as on a raster', () => {
    const drawn = { ...PTV, x: [PTV.x[0], PTV.x[1] + 0.15] } as const;
    const structures = [...TWO, structure('PTV_TOTAL', drawn)];
    const share =
      volumeOf(regionOf(structures[2]!.solid, DEFAULT_CONVENTION)) /
      volumeOf(regionOf(TWO[1]!.solid, DEFAULT_CONVENTION));
    expect(share).toBeCloseTo(1.005, 6);
    expect(said(resolved(caseWith({}), structures))).toEqual([]);
  });

  it('is one when it lies within a named target: a boost, a second GTV', () => {
    const structures = [...TWO, structure('PTV_boost', GTV), structure('GTV_2', { ...GTV, z: [-5, 0] })];
    expect(said(resolved(caseWith({}), structures))).toEqual([
      'PTV_boost is a target that no lesion of the case names',
      'GTV_2 is a target that no lesion of the case names',
    ]);
  });

  it('is one when it is made up of targets of the other kind', () => {
    expect(said(resolved(caseWith({}, { gtv: undefined }), TWO))).toEqual([
      'GTV_1 is a target that no lesion of the case names',
    ]);
  });

  it('is none when the case declares it as GTV total or as trabecular bone', () => {
    const structures = [...TWO, structure('GTV_Total', [GTV, PTV_2])];
    expect(said(resolved(caseWith({}), structures))).toHaveLength(1);
    const gtvTotal = { rois: ['GTV_Total'], complete: true } as const;
    expect(said(resolved(caseWith({ gtvTotal: { ...gtvTotal, rois: [...gtvTotal.rois] } }), structures))).toEqual([]);
  });

  it('is none when its type says that it is something else', () => {
    const structures = [...TWO, structure('PTV_1_ring', PTV_2, 'AVOIDANCE')];
    expect(said(resolved(caseWith({}), structures))).toEqual([]);
  });

  it('is said of one that is not usable, too', () => {
    const unusable = [{ roiName: 'GTV_9', interpretedType: 'GTV', reason: 'no contours' }];
    expect(said(resolved(caseWith({}), TWO, [], unusable))).toEqual([
      'GTV_9 is a target that no lesion of the case names, and not usable (no contours)',
    ]);
  });

  it('speaks against the whole, not against the lesions that are named', () => {
    const { blockers } = resolved(caseWith({}), [...TWO, structure('PTV_2', PTV_2)]);
    expect(blockers).toMatchObject([{ code: 'not-named', weight: 'at-best', overallOnly: true }]);
  });
});

describe('a dose reference', () => {
  it('to the PTV or the GTV of a lesion is named', () => {
    expect(said(resolved(caseWith({}), TWO, [reference('PTV_1', 27)]))).toEqual([]);
    expect(said(resolved(caseWith({}), TWO, [reference('GTV_1', 27)]))).toEqual([]);
  });

  it('to a union of named targets is named if one of them gets its dose', () => {
    const structures = [...TWO, structure('PTV_TOTAL', PTV)];
    expect(said(resolved(caseWith({}), structures, [reference('PTV_TOTAL', 27)]))).toEqual([]);
    expect(said(resolved(caseWith({}), structures, [reference('PTV_TOTAL', 35)]))).toEqual([
      'dose reference 1 of plan "P" of 35 Gy to PTV_TOTAL is named by no lesion of the case',
    ]);
  });

  it('to any other ROI, or to one that is not there, is not', () => {
    const structures = [...TWO, structure('Spine', PTV_2, 'ORGAN')];
    const gone = reference(null, 27, { roiNumber: 99 });
    expect(said(resolved(caseWith({}), structures, [reference('Spine', 27), gone]))).toEqual([
      'dose reference 1 of plan "P" of 27 Gy to Spine is named by no lesion of the case',
      'dose reference 1 of plan "P" of 27 Gy to ROI 99 is named by no lesion of the case',
    ]);
  });

  it('to a target that the case names and that cannot be used is named', () => {
    const unusable = [{ roiName: 'PTV_1', interpretedType: 'PTV', reason: 'no contours' }];
    const result = resolved(caseWith({}), [TWO[0]!], [reference('PTV_1', 27)], unusable);
    expect(said(result)).toEqual([]);
    expect(result.lesions[0]).toMatchObject({ ptv: null, ptvReason: containing('no contours') });
  });

  it('contradicts another prescription of a target that cannot be used', () => {
    const unusable = [{ roiName: 'PTV_1', interpretedType: 'PTV', reason: 'no contours' }];
    const caseFile = caseWith({}, { prescription: { doseGy: 35, fractions: 5 } });
    expect(() => resolved(caseFile, [TWO[0]!], [reference('PTV_1', 27)], unusable)).toThrow('contradicts the plan');
  });
});

describe('a prescription', () => {
  const at = (doseGy: number, fractions = 3): CaseFile => caseWith({}, { prescription: { doseGy, fractions } });

  it('agrees with any of the references to its lesion', () => {
    const references = [reference('PTV_1', 27), reference('GTV_1', 35)];
    for (const doseGy of [27, 35]) expect(resolved(at(doseGy), TWO, references).warnings).toEqual([]);
    expect(() => resolved(at(30), TWO, references)).toThrow('27 Gy in 3 or 35 Gy in 3');
  });

  it('is held against references without an ROI only where none has its own', () => {
    const references = [reference('PTV_1', 27), reference(null, 35)];
    expect(() => resolved(at(35), TWO, references)).toThrow('contradicts the plan');
    expect(() => resolved(at(27), TWO, [reference(null, 35)])).toThrow('contradicts the plan');
    expect(resolved(at(35), TWO, [reference(null, 35)]).lesions[0]?.prescription?.doseGy).toBe(35);
  });

  it('is held against the fractions alone where the plan states no dose', () => {
    const silent = reference(null, null, { usable: false, why: 'the plan names no target dose' });
    expect(() => resolved(at(27, 5), TWO, [silent])).toThrow('3 fractions');
    expect(resolved(at(27, 3), TWO, [silent]).lesions[0]?.prescription?.fractions).toBe(3);
  });

  it('is held against what two plans of a sum give one target together', () => {
    const references = [reference('PTV_1', 15), reference('PTV_1', 12, { planUid: '1.3' })];
    expect(resolved(at(27), TWO, references).blockers).toEqual([]);
    for (const doseGy of [12, 15]) expect(() => resolved(at(doseGy), TWO, references)).toThrow('27 Gy in 3');
  });
});

describe('a pair', () => {
  it('of which the GTV reaches into the PTV is one, of which it does not is none', () => {
    const touching = [structure('GTV_1', { ...GTV, x: [14, 20] }), structure('PTV_1', PTV)];
    expect(resolved(caseWith({}), touching).blockers).toEqual([]);
    const apart = [structure('GTV_1', { ...GTV, x: [15.5, 20] }), structure('PTV_1', PTV)];
    expect(resolved(caseWith({}), apart).blockers).toMatchObject([
      { code: 'pairing', message: 'GTV_1 lies wholly outside PTV_1, the PTV that the case gives lesion L1' },
    ]);
    const confirmed = resolved(caseWith({ confirm: ['pairing'] }), apart);
    expect(confirmed).toMatchObject({
      blockers: [],
      warnings: [{ code: 'pairing', message: containing('confirmed: ') }],
    });
  });
});

describe('what is not said', () => {
  it('stays unknown: neither false nor 0', () => {
    expect(resolved(caseWith({}), TWO).lesions[0]).toMatchObject({
      site: null,
      highRisk: null,
      symptomatic: null,
      prescription: { isodosePercent: null, isodoseOf: null, source: 'case file' },
      tps: null,
    });
  });
});
