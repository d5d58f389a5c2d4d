import { TrabeculaError } from '../errors.ts';
import type { Trial } from '../protocol/trial.ts';
import type { Criterion, CriterionVariable } from './compile-criterion.ts';
import type * as CriterionModule from './compile-criterion.ts';
import type { LesionCount } from './count-lesions.ts';
import { LESION_VARIABLES } from './lesion-facts.ts';
import { PATIENT_VARIABLES } from './patient-facts.ts';
import type { CriterionData, LesionCountData, StratumData } from './screening-file.ts';

/** One way of reading a criterion, ready to be answered. */
export interface CriterionOption {
  readonly name: string;
  readonly says: string;
  readonly criterion: Criterion;
}

export interface CompiledCriterion {
  readonly data: CriterionData;
  /** One for a plain criterion, several where the record is ambiguous, none for a question. */
  readonly options: readonly CriterionOption[];
}

export interface CompiledStratum {
  readonly data: StratumData;
  readonly options: readonly { readonly id: string; readonly name: string; readonly criterion: Criterion }[];
}

export interface Screening {
  readonly trial: Trial;
  readonly counts: readonly (LesionCount & { readonly data: LesionCountData })[];
  readonly criteria: readonly CompiledCriterion[];
  readonly strata: readonly CompiledStratum[];
}

/**
 * The criteria, counts and strata of a trial, checked against each other and ready to be answered.
 *
 * @throws TrabeculaError (unreadable) naming the criterion and what is wrong in it
 */
export async function compileScreening(trial: Trial): Promise<Screening> {
  // mathjs takes most of a second to load: only when patients are screened.
  const { compileCriterion }: typeof CriterionModule = await import('./compile-criterion.ts');
  const { lesionCounts = [], criteria = [], strata = [] } = trial.screening;
  checkReferences(trial);
  const counts = lesionCounts.map((data) => {
    const where = `trial ${trial.id}, lesion count ${data.id}`;
    return {
      data,
      id: data.id,
      name: data.name,
      where: data.where === undefined ? null : compileCriterion(data.where, LESION_VARIABLES, where),
      countsAs: data.countsAs,
      groups: (data.groups ?? []).map((group) => ({
        where: compileCriterion(group.where, LESION_VARIABLES, where),
        as: group.as,
      })),
      limit: data.limit ?? null,
    };
  });
  const variables: readonly CriterionVariable[] = [
    ...PATIENT_VARIABLES,
    ...lesionCounts.map(({ id }) => ({ name: id, kind: 'number', unit: '' }) as const),
  ];
  return {
    trial,
    counts,
    criteria: criteria.map((data) => {
      const where = `trial ${trial.id}, criterion ${data.id}`;
      const options =
        data.when !== undefined
          ? [{ name: '', says: '', when: data.when }]
          : data.reading !== undefined
            ? data.reading.options
            : [];
      return {
        data,
        options: options.map(({ name, says, when }) => ({
          name,
          says,
          criterion: compileCriterion(when, variables, where),
        })),
      };
    }),
    strata: strata.map((data) => ({
      data,
      options: data.options.map(({ id, name, when }) => ({
        id,
        name,
        criterion: compileCriterion(when, variables, `trial ${trial.id}, stratum ${data.id}`),
      })),
    })),
  };
}

/** Everything that one part of the file says of another. */
function checkReferences({ id, items, screening }: Trial): void {
  const fail = (what: string, attribute: string): never => {
    throw new TrabeculaError('unreadable', { what, where: `trial ${id}`, attribute });
  };
  const { record = [], arms = [], allocation, lesionCounts = [], strata = [], criteria = [] } = screening;
  const cites = [...record, ...arms, ...(allocation === undefined ? [] : [allocation]), ...lesionCounts, ...strata];
  for (const { cite } of [...cites, ...criteria]) {
    const unexplained = cite.items.find((item) => !Object.hasOwn(items, item));
    if (unexplained !== undefined) fail(`item ${unexplained} is cited, and "items" does not explain it`, 'items');
  }
  const known = new Set<string>(PATIENT_VARIABLES.map(({ name }) => name));
  for (const count of lesionCounts) {
    if (known.has(count.id)) fail(`the name "${count.id}" is taken`, 'lesionCounts');
    known.add(count.id);
  }
  const seen = new Set<string>();
  const byReading = new Map<string, string>();
  for (const criterion of criteria) {
    if (seen.has(criterion.id)) fail(`the criterion id "${criterion.id}" is used twice`, 'criteria');
    seen.add(criterion.id);
    const { reading } = criterion;
    if (reading === undefined) continue;
    const names = reading.options.map(({ name }) => name);
    if (reading.default !== null && !names.includes(reading.default))
      fail(`the default "${reading.default}" is no option of ${reading.name}`, 'criteria');
    const same = JSON.stringify([reading.default, names]);
    if ((byReading.get(reading.name) ?? same) !== same)
      fail(`the reading ${reading.name} has other options in another criterion`, 'criteria');
    byReading.set(reading.name, same);
  }
  if (arms.length > 0 && allocation !== undefined && allocation.ratio.length !== arms.length)
    fail('the allocation ratio has not one number for each arm', 'allocation.ratio');
}
