import { describe, expect, it } from 'vitest';
import { proposeRoles, regionOfBox, suggestTg263Name } from '../../../core/index.ts';
import type { Structure } from '../../../core/geometry/solid.ts';

function structure(roiName: string, interpretedType: string | null, halfMm: number, xMm = 0): Structure {
  const region = regionOfBox({ x0: xMm - halfMm, x1: xMm + halfMm, y0: -halfMm, y1: halfMm, z0: -halfMm, z1: halfMm });
  return { roiName, roiNumber: null, interpretedType, solid: { kind: 'mask', region }, remarks: [] };
}

function roles(structures: readonly Structure[]): Record<string, string> {
  const proposed = [...proposeRoles(structures).roles];
  return Object.fromEntries(
    proposed.map(([{ roiName }, { role, lesion, confidence }]) => [roiName, `${role} ${lesion ?? '-'} ${confidence}`]),
  );
}

describe('what an ROI is taken for', () => {
  it('is said of every ROI, with how far name, type and place agree', () => {
    expect(
      roles([
        structure('PTV_1', 'PTV', 10),
        structure('GTV_1', 'GTV', 6),
        structure('lesion left', 'PTV', 7, 60),
        structure('PTV_3', 'ORGAN', 5, -60),
        structure('PTV_TOTAL', 'PTV', 90),
        structure('D2cm_1', 'PTV', 4, 200),
        structure('Heart', 'ORGAN', 30, 300),
        structure('BODY', 'EXTERNAL', 200),
        structure('z_help', null, 4, 250),
        structure('CTVp', 'CTV', 8),
        structure('PTV1_WALL', 'ORGAN', 12, 270),
        structure('something', null, 3, 280),
      ]),
    ).toEqual({
      PTV_1: 'ptv L1 high',
      GTV_1: 'gtv L1 high',
      // The type alone says so.
      'lesion left': 'ptv L2 low',
      // Name and type disagree.
      PTV_3: 'ptv L3 low',
      PTV_TOTAL: 'sum - high',
      D2cm_1: 'ring - medium',
      Heart: 'organ - high',
      BODY: 'external - high',
      z_help: 'auxiliary - medium',
      CTVp: 'ctv - high',
      PTV1_WALL: 'auxiliary - low',
      something: 'unknown - low',
    });
  });

  it('comes with what speaks for it and against it, in words', () => {
    const ptv = structure('PTV_1', 'ORGAN', 10);
    const { roles: of } = proposeRoles([ptv, structure('GTV_1', 'GTV', 6)]);
    expect(of.get(ptv)?.why).toEqual(['the name says PTV', 'type ORGAN', 'same name, 100 % of the GTV in the PTV']);
  });

  it('is the lesion that is proposed for a check', () => {
    const { pairs, roles: of } = proposeRoles([structure('PTV_1', 'PTV', 10), structure('GTV_x', 'GTV', 6)]);
    expect(pairs.map(({ id, gtv, ptv }) => [id, gtv?.roiName, ptv?.roiName])).toEqual([['L1', 'GTV_x', 'PTV_1']]);
    expect([...of.values()].map(({ lesion }) => lesion)).toEqual(['L1', 'L1']);
  });
});

describe('a name after TG-263', () => {
  it.each([
    ['PTV 4 27Gy', 'PTV', 'PTV4_27Gy'],
    ['PTV_1_2700', 'PTV', 'PTV1_2700'],
    ['gtv-1', 'GTV', 'GTV1'],
    ['GTV_n2', null, 'GTVn2'],
    ['PTV_LN', 'PTV', 'PTVn'],
    ['PTV_PRIMARY', 'PTV', 'PTVp'],
    ['PTV sacrum', 'PTV', 'PTV_Sacrum'],
    ['SPINAL CORD2', 'ORGAN', 'SpinalCord'],
    ['HEART4', 'ORGAN', 'Heart'],
    ['Œsophage', 'ORGAN', 'Esophagus'],
    ['Rein D', 'ORGAN', 'Kidney_R'],
    ['Lung left', null, 'Lung_L'],
    ['moelle épinière', null, 'SpinalCord'],
  ])('of %s is %s', (roiName, type, expected) => {
    expect(suggestTg263Name(roiName, type)).toBe(expected);
  });

  it.each([
    ['PTV1', 'PTV'],
    ['Heart', 'ORGAN'],
    // The cord or the marrow: not to be guessed.
    ['moelle', 'ORGAN'],
    ['D2CM LN', 'PTV'],
    ['PTV_a very long name indeed', 'PTV'],
  ])('is not suggested for %s', (roiName, type) => {
    expect(suggestTg263Name(roiName, type)).toBeNull();
  });
});
