import { dicomTarget } from './dicom-target.ts';
import { expressionTarget } from './expression-target.ts';
import { caseTarget, trialTarget } from './json-targets.ts';
import { niftiTarget } from './nifti-target.ts';
import type { Target } from './target.ts';
import { zipTarget } from './zip-target.ts';

export const TARGETS = [
  dicomTarget,
  caseTarget,
  trialTarget,
  expressionTarget,
  niftiTarget,
  zipTarget,
] as readonly Target[];
