import {
  type BoneSource,
  type CaseTrabecularBone,
  nearestName,
  regionFromMask,
  TrabeculaError,
} from '../../core/index.ts';
import {
  filesAt,
  type OtherObject,
  readSegmentation,
  resolveObject,
  type RtExport,
  SEG_SOP_CLASSES,
  type Segmentation,
} from '../dicom/index.ts';
import type { BoneFiles } from './bone-files.ts';
import { ranges } from './bone-from-nifti.ts';

/** Trabecular or whole bone from segments of a DICOM Segmentation, in its own frame of reference. */
export async function boneFromSeg(bone: CaseTrabecularBone & { seg: string }, io: BoneFiles): Promise<BoneSource> {
  const object = segmentationOf(io.found, bone.seg, io.where);
  const [file] = filesAt(io.files, [object.path]);
  if (file === undefined) throw new TrabeculaError('nothing-found', { what: 'the file is gone', where: object.path });
  const seg = await readSegmentation(file);
  const numbers =
    bone.segments === undefined
      ? seg.segments.map(({ number }) => number)
      : segmentNumbers(bone.segments, seg, io.where);
  const mask = seg.maskOf(numbers);
  if (mask === null) {
    throw new TrabeculaError('nothing-found', {
      what: 'the segments are empty',
      where: seg.path,
      attribute: 'trabecularBone.segments',
      expected: `pixels of ${wordsOf(numbers, seg)}`,
    });
  }
  const region = regionFromMask(mask, seg.path);
  const empty = numbers.length === 1 ? [] : numbers.filter((number) => seg.maskOf([number]) === null);
  return {
    from: `${wordsOf(numbers, seg)} of ${seg.path}`,
    names: seg.segments.flatMap(({ number, label }) => (numbers.includes(number) && label !== null ? [label] : [])),
    kind: bone.kind ?? null,
    frameOfReferenceUid: seg.frameOfReferenceUid,
    regionOf: () => region,
    isDrawn: false,
    remarks: [
      ...(seg.rule.startsWith('fractional') ? [`${seg.path}: ${seg.rule}`] : []),
      ...(empty.length === 0 ? [] : [`${wordsOf(empty, seg)} of ${seg.path}: empty`]),
    ],
    estimate: null,
  };
}

/** The object that the case names. */
export function segmentationOf({ others }: RtExport, seg: string, where: string): OtherObject {
  const candidates = others.filter(({ sopClassUid }) => SEG_SOP_CLASSES.includes(sopClassUid));
  if (candidates.length === 0) {
    throw new TrabeculaError('nothing-found', {
      what: 'no segmentation (SEG) among the files',
      where: where,
      attribute: 'trabecularBone.seg',
      expected: seg,
    });
  }
  return resolveObject('segmentation', candidates, seg);
}

function segmentNumbers(
  wanted: readonly (string | number)[],
  { segments, path }: Segmentation,
  where: string,
): readonly number[] {
  const facts = { where, attribute: 'trabecularBone.segments' };
  return wanted.map((which) => {
    const matching = segments.filter(({ number, label }) =>
      typeof which === 'number' ? number === which : label?.toLowerCase() === which.trim().toLowerCase(),
    );
    const [match] = matching;
    if (match !== undefined && matching.length === 1) return match.number;
    if (matching.length > 1) {
      const numbers = matching.map(({ number }) => number).join(', ');
      throw new TrabeculaError('usage', {
        ...facts,
        what: `more than one segment of ${path} is called "${which}": ${numbers}`,
        expected: 'its number',
      });
    }
    const labels = segments.flatMap(({ label }) => label ?? []);
    const nearest = typeof which === 'string' ? nearestName(which, labels) : null;
    throw new TrabeculaError('usage', {
      ...facts,
      what: `${path} has no segment ${typeof which === 'number' ? which : `"${which}"`}`,
      expected:
        nearest === null
          ? segments.map(({ number, label }) => `${number} ${label ?? ''}`.trim()).join(', ')
          : `"${nearest}"?`,
    });
  });
}

function wordsOf(numbers: readonly number[], { segments }: Segmentation): string {
  const [first] = numbers;
  if (numbers.length > 1 || first === undefined) return `segments ${ranges(numbers)}`;
  const label = segments.find(({ number }) => number === first)?.label ?? null;
  return label === null ? `segment ${first}` : `segment ${first} ${label}`;
}
