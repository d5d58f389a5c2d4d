import { marrowResultSchema, parseJson, readStrict, TrabeculaError } from '../../core/index.ts';

/**
 * A case with what a result of `trabecula marrow` of the same patient measured: the bone marrow reserve, and of each lesion
 * its GTV and whether it is high-risk or symptomatic. What the case says itself stays, and must agree.
 *
 * @throws TrabeculaError (contradiction) for another subject, a lesion that the case does not list, or values that differ;
 * (usage) for a result without a reserve
 */
export function caseWithMarrow(caseText: string, casePath: string, marrowText: string, marrowPath: string): string {
  const given = objectOf(parseJson(caseText, casePath), casePath);
  const { subject, reserveCm3, lesions } = readStrict(
    marrowResultSchema,
    parseJson(marrowText, marrowPath),
    marrowPath,
  );
  const said = given['subject'];
  if (typeof said === 'string' && said !== '' && subject !== null && subject !== '' && said !== subject) {
    throw differs('this is the marrow result of another subject', marrowPath, subject, said);
  }
  if (reserveCm3 === null) {
    throw new TrabeculaError('usage', { what: 'this marrow result has no bone marrow reserve', where: marrowPath });
  }
  const patient = objectOf(given['patient'] ?? {}, casePath);
  const listed = given['lesions'];
  const known = Array.isArray(listed) ? listed.map((each: unknown) => objectOf(each, casePath)) : [];
  const missing = lesions.find(({ id }) => known.length > 0 && !known.some((each) => each['id'] === id));
  if (missing !== undefined) {
    throw differs(
      'the case does not list a lesion of the marrow result',
      marrowPath,
      missing.id,
      'the lesions of the case',
    );
  }
  const measured = lesions.map(({ id, site, volumeCm3, highRisk, symptomatic }) => ({
    id,
    facts: { site, gtvCm3: volumeCm3, highRisk, symptomatic },
  }));
  const table =
    known.length === 0
      ? measured.map(({ id, facts }) => joined({ id }, facts, id, marrowPath))
      : known.map((lesion) => {
          const found = measured.find(({ id }) => id === lesion['id']);
          return found === undefined ? lesion : joined(lesion, found.facts, found.id, marrowPath);
        });
  return JSON.stringify({
    ...given,
    patient: joined(patient, { boneMarrowReserveCm3: reserveCm3.value }, 'the patient', marrowPath),
    lesions: table,
  });
}

type Facts = Readonly<Record<string, unknown>>;

/** What is said keeps its place; what is not is taken over, null apart, which says nothing. */
function joined(said: Facts, measured: Facts, of: string, where: string): Facts {
  const taken: Record<string, unknown> = { ...said };
  for (const [key, value] of Object.entries(measured)) {
    const own = said[key];
    if (value === null || value === undefined) continue;
    if (own !== undefined && own !== null && !isSame(own, value)) {
      throw differs(
        `${of}: ${key} is another in the case than in the marrow result`,
        where,
        JSON.stringify(value),
        JSON.stringify(own),
      );
    }
    taken[key] = own ?? value;
  }
  return taken;
}

/** Typed numbers are rounded: 0.5 % is within what is written with three digits. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 0.005 * Math.abs(b);
}

function objectOf(value: unknown, where: string): Facts {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Facts;
  throw new TrabeculaError('unreadable', { what: 'not a case', where });
}

function differs(what: string, where: string, found: string, expected: string): TrabeculaError {
  return new TrabeculaError('contradiction', { what, where, found, expected });
}
