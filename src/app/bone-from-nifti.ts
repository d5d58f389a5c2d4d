import { type BoneSource, type CaseTrabecularBone, regionFromMask, TrabeculaError } from '../../core/index.ts';
import {
  contentOf,
  labelNamesIn,
  labelNumbers,
  type LabelNames,
  maskOfLabels,
  readNifti,
  sharesOf,
} from '../nifti/index.ts';
import type { BoneFiles } from './bone-files.ts';
import { labelNamesOf } from './label-names-of.ts';

/** Words of bones as segmentation tools call them; what has none of them may be an organ that was taken along. */
const BONE_WORDS =
  /vertebra|sacrum|coccyx|hip|pelvi|ilium|ischi|pubis|femur|femor|tibia|fibula|patella|humer|radius|ulna|scapul|clavic|stern|skull|crani|mandib|rib(?!os)|bone|skelet|spine|trabec|marrow|\b[ctls]\d{1,2}\b|^[ctls]\d{1,2}$/i;
const CARTILAGE = /cartilage/i;

/** Trabecular or whole bone from a label map. Its place is the image's own; its frame of reference is what the case says. */
export async function boneFromNifti(bone: CaseTrabecularBone & { nifti: string }, io: BoneFiles): Promise<BoneSource> {
  const file = await io.named(bone.nifti);
  const image = await readNifti(file);
  const content = contentOf(image);
  if (content.kind === 'shares') {
    if (bone.labels !== undefined) {
      throw new TrabeculaError('usage', {
        what: 'the file holds shares of one solid, not classes',
        where: file.path,
        attribute: 'trabecularBone.labels',
        expected: 'no labels',
      });
    }
    const region = regionFromMask(sharesOf(image), file.path);
    return source(bone, `shares of ${file.path}`, [], region, image.remarks);
  }
  const names = (await labelNamesOf(bone, io)) ?? labelNamesIn(image.extensions);
  const wanted =
    bone.labels === undefined
      ? [...content.voxels.keys()]
      : labelNumbers(bone.labels, names, io.where, 'trabecularBone.labels');
  const present = wanted.filter((label) => content.voxels.has(label));
  if (present.length === 0) {
    throw new TrabeculaError('nothing-found', {
      what: 'none of the classes is in the label map',
      where: file.path,
      attribute: 'trabecularBone.labels',
      found: content.voxels.size === 0 ? 'an empty label map' : `classes ${ranges([...content.voxels.keys()])}`,
      expected: wanted.length === 0 ? 'classes above 0' : `classes ${ranges(wanted)}`,
    });
  }
  const region = regionFromMask(maskOfLabels(image, present), file.path);
  const called = present.flatMap((label) => names.get(label) ?? []);
  return source(bone, `${classWords(present, names)} of ${file.path}`, called, region, [
    ...image.remarks,
    ...remarksOn(present, wanted, names, bone.labels === undefined),
  ]);
}

function source(
  bone: CaseTrabecularBone,
  from: string,
  names: readonly string[],
  region: ReturnType<BoneSource['regionOf']>,
  remarks: readonly string[],
): BoneSource {
  return {
    from,
    names,
    kind: bone.kind ?? null,
    frameOfReferenceUid: bone.frameOfReferenceUid ?? null,
    regionOf: () => region,
    isDrawn: false,
    remarks,
    estimate: null,
  };
}

function remarksOn(
  present: readonly number[],
  wanted: readonly number[],
  names: LabelNames,
  isEverything: boolean,
): readonly string[] {
  const absent = wanted.filter((label) => !present.includes(label));
  const named = (test: (name: string) => boolean): string[] =>
    present.flatMap((label) => {
      const name = names.get(label);
      return name !== undefined && test(name) ? [`${label} ${name}`] : [];
    });
  const cartilage = named((name) => CARTILAGE.test(name));
  const others = isEverything ? named((name) => !BONE_WORDS.test(name) && !CARTILAGE.test(name)) : [];
  const unnamed = isEverything && present.length > 1 ? present.filter((label) => !names.has(label)) : [];
  return [
    ...(absent.length === 0 ? [] : [`${classWords(absent, names)}: not in the label map`]),
    ...(cartilage.length === 0 ? [] : [`cartilage is taken along, which holds no marrow: ${cartilage.join(', ')}`]),
    ...(others.length === 0
      ? []
      : [`every class is taken; the names of these say no bone: ${listed(others)}; name the bones in labels`]),
    ...(unnamed.length === 0
      ? []
      : [
          `every class is taken; ${ranges(unnamed)} have no name: name the bones in labels if other organs are among them`,
        ]),
  ];
}

function classWords(labels: readonly number[], names: LabelNames): string {
  const [first] = labels;
  if (labels.length === 1 && first !== undefined) {
    const name = names.get(first);
    return name === undefined ? `class ${first}` : `class ${first} ${name}`;
  }
  return `classes ${ranges(labels)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).join(', ');
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}

/** "25-50, 77, 78": ascending numbers with runs of three and more drawn together. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs
    .flatMap(([from, to]) => (to - from >= 2 ? [`${from}-${to}`] : from === to ? [`${from}`] : [`${from}`, `${to}`]))
    .join(', ');
}
