import type { BoneSource, CaseTrabecularBone } from '../../core/index.ts';
import { labelNumbers, type LabelNames } from '../nifti/index.ts';
import type { BoneFiles } from './bone-files.ts';
import { labelNamesOf } from './label-names-of.ts';
import { maskOfArray, readArrayHeader } from './plain-arrays.ts';

/** Trabecular or whole bone from a plain array of shares, or of class numbers. */
export async function boneFromArray(bone: CaseTrabecularBone & { array: string }, io: BoneFiles): Promise<BoneSource> {
  const header = await io.named(bone.array);
  const { file } = readArrayHeader(header.bytes, header.path);
  const data = await io.named(besides(bone.array, file));
  const names: LabelNames = (await labelNamesOf(bone, io)) ?? new Map<number, string>();
  const labels =
    bone.labels === undefined ? undefined : labelNumbers(bone.labels, names, io.where, 'trabecularBone.labels');
  const region = maskOfArray(
    { headerPath: header.path, header: header.bytes, dataPath: data.path, data: data.bytes },
    labels,
  );
  return {
    from:
      labels === undefined
        ? header.path
        : `${labels.length === 1 ? 'class' : 'classes'} ${labels.join(', ')} of ${header.path}`,
    names: labels?.flatMap((label) => names.get(label) ?? []) ?? [],
    kind: bone.kind ?? null,
    frameOfReferenceUid: bone.frameOfReferenceUid ?? null,
    regionOf: () => region,
    isDrawn: false,
    remarks: [],
    estimate: null,
  };
}

function besides(path: string, file: string): string {
  const folder = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  return path.slice(0, folder) + file;
}
