import { expect } from 'vitest';
import type { DvhResult } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';
import type { PeerCase } from './expectations.ts';

export interface Measured {
  readonly volumeCm3: number;
  readonly atPrescriptionPercent: number;
  readonly meanGy: number;
}

/** `trabecula dvh` on a phantom of test-data. */
export function computedBy({ phantom, dose, prescriptionGy, rois }: PeerCase): Map<string, Measured> {
  const metrics = ['Vol[cc]', `V${String(prescriptionGy)}Gy[%]`, 'Mean[Gy]'];
  const { status, stdout, stderr } = trabecula(
    'dvh',
    `test-data/${phantom}`,
    '--dose',
    dose,
    ...rois.flatMap((roi) => ['--roi', roi]),
    ...metrics.flatMap((metric) => ['--metric', metric]),
    '--format',
    'json',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { structures } = JSON.parse(stdout) as DvhResult;
  return new Map(
    structures.map(({ roiName, metrics: values }) => {
      const [volumeCm3, atPrescriptionPercent, meanGy] = values.map(({ value }) => value ?? NaN) as [
        number,
        number,
        number,
      ];
      return [roiName, { volumeCm3, atPrescriptionPercent, meanGy }];
    }),
  );
}
