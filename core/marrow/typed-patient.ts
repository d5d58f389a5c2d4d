import { TrabeculaError } from '../errors.ts';
import type { IrradiationVolume, Nodes } from './marrow-result.ts';
import type { LesionVolumes, MarrowPatient, VolumeScenario } from './marrow-patient.ts';
import type { TypedFile } from './typed-file.ts';

type TypedLesion = TypedFile['lesions'][number];

/**
 * A patient from typed volumes. Overlaps cannot be told from numbers: volumes add up. What is not said of a bone lesion's part
 * in trabecular bone is anything from nothing to all of it; the careful end (all) comes first.
 *
 * @throws TrabeculaError (contradiction) if more lies in the lesions than there is trabecular bone
 */
export function typedPatient(
  typed: TypedFile,
  readings: {
    readonly reading: IrradiationVolume | null;
    readonly nodes: Nodes | null;
    readonly levelMeans: string | null;
  },
): MarrowPatient {
  const { reading, nodes, levelMeans } = readings;
  const { lesions } = typed;
  const isOpen = lesions.some((lesion) => least(lesion) !== most(lesion));
  const noVolume = lesions.filter((lesion) => most(lesion) === null).map(({ id }) => id);
  const careful = scenario(typed, most, 'all that is not said lies in trabecular bone');
  const generous = scenario(typed, least, 'nothing that is not said lies in trabecular bone');
  if (generous.intersectionCm3 > typed.trabecularCm3) {
    throw new TrabeculaError('contradiction', {
      what: 'more lies in the lesions than there is trabecular bone',
      attribute: 'trabecularCm3',
      found: `${typed.trabecularCm3} cm³, of it in lesions ${generous.intersectionCm3} cm³`,
    });
  }
  return {
    lesions: lesions.map((lesion) => ({
      id: lesion.id,
      site: lesion.site ?? null,
      highRisk: lesion.highRisk ?? null,
      symptomatic: lesion.symptomatic ?? null,
      treated: lesion.treated ?? true,
      planVolumeCm3: null,
      longAxisMm: null,
      shortAxisMm: null,
      nearest: null,
      reason: null,
    })),
    scenarios: isOpen ? [careful, generous] : [careful],
    hasBone: true,
    declared: {
      kind: typed.kind ?? null,
      skeletonComplete: typed.skeletonComplete ?? null,
      gtvTotalComplete: typed.gtvTotalComplete === 'unknown' ? null : (typed.gtvTotalComplete ?? null),
      reading,
      nodes,
    },
    obstacles: [
      ...(noVolume.length === 0 ? [] : [`no GTV volume for ${noVolume.join(', ')}, and no part in trabecular bone`]),
      ...targetObstacle(levelMeans),
    ],
  };
}

/** Levels are compared as ceilings only: how close to a target is close enough, no record says. */
export function targetObstacle(levelMeans: string | null): string[] {
  return levelMeans === 'target'
    ? ['levels are read as targets, and the record does not say how close is close enough']
    : [];
}

/** Null where nothing bounds it. */
function most({ site, gtvCm3, inTrabecularCm3 }: TypedLesion): number | null {
  return inTrabecularCm3 ?? (site === 'node' ? 0 : (gtvCm3 ?? null));
}

function least({ inTrabecularCm3 }: TypedLesion): number {
  return inTrabecularCm3 ?? 0;
}

function scenario(
  { trabecularCm3, lesions }: TypedFile,
  inBone: (lesion: TypedLesion) => number | null,
  when: string,
): VolumeScenario {
  const inside = lesions.map(inBone);
  const typed = (of: (lesion: TypedLesion) => number | null | undefined, why: string): LesionVolumes => ({
    parts: lesions.flatMap((lesion, n) => {
      const volumeCm3 = of(lesion) ?? null;
      return volumeCm3 === null || volumeCm3 === 0 ? [] : [{ lesions: [n], volumeCm3 }];
    }),
    missing: lesions.map((lesion) => ((of(lesion) ?? null) === null ? why : null)),
  });
  const none = (why: string): LesionVolumes => ({ parts: [], missing: lesions.map(() => why) });
  return {
    when,
    trabecularCm3,
    intersectionCm3: inside.reduce<number>((sum, volume) => sum + (volume ?? 0), 0),
    inTrabecularCm3: inside,
    unassignedCm3: 0,
    volumes: {
      gtv: typed(({ gtvCm3 }) => gtvCm3, 'no GTV volume typed'),
      ptv: typed(({ ptvCm3 }) => ptvCm3, 'no PTV volume typed'),
      'treated-volume': none('no dose given'),
      'irradiated-volume': none('no dose given'),
      'gtv-in-trabecular': typed(inBone, 'no part in trabecular bone typed'),
      'ptv-in-trabecular': none('no PTV geometry given'),
    },
  };
}
