import type { PhantomCt, PhantomLabelMap } from './patient.ts';
import { BONE_LABELS } from './skeleton-bones.ts';
import type { BonePart } from './skeleton-bones.ts';

/** Whole and trabecular bone as a segmentation model gives them: a number for each bone at the voxel centres of the CT. */
export function boneLabelMaps(parts: readonly BonePart[], ct: PhantomCt): readonly PhantomLabelMap[] {
  const labels = Object.fromEntries(parts.map(({ bone }) => [bone, BONE_LABELS[bone]!]));
  return [
    { name: 'whole-bone', labels, ...labelled(parts, 'whole', ct) },
    { name: 'trabecular', labels, ...labelled(parts, 'inner', ct) },
  ];
}

function labelled(
  parts: readonly BonePart[],
  which: 'whole' | 'inner',
  ct: PhantomCt,
): Omit<PhantomLabelMap, 'name' | 'labels'> {
  const [z0 = 0, z1 = 0] = ct.zMm;
  const { columns, rows } = ct;
  const values = new Uint8Array(columns * rows * ct.zMm.length);
  for (const part of parts) {
    const label = BONE_LABELS[part.bone]!;
    const { boundsMm, spanAt } = part[which];
    ct.zMm.forEach((z, k) => {
      if (z < boundsMm.z0 || z > boundsMm.z1) return;
      for (let j = 0; j < rows; j++) {
        const span = spanAt(ct.originMm[1] + j * ct.rowSpacingMm, z);
        if (span === null) continue;
        const first = Math.max(0, Math.ceil((span[0] - ct.originMm[0]) / ct.columnSpacingMm));
        const last = Math.min(columns - 1, Math.floor((span[1] - ct.originMm[0]) / ct.columnSpacingMm));
        for (let i = first; i <= last; i++) values[i + columns * (j + rows * k)] = label;
      }
    });
  }
  return {
    grid: {
      size: [columns, rows, ct.zMm.length],
      spacingMm: [ct.columnSpacingMm, ct.rowSpacingMm, z1 - z0],
      originMm: [ct.originMm[0], ct.originMm[1], z0],
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    values,
  };
}
