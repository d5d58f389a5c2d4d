import type { CheckResult } from '../protocol/check-result.ts';
import type { ComparedBasis } from './compare-result.ts';

const MODALITIES: readonly (readonly [modality: string, what: string])[] = [
  ['RTDOSE', 'dose'],
  ['RTPLAN', 'plan'],
  ['RTSTRUCT', 'structure set'],
];
const DIGITS_OF_HASH = 12;

/** What two checks rest on, side by side: files by their contents, conventions, readings, who confirmed what. */
export function compareBasis(a: CheckResult, b: CheckResult): ComparedBasis[] {
  const row = (what: string, of: (result: CheckResult) => string): ComparedBasis => {
    const sides = { a: of(a), b: of(b) };
    return { what, same: sides.a === sides.b, ...sides };
  };
  const others = [...new Set([...a.inputs, ...b.inputs].map(({ modality }) => modality))].filter((modality) =>
    MODALITIES.every(([known]) => known !== modality),
  );
  const named = [...a.readings, ...b.readings].map(({ name }) => name);
  return [
    ...[...MODALITIES, ...others.sort().map((modality) => [modality, modality] as const)].map(([modality, what]) => ({
      ...row(what, (result) => filesOf(result, modality, (hash) => hash.slice(0, DIGITS_OF_HASH))),
      same: filesOf(a, modality) === filesOf(b, modality),
    })),
    row('end caps', ({ conventions }) => conventions.endCaps),
    row('shape between slices', ({ conventions }) => conventions.betweenSlices),
    row('dose interpolation', ({ conventions }) => conventions.doseInterpolation),
    ...[...new Set(named)].map((name) => row(`reading ${name}`, (result) => readingOf(result, name))),
    row('record of the trial', ({ trial }) => trial.recordDate),
    row('lesions', ({ pairing }) => pairing),
    row('confirmed', ({ confirmed }) => (confirmed.length === 0 ? 'nothing' : [...confirmed].sort().join(', '))),
    row('program', ({ software }) => `${software.name} ${software.version}`),
  ];
}

/** What was chosen for an open point of the record; "open" where nobody did. */
export function readingOf({ readings }: CheckResult, name: string): string {
  return readings.find((reading) => reading.name === name)?.chosen ?? 'open';
}

function filesOf({ inputs }: CheckResult, modality: string, shown: (hash: string) => string = (hash) => hash): string {
  const hashes = inputs.filter((input) => input.modality === modality).map(({ sha256 }) => shown(sha256));
  return hashes.length === 0 ? 'none' : hashes.sort().join(', ');
}
