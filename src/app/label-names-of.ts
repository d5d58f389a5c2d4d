import type { CaseTrabecularBone } from '../../core/index.ts';
import { type LabelNames, readLabelNames } from '../nifti/index.ts';
import type { BoneFiles } from './bone-files.ts';

/** The class names of the case: written there, or in a file that it names; null if it says nothing. */
export async function labelNamesOf({ labelNames }: CaseTrabecularBone, io: BoneFiles): Promise<LabelNames | null> {
  if (labelNames === undefined) return null;
  if (typeof labelNames !== 'string') {
    return new Map(Object.entries(labelNames).map(([number, name]) => [Number(number), name]));
  }
  const { path, bytes } = await io.named(labelNames);
  return readLabelNames(new TextDecoder('utf-8').decode(bytes), path);
}
