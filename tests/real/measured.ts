import { expect } from 'vitest';
import type { DvhResult, DvhStructureResult, EndCaps } from '../../core/index.ts';
import { trabecula } from '../built-command.ts';

interface DvhRequest {
  readonly paths: readonly string[];
  readonly rois?: readonly string[];
  readonly metrics?: readonly string[];
  readonly endCaps?: EndCaps;
  readonly more?: readonly string[];
}

/** `trabecula dvh` on real files, as JSON; it must end with status 0. */
export function dvhOf({ paths, rois = [], metrics = [], endCaps, more = [] }: DvhRequest): DvhResult {
  const { status, stdout, stderr } = trabecula(
    'dvh',
    ...paths,
    ...rois.flatMap((roi) => ['--roi', roi]),
    ...metrics.flatMap((metric) => ['--metric', metric]),
    ...(endCaps === undefined ? [] : ['--end-caps', endCaps]),
    ...more,
    '--format',
    'json',
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as DvhResult;
}

export function structureIn(result: DvhResult, roiName: string): DvhStructureResult {
  const found = result.structures.find((structure) => structure.roiName === roiName);
  if (found === undefined)
    throw new Error(`${roiName} is not among ${result.structures.map((s) => s.roiName).join(', ')}`);
  return found;
}

export function valueIn(structure: DvhStructureResult, metric: string): number {
  const found = structure.metrics.find((one) => one.metric === metric);
  if (found === undefined || found.value === null)
    throw new Error(`${structure.roiName} ${metric}: ${found?.reason ?? 'absent'}`);
  return found.value;
}
