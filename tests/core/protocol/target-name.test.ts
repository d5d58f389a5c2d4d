import { describe, expect, it } from 'vitest';
import { parseTargetName, targetRoleOf } from '../../../core/protocol/target-name.ts';

describe('the name of a target', () => {
  it.each([
    ['GTV', 'gtv', ''],
    ['PTV', 'ptv', ''],
    ['GTV_1', 'gtv', '1'],
    ['gtv 1', 'gtv', '1'],
    ['GTVp1', 'gtv', 'p1'],
    ['GTVn2', 'gtv', 'n2'],
    ['GTV-n2', 'gtv', 'n2'],
    ['iGTV_3', 'gtv', '3'],
    ['PTV!', 'ptv', ''],
    ['PTV_TOTAL', 'ptv', 'total'],
    ['PTV_3_2700', 'ptv', '3'],
    ['PTV 4 27Gy', 'ptv', '4'],
    ['PTV_4_27.5Gy', 'ptv', '4'],
    ['PTV.4.', 'ptv', '4'],
    ['PTV_4_27p5Gy', 'ptv', '4'],
    ['PTV1_900x3', 'ptv', '1'],
    ['PTV_High', 'ptv', ''],
    ['PTV_12', 'ptv', '12'],
  ])('%s says %s, told apart by "%s"', (name, role, key) => {
    expect(parseTargetName(name, null)).toEqual({ role, key });
  });

  it.each(['CTV_1', 'ITV', 'BODY', 'z_PTV', 'opt PTV', 'SpinalCord', ''])('"%s" is that of no GTV or PTV', (name) => {
    expect(parseTargetName(name, null)).toBeNull();
  });

  it('leads where the type says another kind of target', () => {
    expect(targetRoleOf('GTV_1', 'PTV')).toBe('gtv');
    expect(targetRoleOf('PTV_1', 'CTV')).toBe('ptv');
  });

  it('is not needed where the type says it', () => {
    expect(parseTargetName('Sacrum 2', 'PTV')).toEqual({ role: 'ptv', key: 'sacrum_2' });
    expect(targetRoleOf('Sacrum 2', 'GTV')).toBe('gtv');
    expect(targetRoleOf('Sacrum 2', 'CTV')).toBeNull();
  });

  it('is read without accents and case, and never throws', () => {
    expect(parseTargetName('  PTV_é_1 ', null)).toEqual({ role: 'ptv', key: 'e_1' });
    for (const name of ['PTV___', 'PTV.', 'gtv--', 'ptv\u0000', 'ＰＴＶ'])
      expect(() => parseTargetName(name, null)).not.toThrow();
  });

  it.each([
    ['PTV_x900', 'x900'],
    ['PTV_4_27.55Gy', '4'],
    ['PTV1_900x30', '1'],
    ['PTV1_900x', '1_900x'],
    ['PTV_ - 3', '3'],
    ['PTV_midline', 'midline'],
    ['PTV_mid', ''],
    ['PTV_low', ''],
  ])('%s is told apart by "%s": only what is wholly a dose is left out', (name, key) => {
    expect(parseTargetName(name, null)?.key).toBe(key);
  });

  it.each(['GTV', 'PTV', 'CTV', ''])(
    'that says more than a number is that of a target where its type is "%s"',
    (type) => {
      expect(parseTargetName('PTV_wall', type)).toEqual({ role: 'ptv', key: 'wall' });
    },
  );

  it.each(['AVOIDANCE', 'ORGAN', 'DOSE_REGION', 'CONTROL'])(
    'that says more than a number is none where its type is "%s"; a plain one still is',
    (type) => {
      expect(parseTargetName('PTV_wall', type)).toBeNull();
      expect(parseTargetName('PTV_n12', type)).toEqual({ role: 'ptv', key: 'n12' });
      expect(parseTargetName('PTV_123', type)).toEqual({ role: 'ptv', key: '' });
    },
  );
});

describe('the name of a ring', () => {
  it.each(['D2CM LN', 'D2cm_1', 'D_20mm', 'Ring', 'PTV_ring2', 'ring1 PTV', 'PTVshell', 'NT-Ring', 'Rind'])(
    '%s is that of no target, whatever its type',
    (name) => {
      expect(parseTargetName(name, 'PTV')).toBeNull();
    },
  );

  it.each(['PTV_Herring', 'PTV_bring', 'PTV_d2', 'PTV_5mm', 'PTV_wall', 'String', 'PTV 2 cm margin'])(
    '%s says no ring',
    (name) => {
      expect(parseTargetName(name, 'PTV')).not.toBeNull();
    },
  );
});
