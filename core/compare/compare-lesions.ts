import type { CheckResult, LesionResult, TargetResult } from '../protocol/check-result.ts';
import type { ComparedLesion } from './compare-result.ts';

type Fact = ComparedLesion['facts'][number];

/** Lesions of two checks joined by their ids: in the order of A, then those that B alone has. */
export function compareLesions(a: CheckResult, b: CheckResult): ComparedLesion[] {
  const inB = new Map(b.lesions.map((lesion) => [lesion.id, lesion]));
  const inA = new Set(a.lesions.map(({ id }) => id));
  return [
    ...a.lesions.map((lesion) => compared(lesion.id, lesion, inB.get(lesion.id) ?? null)),
    ...b.lesions.filter(({ id }) => !inA.has(id)).map((lesion) => compared(lesion.id, null, lesion)),
  ];
}

function compared(id: string, a: LesionResult | null, b: LesionResult | null): ComparedLesion {
  const fact = (what: string, unit: string, of: (lesion: LesionResult) => number | null): Fact => {
    const [from, to] = [a, b].map((lesion) => (lesion === null ? null : of(lesion)));
    const sides = { a: from ?? null, b: to ?? null };
    return { what, unit, ...sides, delta: sides.a === null || sides.b === null ? null : sides.b - sides.a };
  };
  const facts = [
    fact('prescribed dose', 'Gy', ({ prescription }) => prescription?.doseGy ?? null),
    fact('fractions', '', ({ prescription }) => prescription?.fractions ?? null),
    ...(['gtv', 'ptv'] as const).flatMap((role) => {
      const name = role.toUpperCase();
      const of = (what: string, unit: string, value: (target: TargetResult) => number | null): Fact =>
        fact(`${name} ${what}`, unit, ({ [role]: target }) => (target === null ? null : value(target)));
      return [
        of('volume', 'cm³', ({ volumeCm3 }) => volumeCm3),
        of('Dmean', 'Gy', ({ dmeanGy }) => dmeanGy),
        of('D98%', 'Gy', ({ d98PercentGy }) => d98PercentGy),
        of('D2%', 'Gy', ({ d2PercentGy }) => d2PercentGy),
      ];
    }),
  ].filter((each) => each.a !== null || each.b !== null);
  const names = (['gtv', 'ptv'] as const)
    .map((role) => ({
      what: role.toUpperCase(),
      a: a?.[role]?.roiName ?? null,
      b: b?.[role]?.roiName ?? null,
    }))
    .filter((each) => a !== null && b !== null && each.a !== each.b);
  return {
    id,
    in: a === null ? 'b' : b === null ? 'a' : 'both',
    outcomes: { a: a?.outcome ?? null, b: b?.outcome ?? null },
    names,
    facts,
  };
}
