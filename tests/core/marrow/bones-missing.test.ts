import { describe, expect, it } from 'vitest';
import { bonesMissing } from '../../../core/marrow/bones-missing.ts';

describe('bones that are missing by name', () => {
  const whole = [
    'skull',
    'vertebrae_T12',
    'rib_left_1',
    'sternum',
    'scapula_left',
    'clavicula_right',
    'humerus_left',
    'hip_left',
    'sacrum',
    'femur_right',
  ];

  it('are none of a skeleton whose parts all have a name', () => {
    expect(bonesMissing(whole)).toEqual([]);
    expect(
      bonesMissing(['Skull', 'C7', 'Ribs_L', 'Sternum', 'Scapula', 'Clavicle', 'Humerus', 'Pelvis', 'Femur_R']),
    ).toEqual([]);
  });

  it('are told, each by its own name', () => {
    expect(bonesMissing(whole.filter((name) => name !== 'skull' && name !== 'sternum'))).toEqual(['skull', 'sternum']);
    expect(bonesMissing(['Spine', 'Bone_Pelvic', 'FemurHeads'])).toHaveLength(6);
  });

  it('are not guessed where bones are not named one by one', () => {
    expect(bonesMissing([])).toEqual([]);
    expect(bonesMissing(['TTB'])).toEqual([]);
    expect(bonesMissing(['trabecular_left', 'trabecular_right', 'GTV_T1'])).toEqual([]);
  });
});
