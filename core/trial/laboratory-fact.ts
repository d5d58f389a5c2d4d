import { convertQuantity } from './convert-quantity.ts';
import { exactly, type NumberFact, unknownNumber } from './fact.ts';
import { type Analyte, writtenUnit } from './laboratory.ts';
import type { LaboratoryValue } from './patient-file.ts';
import { TrabeculaError } from '../errors.ts';

export interface LaboratoryFact {
  readonly fact: NumberFact;
  /** A question on the value, where it is unlikely in its unit. */
  readonly question: string | null;
}

/**
 * A laboratory value in the unit in which criteria compare it. A value that is unlikely in its unit answers nothing until it is
 * confirmed; what it would be in a likelier unit is said.
 *
 * @throws TrabeculaError (unreadable) for a unit that is none of the analyte's
 */
export function laboratoryFact(analyte: Analyte, given: LaboratoryValue, where: string, key: string): LaboratoryFact {
  const written = writtenUnit(analyte, given.unit);
  if (written === null) {
    throw new TrabeculaError('unreadable', {
      what: `no unit of ${analyte.name}`,
      where,
      attribute: `patient.laboratory.${key}.unit`,
      found: `"${given.unit}"`,
      expected: analyte.written.join(', '),
    });
  }
  if (given.value === null) return { fact: unknownNumber(), question: null };
  const shown = `${given.value} ${given.unit}`;
  const question = given.confirmed === true ? null : questionOf(analyte, given.value, written.name, shown);
  if (question !== null) return { fact: unknownNumber('value to be confirmed', shown), question };
  if (analyte.unit === 'ULN' && written.name !== 'xULN') {
    const limit = given.upperLimit ?? null;
    if (limit === null) {
      return { fact: unknownNumber("the laboratory's own upper limit of normal", shown), question: null };
    }
    return { fact: exactly(given.value / limit, `${shown}, limit ${limit}`), question: null };
  }
  const value = convertQuantity(
    given.value * written.as.factor,
    written.as.unit,
    analyte.unit,
    analyte.molarMassGPerMol ?? null,
  );
  return { fact: value === null ? unknownNumber(null, shown) : exactly(value, shown), question: null };
}

/** Null where the value is likely; else what is asked, with the units in which the same number would be likely. */
function questionOf(analyte: Analyte, value: number, unit: string, shown: string): string | null {
  const [usual = unit] = analyte.written;
  if (unit === 'xULN' || value === 0) return null;
  const inUsual = asWritten(analyte, value, unit, usual);
  if (isBelieved(analyte, inUsual)) return null;
  const likelier = analyte.written.filter(
    (other) => other !== unit && other !== 'xULN' && isBelieved(analyte, asWritten(analyte, value, other, usual)),
  );
  const is = inUsual === null || unit === usual ? '' : ` is ${Number(inUsual.toPrecision(4))} ${usual}, which`;
  const meant =
    likelier.length === 0 ? 'check value and unit' : `was ${value} ${likelier.join(` or ${value} `)} meant?`;
  return `${analyte.name} ${shown}${is} is unlikely: ${meant}`;
}

function isBelieved({ believed: [least, most] }: Analyte, inUsual: number | null): boolean {
  return inUsual !== null && inUsual >= least * (1 - 1e-9) && inUsual <= most * (1 + 1e-9);
}

function asWritten(analyte: Analyte, value: number, from: string, to: string): number | null {
  const [given, wanted] = [writtenUnit(analyte, from), writtenUnit(analyte, to)];
  if (given === null || wanted === null) return null;
  const inUnit = convertQuantity(
    value * given.as.factor,
    given.as.unit,
    wanted.as.unit,
    analyte.molarMassGPerMol ?? null,
  );
  return inUnit === null ? null : inUnit / wanted.as.factor;
}
