import type { CheckResult, Finding, Lps } from '../../core/index.ts';
import {
  asFound,
  findingsOf,
  lesionsWorstFirst,
  SYMBOLS,
  toneOf,
  worstPossibleBadness,
} from '../../src/report/rank.ts';
import { shownDose } from '../../src/report/shown.ts';
import type { FindingPlace, Slices } from '../../src/worker/messages.ts';
import type { Words } from '../words/en/index.ts';
import type { Mark } from './scene.ts';

export interface FindingToSee {
  readonly finding: Finding;
  /** Where to look; empty where it has no place. */
  readonly places: readonly FindingPlace[];
}

/** What deviates, is not met or is open, worst possible first. */
export function findingsToSee(result: CheckResult, { places }: Slices): FindingToSee[] {
  return lesionsWorstFirst(result)
    .flatMap((lesion) => findingsOf(result, lesion))
    .filter((finding) => !['fine', 'none'].includes(toneOf(asFound(finding).outcome)))
    .sort((a, b) => worstPossibleBadness(b) - worstPossibleBadness(a))
    .map((finding) => ({
      finding,
      places: places.filter(({ rule, lesion }) => rule === finding.rule && lesion === finding.lesion),
    }));
}

/** A mark at each place of the lesions of a view, with every finding that is looked at there. */
export function marksOfFindings(
  seen: readonly FindingToSee[],
  isInView: (lesion: string) => boolean,
  say: Words['result'],
): Mark[] {
  const points = seen
    .flatMap(({ finding, places }) => places.map((place) => ({ finding, place })))
    .filter(({ place }) => isInView(place.lesion));
  return points
    .filter(({ place }, n) => points.findIndex((other) => isSamePoint(other.place.atMm, place.atMm)) === n)
    .map(({ place }) => {
      const here = points.filter((other) => isSamePoint(other.place.atMm, place.atMm));
      const names = here.map(
        ({ finding }) => `${SYMBOLS[toneOf(asFound(finding).outcome)]} ${finding.lesion} ${say.rule(finding.rule)}`,
      );
      return {
        atMm: place.atMm,
        label: `${names.join(', ')}: ${say.digits(shownDose(place.doseGy))}`,
        sign: place.at === 'coldest' ? 'cold' : 'hot',
      };
    });
}

export function isSamePoint(a: Lps, b: Lps): boolean {
  return a.every((mm, axis) => mm === b[axis]);
}
